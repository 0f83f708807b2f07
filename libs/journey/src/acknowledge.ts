import { and, desc, eq, sql } from 'drizzle-orm';
import { matchFunctional, type AckMatch } from '#acknowledgements';
import type { Partner } from '#directory';
import { lockDocuments, moveDocuments, type DocumentState } from '#documents';
import { acknowledgement, document, transmission, transmissionDocument, type Transaction } from '#ledger';
import type { FunctionalAcknowledgement, ReadInterchange } from '#x12';
import { firstWay } from './acceptance.js';
import { witness } from './evidence.js';
import { newestTry } from './settle.js';
import { wakeSuccessors } from './versions.js';
import type { Journey } from './journey.js';

/** States an answer may find its document in. An answer to an earlier try counts whatever happened since: late is not failed. */
const ANSWERABLE: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected'];
const REFUSABLE: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'acknowledged'];

interface Source { interchangeId: number; at: Date }

/**
 * Step 4. Answers in an interchange that an endpoint sent, matched by control numbers to what that endpoint was sent.
 * What matches nothing is kept without a document, where the desk sees it.
 */
export async function acknowledge(journey: Journey, tx: Transaction, input: { read: ReadInterchange; partner: Partner; interchangeId: number; receivedAt: Date }): Promise<void> {
  const endpoint = input.partner.endpoint;
  const source = { interchangeId: input.interchangeId, at: input.receivedAt };
  for (const answer of input.read.groups.flatMap((group) => group.sets.flatMap((set) => set.acknowledgement ?? []))) {
    const sent = endpoint ? await sentUnder(tx, endpoint, input.read.isa08.trim(), answer) : [];
    const { matched, unmatched } = matchFunctional(answer, sent);
    for (const lost of unmatched) {
      journey.log.warn({ partner: input.partner.code, words: lost.words, because: lost.because }, 'an answer matches nothing');
      await tx.insert(acknowledgement).values({
        endpoint: endpoint ?? input.partner.code, level: 'syntax', verdict: 'unmatched', words: lost.words, matchedBy: lost.because, receivedAt: source.at, sourceInterchangeId: source.interchangeId,
      });
    }
    if (!endpoint || matched.length === 0) continue;
    await apply(tx, endpoint, { answer, matches: matched, source });
    await witness(journey, tx, { endpoint, kind: 'edi', evidence: 'acknowledged', detail: `AK1 ${answer.gs01} ${answer.gs06}` });
  }
}

/** What this endpoint was sent under that group number, by the sender whom the answer is addressed to. */
async function sentUnder(tx: Transaction, endpoint: string, originalSender: string, answer: FunctionalAcknowledgement) {
  return tx.select({
    id: document.id, ref: document.ref, interchangeId: document.interchangeId, gs01: document.gs01, gs06: document.gs06, set: document.set,
    st02: document.st02, receivedAt: document.receivedAt, tried: sql<boolean>`${document.tries} > 0`, settled: sql<boolean>`${document.state} in ('acknowledged', 'rejected', 'superseded', 'cancelled')`,
  }).from(document).where(and(
    eq(document.endpoint, endpoint), eq(document.gs06, answer.gs06), eq(document.gs01, answer.gs01), eq(document.kind, 'business'),
    sql`exists (select 1 from interchange i where i.id = ${document.interchangeId} and i.isa06 = ${originalSender})`));
}

async function apply(tx: Transaction, endpoint: string, { answer, matches, source }: { answer: FunctionalAcknowledgement; matches: readonly AckMatch[]; source: Source }): Promise<void> {
  const ids = matches.map((match) => match.documentId);
  await lockDocuments(tx, ids);
  for (let from = 0; from < matches.length; from += 1_000) {
    const part = matches.slice(from, from + 1_000);
    const [latest] = await tx.select({ id: transmission.id }).from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
      .where(eq(transmissionDocument.documentId, part[0]!.documentId)).orderBy(desc(newestTry)).limit(1);
    await tx.insert(acknowledgement).values(part.map((match) => ({
      documentId: match.documentId, transmissionId: latest?.id ?? null, endpoint, level: 'syntax', verdict: match.verdict, words: match.words, matchedBy: match.matchedBy,
      receivedAt: source.at, sourceInterchangeId: source.interchangeId,
    })));
  }
  await closeTries(tx, ids, source.at);
  for (const alike of sameWords(matches)) await move(tx, endpoint, { alike, group: `GS06 ${answer.gs06}`, at: source.at });
  await wakeSuccessors(tx, ids, source.at);
}

async function move(tx: Transaction, endpoint: string, { alike, group, at }: { alike: readonly AckMatch[]; group: string; at: Date }): Promise<void> {
  const [{ verdict, words }] = alike as [AckMatch];
  const no = verdict === 'rejected';
  await moveDocuments(tx, {
    ids: alike.map((match) => match.documentId), from: no ? REFUSABLE : ANSWERABLE, to: no ? 'rejected' : 'acknowledged', event: no ? 'rejected' : 'acknowledged',
    because: `${words} (${group})`, actor: endpoint, at, facts: { words, matchedBy: group, verdict, level: 'syntax' },
    set: {
      // Who answers has it: where no try of ours came to know, the answer says that EDI handed it over.
      ...firstWay('sftp', at), answerDueAt: null,
      ...(no ? { acknowledgedAt: null, acknowledgedLevel: null } : { acknowledgedAt: at, acknowledgedLevel: 'syntax', mayHaveArrived: false }),
    },
  });
}

/** One move for all that were answered alike: thousands one by one would hold their rows too long. Which rule matched each stands with its answer. */
function sameWords(matches: readonly AckMatch[]): AckMatch[][] {
  const groups = new Map<string, AckMatch[]>();
  for (const match of matches) {
    const key = `${match.verdict}\n${match.words}`;
    const alike = groups.get(key);
    if (alike) alike.push(match);
    else groups.set(key, [match]);
  }
  return [...groups.values()];
}

/** An answer proves arrival: a try is over when each of its documents is answered, whatever its channel says later. */
async function closeTries(tx: Transaction, ids: readonly number[], at: Date): Promise<void> {
  const answered = sql.param(ids);
  const closed = await tx.execute<{ id: string }>(sql`update "try" t set open = false, ended_at = ${at}, outcome = 'accepted', because = 'answered', proof = '{"answered": true}'::jsonb
    where t.open and exists (select 1 from try_document d where d.try_id = t.id and d.open and d.document_id = any(${answered}::bigint[]))
      and not exists (select 1 from try_document d where d.try_id = t.id and d.open and d.document_id <> all(${answered}::bigint[])) returning t.id`);
  await tx.execute(sql`update try_document set open = false where open and try_id = any(${sql.param(closed.rows.map((row) => Number(row.id)))}::bigint[])`);
}
