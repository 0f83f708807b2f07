import { sql, type SQL } from 'drizzle-orm';
import type { Connection, Transaction } from './open-ledger.js';
import { BYTES_PER_ROW, interchangeBytes, mailInBytes, transmissionBytes } from './schema/index.js';

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

export async function storeMailInBytes(tx: Transaction, mailInId: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  let seq = 0;
  for await (const bytes of inRows(chunks)) await tx.insert(mailInBytes).values({ mailInId, seq: seq++, bytes });
}

/** A mail that came in, as it lay in its mailbox. */
export async function readMailIn(db: Connection, mailInId: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const row of rowsInTurn((seq) => oneRow(db, sql`mail_in_bytes where mail_in_id = ${mailInId} and seq = ${seq}`))) chunks.push(row);
  return Buffer.concat(chunks);
}

/** The stored bytes, one row in memory at a time. */
export const readInterchangeBytes = (db: Connection, interchangeId: number): AsyncIterable<Buffer> =>
  rowsInTurn((seq) => oneRow(db, sql`interchange_bytes where interchange_id = ${interchangeId} and seq = ${seq}`));

export const readTransmissionBytes = (db: Connection, transmissionId: number): AsyncIterable<Buffer> => rowsInTurn((seq) => transmissionRow(db, transmissionId, seq));

const transmissionRow = (db: Connection, transmissionId: number, seq: number) => oneRow(db, sql`transmission_bytes where transmission_id = ${transmissionId} and seq = ${seq}`);

/** Escaped, what is ASCII comes as it is: mails and most EDI are, and in hex, as bytea else comes, they would be twice as long for both sides. */
async function oneRow(db: Connection, from: SQL): Promise<Buffer | undefined> {
  const { rows: [row] } = await db.execute<{ escaped: string }>(sql`select encode(bytes, 'escape') as escaped from ${from}`);
  return row && Buffer.from(row.escaped.includes('\\') ? row.escaped.replace(ESCAPE, unescaped) : row.escaped, 'latin1');
}

/** PostgreSQL's `escape`: a backslash is two of them, NUL and bytes above 127 are a backslash and three octal digits. */
const ESCAPE = /\\(\\|[0-7]{3})/g;
const unescaped = (_: string, what: string) => (what === '\\' ? what : String.fromCharCode(Number.parseInt(what, 8)));

/** Every row but the last is full: most of what is stored is one row, and read by one question. */
async function* rowsInTurn(read: (seq: number) => Promise<Buffer | undefined>): AsyncIterable<Buffer> {
  for (let seq = 0, last = BYTES_PER_ROW; last === BYTES_PER_ROW; seq += 1) {
    const row = await read(seq);
    if (!row) return;
    yield row;
    last = row.length;
  }
}

/** Bytes `start` to `start + length` of what is stored. */
export interface Slice { start: number; length: number }

/** `length` bytes of an interchange from `start`. */
export async function readInterchangeSlice(db: Connection, interchangeId: number, start: number, length: number): Promise<Buffer> {
  const [slice] = await readInterchangeSlices(db, interchangeId, [{ start, length }]);
  return slice ?? Buffer.alloc(0);
}

/** Several slices of one interchange by one question, in the order of the wish. */
export const readInterchangeSlices = (db: Connection, interchangeId: number, wish: readonly Slice[]): Promise<Buffer[]> => readSlices(db, wish.map((slice) => ({ ...slice, interchangeId })));

/** Slices of several interchanges by one question, in the order of the wish. Cut where they are kept: a header of a hundred bytes brings no row of a megabyte with it. */
export async function readSlices(db: Connection, wish: readonly (Slice & { interchangeId: number })[]): Promise<Buffer[]> {
  const { rows } = await db.execute<{ n: string; bytes: Buffer }>(sql`select s.n, substring(b.bytes from greatest(s.first - b.seq * ${BYTES_PER_ROW}::int, 0) + 1 for s.last - greatest(s.first, b.seq * ${BYTES_PER_ROW}::int)) as bytes
    from unnest(${sql.param(wish.map(({ interchangeId }) => interchangeId))}::bigint[], ${sql.param(wish.map(({ start }) => start))}::int[], ${sql.param(wish.map(({ start, length }) => start + length))}::int[]) with ordinality as s(interchange_id, first, last, n)
    join interchange_bytes b on b.interchange_id = s.interchange_id and b.seq between s.first / ${BYTES_PER_ROW}::int and (s.last - 1) / ${BYTES_PER_ROW}::int
    where s.last > s.first order by s.n, b.seq`);
  const found = wish.map((): Buffer[] => []);
  for (const { n, bytes } of rows) found[Number(n) - 1]?.push(bytes);
  return found.map((chunks) => Buffer.concat(chunks));
}

/** The first `most` bytes of each of these transmissions, by its id. */
export async function readTransmissionHeads(db: Connection, ids: readonly number[], most: number): Promise<Map<number, Buffer>> {
  const { rows } = await db.execute<{ id: string; head: Buffer }>(sql`select transmission_id as id, substring(bytes from 1 for ${most}::int) as head from transmission_bytes where seq = 0 and transmission_id = any(${sql.param([...ids])}::bigint[])`);
  return new Map(rows.map(({ id, head }) => [Number(id), head]));
}

/** `length` bytes of a transmission from `start`, one row in memory at a time: one part of a mail in parts. */
export async function* readTransmissionSlice(db: Connection, transmissionId: number, start: number, length: number): AsyncIterable<Buffer> {
  for (let at = start; at < start + length;) {
    const seq = Math.floor(at / BYTES_PER_ROW);
    const row = await transmissionRow(db, transmissionId, seq);
    if (!row) throw new Error(`transmission ${transmissionId} has no row ${seq} of bytes`);
    const from = at - seq * BYTES_PER_ROW;
    const chunk = row.subarray(from, from + start + length - at);
    if (chunk.length === 0) throw new Error(`transmission ${transmissionId} ends before byte ${start + length}`);
    yield chunk;
    at += chunk.length;
  }
}
