import { readInterchangeBytes, type Transaction } from '#ledger';
import { EdiReader } from '#x12';
import { contentSha256, type Earlier } from './repeats.js';

/** So many that came under the same numbers are read again at most: whoever sends conflicts must not make each dearer than the one before. */
const MOST_READ = 5;
/** And none that is larger; what is, is a person's to compare. */
const MOST_BYTES = 8_388_608;

/**
 * The earlier interchange that this one repeats but for the line ends between its segments: sent by another program, or out of the words of a
 * mail. Asked only of X12 that came under numbers used before with other content, since both are read once more for it.
 */
export async function repeatedButForLineEnds(tx: Transaction, bytes: AsyncIterable<Uint8Array>, earlier: readonly Earlier[]): Promise<Earlier | null> {
  if (earlier.length === 0) return null;
  const content = await contentWithoutLineEnds(bytes);
  if (content === null) return null;
  for (const one of earlier.slice(0, MOST_READ)) if ((await contentWithoutLineEnds(readInterchangeBytes(tx, one.id))) === content) return one;
  return null;
}

/** Null: it cannot be told, or a line end is the segment terminator itself. */
async function contentWithoutLineEnds(bytes: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    if ((length += chunk.length) > MOST_BYTES) return null;
  }
  const plain = segmentsAlone(Buffer.concat(chunks).toString('latin1'));
  if (plain === null) return null;
  const reader = new EdiReader({ structure: null });
  reader.push(Buffer.from(plain, 'latin1'));
  const { interchanges: [read, ...more], verdict } = reader.end();
  return read && more.length === 0 && verdict !== 'rejected' ? contentSha256(read) : null;
}

const ISA_LENGTH = 106;

/** Segment behind segment; what stands within one stays. Null: no X12, or a segment that holds bytes, in which a terminator is none. */
function segmentsAlone(text: string): string | null {
  const terminator = text[ISA_LENGTH - 1];
  if (!text.startsWith('ISA') || terminator === undefined || /[A-Za-z0-9\s]/.test(terminator)) return null;
  const segments = text.split(terminator).map((segment) => segment.replace(/^[\r\n]+/, ''));
  return segments.some((segment) => /^(?:BIN|BDS)[^A-Za-z0-9]/.test(segment)) ? null : segments.join(terminator);
}
