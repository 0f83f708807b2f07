import { and, eq, sql } from 'drizzle-orm';
import { makeRef } from '#common';
import { findPartner, type Partner } from '#directory';
import { recordReceipt } from '#documents';
import { document, documentCall, holdsLease, interchange, storeInterchangeBytes, type Lease, type Transaction } from '#ledger';
import { X12Reader, type ReadFile, type ReadInterchange } from '#x12';
import { acknowledge } from './acknowledge.js';
import { BodyTooLargeError } from './errors.js';
import { WAITING_CHANNEL, type Journey } from './journey.js';
import type { Receipt, ReceiptFinding, ReceiptInterchange } from './receipt.js';
import { mappingsFor, resolveDocuments, type ResolvedDocument } from './resolve.js';
import { Spool } from './spool.js';
import { settleVersions } from './versions.js';

export interface Reception {
  chunks: AsyncIterable<Uint8Array>;
  /** whose key or folder it came through */
  partner: Partner;
  source: 'http' | 'folder' | 'pick-up';
  sourceName: string;
  limitBytes: number;
  /** folders are read under a lease; the commit holds only while it is ours */
  lease?: Lease;
}

/**
 * Step 1. Keeps the bytes, reads the envelope, makes one document per ST..SE and addressee, finds its vessel call and due
 * time, and commits; only then is there a receipt. A file is taken whole or refused whole, so that a sender who corrects
 * and repeats it cannot double a part of it.
 *
 * @throws BodyTooLargeError when the body passes the limit; nothing is kept then
 */
export async function receive(journey: Journey, reception: Reception): Promise<Receipt> {
  const spool = new Spool();
  try {
    const reader = new X12Reader();
    for await (const chunk of reception.chunks) {
      await spool.write(chunk);
      if (spool.byteLength > reception.limitBytes) throw new BodyTooLargeError(reception.limitBytes);
      reader.push(chunk);
    }
    const file = reader.end();
    if (file.verdict === 'rejected') return await keepRejected(journey, reception, spool, file, 'INTAKE.REFUSED_CONTENT', findingsOf(file));
    const stranger = await strangerAmong(journey, reception.partner, file.interchanges);
    if (stranger) {
      const sentence = `ISA06 is "${stranger.isa06.trim()}" (ISA05 ${stranger.isa05}): ${reception.partner.code} is not registered to send under it`;
      return await keepRejected(journey, reception, spool, file, 'INTAKE.UNKNOWN_SENDER', [{ code: 'INTAKE.UNKNOWN_SENDER', sentence, segment: 1, offset: stranger.start }]);
    }
    return await keepAccepted(journey, reception, spool, file);
  } finally {
    await spool.discard();
  }
}

/**
 * The first interchange this partner may not send: its ISA06 is not registered for it, and its own endpoint does not
 * receive under it either. Whoever receives as X, by the directory or by a person's mapping, answers as X.
 */
async function strangerAmong(journey: Journey, partner: Partner, interchanges: readonly ReadInterchange[]): Promise<ReadInterchange | null> {
  for (const one of interchanges) {
    if (findPartner(journey.directory, { partner: partner.code, isa05: one.isa05, isa06: one.isa06 })) continue;
    const endpoint = partner.endpoint ? journey.directory.endpoints.get(partner.endpoint) : undefined;
    if (!endpoint) return one;
    const mappings = await mappingsFor(journey.ledger.db, one.isa06.trim());
    const receivesSo = endpoint.receives.some((claim) => claim.isa08 === one.isa06.trim()) || mappings.some((mapping) => mapping.endpoint === endpoint.code);
    if (!receivesSo) return one;
  }
  return null;
}

async function keepRejected(journey: Journey, reception: Reception, spool: Spool, file: ReadFile, code: string, findings: ReceiptFinding[]): Promise<Receipt> {
  const first = file.interchanges[0];
  const sentence = findings[0]?.sentence ?? 'refused';
  return journey.ledger.transaction(async (tx) => {
    await insistOnLease(tx, reception);
    const [row] = await tx.insert(interchange).values({
      receivedAt: journey.clock.now(), source: reception.source, sourceName: reception.sourceName, partner: reception.partner.code,
      carrier: reception.partner.carrier, region: reception.partner.region, sha256: spool.sha256(), byteLength: spool.byteLength,
      ...(first ? numbersOf(first) : {}), verdict: 'rejected', findings, answer: { status: 'rejected', code, sentence },
    }).returning({ id: interchange.id });
    if (!row) throw new Error('an interchange was inserted and not returned');
    await storeInterchangeBytes(tx, row.id, spool.read(0, spool.byteLength));
    return { status: 'rejected', code, sentence, findings, keptAs: row.id };
  });
}

async function keepAccepted(journey: Journey, reception: Reception, spool: Spool, file: ReadFile): Promise<Receipt> {
  return journey.ledger.transaction(async (tx) => {
    await insistOnLease(tx, reception);
    const kept: ReceiptInterchange[] = [];
    const woken = new Set<string>();
    let repeated = 0;
    for (const read of file.interchanges) {
      const earlier = await sameNumbers(tx, read);
      const again = earlier.find((one) => one.coreSha256 === read.coreSha256);
      if (again) {
        repeated += 1;
        kept.push(again.answer as unknown as ReceiptInterchange);
        continue;
      }
      const one = await keepInterchange(journey, reception, tx, spool, read, earlier.length > 0);
      kept.push(one.receipt);
      for (const endpoint of one.endpoints) woken.add(endpoint);
    }
    for (const endpoint of woken) await tx.execute(sql`select pg_notify(${WAITING_CHANNEL}, ${endpoint})`);
    return { status: repeated === file.interchanges.length ? 'duplicate' : 'accepted', interchanges: kept };
  });
}

