import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { FakeClock, HOUR, logger, MINUTE, projectRoot } from '#common';
import { UNSIGNED, type MailTrust, type TxtResolver } from '#channels';
import { loadSettings, type Directory, type Endpoint, type MailInbox, type Partner, type Settings, type SftpProfile } from '#directory';
import { documentStory, waitingByLane, waitingUnits } from '#documents';
import { document, outage, outageEvent, path, pathEvidence } from '#ledger';
import { InMemoryMailbox, InMemoryPickUp, RecordingChannel, type Seen } from '../../channels/src/testing.js';
import type { RenderPool } from '#rendering';
import { EVIDENCE_WRITERS, renderDocument, renderFolder, renderMail } from '#rendering';
import { answerTo } from '../../../test/support/interchange.js';
import type { TestLedger } from '../../../test/support/test-ledger.js';
import { ChannelBook } from './channel-book.js';
import { chaseAnswers } from './chase.js';
import { cutIsolated } from './cut-isolated.js';
import { deliver } from './deliver.js';
import type { Journey } from './journey.js';
import { MailboxReader } from './mailbox-reader.js';
import { MailLists } from './mail-lists.js';
import { pickUp } from './pick-up.js';
import type { Receipt } from './receipt.js';
import { receive } from './receive.js';
import { bringBack } from './return.js';
import { expireTries, settleDoubts } from './settle.js';

/** Made-up ends: two terminals of different regions, and the carrier's own system, which reads no mail. */
export const QUAY = 'USLGB-EAST';
export const FAR_QUAY = 'SGSIN-SOUTH';
export const DESK = 'HWSR-DESK';

/** The same rendering without threads: a story is quicker so, and what it says is the same. */
const inThisThread = {
  render: renderDocument, renderMail, renderFolder, evidence: (form, pack, documents) => EVIDENCE_WRITERS[form](pack, documents), close: () => Promise.resolve(),
} as Pick<RenderPool, 'render' | 'renderMail' | 'renderFolder' | 'evidence' | 'close'> as RenderPool;

export interface StoryOptions {
  /** what is different about USLGB-EAST */
  quay?: Partial<Endpoint>;
  /** endpoints besides the three */
  also?: readonly Endpoint[];
  /** a document is due so long after it came; nine days, so that nothing is urgent */
  dueAfterMinutes?: number;
  /** Hawser has an id of its own, HAWSER, so that interchanges can be addressed to it */
  own?: boolean;
  /** by what its mails are signed; nothing */
  trust?: MailTrust;
  /** what DNS says of those who answer; nothing */
  txt?: TxtResolver;
  /** what is different about our mail */
  mail?: Partial<Settings['mail']>;
  /** what is different about the partner HWSR-DESK, the carrier */
  desk?: Partial<Partner>;
}

/** A journey on an empty ledger, with far sides in memory and a clock that moves when it is told to. */
export async function openStory(test: TestLedger, options: StoryOptions = {}): Promise<Story> {
  const { ledger, url } = await test.fresh();
  return new Story(ledger, url, options);
}

export class Story {
  readonly clock = new FakeClock();
  /** everything the far sides were asked, in order */
  readonly seen: Seen[] = [];
  readonly mail = new RecordingChannel('email', 'mail', this.seen);
  private readonly relays = new Map<string, RecordingChannel>();
  private readonly mailboxes = new Map<string, InMemoryMailbox>();
  private readonly readers = new Map<string, MailboxReader>();
  /** endpoints and relays whose sessions were cut, in order */
  readonly cuts: string[] = [];
  readonly journey: Journey;
  private readonly ends = new Map<string, { channel: RecordingChannel; pickUp: InMemoryPickUp }>();
  private control = 900_000;
  private readonly mailLists: MailLists;
  private readonly signal = new AbortController().signal;

