import { and, desc, eq, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { notHeldFast, wakeLane } from '#documents';
import { document, outage, outageEvent, path, pathEvidence, type Connection, type Transaction } from '#ledger';
import { evidenceFrom, judge, type Evidence, type EvidenceAt, type PathState, type Verdict } from '#outage';
import { BESIDE_EDI, callStays, repeats } from './acceptance.js';
import { WAITING_CHANNEL, type Journey } from './journey.js';

/** `endpoint`: of kind email, the relay's name. A relay has a verdict of its own, whatever a mail is for. */
export interface Witness { endpoint: string; kind: 'edi' | 'email'; evidence: Evidence; detail: string }

/**
 * Evidence in, verdict out, in one transaction. A changed verdict opens or closes the path's outage, once, and lets the
 * lane's documents be looked at again at once.
 */
export async function witness(journey: Journey, tx: Transaction, seen: Witness): Promise<PathState> {
  const at = journey.clock.now();
  const kept = tx.insert(pathEvidence).values({ endpoint: seen.endpoint, kind: seen.kind, evidence: seen.evidence, at, detail: seen.detail.slice(0, 500) });
  if (seen.evidence !== 'delivered') await kept;
  else {
    // What was taken changes nothing of a path that is up: thousands of deliveries need not be judged one by one, each waiting for the path's row.
    const { rows: [up] } = await tx.execute<{ since: Date; because: string; proofs: number }>(sql`with kept as (${kept.getSQL()})
      select since, because, proofs from ${path} where endpoint = ${seen.endpoint} and kind = ${seen.kind} and verdict = 'up'`);
    if (up) return { verdict: 'up', ...up, since: new Date(up.since) };
  }
  return judgePath(journey, tx, seen.endpoint, seen.kind);
}

/** Looks at one path's evidence as of now. */
export async function judgePath(journey: Journey, tx: Transaction, endpoint: string, kind: 'edi' | 'email'): Promise<PathState> {
  const now = journey.clock.now();
  const { outage: settings } = journey.settings;
  await tx.insert(path).values({ endpoint, kind, verdict: 'up', because: 'no evidence against it', since: now, changedAt: now }).onConflictDoNothing();
  const [row] = await tx.select().from(path).where(and(eq(path.endpoint, endpoint), eq(path.kind, kind))).for('update');
  if (!row) throw new Error(`path ${endpoint}/${kind} was inserted and not found`);
  const before: PathState = { verdict: row.verdict as Verdict, since: row.since, because: row.because, proofs: row.proofs };
  const rows = await tx.select({ evidence: pathEvidence.evidence, at: pathEvidence.at, detail: pathEvidence.detail }).from(pathEvidence)
    .where(and(eq(pathEvidence.endpoint, endpoint), eq(pathEvidence.kind, kind), gte(pathEvidence.at, evidenceFrom(before, settings, now))))
    .orderBy(desc(pathEvidence.id)).limit(2_000);
  const profile = kind === 'edi' ? journey.directory.endpoints.get(endpoint) : undefined;
  const proof = before.verdict === 'returning' && (await isIdle(journey, tx, endpoint)) ? 'probed' : profile && profile.acknowledges !== 'none' ? 'acknowledged' : 'delivered';
  const after = judge(before, rows.reverse() as EvidenceAt[], settings, now, proof, profile?.answerWithinMs ?? 0);
  await tx.update(path).set({ verdict: after.verdict, because: after.because, since: after.since, proofs: after.proofs, changedAt: now, ...(cameBack(before, after) ? { returnedAt: now } : {}) })
    .where(and(eq(path.endpoint, endpoint), eq(path.kind, kind)));
  if (after.verdict !== before.verdict) await announce(journey, tx, endpoint, kind, before, after);
  // Each proof makes room for more: what rested because the places were taken is looked at now.
  else if (after.proofs > before.proofs) await wake(tx, endpoint, now);
  return after;
}

/** No document to prove the path with: nothing waits for it, nothing is on its way, nothing went by mail that it could repeat. */
async function isIdle(journey: Journey, tx: Transaction, endpoint: string): Promise<boolean> {
  const known = journey.directory.endpoints.get(endpoint);
  const repeated = known !== undefined && repeats(known);
  const [one] = await tx.select({ id: document.id }).from(document).where(and(eq(document.endpoint, endpoint), or(
    inArray(document.state, ['sending', 'unsettled']),
    and(eq(document.state, 'waiting'), notHeldFast(document.held)),
    and(eq(document.state, 'accepted'), or(isNotNull(document.answerDueAt), repeated ? and(inArray(document.lastAcceptedBy, [...BESIDE_EDI]), eq(document.kind, 'business'), callStays) : sql`false`)),
  ))).limit(1);
  return one === undefined;
}

const cameBack = (before: PathState, after: PathState) => before.verdict !== after.verdict && (after.verdict === 'returning' || after.verdict === 'up');

async function announce(journey: Journey, tx: Transaction, endpoint: string, kind: string, before: PathState, after: PathState): Promise<void> {
  const at = journey.clock.now();
  const scope = kind === 'edi' ? endpoint : `${endpoint}/${kind}`;
  journey.log.info({ endpoint, kind, from: before.verdict, to: after.verdict, because: after.because }, 'path verdict');
  const [open] = await tx.select({ id: outage.id }).from(outage).where(and(eq(outage.scopeKind, 'endpoint'), eq(outage.scope, scope), isNull(outage.closedAt)));
  let id = open?.id;
  if (id === undefined && after.verdict !== 'up') {
    const [opened] = await tx.insert(outage).values({ scopeKind: 'endpoint', scope, declaredBy: 'evidence', actor: 'hawser', because: after.because, state: 'open', openedAt: at }).returning({ id: outage.id });
    id = opened?.id;
  }
  if (id !== undefined) {
    const state = after.verdict === 'up' ? 'closed' : after.verdict === 'returning' ? 'returning' : 'open';
    await tx.update(outage).set({ state, closedAt: state === 'closed' ? at : null }).where(eq(outage.id, id));
    await tx.insert(outageEvent).values({ outageId: id, at, actor: 'hawser', what: after.verdict, because: after.because, facts: { from: before.verdict } });
  }
  if (kind === 'edi') await wake(tx, endpoint, at);
  else for (const code of journey.directory.endpoints.keys()) await wake(tx, code, at);
}

/** The lane's waiting documents may go now: the ledger says so, and the feeder is told. */
export async function wake(db: Connection, endpoint: string, at: Date): Promise<void> {
  await wakeLane(db, endpoint, at);
  await tellFeeder(db, endpoint);
}

/** Something about a lane's order changed: once this is committed, the feeder puts its window in order. */
export async function tellFeeder(db: Connection, endpoint: string): Promise<void> {
  await db.execute(sql`select pg_notify(${WAITING_CHANNEL}, ${endpoint})`);
}

export interface PathNow { verdict: Verdict; since: Date | null; returnedAt: Date | null; proofs: number; because: string }

export async function pathOf(db: Connection, endpoint: string, kind: 'edi' | 'email'): Promise<PathNow> {
  const [row] = await db.select().from(path).where(and(eq(path.endpoint, endpoint), eq(path.kind, kind)));
  return pathFrom(row);
}

/** A path nobody has said anything of is up. */
export function pathFrom(row: typeof path.$inferSelect | undefined): PathNow {
  return row ? { verdict: row.verdict as Verdict, since: row.since, returnedAt: row.returnedAt, proofs: row.proofs, because: row.because } : { verdict: 'up', since: null, returnedAt: null, proofs: 0, because: 'no evidence against it' };
}
