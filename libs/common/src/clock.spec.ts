import { describe, expect, it } from '@jest/globals';
import { clockFrom, scaledClock, systemClock } from '#common';

describe('a scaled clock', () => {
  it('shows four hours after a minute of the wall at speed 240', () => {
    const wall = Date.now() - 60_000;
    const clock = scaledClock(new Date('2018-07-24T18:00:00Z'), 240, wall);
    expect(Math.abs(clock.now().getTime() - Date.parse('2018-07-24T22:00:00Z'))).toBeLessThan(60_000);
    expect(clock.realMs(240_000)).toBe(1_000);
  });

  it('is read from a setting, and a wrong one says what was expected', () => {
    expect(clockFrom(undefined)).toBe(systemClock);
    expect(() => clockFrom('yesterday')).toThrow('HAWSER_CLOCK: found "yesterday", expected');
  });
});