  constructor(readonly ledger: Journey['ledger'], readonly url: string, options: StoryOptions) {
    this.journey = {
      ledger, clock: this.clock, directory: directoryOf(options), settings: settingsOf(options),
      log: logger('story', 'fatal'), holder: 'worker-1', rendering: inThisThread, mailTrust: options.trust ?? UNSIGNED, txt: options.txt ?? (() => Promise.reject(Object.assign(new Error('there is none'), { code: 'ENOTFOUND' }))),
      channels: {
        edi: (code) => this.end(code), email: (relay) => this.relay(relay.name),
        inbox: ({ name }) => this.mailbox(name).inbox(),
        cut: (name) => { this.cuts.push(name); return Promise.resolve(); }, close: () => Promise.resolve(),
      },
    };
    this.mailLists = new MailLists(this.journey);
  }

  /** A mailbox of ours, where the story's terminals answer. */
  mailbox(name = 'answers'): InMemoryMailbox {
    const known = this.mailboxes.get(name) ?? new InMemoryMailbox();
    this.mailboxes.set(name, known);
    return known;
  }

  /** One round of the worker's loop of a mailbox, which no step does. */
  async readMailbox(name = 'answers'): Promise<void> {
    const reader = this.readers.get(name) ?? new MailboxReader(this.journey, inboxCalled(name));
    this.readers.set(name, reader);
    await reader.round(this.signal);
  }

  private end(code: string) {
    const known = this.ends.get(code) ?? { channel: new RecordingChannel('sftp', code, this.seen), pickUp: new InMemoryPickUp(code, this.seen) };
    this.ends.set(code, known);
    return known;
  }

  /** The SFTP end of an endpoint. */
  edi(code = QUAY): RecordingChannel { return this.end(code).channel; }
  /** The end of one of several relays; where there is one, it is `mail`. */
  relay(name: string): RecordingChannel {
    if (this.journey.settings.mail.relays.length === 1) return this.mail;
    const known = this.relays.get(name) ?? new RecordingChannel('email', name, this.seen);
    this.relays.set(name, known);
    return known;
  }
  outbox(code = QUAY): InMemoryPickUp { return this.end(code).pickUp; }

  /** Hands an interchange in, through the carrier's door unless told otherwise. */
  hand(x12: Uint8Array, partner = DESK): Promise<Receipt> {
    const from = this.journey.directory.partners.get(partner);
    if (!from) throw new Error(`no partner ${partner}`);
    return receive(this.journey, { chunks: once(x12), partner: from, source: 'http', sourceName: 'story', limitBytes: this.journey.settings.gateway.bodyLimitBytes });
  }

  /** Hands in what must be taken. @returns the refs of its documents, in its order */
  async take(x12: Uint8Array, partner = DESK): Promise<string[]> {
    const receipt = await this.hand(x12, partner);
    if (receipt.status !== 'accepted') throw new Error(`it was not taken: ${JSON.stringify(receipt)}`);
    return receipt.interchanges.flatMap((one) => one.documents.map((doc) => doc.ref));
  }

  /** One round of all the worker's loops: everything that is ready now is done once. It takes some milliseconds. */
  async step(): Promise<void> {
    const { journey, signal } = this;
    for (const endpoint of journey.directory.endpoints.values()) await pickUp(journey, endpoint, signal);
    for (const { endpoint } of await waitingByLane(this.ledger.db)) {
      await this.work(endpoint, await waitingUnits(this.ledger.db, endpoint, this.clock.now(), 1_000));
    }
    await expireTries(journey);
    await settleDoubts(journey, signal);
    await chaseAnswers(journey);
    await cutIsolated(journey);
    await bringBack(journey, { add: (lane, units) => this.work(lane, units) }, signal);
  }

  /** One round of the worker's loop of lists, which no step does. @returns what was sent, in order */
  async lists(): Promise<Seen[]> {
    const before = this.seen.length;
    await this.mailLists.round(this.signal);
    return this.seen.slice(before).filter((one) => one.asked === 'send');
  }

  /** What a lane's worker does with its jobs; no two things happen in the same millisecond. */
  private async work(lane: string, units: readonly { interchangeId: number }[]): Promise<void> {
    for (const { interchangeId } of units) {
      this.clock.advance(1);
      await deliver(this.journey, lane, interchangeId, this.signal);
    }
    this.clock.advance(1);
  }

