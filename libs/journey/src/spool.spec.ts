import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Spool } from './spool.js';

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const part of parts) chunks.push(part);
  return Buffer.concat(chunks);
}

describe.each([['a small body, in memory', 3_000], ['a large body, in a file', 2_500_000]])('%s', (_name, size) => {
  it('is read back in any range, byte for byte', async () => {
    const body = Buffer.alloc(size, 'ISA*00*~');
    const spool = new Spool();
    for (let at = 0; at < size; at += 70_000) await spool.write(body.subarray(at, at + 70_000));
    expect(spool.byteLength).toBe(size);
    expect(spool.sha256()).toBe(createHash('sha256').update(body).digest('hex'));
    expect((await whole(spool.read(0, size))).equals(body)).toBe(true);
    expect((await whole(spool.read(1_001, 2_002))).equals(body.subarray(1_001, 2_002))).toBe(true);
    await spool.discard();
  });
});
