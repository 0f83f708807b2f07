import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { countDocuments, DOCUMENT_STATES, documentStory, findDocuments, unmatchedAnswers, waitingByLane, type DocumentState } from '#documents';
import { ActRefusedError, actOn, forgetCap, impairedMailboxes, isolate, learnedCaps, listInBook, mapAddressee, pathsNow, recentLists, reopen, retargetByPerson, ScopeError, searchTerms, type Journey } from '#journey';
import { outage, outageEvent } from '#ledger';
import { JOURNEY, Refusal } from './door.js';
import { checked } from './checked.js';
import { makeKey } from './keys.js';
import { words } from './words.js';

/** The whole house: scopes by carrier and region come with the people who have them. */
const EVERYTHING = { carrier: null, region: null };

/** What may be compared with a column: PostgreSQL's text has no NUL. */
const plain = z.string().trim().min(1).max(60).regex(/^\P{Cc}*$/u, 'expected no control characters');

const listing = z.object({
  state: z.enum(Object.keys(DOCUMENT_STATES) as [DocumentState, ...DocumentState[]]).optional(), endpoint: z.string().optional(), search: plain.optional(), carrier: plain.optional(), region: plain.optional(), unmatched: z.stringbool().optional(), toTell: z.stringbool().optional(),
  callId: z.coerce.number().int().optional(), before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const act = z.object({ because: words(500, 'a reason in words'), actor: words(100, 'who does it').default('desk') });
const personAct = act.extend({ act: z.enum(['hold', 'release', 'resend', 'cancel', 'handed-over', 'told']) });
const retargeting = act.extend({ callId: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(), endpoint: z.string().max(40).optional() })
  .refine((one) => one.callId !== undefined || one.endpoint !== undefined, 'expected callId, endpoint, or both');
/** A mailbox's address, or a relay's name. */
const capped = act.extend({ of: z.union([z.email().max(254), z.string().regex(/^[a-z0-9-]{1,40}$/)], 'expected a mail address, or the name of a relay') });
const newest = z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(50) });
const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const mapping = act.extend({ isa08: z.string().trim().min(1).max(60), gs03: z.string().trim().min(1).max(35), endpoint: z.string().max(40) });
const wantedKey = z.discriminatedUnion('kind', [z.object({ kind: z.literal('admin') }), z.object({ kind: z.literal('sender'), partner: z.string().max(40) })]);

/** What carrier staff ask and do. Everything here wants the admin key. */
@Controller()
export class DeskController {
  constructor(@Inject(JOURNEY) private readonly journey: Journey) {}

  @Get('documents')
  async documents(@Query() query: unknown) {
    const { limit, search, carrier, region, ...filter } = checked(listing, query);
    const { endpoints } = this.journey.directory;
    if (filter.endpoint !== undefined && !endpoints.has(filter.endpoint)) throw new Refusal(HttpStatus.NOT_FOUND, 'DIRECTORY.NO_ENDPOINT', `there is no endpoint ${filter.endpoint.slice(0, 40)} in the directory; it has ${[...endpoints.keys()].join(', ') || 'none'}`);
    return findDocuments(this.journey.ledger.db, { carrier: carrier ?? null, region: region ?? null }, { ...defined(filter), limit, ...(search === undefined ? {} : { search: await searchTerms(this.journey, search) }) });
  }

  @Get('documents/counts')
  counts() { return countDocuments(this.journey.ledger.db, EVERYTHING); }

  @Get('documents/:ref')
  async document(@Param('ref') ref: string) {
    const story = await documentStory(this.journey.ledger.db, EVERYTHING, ref);
    if (!story) throw new Refusal(HttpStatus.NOT_FOUND, 'DOCUMENTS.NOT_FOUND', `no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`);
    return story;
  }

  /** A person's hand on one document: hold, release, resend, cancel, handed-over, told; with who and why in its history. */
  @Post('documents/:ref/acts')
  async act(@Param('ref') ref: string, @Body() body: unknown) {
    const before = await refused(() => actOn(this.journey, ref, checked(personAct, body)));
    return { ref: before.ref, was: before.state };
  }

  /** A person says for which call it is now, or for which endpoint: there it is a new document, linked to this one. */
  @Post('documents/:ref/retarget')
  retarget(@Param('ref') ref: string, @Body() body: unknown) { return refused(() => retargetByPerson(this.journey, ref, checked(retargeting, body))); }

  @Get('acknowledgements/unmatched')
  unmatched() { return unmatchedAnswers(this.journey.ledger.db, 200); }

  @Get('lanes')
  lanes() { return waitingByLane(this.journey.ledger.db); }

  @Get('paths')
  paths() { return pathsNow(this.journey); }

  /** Mailboxes and relays whose cap a refusal taught, and the cap of all others; mailboxes that mail does not get into, or that nobody reads for now. */
  @Get('mailboxes')
  async mailboxes() { return { ...await learnedCaps(this.journey), impaired: await impairedMailboxes(this.journey) }; }

  @Post('mailboxes/forget')
  forgetCap(@Body() body: unknown) { return forgetCap(this.journey, checked(capped, body)); }

  /** Lists of what was mailed: the newest first, and how each got through. */
  @Get('mail-lists')
  lists(@Query() query: unknown) { return recentLists(this.journey, checked(newest, query).limit); }

  /** One of them, with every line as it was told. */
  @Get('mail-lists/:id')
  async list(@Param('id') id: string) {
    const wanted = rowId.safeParse(id);
    const list = wanted.success ? await listInBook(this.journey, wanted.data) : null;
    if (!list) throw new Refusal(HttpStatus.NOT_FOUND, 'JOURNEY.NO_LIST', `there is no list ${id.slice(0, 20)}; npx hawser mail lists shows the newest`);
    return list;
  }

  @Get('outages')
  async outages() {
    const outages = await this.journey.ledger.db.select().from(outage).orderBy(desc(outage.id)).limit(200);
    const events = await this.journey.ledger.db.select().from(outageEvent).orderBy(outageEvent.id);
    return outages.map((one) => ({ ...one, events: events.filter((event) => event.outageId === one.id) }));
  }

  @Post('regions/:region/isolate')
  isolate(@Param('region') region: string, @Body() body: unknown) {
    return refused(() => isolate(this.journey, { region, ...checked(act, body) }));
  }

  @Post('regions/:region/reopen')
  reopen(@Param('region') region: string, @Body() body: unknown) {
    return refused(() => reopen(this.journey, { region, ...checked(act, body) }));
  }

  /** One mapping releases all that wait for it. */
  @Post('addressees')
  map(@Body() body: unknown) { return refused(() => mapAddressee(this.journey, checked(mapping, body))); }

  /** Makes a key and shows it, once. */
  @Post('keys')
  async key(@Body() body: unknown) {
    const wanted = checked(wantedKey, body);
    if (wanted.kind === 'sender' && !this.journey.directory.partners.has(wanted.partner)) {
      throw new Refusal(HttpStatus.NOT_FOUND, 'DIRECTORY.NO_PARTNER', `partner "${wanted.partner}" is not in the directory; known: ${[...this.journey.directory.partners.keys()].join(', ') || 'none'}`);
    }
    return { ...wanted, key: await makeKey(this.journey.ledger.db, wanted, this.journey.clock.now()) };
  }
}

async function refused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ScopeError || error instanceof ActRefusedError) throw new Refusal(HttpStatus.CONFLICT, error.code, error.message);
    throw error;
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const defined = <T extends object>(value: T) => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<Defined<T>>;
