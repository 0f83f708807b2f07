import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { moveDocuments, type DocumentRow, type DocumentState } from '#documents';
import { document, documentCall, type Transaction } from '#ledger';
import { dueOf, recordCall, type ReportedCall } from '#vessel-calls';
import type { DocumentFacts } from '#x12';
import { wake } from './evidence.js';
import { findCalls } from './find-calls.js';
import type { Journey } from './journey.js';

/** Its clock still runs: a due time that moves means something for it. */
const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected'];
/** Unmatched documents looked through for one report; the newest first. */
const LOOKED_THROUGH = 5_000;

/**
 * A call is reported, or revised: documents that came before their call find it now, and due times that stand on its
 * arrival or departure move with it, while their documents are not delivered. Each change is in the document's history.
 */
export async function reportCall(journey: Journey, report: ReportedCall): Promise<{ id: number; matched: number; redated: number }> {
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const places = [...journey.directory.endpoints.values()];
    const endpoint = report.endpoint ? journey.directory.endpoints.get(report.endpoint) : places.find((one) => one.unlocode === report.unlocode && one.terminal === (report.terminal ?? null));
    const id = await recordCall(tx, { ...report, endpoint: endpoint?.code ?? report.endpoint ?? null }, { region: endpoint?.region ?? null, zone: endpoint?.zone ?? 'UTC', reportedBy: 'api', at });
    const matched = await matchEarlier(journey, tx, report, at);
    // Locked, in the order everybody locks them: one that is being claimed at this moment would keep its old due time.
    const documents = await tx.select({ row: document }).from(document).innerJoin(documentCall, eq(documentCall.documentId, document.id))
      .where(and(eq(documentCall.callId, id), inArray(document.state, [...OPEN]))).orderBy(asc(document.ref)).for('update', { of: document });
    let redated = 0;
    for (const { row } of documents) if (await redate(journey, tx, row, at)) redated += 1;
    for (const code of new Set(documents.flatMap(({ row }) => row.endpoint ?? []))) await wake(tx, code, at);
    return { id, matched, redated };
  });
}

/** Documents of this vessel that belong to no call yet. */
async function matchEarlier(journey: Journey, tx: Transaction, report: ReportedCall, at: Date): Promise<number> {
  const names = [report.vesselName, ...report.aliases.flatMap((alias) => alias.vesselName ?? [])].map((name) => name.toUpperCase());
  const unmatched = await tx.select().from(document).where(and(
    eq(document.carrier, report.carrier), eq(document.kind, 'business'), inArray(document.state, [...OPEN, 'unroutable', 'acknowledged']),
    sql`not exists (select 1 from document_call c where c.document_id = "document"."id")`,
    sql`(${document.facts}->'vessel'->>'imo' = ${report.imo ?? ''} or ${document.facts}->'vessel'->>'callSign' = ${report.callSign ?? ''} or upper(${document.facts}->'vessel'->>'name') = any(${sql.param(names)}::text[]))`,
  )).orderBy(sql`id desc`).limit(LOOKED_THROUGH);
  let matched = 0;
  for (const doc of unmatched) {
    const { matches } = await findCalls(journey, tx, doc.facts as unknown as DocumentFacts, doc.profile ? endpointFromProfile(doc.profile) : null);
    if (matches.length === 0) continue;
    await tx.insert(documentCall).values(matches.map((match) => ({ documentId: doc.id, callId: match.callId, rule: match.rule, matchedAt: at }))).onConflictDoNothing();
    matched += 1;
  }
  return matched;
}

async function redate(journey: Journey, tx: Transaction, doc: DocumentRow, at: Date): Promise<boolean> {
  const endpoint = doc.profile ? endpointFromProfile(doc.profile) : null;
  const facts = doc.facts as unknown as DocumentFacts;
  if (!endpoint || (doc.state === 'accepted' && endpoint.acknowledges === 'none')) return false;
  const { times } = await findCalls(journey, tx, facts, endpoint);
  const due = dueOf({ facts, set: doc.set, direction: endpoint.kind === 'carrier' ? 'to-carrier' : 'to-terminal', receivedAt: doc.receivedAt, call: times, rules: journey.directory.dueRules, zone: endpoint.zone });
  if (due.rule === doc.dueRule && due.dueAt?.getTime() === doc.dueAt?.getTime()) return false;
  const state = doc.state as DocumentState;
  await moveDocuments(tx, {
    ids: [doc.id], from: [state], to: state, event: 'due-moved', because: doc.because, actor: journey.holder, at,
    facts: { from: doc.dueAt, to: due.dueAt, rule: due.rule, because: due.because },
    set: { held: doc.held, dueAt: due.dueAt, effectiveDueAt: due.effectiveDueAt, dueRule: due.rule, dueBecause: due.because, dueIsLaw: due.law },
  });
  return true;
}
