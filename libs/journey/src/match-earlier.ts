import { and, eq, inArray, sql } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import type { DocumentState } from '#documents';
import { callAlias, document, documentCall, type Transaction } from '#ledger';
import type { DocumentFacts } from '#x12';
import type { CallChange } from './call-change.js';
import { findCalls } from './find-calls.js';
import type { Journey } from './journey.js';

/** Documents that may still be found a call. */
const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected', 'unroutable', 'acknowledged'];
/** Unmatched documents looked through for one report; the newest first. */
const LOOKED_THROUGH = 5_000;

/** Documents of this vessel that belong to no call yet. */
export async function matchEarlier(journey: Journey, tx: Transaction, { after, at }: CallChange): Promise<number> {
  const aliases = await tx.select({ vesselName: callAlias.vesselName }).from(callAlias).where(eq(callAlias.callId, after.id));
  const names = [after.vesselName, ...aliases.flatMap((alias) => alias.vesselName ?? [])].map((name) => name.toUpperCase());
  const unmatched = await tx.select().from(document).where(and(
    eq(document.carrier, after.carrier), eq(document.kind, 'business'), inArray(document.state, [...OPEN]),
    sql`not exists (select 1 from document_call c where c.document_id = "document"."id")`,
    sql`(${document.facts}->'vessel'->>'imo' = ${after.imo ?? ''} or ${document.facts}->'vessel'->>'callSign' = ${after.callSign ?? ''} or upper(${document.facts}->'vessel'->>'name') = any(${sql.param(names)}::text[]))`,
  )).orderBy(sql`id desc`).limit(LOOKED_THROUGH);
  let matched = 0;
  for (const doc of unmatched) {
    const { matches } = await findCalls(journey, tx, doc.facts as unknown as DocumentFacts, doc.profile ? endpointFromProfile(doc.profile) : null);
    if (matches.length === 0) continue;
    await tx.insert(documentCall).values(matches.map((match) => ({ documentId: doc.id, callId: match.callId, rule: match.rule, because: match.because, matchedAt: at }))).onConflictDoNothing();
    matched += 1;
  }
  return matched;
}
