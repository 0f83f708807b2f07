import { describe, expect, it } from '@jest/globals';
import { inWords, nextPlace } from './pace.js';

const seconds = (...at: number[]) => at.map((one) => one * 1_000);

describe('the next place of a rate', () => {
  it.each([
    ['is now while there is room', seconds(0, 10), { perMinute: 3, perHour: null }, 0, 20, 20],
    ['is when the first of a full minute is a minute old', seconds(0, 10, 20), { perMinute: 3, perHour: null }, 0, 30, 60],
    ['comes after those of the more urgent ones', seconds(0, 10, 20), { perMinute: 3, perHour: null }, 2, 30, 80],
    ['comes a window later when they fill one', seconds(0, 10, 20), { perMinute: 3, perHour: null }, 3, 30, 120],
    ['is when the hour has room, too', seconds(0, 100, 200), { perMinute: 3, perHour: 3 }, 0, 300, 3_600],
    ['is now where there is no rate', seconds(0, 0, 0), { perMinute: null, perHour: null }, 9, 5, 5],
  ])('%s', (_, past, pace, ahead, now, expected) => {
    expect(nextPlace(past, pace, ahead, now * 1_000)).toBe(expected * 1_000);
  });

  it('is never earlier than any minute or hour allows, whichever one looks at', () => {
    const pace = { perMinute: 20, perHour: 600 };
    const left: number[] = [];
    for (let now = 0; left.length < 1_500; now = left.at(-1) ?? 0) left.push(nextPlace(left, pace, 0, now));
    for (const at of left) {
      expect(left.filter((one) => one >= at && one < at + 60_000).length).toBeLessThanOrEqual(20);
      expect(left.filter((one) => one >= at && one < at + 3_600_000).length).toBeLessThanOrEqual(600);
    }
  });

  it('is said in words', () => {
    expect([inWords({ perMinute: 20, perHour: 600 }), inWords({ perMinute: null, perHour: 600 })]).toEqual(['20 mails a minute and 600 an hour', '600 mails an hour']);
  });
});
