import { eq, sql } from 'drizzle-orm';
import { makeRef } from '#common';
import { recordReceipt } from '#documents';
import { document, documentCall, interchange, storeInterchangeBytes, type Transaction } from '#ledger';
import type { ReadInterchange } from '#x12';
import { acknowledge } from './acknowledge.js';
import { answerAgain, answerSender } from './answer-sender.js';
import { bringAlong, isNamed } from './bring-along.js';
import { writeKeys } from './document-index.js';
import type { Journey } from './journey.js';
import type { ReceiptInterchange } from './receipt.js';
import type { Reception } from './reception.js';
import { findingsIn, LONGEST_ID } from './refusal.js';
import { contentSha256, earlierUnder, noveltyOf, repeated, setsOf } from './repeats.js';
import { resolveDocuments, type ResolvedDocument } from './resolve.js';
import type { Spool } from './spool.js';
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
  const first = repeated(read, earlier, mode);
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
  await bringAlong(journey, tx, documents.filter((_, index) => isNamed(resolved[index]?.calls ?? [])).map((doc) => doc.id));
  // Answers are matched by what they answer, not by their own number: one that comes under a number used before still answers.
  await acknowledge(journey, tx, { read, mode, partner, interchangeId: row.id, receivedAt });
  const answered = await answerSender(journey, tx, { read, mode, partner, interchangeId: row.id, at: receivedAt, documents });

  const receipt: ReceiptInterchange = {
    id: row.id, isa13: read.isa13, sender: read.isa06.trim(), receiver: read.isa08.trim(),
    documents: documents.map(({ ref, set, st02, state, endpoint, because }) => ({ ref, set, st02, state, endpoint, because })),
    refused: setsOf(read).filter(({ set }) => !set.accepted).map(({ group, set }) => ({ set: set.st01, st02: set.st02, because: [...set.findings, ...group.findings].find((finding) => finding.severity === 'fatal')?.sentence ?? 'refused' })),
    answers: answered.answers,
    notes: [...notes.filter((note) => note.severity !== 'fatal').map((note) => note.sentence), ...answered.notes],
  };
  await tx.update(interchange).set({ answer: receipt as unknown as Record<string, unknown> }).where(eq(interchange.id, row.id));
  return { receipt, repeated: false, endpoints: [...documents.flatMap((doc) => (doc.endpoint && doc.state === 'waiting' ? [doc.endpoint] : [])), ...answered.endpoints] };
}

/** A refused file may say anything of itself: what stands in an index has its bounds. */
export const numbersOf = (read: ReadInterchange) => ({
  isaSenderQualifier: cut(read.isa05), isaSender: cut(read.isa06), isaReceiverQualifier: cut(read.isa07), isaReceiver: cut(read.isa08), isa13: cut(read.isa13), usage: cut(read.isa15), syntax: read.syntax,
});

const cut = (text: string): string => text.trim().slice(0, LONGEST_ID);

export async function insertDocuments(tx: Transaction, resolved: ResolvedDocument[]) {
  await drawFreeRefs(tx, resolved);
  const rows: (typeof document.$inferSelect)[] = [];
  for (let from = 0; from < resolved.length; from += 500) {
    const part = resolved.slice(from, from + 500);
    const inserted = await tx.insert(document).values(part.map((one) => ({ ...one.row, indexed: one.calls.length > 0 || one.row.kind !== 'business' }))).returning();
    const calls = part.flatMap((one, index) => one.calls.map((match) => ({ documentId: inserted[index]!.id, callId: match.callId, rule: match.rule, because: match.because, matchedAt: one.row.receivedAt })));
    if (calls.length > 0) await tx.insert(documentCall).values(calls);
    await writeKeys(tx, inserted);
    rows.push(...inserted);
  }
  return rows;
}

/** Refs are short, so that they can be spoken; among millions some are taken. Two that draw one at the same moment: the transaction runs again. */
async function drawFreeRefs(tx: Transaction, resolved: ResolvedDocument[]): Promise<void> {
  const drawn = new Set<string>();
  for (let open = resolved; open.length > 0;) {
    for (const one of open) {
      while (drawn.has(one.row.ref)) one.row.ref = makeRef();
      drawn.add(one.row.ref);
    }
    const taken = new Set((await tx.select({ ref: document.ref }).from(document).where(sql`${document.ref} = any(${sql.param(open.map((one) => one.row.ref))}::text[])`)).map((row) => row.ref));
    open = open.filter((one) => taken.has(one.row.ref));
    for (const one of open) one.row.ref = makeRef();
  }
}
