import { describe, expect, it } from '@jest/globals';
import { Growth } from './growth.js';

const seen = (heaps: readonly number[]) => {
  const growth = new Growth();
  return heaps.map((heap) => growth.after(heap));
};

describe('a heap over a run', () => {
  it('that settles, and one that swings once, do not grow', () => {
    expect(seen([10, 14, 15, 15, 16, 15, 90, 15, 16, 15]).every((each) => each === null)).toBe(true);
  });

  it('that stays far above where it settled grows', () => {
    expect(seen([10, 14, 15, 15, 16, 60, 70, 80])).toEqual([null, null, null, null, null, null, null, 44]);
  });
});
