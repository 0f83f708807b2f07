import { describe, expect, it } from '@jest/globals';
import { FakeClock, MINUTE } from '#common';
import { PerToken } from './per-token.js';

describe('requests for one confirm link', () => {
  it('are taken up to so many a minute, each link by itself, and again in the next one', () => {
    const clock = new FakeClock();
    const asked = new PerToken(clock, 2, 100);
    expect(['a', 'a', 'a', 'b'].map((token) => asked.takes(token))).toEqual([true, true, false, true]);
    clock.advance(MINUTE);
    expect(asked.takes('a')).toBe(true);
  });

  it('are forgotten where more links are asked for than are kept: a flood of invented ones shuts nobody out', () => {
    const asked = new PerToken(new FakeClock(), 2, 3);
    for (const token of ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7']) asked.takes(token);
    expect(asked.takes('true')).toBe(true);
  });
});
