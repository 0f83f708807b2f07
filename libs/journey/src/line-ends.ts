import { readInterchangeBytes, type Transaction } from '#ledger';
import { EdiReader } from '#x12';
import { contentSha256, type Earlier } from './repeats.js';

/** So many that came under the same numbers are read again at most: whoever sends conflicts must not make each dearer than the one before. */
const MOST_READ = 5;

/**
 * The earlier interchange that this one repeats but for the line ends between its segments: sent by another program, or out of the words of a
 * mail. Asked only of what came under numbers used before with other content, since both are read once more for it.
 */
export async function repeatedButForLineEnds(tx: Transaction, bytes: AsyncIterable<Uint8Array>, earlier: readonly Earlier[]): Promise<Earlier | null> {
  if (earlier.length === 0) return null;
  const content = await contentWithoutLineEnds(bytes);
  if (content === null) return null;
  for (const one of earlier.slice(0, MOST_READ)) if ((await contentWithoutLineEnds(readInterchangeBytes(tx, one.id))) === content) return one;
  return null;
}

/** Null: no one interchange is left without them, as where a line end is the segment terminator itself. */
async function contentWithoutLineEnds(bytes: AsyncIterable<Uint8Array>): Promise<string | null> {
  const reader = new EdiReader({ structure: null });
  for await (const chunk of bytes) reader.push(chunk.filter((byte) => byte !== 10 && byte !== 13));
  const { interchanges: [read, ...more], verdict } = reader.end();
  return read && more.length === 0 && verdict !== 'rejected' ? contentSha256(read) : null;
}
