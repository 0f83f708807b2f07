import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findingsOf } from '../testing.js';
import { edifactFixture, edifactFixtureNames, readEdifact, readThroughDoor } from './testing.js';

const seed = edifactFixture('coprar/discharge-order.edi');

/** Damage of the kinds seen on the wire: bytes changed, cut out, doubled, put in. */
const damage = fc.array(fc.record({
  at: fc.nat(seed.length - 1), kind: fc.constantFrom('change', 'cut', 'double', 'put'), length: fc.integer({ min: 1, max: 40 }),
  bytes: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constantFrom(...["'", '+', ':', '?', '?\n', '\r\n', 'UNA:+.? \'', 'UNA:+', 'UNB+', 'UNB+UNOA:2+', 'UNZ+1+', 'UNT+', 'UNG+', 'UNE+', '\ufeff', '\0', 'ISA*00*'].map((text) => Uint8Array.from(Buffer.from(text))))),
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
  it.each(edifactFixtureNames())('%s cut anywhere is refused, but for its last terminator, and told the same in any chunks', (name) => {
    const bytes = edifactFixture(name);
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = bytes.subarray(0, length);
      const file = readEdifact(cut);
      const lost = bytes.subarray(length).toString();
      if (lost === '\n' || lost === "'\n") expect(file.verdict).toBe(readEdifact(bytes).verdict);
      else expect(['rejected', 'unreadable']).toContain(file.verdict);
      if (length % 29 === 0) expect(readEdifact(cut, {}, 1)).toEqual(file);
    }
  });

  it('random bytes never throw, and say the same in any chunks', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
      expect(readEdifact(bytes, {}, size)).toEqual(readEdifact(bytes));
      expect(readThroughDoor(bytes, size)).toEqual(readThroughDoor(bytes));
    }), { numRuns: 200 });
  });

  it('a damaged order never throws, says the same in any chunks, and every finding names its place', () => {
    fc.assert(fc.property(damage, fc.integer({ min: 1, max: 90 }), (done, size) => {
      const bytes = damaged(done);
      const file = readEdifact(bytes);
      expect(readEdifact(bytes, {}, size)).toEqual(file);
      expect(readThroughDoor(bytes, size)).toEqual(readThroughDoor(bytes));
      expect(JSON.stringify(file)).not.toContain('\\u0000');
      expect(file.verdict === 'accepted').toBe(!findingsOf(file).some(({ severity }) => severity === 'fatal'));
      for (const finding of findingsOf(file)) {
        expect(finding.offset).toBeLessThanOrEqual(bytes.length);
        expect(finding.sentence).toMatch(/\((segment \d+, )?byte \d+\)$/);
      }
    }), { numRuns: 500 });
  });
});
