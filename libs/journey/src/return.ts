import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Channel } from '#channels';
import { document, path } from '#ledger';
import type { Lanes } from '#queue';
import { BESIDE_EDI, callStays, repeats } from './acceptance.js';
import { witness } from './evidence.js';
import { closeReturned, isolationOf } from './isolate.js';
import { waitingUnits } from '#documents';
import { relaysNow } from './relays.js';
import { inTurn, repeatsInTurn } from './sequence.js';
import type { Journey } from './journey.js';

/**
 * Step 5. Paths that are down are probed; a good probe lets them return by canary; what went by mail and was not confirmed
 * is offered to a path that is back. Each endpoint returns on its own; a region's outage closes when all of its paths are up.
 */
export async function bringBack(journey: Journey, lanes: Pick<Lanes, 'add'>, signal: AbortSignal): Promise<void> {
  await probePaths(journey, signal);
  await offerRepeats(journey, lanes);
  await closeReturned(journey);
}

async function probePaths(journey: Journey, signal: AbortSignal): Promise<void> {
  const now = journey.clock.now();
  const troubled = await journey.ledger.db.select().from(path)
    .where(and(inArray(path.verdict, ['suspect', 'down', 'returning']), or(isNull(path.nextProbeAt), lte(path.nextProbeAt, now))));
  await Promise.all(troubled.map(async (one) => {
    const kind = one.kind as 'edi' | 'email';
    const channel = await channelOf(journey, one.endpoint, kind);
    if (!channel) return;
    await journey.ledger.db.update(path).set({ nextProbeAt: new Date(now.getTime() + journey.settings.outage.probeEveryMs) }).where(and(eq(path.endpoint, one.endpoint), eq(path.kind, one.kind)));
    const seen = await channel.probe(signal);
    if (signal.aborted) return;
    await journey.ledger.transaction((tx) => witness(journey, tx, { endpoint: one.endpoint, kind, evidence: seen.ok ? 'probed' : 'connect-failed', detail: seen.words }));
  }));
}

/** Nothing of an isolated region is touched, not even to look; nor a relay that left the settings. */
async function channelOf(journey: Journey, code: string, kind: 'edi' | 'email'): Promise<Channel | null> {
  if (kind === 'email') {
    const now = (await relaysNow(journey)).find(({ relay }) => relay.name === code);
    return now && now.verdict !== 'isolated' ? journey.channels.email(now.relay) : null;
  }
  const endpoint = journey.directory.endpoints.get(code);
  if (!endpoint?.edi || (await isolationOf(journey.ledger.db, endpoint.region))) return null;
  return journey.channels.edi(endpoint.code, endpoint.edi).channel;
}

/** Interchanges that were handed over before and not confirmed are put on their lane, most urgent first; delivery decides again. */
async function offerRepeats(journey: Journey, lanes: Pick<Lanes, 'add'>): Promise<void> {
  const { db } = journey.ledger;
  const rows = await db.select({ endpoint: path.endpoint, verdict: path.verdict, returnedAt: path.returnedAt }).from(path).where(and(eq(path.kind, 'edi'), inArray(path.verdict, ['up', 'returning'])));
  for (const { endpoint: code, verdict, returnedAt } of rows) {
    const endpoint = journey.directory.endpoints.get(code);
    if (!endpoint || !returnedAt || !repeats(endpoint)) continue;
    const at = journey.clock.now();
    const limit = verdict === 'returning' ? 4 : 200;
    const overdueBefore = new Date(returnedAt.getTime() - endpoint.answerWithinMs);
    if (inTurn(endpoint)) await offerInTurn(lanes, code, await repeatsInTurn(db, { endpoint: code, returnedAt, overdueBefore, at, limit }));
    // While it returns, what never was handed over is the better canary, but for numbers in turn: it waits for these.
    if (verdict === 'returning' && (await waitingUnits(db, code, at, 1)).length > 0) continue;
    const units = await db.select({ interchangeId: document.interchangeId, due: sql<Date>`min(${document.effectiveDueAt})`.mapWith(document.effectiveDueAt) }).from(document)
      .where(and(eq(document.endpoint, code), eq(document.state, 'accepted'), eq(document.kind, 'business'), lte(document.notBefore, at), inTurn(endpoint) ? isNull(document.ownIsa13) : callStays, or(
        and(inArray(document.lastAcceptedBy, [...BESIDE_EDI]), lte(document.mailAcceptedAt, returnedAt)),
        and(eq(document.lastAcceptedBy, 'sftp'), isNotNull(document.answerDueAt), lte(document.ediAcceptedAt, overdueBefore)))))
      .groupBy(document.interchangeId).orderBy(asc(sql`min(${document.effectiveDueAt})`)).limit(limit);
    if (units.length > 0) await lanes.add(code, units.map((unit) => ({ interchangeId: unit.interchangeId, effectiveDueAt: unit.due })));
  }
}

/** The lane takes the more urgent first, and what is equally urgent as it came: by number, here. */
async function offerInTurn(lanes: Pick<Lanes, 'add'>, lane: string, units: readonly { interchangeId: number; due: Date }[]): Promise<void> {
  if (units.length === 0) return;
  const earliest = new Date(Math.min(...units.map((unit) => unit.due.getTime())));
  await lanes.add(lane, [...new Set(units.map((unit) => unit.interchangeId))].map((interchangeId) => ({ interchangeId, effectiveDueAt: earliest })));
}
