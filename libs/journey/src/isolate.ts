import { and, eq, isNull, type Placeholder } from 'drizzle-orm';
import { HawserError } from '#common';
import { outage, outageEvent, path, type Connection } from '#ledger';
import { wake } from './evidence.js';
import type { Journey } from './journey.js';

export class ScopeError extends HawserError {
  readonly code = 'OUTAGE.SCOPE';
  readonly retry = 'never';
}

export interface Act { region: string; because: string; actor: string }

/**
 * One act cuts every EDI path of a region, in both directions: nothing is sent to its endpoints nor picked up from them,
 * and its partners' posts are refused with a sentence, until it is reopened. Documents leave by mail meanwhile, through
 * relays that do not stand in it.
 */
export async function isolate(journey: Journey, act: Act): Promise<{ outage: number; endpoints: string[]; /** whose posts are refused meanwhile */ senders: string[] }> {
  const endpoints = endpointsOf(journey, act.region);
  const senders = [...journey.directory.partners.values()].filter(({ region }) => region === act.region).map(({ code }) => code).sort();
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [open] = await tx.select().from(outage).where(and(eq(outage.scopeKind, 'region'), eq(outage.scope, act.region), isNull(outage.closedAt))).for('update');
    if (open?.state === 'open') throw new ScopeError(`${act.region} is isolated already, since ${open.openedAt.toISOString()}, because ${open.because}`, { region: act.region });
    const id = open?.id ?? (await tx.insert(outage).values({ scopeKind: 'region', scope: act.region, declaredBy: 'person', actor: act.actor, because: act.because, state: 'open', openedAt: at }).returning({ id: outage.id }))[0]!.id;
    // Isolated once more while it was returning: the mails quote this hour and this reason. The first ones stand among the events.
    await tx.update(outage).set({ state: 'open', reopenedAt: null, openedAt: at, because: act.because, actor: act.actor }).where(eq(outage.id, id));
    await tx.insert(outageEvent).values({ outageId: id, at, actor: act.actor, what: 'isolated', because: act.because, facts: { endpoints } });
    for (const endpoint of endpoints) await wake(tx, endpoint, at);
    return { outage: id, endpoints, senders };
  });
}

/** Ends an isolation: every path of the region begins to return, each by its own canaries. Nothing is up by being said so. */
export async function reopen(journey: Journey, act: Act): Promise<{ outage: number; endpoints: string[] }> {
  const endpoints = endpointsOf(journey, act.region);
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [open] = await tx.select().from(outage).where(and(eq(outage.scopeKind, 'region'), eq(outage.scope, act.region), isNull(outage.closedAt))).for('update');
    if (!open || open.state !== 'open') throw new ScopeError(`${act.region} is not isolated: nothing to reopen`, { region: act.region });
    await tx.update(outage).set({ state: 'returning', reopenedAt: at }).where(eq(outage.id, open.id));
    await tx.insert(outageEvent).values({ outageId: open.id, at, actor: act.actor, what: 'reopened', because: act.because, facts: { endpoints } });
    for (const endpoint of endpoints.filter((code) => journey.directory.endpoints.get(code)?.edi)) {
      const returning = { verdict: 'returning', because: `reopened: ${act.because}`, since: at, returnedAt: at, proofs: 0, changedAt: at };
      await tx.insert(path).values({ endpoint, kind: 'edi', ...returning }).onConflictDoUpdate({ target: [path.endpoint, path.kind], set: returning });
      await wake(tx, endpoint, at);
    }
    // Whoever waited for a relay that stands there, wherever they are.
    if (relaysIn(journey, act.region).length > 0) for (const code of journey.directory.endpoints.keys()) await wake(tx, code, at);
    return { outage: open.id, endpoints };
  });
}

/** A reopened region's outage is closed when the last of its paths is up. */
export async function closeReturned(journey: Journey): Promise<void> {
  const at = journey.clock.now();
  const returning = await journey.ledger.db.select().from(outage).where(and(eq(outage.scopeKind, 'region'), eq(outage.state, 'returning'), isNull(outage.closedAt)));
  for (const one of returning) {
    const codes = endpointsOf(journey, one.scope);
    const rows = await journey.ledger.db.select().from(path).where(eq(path.kind, 'edi'));
    const pending = rows.filter((row) => codes.includes(row.endpoint) && row.verdict !== 'up');
    if (pending.length > 0) continue;
    await journey.ledger.transaction(async (tx) => {
      await tx.update(outage).set({ state: 'closed', closedAt: at }).where(and(eq(outage.id, one.id), eq(outage.state, 'returning')));
      await tx.insert(outageEvent).values({ outageId: one.id, at, actor: 'hawser', what: 'closed', because: 'every path of the region is up', facts: { endpoints: codes } });
    });
  }
}

/** The open isolation of a region. */
export const isolating = (region: string | Placeholder) => and(eq(outage.scopeKind, 'region'), eq(outage.scope, region), eq(outage.state, 'open'), isNull(outage.closedAt));

/** Since when, and why, a region is isolated; null when it is not. */
export async function isolationOf(db: Connection, region: string | null): Promise<{ since: Date; because: string } | null> {
  if (!region) return null;
  const [row] = await db.select().from(outage).where(isolating(region));
  return row ? { since: row.openedAt, because: row.because } : null;
}

const relaysIn = ({ settings }: Journey, region: string) => settings.mail.relays.filter((relay) => relay.region === region);

/** May be none: a region of ours can have a relay alone. */
function endpointsOf(journey: Journey, region: string): string[] {
  const regions = [...new Set([...journey.directory.endpoints.values()].map((endpoint) => endpoint.region))].sort();
  if (!regions.includes(region) && relaysIn(journey, region).length === 0) throw new ScopeError(`region "${region}" is not in the directory; known: ${regions.join(', ') || 'none'}`, { region });
  return [...journey.directory.endpoints.values()].filter((endpoint) => endpoint.region === region).map((endpoint) => endpoint.code);
}
