import { and, asc, eq, ne, or, sql } from 'drizzle-orm';
import { profileOf } from '#directory';
import { moveDocuments } from '#documents';
import { addressee, document, documentCall, interchange } from '#ledger';
import { dueOf } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import { wake } from './evidence.js';
import { findCalls } from './find-calls.js';
import { ScopeError } from './isolate.js';
import { settleVersions } from './versions.js';
import type { Journey } from './journey.js';

/**
 * One mapping releases every document that waits for it, and stands for those to come. Never a guess: a person says which
 * endpoint receives what is addressed to ISA08 and GS03 (`*`: whatever the GS03); of what is addressed to us, which receives the documents of a place,
 * named by qualifier and code (`UN:USLGB`) instead of the ISA08, with any GS03.
 */
export async function mapAddressee(journey: Journey, act: { isa08: string; gs03: string; endpoint: string; because: string; actor: string }): Promise<{ released: number }> {
  const endpoint = journey.directory.endpoints.get(act.endpoint);
  if (!endpoint) throw new ScopeError(`endpoint "${act.endpoint}" is not in the directory; known: ${[...journey.directory.endpoints.keys()].join(', ')}`, { endpoint: act.endpoint });
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const row = { isaReceiver: act.isa08.trim(), gsReceiver: act.gs03.trim(), endpoint: act.endpoint, because: act.because, actor: act.actor, mappedAt: at };
    await tx.insert(addressee).values(row).onConflictDoUpdate({ target: [addressee.isaReceiver, addressee.gsReceiver], set: row });
    const waiting = await tx.select({ id: document.id, facts: document.facts, set: document.set, receivedAt: document.receivedAt }).from(document)
      .innerJoin(interchange, eq(interchange.id, document.interchangeId))
      .where(and(eq(document.state, 'unroutable'), eq(document.carrier, endpoint.carrier), or(
        and(ne(interchange.mode, 'rewrap'), eq(interchange.isaReceiver, act.isa08.trim()), ...(act.gs03.trim() === '*' ? [] : [eq(document.gs03, act.gs03.trim())])),
        and(eq(interchange.mode, 'rewrap'), sql`exists (select 1 from jsonb_array_elements(coalesce("document"."facts"->'places', '[]'::jsonb)) p
          where coalesce(p->>'qualifier', '') || ':' || coalesce(p->>'code', '') = ${act.isa08.trim()})`)))).orderBy(asc(document.id));
    for (const doc of waiting) {
      const facts = (doc.facts as unknown as Partial<DocumentFacts>).set ? (doc.facts as unknown as DocumentFacts) : null;
      const calls = await findCalls(journey, tx, facts, endpoint);
      const direction = endpoint.kind === 'carrier' ? 'to-carrier' as const : 'to-terminal' as const;
      const due = dueOf({ facts, set: doc.set, direction, receivedAt: doc.receivedAt, call: calls.times, rules: journey.directory.dueRules, zone: endpoint.zone });
      await tx.update(document).set({ endpoint: endpoint.code, carrier: endpoint.carrier, region: endpoint.region, profile: { ...profileOf(endpoint) } }).where(eq(document.id, doc.id));
      if (calls.matches.length > 0) await tx.insert(documentCall).values(calls.matches.map((match) => ({ documentId: doc.id, callId: match.callId, rule: match.rule, matchedAt: at }))).onConflictDoNothing();
      await moveDocuments(tx, {
        ids: [doc.id], from: ['unroutable'], to: 'waiting', event: 'mapped', because: `mapped to ${endpoint.code}: ${act.because}`, actor: act.actor, at,
        set: { notBefore: at, dueAt: due.dueAt, effectiveDueAt: due.effectiveDueAt, dueRule: due.rule, dueBecause: due.because, dueIsLaw: due.law },
      });
    }
    if (waiting.length > 0) {
      await settleVersions(journey, tx, await tx.select().from(document).where(and(sql`${document.id} in ${waiting.map((doc) => doc.id)}`)).orderBy(asc(document.id)));
      await wake(tx, endpoint.code, at);
    }
    return { released: waiting.length };
  });
}
