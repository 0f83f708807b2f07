import { eq } from 'drizzle-orm';
import { anyOf, recordReceipt } from '#documents';
import { call, interchange, storeInterchangeBytes, type Transaction } from '#ledger';
import type { ReadInterchange } from '#x12';
import { acknowledge } from './acknowledge.js';
import { answerAgain, answerSender } from './answer-sender.js';
import { bringAlong, isNamed } from './bring-along.js';
import { insertDocuments } from './insert-documents.js';
import type { Journey } from './journey.js';
import { findLeftBehind } from './left-behind.js';
import type { ReceiptInterchange } from './receipt.js';
import type { Reception } from './reception.js';
import { findingsIn, LONGEST_ID } from './refusal.js';
import { repeatedButForLineEnds } from './line-ends.js';
import { contentSha256, earlierUnder, noveltyOf, repeated, setsOf } from './repeats.js';
import { redateThese } from './redate.js';
import { resolveDocuments, type ResolvedDocument } from './resolve.js';
import { heedCalls } from './retarget.js';
import type { Spool } from './spool.js';
import { takeSchedules } from './take-schedules.js';
import { terminalRemarks } from './terminals-known.js';
import { settleVersions } from './versions.js';

export interface Kept {
  receipt: ReceiptInterchange;
  /** it came before: nothing was taken, and this is the first answer */
  repeated: boolean;
  /** lanes that something waits in now */
  endpoints: string[];
}

/** One interchange of an accepted file: kept, made into documents, matched where it answers, and answered. */
export async function keepInterchange(journey: Journey, reception: Reception, tx: Transaction, spool: Spool, read: ReadInterchange, mode: 'relay' | 'rewrap'): Promise<Kept> {
  const receivedAt = journey.clock.now();
  const { partner } = reception;
  const earlier = await earlierUnder(tx, read, new Date(receivedAt.getTime() - partner.duplicateWindowMs));
  const first = repeated(read, earlier, mode) ?? await repeatedButForLineEnds(tx, spool.read(read.start, read.end), earlier);
  if (first) return { receipt: first.answer, repeated: true, endpoints: await answerAgain(journey, tx, { interchangeId: first.id, isa13: read.isa13, at: receivedAt }) };

  const notes = findingsIn(read);
  const [row] = await tx.insert(interchange).values({
    receivedAt, source: reception.source, sourceName: reception.sourceName, partner: partner.code, carrier: partner.carrier, region: partner.region,
    sha256: read.sha256, coreSha256: read.coreSha256, contentSha256: contentSha256(read), byteLength: read.end - read.start, ...numbersOf(read), mode,
    verdict: setsOf(read).every(({ set }) => set.accepted) ? 'accepted' : 'partially-accepted', findings: notes, answer: {},
  }).returning({ id: interchange.id });
  if (!row) throw new Error('an interchange was inserted and not returned');
  await storeInterchangeBytes(tx, row.id, spool.read(read.start, read.end));

  // Whole, what is relayed is either new or a conflict; of what was addressed to us, each set by itself.
  const resolved = await resolveDocuments(journey, tx, {
    read, mode, partner, interchangeId: row.id, receivedAt,
    noveltyOf: (set, group) => (mode === 'rewrap' ? noveltyOf(set, group, earlier) : earlier.length > 0 ? 'conflict' : 'new'),
  });
  const documents = await insertDocuments(tx, resolved);
  await recordReceipt(tx, documents, partner.code, { source: reception.source, name: reception.sourceName });
  await settleVersions(journey, tx, documents);
  await redateThese(journey, tx, await reportedMeanwhile(tx, documents, resolved), receivedAt);
  await bringAlong(journey, tx, documents.filter((_, index) => isNamed(resolved[index]?.calls ?? [])).map((doc) => doc.id));
  const schedules = await takeSchedules(journey, tx, { read, partner, documents, at: receivedAt });
  const terminals = await terminalRemarks(journey, tx, read);
  // Its call may be omitted or at another place by now: then it does not leave for it.
  await findLeftBehind(journey, tx, documents, receivedAt);
  await heedCalls(journey, tx, documents.map((doc) => doc.id), receivedAt);
  // Answers are matched by what they answer, not by their own number: one that comes under a number used before still answers.
  await acknowledge(journey, tx, { read, mode, partner, interchangeId: row.id, receivedAt });
  const answered = await answerSender(journey, tx, { read, mode, partner, interchangeId: row.id, at: receivedAt, documents });

  const receipt: ReceiptInterchange = {
    id: row.id, isa13: read.isa13, sender: read.isa06.trim(), receiver: read.isa08.trim(),
    documents: documents.map(({ ref, set, st02, state, endpoint, because }) => ({ ref, set, st02, state, endpoint, because })),
    refused: setsOf(read).filter(({ set }) => !set.accepted).map(({ group, set }) => ({ set: set.st01, st02: set.st02, because: [...set.findings, ...group.findings].find((finding) => finding.severity === 'fatal')?.sentence ?? 'refused' })),
    answers: answered.answers,
    notes: [...notes.filter((note) => note.severity !== 'fatal').map((note) => note.sentence), ...schedules, ...terminals, ...answered.notes],
  };
  await tx.update(interchange).set({ answer: receipt as unknown as Record<string, unknown> }).where(eq(interchange.id, row.id));
  return { receipt, repeated: false, endpoints: [...documents.flatMap((doc) => (doc.endpoint && doc.state === 'waiting' ? [doc.endpoint] : [])), ...answered.endpoints] };
}

/** A refused file may say anything of itself: what stands in an index has its bounds. */
export const numbersOf = (read: ReadInterchange) => ({
  isaSenderQualifier: cut(read.isa05), isaSender: cut(read.isa06), isaReceiverQualifier: cut(read.isa07), isaReceiver: cut(read.isa08), isa13: cut(read.isa13), usage: cut(read.isa15), syntax: read.syntax,
});

const cut = (text: string): string => text.trim().slice(0, LONGEST_ID);

/**
 * Documents whose call was being reported while they were read: to be kept as belonging to it they waited for that report, which could
 * not see them, and what it changed they have not seen.
 */
async function reportedMeanwhile(tx: Transaction, documents: readonly { id: number }[], resolved: readonly ResolvedDocument[]): Promise<number[]> {
  const read = resolved.map(({ revisions }) => [...revisions ?? []]);
  const ids = [...new Set(read.flat().map(([id]) => id))];
  if (ids.length === 0) return [];
  const now = new Map((await tx.select({ id: call.id, revision: call.revision }).from(call).where(anyOf(call.id, ids))).map((row) => [row.id, row.revision]));
  return documents.flatMap(({ id }, index) => (read[index]?.some(([callId, revision]) => now.get(callId) !== revision) ? [id] : []));
}
