import { asc, eq } from 'drizzle-orm';
import type { Connection, Transaction } from './open-ledger.js';
import { BYTES_PER_ROW, interchangeBytes, transmissionBytes } from './schema/index.js';

/** Cuts any chunking into rows of BYTES_PER_ROW. */
async function* inRows(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (let chunk of chunks) {
    while (size + chunk.length >= BYTES_PER_ROW) {
      const take = BYTES_PER_ROW - size;
      yield Buffer.concat([...held, chunk.subarray(0, take)]);
      chunk = chunk.subarray(take);
      held = [];
      size = 0;
    }
    if (chunk.length > 0) { held.push(chunk); size += chunk.length; }
  }
  if (size > 0) yield Buffer.concat(held);
}

export async function storeInterchangeBytes(tx: Transaction, interchangeId: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  let seq = 0;
  for await (const bytes of inRows(chunks)) await tx.insert(interchangeBytes).values({ interchangeId, seq: seq++, bytes });
}

export async function storeTransmissionBytes(tx: Transaction, transmissionId: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  let seq = 0;
  for await (const bytes of inRows(chunks)) await tx.insert(transmissionBytes).values({ transmissionId, seq: seq++, bytes });
}

/** The stored bytes, one row in memory at a time. */
export const readInterchangeBytes = (db: Connection, interchangeId: number): AsyncIterable<Buffer> =>
  rowsInTurn((seq) => db.query.interchangeBytes.findFirst({ where: (t, { and }) => and(eq(t.interchangeId, interchangeId), eq(t.seq, seq)) }));

export const readTransmissionBytes = (db: Connection, transmissionId: number): AsyncIterable<Buffer> =>
  rowsInTurn((seq) => db.query.transmissionBytes.findFirst({ where: (t, { and }) => and(eq(t.transmissionId, transmissionId), eq(t.seq, seq)) }));

/** Every row but the last is full: most of what is stored is one row, and read by one question. */
async function* rowsInTurn(read: (seq: number) => Promise<{ bytes: Buffer } | undefined>): AsyncIterable<Buffer> {
  for (let seq = 0, last = BYTES_PER_ROW; last === BYTES_PER_ROW; seq += 1) {
    const row = await read(seq);
    if (!row) return;
    yield row.bytes;
    last = row.bytes.length;
  }
}

/** `length` bytes of an interchange from `start`, reading only the rows they stand in. */
export async function readInterchangeSlice(db: Connection, interchangeId: number, start: number, length: number): Promise<Buffer> {
  const first = Math.floor(start / BYTES_PER_ROW);
  const last = Math.floor((start + length - 1) / BYTES_PER_ROW);
  const rows = await db.query.interchangeBytes.findMany({
    where: (t, { and, between }) => and(eq(t.interchangeId, interchangeId), between(t.seq, first, last)),
    orderBy: (t) => asc(t.seq),
  });
  const from = start - first * BYTES_PER_ROW;
  return Buffer.concat(rows.map((row) => row.bytes)).subarray(from, from + length);
}

/** `length` bytes of a transmission from `start`, one row in memory at a time: one part of a mail in parts. */
export async function* readTransmissionSlice(db: Connection, transmissionId: number, start: number, length: number): AsyncIterable<Buffer> {
  for (let at = start; at < start + length;) {
    const seq = Math.floor(at / BYTES_PER_ROW);
    const row = await db.query.transmissionBytes.findFirst({ where: (t, { and: both }) => both(eq(t.transmissionId, transmissionId), eq(t.seq, seq)) });
    if (!row) throw new Error(`transmission ${transmissionId} has no row ${seq} of bytes`);
    const from = at - seq * BYTES_PER_ROW;
    const chunk = row.bytes.subarray(from, from + start + length - at);
    if (chunk.length === 0) throw new Error(`transmission ${transmissionId} ends before byte ${start + length}`);
    yield chunk;
    at += chunk.length;
  }
}