  /** From now on that end takes each file and leaves its 997 in the outbox, unless `silent` says that this one's is lost. */
  answers(code = QUAY, silent: (bytes: Buffer) => boolean = () => false): void {
    this.edi(code).always = ({ bytes, identity }) => {
      if (!silent(bytes)) this.outbox(code).leave(`997-${identity}`, answerTo(bytes, { control: (this.control += 1) }));
      return { outcome: 'accepted', receipt: 'taken' };
    };
  }

  /** As if its call were due so soon. */
  async dueIn(ref: string, minutes: number): Promise<void> {
    const at = new Date(this.clock.now().getTime() + minutes * MINUTE);
    const { amberMinutes, redMinutes } = this.journey.settings.urgency;
    const before = (lead: number) => new Date(at.getTime() - lead * MINUTE);
    await this.ledger.db.update(document).set({ dueAt: at, effectiveDueAt: at, amberAt: before(amberMinutes), redAt: before(redMinutes) }).where(eq(document.ref, ref));
  }

  /** Lets so many minutes pass in one leap, and does a round. */
  async after(minutes: number): Promise<void> {
    this.clock.advance(minutes * MINUTE);
    await this.step();
  }

  /** Lets hours pass with a round every `everyMinutes`; `each` comes before its round. */
  async through(hours: number, everyMinutes = 10, each: (round: number) => Promise<void> = () => Promise.resolve()): Promise<void> {
    for (let round = 1; round <= (hours * HOUR) / (everyMinutes * MINUTE); round += 1) {
      this.clock.advance(everyMinutes * MINUTE);
      await each(round);
      await this.step();
    }
  }

  async document(ref: string) {
    const story = await documentStory(this.ledger.db, { carrier: null, region: null }, ref);
    if (!story) throw new Error(`no document ${ref}`);
    return story;
  }

  async stateOf(ref: string): Promise<string> { return (await this.document(ref)).state; }
  statesOf(refs: readonly string[]): Promise<string[]> { return Promise.all(refs.map((ref) => this.stateOf(ref))); }

  /** What was sent there: an endpoint's code, or `mail`. */
  sentTo(at: string): Seen[] { return this.seen.filter((one) => one.at === at && one.asked === 'send'); }
  mailsOf(ref: string, at = 'mail'): Seen[] { return this.sentTo(at).filter((one) => one.identity.startsWith(`<${ref}.`)); }
  looksAt(at: string): Seen[] { return this.seen.filter((one) => one.at === at && one.asked === 'look'); }

  /** Of an endpoint's EDI link, or of a relay. */
  async verdict(code = QUAY, kind: 'edi' | 'email' = 'edi'): Promise<string> {
    const [row] = await this.ledger.db.select().from(path).where(and(eq(path.endpoint, code), eq(path.kind, kind)));
    return row?.verdict ?? 'up';
  }

  /** What became of the outages of a region or an endpoint, in order: isolated, reopened, down, returning, closed … */
  async outageEvents(scope = QUAY): Promise<string[]> {
    const rows = await this.ledger.db.select({ what: outageEvent.what }).from(outageEvent).innerJoin(outage, eq(outage.id, outageEvent.outageId)).where(eq(outage.scope, scope)).orderBy(outageEvent.id);
    return rows.map((row) => row.what);
  }

  async evidence(what: string, code = QUAY): Promise<string[]> {
    return (await this.ledger.db.select().from(pathEvidence).where(and(eq(pathEvidence.endpoint, code), eq(pathEvidence.kind, 'edi'), eq(pathEvidence.evidence, what)))).map((row) => row.detail);
  }
}

/** An endpoint as the directory knows it. */
export function endpointOf(code: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    code, name: `The quay ${code}`, kind: 'terminal', carrier: 'HWSR', region: 'AMERICAS', unlocode: code.split('-')[0] ?? null, terminal: code.split('-')[1] ?? null, firms: null,
    zone: 'America/Los_Angeles', receives: [{ isa08: code.replace('-', ''), gs03: null }], edi: SFTP, mail: { to: [`documents@${code.toLowerCase()}.example`], language: 'en', forms: ['all', 'print'], encryptTo: null }, phones: [],
    acknowledges: '997', answerWithinMs: 30 * MINUTE, replay: 'unconfirmed', concurrency: 1, ratePerSecond: null,
    envelope: { isa07: 'ZZ', isa08: code.replace('-', ''), gs03: code.replace('-', ''), isa12: '00401', sequence: 'any' }, tables: [], ...more,
  };
}

