import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EdiReader, LIMITS, X12Reader } from '#x12';
import { hold } from '../../../test/fuzz/x12/hold.js';
import { x12Property } from '../../../test/fuzz/x12/target.js';
import { fixture, fixtureNames, findingsOf, readAtOnce } from './testing.js';

/** As much as `npm test` gives to it; `npm run fuzz -- x12` goes on for as long as one likes. */
const TIME = 55_000;

describe('whatever the bytes', () => {
  it('for a minute: no throw, in time, the same in any chunks and handed over, and a result that agrees with itself', () => {
    fc.assert(x12Property, { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: TIME, markInterruptAsFailure: false });
  }, 2 * TIME);

  it.each(fixtureNames())('%s, kept from before, holds in any chunks', (name) => {
    const bytes = fixture(name);
    for (const size of [1, 2, 7, 64]) {
      const cuts = Array.from({ length: Math.floor(bytes.length / size) }, (_, n) => n * size);
      for (const reader of [X12Reader, EdiReader]) hold({ reader, bytes, cuts, options: { structure: 'reject', limits: LIMITS }, thorough: true });
    }
  });

  it('every finding says where it stands, and none repeats a NUL', () => {
    for (const name of fixtureNames('broken')) {
      const file = readAtOnce(fixture(name));
      for (const { sentence } of findingsOf(file)) expect(sentence).toMatch(/\((segment \d+, )?byte \d+\)$/);
      expect(JSON.stringify(file)).not.toContain('\\u0000');
    }
  });
});
