import { and, eq, inArray, sql } from 'drizzle-orm';
import { matchFunctional, type AckMatch } from '#acknowledgements';
import type { Partner } from '#directory';
import { moveDocuments, type DocumentState } from '#documents';
import { acknowledgement, document, tries, transmissionDocument, type Transaction } from '#ledger';
import type { FunctionalAcknowledgement, ReadInterchange } from '#x12';
import { witness } from './evidence.js';
import type { Journey } from './journey.js';

/** States an answer may find its document in. An answer to an earlier try counts whatever happened since: late is not failed. */
const ANSWERABLE: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted', 'rejected'];

/**
 * Step 4. Answers in an interchange that an endpoint sent, matched by control numbers to what that endpoint was sent.
 * What matches nothing is kept without a document, where the desk sees it.
 */
export async function acknowledge(journey: Journey, tx: Transaction, input: { read: ReadInterchange; partner: Partner; interchangeId: number; receivedAt: Date }): Promise<void> {
  const endpoint = input.partner.endpoint;
  const answers = input.read.groups.flatMap((group) => group.sets.flatMap((set) => set.acknowledgement ?? []));
  if (answers.length === 0) return;
  for (const answer of answers) {
    const sent = endpoint ? await sentUnder(tx, endpoint, input.read.isa08.trim(), answer) : [];
    const result = matchFunctional(answer, sent);
    for (const match of result.matched) await apply(journey, tx, { match, endpoint: endpoint ?? '', interchangeId: input.interchangeId, at: input.receivedAt });
    for (const lost of result.unmatched) {
      journey.log.warn({ partner: input.partner.code, words: lost.words, because: lost.because }, 'an answer matches nothing');
      await tx.insert(acknowledgement).values({
        endpoint: endpoint ?? input.partner.code, level: 'syntax', verdict: 'unmatched', words: lost.words, matchedBy: lost.because,
        receivedAt: input.receivedAt, sourceInterchangeId: input.interchangeId,
      });
    }
    if (endpoint && result.matched.length > 0) await witness(journey, tx, { endpoint, kind: 'edi', evidence: 'acknowledged', detail: `AK1 ${answer.gs01} ${answer.gs06}` });
  }
}

/** What this endpoint was sent under that group number, by the sender whom the answer is addressed to. */
async function sentUnder(tx: Transaction, endpoint: string, originalSender: string, answer: FunctionalAcknowledgement) {
  return tx.select({
    id: document.id, ref: document.ref, interchangeId: document.interchangeId, gs01: document.gs01, gs06: document.gs06, set: document.set,
    st02: document.st02, receivedAt: document.receivedAt, tried: sql<boolean>`${document.tries} > 0`,
  }).from(document).where(and(
    eq(document.endpoint, endpoint), eq(document.gs06, answer.gs06), eq(document.gs01, answer.gs01), eq(document.kind, 'business'),
    sql`exists (select 1 from interchange i where i.id = ${document.interchangeId} and i.isa06 = ${originalSender})`));
}

async function apply(journey: Journey, tx: Transaction, input: { match: AckMatch; endpoint: string; interchangeId: number; at: Date }): Promise<void> {
  const { match, at } = input;
  const [latest] = await tx.select({ id: transmissionDocument.transmissionId }).from(transmissionDocument)
    .where(eq(transmissionDocument.documentId, match.documentId)).orderBy(sql`${transmissionDocument.transmissionId} desc`).limit(1);
  await tx.insert(acknowledgement).values({
    documentId: match.documentId, transmissionId: latest?.id ?? null, endpoint: input.endpoint, level: 'syntax', verdict: match.verdict,
    words: match.words, matchedBy: match.matchedBy, receivedAt: at, sourceInterchangeId: input.interchangeId,
  });
  const no = match.verdict === 'rejected';
  const facts = { words: match.words, matchedBy: match.matchedBy, verdict: match.verdict, level: 'syntax' };
  await closeTries(tx, match.documentId, at, match.words);
  // "rejected" then a better word: a person's or a repeated 997's yes closes it; an acknowledged one that is refused later reopens.
  await moveDocuments(tx, {
    ids: [match.documentId], from: no ? [...ANSWERABLE.filter((state) => state !== 'rejected'), 'acknowledged'] : ANSWERABLE, to: no ? 'rejected' : 'acknowledged',
    event: no ? 'rejected' : 'acknowledged', because: `${match.words} (${match.matchedBy})`, actor: input.endpoint, at, facts,
    set: no ? { answerDueAt: null, acknowledgedAt: null, acknowledgedLevel: null } : { answerDueAt: null, acknowledgedAt: at, acknowledgedLevel: 'syntax', mayHaveArrived: false },
  });
}

/** An answer proves arrival: an open try of the document is over, whatever its channel says later. */
async function closeTries(tx: Transaction, documentId: number, at: Date, words: string): Promise<void> {
  const open = await tx.select({ id: tries.id }).from(tries).where(and(tries.open, sql`exists (select 1 from try_document d where d.try_id = ${tries.id} and d.document_id = ${documentId} and d.open)`,
    // A relayed interchange's try carries other documents too; it ends by its own outcome.
    sql`(select count(*) from try_document d where d.try_id = ${tries.id}) = 1`));
  const ids = open.map((one) => one.id);
  if (ids.length === 0) return;
  await tx.update(tries).set({ open: false, endedAt: at, outcome: 'accepted', because: 'answered', proof: { words } }).where(inArray(tries.id, ids));
  await tx.execute(sql`update try_document set open = false where try_id in ${ids}`);
}
