import { eq, sql } from 'drizzle-orm';
import { matchAdvice, matchFunctional, matchInterchange, type AckMatch, type AckResult } from '#acknowledgements';
import type { Partner } from '#directory';
import { anyOf, lockDocuments } from '#documents';
import { acknowledgement, transmission, transmissionDocument, type Transaction } from '#ledger';
import type { ApplicationAdvice, ReadInterchange } from '#x12';
import { applyAnswers } from './apply-answers.js';
import { witness } from './evidence.js';
import { sentDocuments, type Named, type Sent } from './sent-documents.js';
import { wakeNext } from './sequence.js';
import { newestTry } from './settle.js';
import { wakeSuccessors } from './versions.js';
import type { Mode } from './units.js';
import type { Journey } from './journey.js';

interface Answering { read: ReadInterchange; mode: Mode; partner: Partner; interchangeId: number; receivedAt: Date }

/** One answer in what came in: what it names, how it is matched, and how it is called in the evidence. */
interface Answer { named: Partial<Named>; match(sent: readonly Sent[]): AckResult; detail: string }

/**
 * Step 4. Answers in an interchange that an endpoint sent (TA1, 997, 999, CONTRL, 824, 355), matched by control numbers to what
 * that endpoint was sent. What matches nothing moves nothing: it is kept without a document and raises an alarm at the desk.
 */
export async function acknowledge(journey: Journey, tx: Transaction, input: Answering): Promise<void> {
  const { partner: { endpoint }, read, mode } = input;
  const answers = [...answersIn(read)];
  if (answers.length === 0) return;
  const named = { gs06: unique(answers, 'gs06'), isa13: unique(answers, 'isa13'), bills: unique(answers, 'bills') };
  const sent = endpoint ? await sentDocuments(tx, { endpoint, to: addressedTo(journey, read, mode), usage: read.isa15 === 'T' ? 'T' : 'P', mode, named }) : [];
  for (const answer of answers) {
    const { matched, unmatched } = answer.match(sent);
    for (const lost of unmatched) await raise(journey, tx, input, lost);
    if (!endpoint || matched.length === 0) continue;
    await keep(tx, endpoint, matched, input);
    await applyAnswers(tx, { endpoint, matched, sent, at: input.receivedAt });
    await wakeSuccessors(tx, matched.map((match) => match.documentId), input.receivedAt);
    const inTurn = journey.directory.endpoints.get(endpoint);
    if (inTurn) await wakeNext(tx, inTurn, input.receivedAt);
    // A terminal without EDI may mail its 997: no path is proved by that.
    if (inTurn?.edi) await witness(journey, tx, { endpoint, kind: 'edi', evidence: 'acknowledged', detail: answer.detail });
    settle(sent, matched);
  }
}

/** Where more answers follow, they find these documents answered. */
function settle(sent: readonly Sent[], matched: readonly AckMatch[]): void {
  const answered = new Set(matched.filter((match) => match.level !== 'transport' || match.verdict === 'rejected').map((match) => match.documentId));
  for (const doc of sent) if (answered.has(doc.id)) doc.settled = true;
}

const unique = (answers: readonly Answer[], what: keyof Named): string[] => [...new Set(answers.flatMap((answer) => answer.named[what] ?? []))];

/** An answer to us may use any of our names; what we sent stands under the one we sign with. */
function addressedTo(journey: Journey, read: ReadInterchange, mode: Mode): string[] {
  const { own } = journey.settings.envelope;
  return [...new Set([read.isa08.trim(), ...(mode === 'rewrap' && own ? [own.id, ...own.alsoKnownAs] : [])])];
}

function* answersIn(read: ReadInterchange): Iterable<Answer> {
  for (const ta1 of read.ta1) yield { named: { isa13: [ta1.isa13] }, match: (sent) => matchInterchange(ta1, sent), detail: `TA1 ${ta1.isa13}` };
  for (const set of read.groups.flatMap((group) => group.sets.filter((one) => one.accepted))) {
    const { acknowledgement: functional, advice } = set;
    // A CONTRL that says nothing but "received" stands among the TA1.
    const silent = functional?.isa13 !== null && functional?.groupVerdict === '' && functional.sets.length === 0;
    if (functional && !silent) {
      const named = functional.isa13 !== null && functional.gs06 === '' ? { isa13: [functional.isa13] } : { gs06: [functional.gs06] };
      yield { named, match: (sent) => matchFunctional(functional, sent), detail: `${set.st01} ${functional.gs01} ${functional.gs06 || functional.isa13 || ''}` };
    }
    if (advice) yield { named: namedIn(advice), match: (sent) => matchAdvice(advice, sent), detail: `${set.st01} ${set.st02}` };
  }
}

/** An advice may speak of several groups, and of bills where it names none. */
function namedIn({ items }: ApplicationAdvice): Partial<Named> {
  return {
    gs06: items.flatMap((item) => item.gs06 ?? []),
    bills: items.flatMap((item) => (item.gs06 === null ? item.references.map((reference) => reference.value) : [])),
  };
}

/** A number that was never sent there, or a word nobody knows: someone must look. */
async function raise(journey: Journey, tx: Transaction, { partner, interchangeId, receivedAt }: Answering, lost: { words: string; because: string }): Promise<void> {
  journey.log.error({ partner: partner.code, interchange: interchangeId, words: lost.words, because: lost.because }, 'an answer matches nothing');
  await tx.insert(acknowledgement).values({
    endpoint: partner.endpoint ?? partner.code, level: 'syntax', verdict: 'unmatched', words: lost.words, matchedBy: lost.because, alarm: true, receivedAt, sourceInterchangeId: interchangeId,
  });
}

/** What was answered, and to which transmission: each answer is kept, whatever it moves. */
async function keep(tx: Transaction, endpoint: string, matched: readonly AckMatch[], { interchangeId, receivedAt }: Answering): Promise<void> {
  await lockDocuments(tx, matched.map((match) => match.documentId));
  for (let from = 0; from < matched.length; from += 1_000) {
    const part = matched.slice(from, from + 1_000);
    const sent = await tx.selectDistinctOn([transmissionDocument.documentId], { documentId: transmissionDocument.documentId, id: transmission.id }).from(transmission)
      .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
      .where(anyOf(transmissionDocument.documentId, part.map((match) => match.documentId))).orderBy(transmissionDocument.documentId, sql`${newestTry} desc nulls last`);
    const newest = new Map(sent.map((row) => [row.documentId, row.id]));
    await tx.insert(acknowledgement).values(part.map((match) => ({
      documentId: match.documentId, transmissionId: newest.get(match.documentId) ?? null, endpoint, level: match.level, verdict: match.verdict, words: match.words, matchedBy: match.matchedBy,
      receivedAt, sourceInterchangeId: interchangeId,
    })));
  }
}