/** A mailbox of ours as the settings name it. */
export function inboxCalled(name: string, more: Partial<MailInbox> = {}): MailInbox {
  return { name, host: 'imap.hawser.example', port: 993, tls: 'implicit', caFile: null, user: `${name}@hawser.example`, passwordEnv: 'STORY_INBOX_PASSWORD', folder: 'INBOX', pollEveryMs: MINUTE, connectTimeoutMs: 10_000, stallTimeoutMs: 60_000, region: null, ...more };
}

function settingsOf({ own, mail = {} }: StoryOptions): Settings {
  const base = loadSettings({ files: [join(projectRoot(), 'config/default.yaml')], env: {} });
  // One by one unless a story is about digests: most are told of one document.
  const settings = { ...base, mail: { ...base.mail, digest: { amberEveryMs: null, greenEveryMs: null }, ...mail } };
  return own ? { ...settings, envelope: { ...settings.envelope, own: { qualifier: 'ZZ', id: 'HAWSER', group: 'HAWSER', alsoKnownAs: [] } } } : settings;
}

const SFTP: SftpProfile = {
  kind: 'sftp', host: 'sftp.example', port: 22, user: 'hwsr', privateKeyFile: 'key', passwordEnv: null, hostKey: 'SHA256:x', inbox: '/inbox', outbox: '/outbox',
  temporarySuffix: '.part', readsTemporaryNames: false, removesFiles: true, connectTimeoutMs: 10_000, stallTimeoutMs: 30_000,
};

function directoryOf({ quay = {}, also = [], desk = {}, dueAfterMinutes = 9 * 24 * 60 }: StoryOptions): Directory {
  const endpoints = [
    endpointOf(QUAY, quay), endpointOf(FAR_QUAY, { region: 'ASIA', zone: 'Asia/Singapore' }),
    endpointOf(DESK, { kind: 'carrier', region: 'EUROPE', zone: 'Europe/Amsterdam', unlocode: 'NLRTM', terminal: null, receives: [{ isa08: 'HAWSERLINE', gs03: null }], mail: null }), ...also,
  ];
  const partners = endpoints.map((endpoint): Partner => ({
    code: endpoint.code, name: endpoint.name, carrier: endpoint.carrier, region: endpoint.region, endpoint: endpoint.code, folder: null,
    structure: null, answers: { interchange: 'requested', functional: '997', application: 'none' }, duplicateWindowMs: 90 * 24 * HOUR, calls: 'own', routes: [],
    identities: endpoint.receives.map((one) => ({ isa05: 'ZZ', isa06: one.isa08 })),
    ...(endpoint.code === DESK ? desk : {}),
  }));
  return {
    endpoints: new Map(endpoints.map((one) => [one.code, one])), partners: new Map(partners.map((one) => [one.code, one])), portCodes: new Map(),
    mailIdentity: { from: 'Documentation desk <desk@hawser.example>', replyTo: 'desk@hawser.example', domain: 'hawser.example', phone: null },
    dueRules: [{ id: 'STORY', sets: ['*'], direction: 'any', anchor: 'RECEIVED', offsetMinutes: dueAfterMinutes, law: false, because: 'the story says so', source: '[P]' }], calendars: new Map(), expected: [],
  };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> { yield bytes; }

/** While it lasts, mails leave by SMTP to the story's own relays, as a worker sends them. */
export async function overSmtp(story: Story, work: () => Promise<void>): Promise<void> {
  const book = new ChannelBook(story.journey.settings, () => undefined);
  Object.assign(story.journey, { channels: { ...story.journey.channels, email: (relay: Parameters<Journey['channels']['email']>[0]) => book.email(relay) } });
  try {
    await work();
  } finally {
    await book.close();
  }
}
