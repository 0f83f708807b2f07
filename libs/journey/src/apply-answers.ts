import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AckMatch } from '#acknowledgements';
import { groupBy } from '#common';
import { anyOf, moveDocuments, noteDocuments, type DocumentState, type Move } from '#documents';
import { acknowledgement, document, type Transaction } from '#ledger';
import { firstWay } from './acceptance.js';
import type { Sent } from './sent-documents.js';

/** What one kind of answer does to the documents it names. */
interface Effect { from: readonly DocumentState[]; to: DocumentState; event: string; set: Move['set'] }

/** States an answer may find its document in. An answer to an earlier try counts whatever happened since: late is not failed. */
const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted'];
const ON_THE_WAY: readonly DocumentState[] = ['sending', 'unsettled'];

/** Documents answered move, those answered alike in one move: thousands one by one would hold their rows too long. */
export async function applyAnswers(tx: Transaction, answered: { endpoint: string; matched: readonly AckMatch[]; sent: readonly Sent[]; at: Date }): Promise<void> {
  const { endpoint, at } = answered;
  await closeTries(tx, answered.matched.map((match) => match.documentId), at);
  const sent = new Map(answered.sent.map((doc) => [doc.id, doc]));
  const refusedByContent = await contentRefused(tx, answered.matched);
  const hadByPerson = await personHas(tx, answered.matched);
  const alike = groupBy(answered.matched, (match) => JSON.stringify([match.level, match.verdict, match.words, awaitsContent(sent.get(match.documentId))]));
  for (const matches of alike.values()) {
    const [{ level, verdict, words, matchedBy, documentId }] = matches as [AckMatch, ...AckMatch[]];
    for (const { from, to, event, set } of effectsOf({ level, verdict }, sent.get(documentId), at)) {
      // What the content was refused for, by their system or by a person who read it, no word on the syntax mends.
      const ids = matches.map((match) => match.documentId).filter((id) => level === 'content' || !from.includes('rejected') || !refusedByContent.has(id));
      const said = { because: `${words} (${matchedBy})`, actor: endpoint, at, facts: { words, matchedBy, verdict, level } };
      // That a machine could not read its copy does not undo that somebody there has it: only a word on what is in it does.
      const stands = verdict === 'rejected' && level !== 'content' ? ids.filter((id) => hadByPerson.has(id)) : [];
      await noteDocuments(tx, { ...said, ids: stands, from: ['acknowledged'], event: 'answered-again', because: () => said.because });
      await moveDocuments(tx, { ...said, ids: ids.filter((id) => !stands.includes(id)), from, to, event, set: { ...firstWay('sftp', at), ...set, chaseAt: null } });
    }
  }
}

/** ARCHITECTURE.md rule 5: what counts is the endpoint's profile; what arrived is handed over, what was read is not yet taken. */
function effectsOf({ level, verdict }: Pick<AckMatch, 'level' | 'verdict'>, doc: Sent | undefined, at: Date): Effect[] {
  // Who answers has it: where no try of ours came to know, the answer says that EDI handed it over.
  const arrived = { mayHaveArrived: false, ediAcceptedAt: sql`coalesce(edi_accepted_at, ${at})` as unknown as Date, lastAcceptedBy: sql`coalesce(last_accepted_by, 'sftp')` as unknown as string };
  const later = new Date(at.getTime() + (doc?.answerWithinMs ?? 0));
  if (verdict === 'rejected') return [{ from: [...OPEN, 'acknowledged'], to: 'rejected', event: 'rejected', set: { answerDueAt: null, acknowledgedAt: null, acknowledgedLevel: null } }];
  if (level === 'transport') return [{ from: ON_THE_WAY, to: 'accepted', event: 'arrived', set: { ...arrived, answerDueAt: doc?.acknowledges === 'none' || doc?.kind === 'acknowledgement' ? null : later } }];
  if (level === 'content') {
    return [
      { from: ['acknowledged'], to: 'acknowledged', event: 'acknowledged', set: { acknowledgedLevel: 'content' } },
      { from: [...OPEN, 'rejected'], to: 'acknowledged', event: 'acknowledged', set: { acknowledgedAt: at, acknowledgedLevel: 'content', answerDueAt: null, mayHaveArrived: false } },
    ];
  }
  const acknowledged = { acknowledgedAt: at, acknowledgedLevel: 'syntax', answerDueAt: null, mayHaveArrived: false };
  if (!awaitsContent(doc)) return [{ from: [...OPEN, 'rejected'], to: 'acknowledged', event: 'acknowledged', set: acknowledged }];
  // It could be read; their word on the content is still awaited. One that waits would be sent again: that it came is enough there.
  return [
    { from: [...ON_THE_WAY, 'accepted'], to: 'accepted', event: 'syntax-acknowledged', set: { ...arrived, answerDueAt: later } },
    { from: ['waiting'], to: 'acknowledged', event: 'acknowledged', set: acknowledged },
  ];
}

const awaitsContent = (doc: Sent | undefined): boolean => doc?.acknowledges === 'content';

/** Those that stand rejected for what is in them; what was sent again since is asked anew. */
async function contentRefused(tx: Transaction, matched: readonly AckMatch[]): Promise<Set<number>> {
  const rows = await tx.selectDistinct({ id: acknowledgement.documentId }).from(acknowledgement).innerJoin(document, eq(document.id, acknowledgement.documentId))
    .where(and(anyOf(acknowledgement.documentId, matched.map((match) => match.documentId)), inArray(acknowledgement.level, ['content', 'person']), eq(acknowledgement.verdict, 'rejected'), eq(document.state, 'rejected')));
  return new Set(rows.flatMap((row) => row.id ?? []));
}

/** Those that stand acknowledged because a person there said so. */
async function personHas(tx: Transaction, matched: readonly AckMatch[]): Promise<Set<number>> {
  if (!matched.some(({ level, verdict }) => verdict === 'rejected' && level !== 'content')) return new Set();
  const rows = await tx.select({ id: document.id }).from(document).where(and(anyOf(document.id, matched.map((match) => match.documentId)), eq(document.state, 'acknowledged'), eq(document.acknowledgedLevel, 'person')));
  return new Set(rows.map(({ id }) => id));
}

/** An answer proves arrival: a try is over when each of its documents is answered, whatever its channel says later. */
export async function closeTries(tx: Transaction, ids: readonly number[], at: Date): Promise<void> {
  const answered = sql.param(ids);
  const closed = await tx.execute<{ id: string }>(sql`update "try" t set open = false, ended_at = ${at}, outcome = 'accepted', because = 'answered', proof = '{"answered": true}'::jsonb
    where t.open and exists (select 1 from try_document d where d.try_id = t.id and d.open and d.document_id = any(${answered}::bigint[]))
      and not exists (select 1 from try_document d where d.try_id = t.id and d.open and d.document_id <> all(${answered}::bigint[])) returning t.id`);
  await tx.execute(sql`update try_document set open = false where open and try_id = any(${sql.param(closed.rows.map((row) => Number(row.id)))}::bigint[])`);
}