/**
 * Interchanges taken in before under the same numbers. The advisory lock makes two that come at the same moment wait for
 * each other, so that the second sees the first.
 */
async function sameNumbers(tx: Transaction, read: ReadInterchange): Promise<{ coreSha256: string | null; answer: Record<string, unknown> }[]> {
  const key = [read.isa05, read.isa06, read.isa07, read.isa08, read.isa13, read.isa15].map((part) => part.trim()).join('|');
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  return tx.select({ coreSha256: interchange.coreSha256, answer: interchange.answer }).from(interchange).where(and(
    eq(interchange.isaSender, read.isa06.trim()), eq(interchange.isaReceiver, read.isa08.trim()), eq(interchange.isa13, read.isa13),
    eq(interchange.usage, read.isa15), eq(interchange.verdict, 'accepted')));
}

async function keepInterchange(journey: Journey, reception: Reception, tx: Transaction, spool: Spool, read: ReadInterchange, conflict: boolean): Promise<{ receipt: ReceiptInterchange; endpoints: string[] }> {
  const receivedAt = journey.clock.now();
  const notes = [...read.findings, ...read.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap((set) => set.findings)])];
  const [row] = await tx.insert(interchange).values({
    receivedAt, source: reception.source, sourceName: reception.sourceName, partner: reception.partner.code, carrier: reception.partner.carrier,
    region: reception.partner.region, sha256: read.sha256, coreSha256: read.coreSha256, byteLength: read.end - read.start, ...numbersOf(read), verdict: 'accepted',
    findings: notes, answer: {},
  }).returning({ id: interchange.id });
  if (!row) throw new Error('an interchange was inserted and not returned');
  await storeInterchangeBytes(tx, row.id, spool.read(read.start, read.end));

  const resolved = await resolveDocuments(journey, tx, { read, partner: reception.partner, interchangeId: row.id, receivedAt, conflict });
  const documents = await insertDocuments(tx, resolved);
  await recordReceipt(tx, documents, reception.partner.code, { source: reception.source, name: reception.sourceName });
  await settleVersions(journey, tx, documents);
  // Answers are matched by what they answer, not by their own number: one that comes under a number used before still answers.
  await acknowledge(journey, tx, { read, partner: reception.partner, interchangeId: row.id, receivedAt });

  const receipt: ReceiptInterchange = {
    id: row.id, isa13: read.isa13, sender: read.isa06.trim(), receiver: read.isa08.trim(),
    documents: documents.map(({ ref, set, st02, state, endpoint, because }) => ({ ref, set, st02, state, endpoint, because })),
    notes: notes.map((note) => note.sentence),
  };
  await tx.update(interchange).set({ answer: receipt as unknown as Record<string, unknown> }).where(eq(interchange.id, row.id));
  return { receipt, endpoints: documents.flatMap((doc) => (doc.endpoint && doc.state === 'waiting' ? [doc.endpoint] : [])) };
}

async function insertDocuments(tx: Transaction, resolved: ResolvedDocument[]) {
  await drawFreeRefs(tx, resolved);
  const rows: (typeof document.$inferSelect)[] = [];
  for (let from = 0; from < resolved.length; from += 500) {
    const part = resolved.slice(from, from + 500);
    const inserted = await tx.insert(document).values(part.map((one) => one.row)).returning();
    const calls = part.flatMap((one, index) => one.calls.map((match) => ({ documentId: inserted[index]!.id, callId: match.callId, rule: match.rule, matchedAt: one.row.receivedAt })));
    if (calls.length > 0) await tx.insert(documentCall).values(calls);
    rows.push(...inserted);
  }
  return rows;
}

/** Refs are short, so that they can be spoken; among millions some are taken. Two that draw one at the same moment: the transaction runs again. */
async function drawFreeRefs(tx: Transaction, resolved: ResolvedDocument[]): Promise<void> {
  const drawn = new Set<string>();
  for (let open = resolved; open.length > 0;) {
    for (const one of open) while (drawn.has(one.row.ref)) one.row.ref = makeRef();
    for (const one of open) drawn.add(one.row.ref);
    const taken = new Set((await tx.select({ ref: document.ref }).from(document).where(sql`${document.ref} = any(${sql.param(open.map((one) => one.row.ref))}::text[])`)).map((row) => row.ref));
    open = open.filter((one) => taken.has(one.row.ref));
    for (const one of open) one.row.ref = makeRef();
  }
}

async function insistOnLease(tx: Transaction, reception: Reception): Promise<void> {
  if (reception.lease && !(await holdsLease(tx, reception.lease))) throw new Error(`the lease ${reception.lease.name} passed to another reader; nothing was taken`);
}

const numbersOf = (read: ReadInterchange) => ({
  isaSenderQualifier: read.isa05, isaSender: read.isa06.trim(), isaReceiverQualifier: read.isa07, isaReceiver: read.isa08.trim(), isa13: read.isa13, usage: read.isa15,
});

function findingsOf(file: ReadFile): ReceiptFinding[] {
  const all = [...file.findings, ...file.interchanges.flatMap((one) => [...one.findings, ...one.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap((set) => set.findings)])])];
  return all.filter((finding) => finding.severity === 'fatal').map(({ code, sentence, segment, offset }) => ({ code, sentence, segment, offset }));
}

