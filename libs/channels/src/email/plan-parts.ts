import { createHash } from 'node:crypto';

/** Something attached: whole, or a slice of it. */
export interface Piece { name: string; contentType: string; bytes: Uint8Array }
export interface Slice extends Piece { of: { name: string; slices: number; byteLength: number; sha256: string } | null }

/** base64 in lines of 76 signs (RFC 2045 6.8): 57 bytes become 78. */
export const ENCODED = 78 / 57;

/**
 * Which attachments go in which mail. In their order, one mail as full as it gets before the next begins; what is larger than a
 * mail is cut into slices, in their order too. Pure.
 *
 * @param first  content the first mail has room for, beside its words; may be 0
 * @param others  the same of every other mail
 */
export function planParts(pieces: readonly Piece[], first: number, others: number): Slice[][] {
  const parts: Slice[][] = [[]];
  let room = first;
  const put = (slice: Slice) => {
    if (slice.bytes.length > room) {
      parts.push([]);
      room = others;
    }
    parts.at(-1)?.push(slice);
    room -= slice.bytes.length;
  };
  for (const piece of pieces) {
    if (piece.bytes.length <= Math.max(room, others)) put({ ...piece, of: null });
    else for (const slice of sliced(piece, others)) put(slice);
  }
  return parts;
}

/** Equal slices, so that none is a crumb. A name that ends in .txt passes gateways, whatever the whole is. */
function sliced({ name, bytes }: Piece, most: number): Slice[] {
  const slices = Math.ceil(bytes.length / most);
  const each = Math.ceil(bytes.length / slices);
  const of = { name, slices, byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  return Array.from({ length: slices }, (_, index) => ({
    name: `${name}.slice-${index + 1}-of-${slices}.txt`, contentType: 'application/octet-stream', bytes: bytes.subarray(index * each, (index + 1) * each), of,
  }));
}
