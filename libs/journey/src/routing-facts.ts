import { and, eq, gte, or, sql } from 'drizzle-orm';
import { minutesBetween } from '#common';
import type { Endpoint } from '#directory';
import { anyOf, isHeldFast, type DocumentRow } from '#documents';
import { document, interchange, outage, path, transmission, transmissionDocument, tries, askOften, type Database } from '#ledger';
import { effectiveVerdict, placesWhileReturning, type Verdict } from '#outage';
import type { RoutingFacts } from '#routing';
import { amberAt, redAt } from './due-for.js';
import { pathFrom } from './evidence.js';
import { isolating } from './isolate.js';
import { mailVerdict, relaysFrom, type RelayNow } from './relays.js';
import { originalsOutstanding } from './versions.js';
import type { Journey } from './journey.js';

/** While nothing goes by EDI at all, it does not matter what it refused before. */
const shut: ReadonlySet<Ways['edi']> = new Set(['isolated', 'down'] as const);

/** What is known about one delivery at this moment, gathered from the rooms; the choice is made of this and nothing else. */
export async function factsOf(journey: Journey, endpoint: Endpoint, ways: Ways, unit: readonly DocumentRow[], waiting: readonly DocumentRow[]): Promise<RoutingFacts> {
  const { ledger: { db }, clock } = journey;
  const now = clock.now();
  const minutesTo = (turnsAt: (doc: DocumentRow) => Date) => minutesBetween(now, new Date(Math.min(...waiting.map((doc) => turnsAt(doc).getTime()))));
  return {
    kind: waiting.every((doc) => doc.kind === 'acknowledgement') ? 'acknowledgement' : 'business',
    offers: { edi: endpoint.edi !== null && (shut.has(ways.edi) || !(await refusedByEdi(journey, unit))), email: endpoint.mail !== null },
    ediPath: ways.edi,
    emailPath: ways.email,
    returningPlacesLeft: ways.edi === 'returning' ? placesWhileReturning(ways.proofs, journey.settings.outage) - (await underProof(journey, endpoint.code, ways.since)) : 0,
    minutesToAmber: minutesTo(amberAt),
    minutesToRed: minutesTo(redAt),
    mayHaveArrived: unit.some((doc) => doc.state === 'sending' || doc.state === 'unsettled'),
    partlyMailed: unit.some((doc) => doc.lastAcceptedBy === 'email' && (doc.state === 'accepted' || doc.state === 'acknowledged')),
    answerMissing: waiting.some((doc) => doc.ediAcceptedAt !== null),
    originalOutstanding: await originalsOutstanding(db, waiting),
    heldByPerson: unit.some((doc) => isHeldFast(doc.held) && doc.state === 'waiting'),
  };
}

export interface Ways { edi: Verdict | 'isolated'; email: Verdict | 'isolated'; since: Date | null; proofs: number; isolatedBecause: string | null; relays: readonly RelayNow[] }

/** How the two ways to an endpoint stand now. The region is the directory's of today: an isolation cuts what is there now. */
export async function waysNow(journey: Pick<Journey, 'ledger' | 'settings' | 'directory'>, endpoint: Endpoint): Promise<Ways> {
  const { db } = journey.ledger;
  const region = journey.directory.endpoints.get(endpoint.code)?.region ?? endpoint.region;
  const [paths, isolation] = await pathsAndIsolation(db, endpoint.code, region);
  const edi = pathFrom(paths.find((row) => row.kind === 'edi'));
  const relays = await relaysFrom(journey, paths);
  return { edi: effectiveVerdict(edi.verdict, isolation !== null), email: mailVerdict(relays), since: isolation?.since ?? edi.since, proofs: edi.proofs, isolatedBecause: isolation?.because ?? null, relays };
}

/** One question instead of two: it is asked before every mail. A region that is none is isolated by nobody. */
const standing = askOften((db: Database) => db.select({ path, since: outage.openedAt, because: outage.because }).from(sql`(select 1) as here`)
  .leftJoin(path, or(eq(path.kind, 'email'), and(eq(path.endpoint, sql.placeholder('endpoint')), eq(path.kind, 'edi'))))
  .leftJoin(outage, isolating(sql.placeholder('region'))).prepare('ways_now'));

async function pathsAndIsolation(db: Database, endpoint: string, region: string | null): Promise<[(typeof path.$inferSelect)[], { since: Date; because: string } | null]> {
  const rows = await standing(db, { endpoint, region: region ?? '' });
  const [first] = rows;
  return [rows.flatMap((row) => row.path ?? []), first?.since && first.because !== null ? { since: first.since, because: first.because } : null];
}

/** Interchanges on their way to a returning endpoint whose answer is still out: they take its places, each set of ours that travels alone one. */
async function underProof(journey: Journey, endpoint: string, since: Date | null): Promise<number> {
  const [row] = await journey.ledger.db.select({ n: sql<number>`count(distinct (${document.interchangeId}, case when ${interchange.mode} = 'rewrap' or ${document.retargetedFrom} is not null then ${document.id} end))::int` }).from(document)
    .innerJoin(interchange, eq(interchange.id, document.interchangeId))
    .where(and(eq(document.endpoint, endpoint), or(eq(document.state, 'sending'),
      and(eq(document.state, 'accepted'), eq(document.lastAcceptedBy, 'sftp'), sql`${document.answerDueAt} is not null`, gte(document.ediAcceptedAt, since ?? new Date(0))))));
  return row?.n ?? 0;
}

/** The far side refused these bytes by EDI for good: offering them again would be refused again. */
async function refusedByEdi(journey: Journey, unit: readonly DocumentRow[]): Promise<boolean> {
  if (unit.every((doc) => doc.tries === 0)) return false;
  const [row] = await journey.ledger.db.select({ id: tries.id }).from(tries).innerJoin(transmission, eq(transmission.id, tries.transmissionId))
    .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
    .where(and(anyOf(transmissionDocument.documentId, unit.map((doc) => doc.id)), eq(transmission.channel, 'sftp'), eq(tries.outcome, 'refused'), sql`${tries.proof}->>'forGood' = 'true'`)).limit(1);
  return row !== undefined;
}
