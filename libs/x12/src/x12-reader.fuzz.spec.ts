import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fixture, findingsOf, readAtOnce, readInChunks } from './testing.js';

const seed = fixture('309/original-hazmat.edi');

/** Damage of the kinds seen on the wire: bytes changed, cut out, doubled, put in. */
const damage = fc.array(fc.record({
  at: fc.nat(seed.length - 1), kind: fc.constantFrom('change', 'cut', 'double', 'put'), length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constantFrom(...['~', '*', '\n', '\r', 'ISA*00*', 'IEA*1*', 'SE*', 'BIN*4*', '\u2026', '\ufeff', '\0', '\0\0\n'].map((text) => Uint8Array.from(Buffer.from(text))))),
}), { minLength: 1, maxLength: 5 });

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(done: Damage): Buffer {
  let bytes = seed;
  for (const { at, kind, length, bytes: put } of done) {
    const end = kind === 'put' ? at : Math.min(bytes.length, at + length);
    const middle = kind === 'cut' ? [] : kind === 'double' ? [bytes.subarray(at, end), bytes.subarray(at, end)] : [put];
    bytes = Buffer.concat([bytes.subarray(0, at), ...middle, bytes.subarray(end)]);
  }
  return bytes;
}

describe('whatever the bytes', () => {
  it('random bytes never throw, and say the same in any chunks', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
      expect(readInChunks(bytes, size)).toEqual(readAtOnce(bytes));
    }), { numRuns: 500 });
  });

  it('a damaged manifest never throws, says the same in any chunks, and every finding names its place', () => {
    fc.assert(fc.property(damage, fc.integer({ min: 1, max: 90 }), (done, size) => {
      const bytes = damaged(done);
      const file = readAtOnce(bytes);
      expect(readInChunks(bytes, size)).toEqual(file);
      expect(file.verdict).toBe(findingsOf(file).some(({ severity }) => severity === 'fatal') ? 'rejected' : 'accepted');
      expect(JSON.stringify(file)).not.toContain('\\u0000');
      for (const finding of findingsOf(file)) {
        expect(finding.offset).toBeLessThanOrEqual(bytes.length);
        expect(finding.sentence).toMatch(/\((segment \d+, )?byte \d+\)$/);
      }
    }), { numRuns: 1_500 });
  });
});
