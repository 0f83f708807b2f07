import type { ReadOptions } from './read-options.js';
import type { ReadFile } from './types.js';
import { X12Reader } from './x12-reader.js';

/**
 * Reads a whole file from its chunks. Rejects only when the chunks do; what is wrong with the content is in the findings.
 */
export async function readX12(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options?: ReadOptions): Promise<ReadFile> {
  const reader = new X12Reader(options);
  for await (const chunk of chunks) reader.push(chunk);
  return reader.end();
}
