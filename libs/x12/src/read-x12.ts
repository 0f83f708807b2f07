import type { Limits } from './limits.js';
import type { ReadFile } from './types.js';
import { X12Reader } from './x12-reader.js';

/**
 * Reads a whole file from its chunks. Rejects only when the chunks do; what is wrong with the content is in the findings.
 *
 * @param limits what to bound otherwise than LIMITS
 */
export async function readX12(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limits?: Partial<Limits>): Promise<ReadFile> {
  const reader = new X12Reader(limits);
  for await (const chunk of chunks) reader.push(chunk);
  return reader.end();
}
