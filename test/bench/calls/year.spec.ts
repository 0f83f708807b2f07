import { describe, expect, it } from '@jest/globals';
import { isRef } from '#common';
import { checkContainer } from '#x12';
import { percentile } from '../measure/percentile.js';
import { refOf } from './load.js';
import { callsOf, containerOf, LARGE, NOW } from './year.js';

describe('a year of calls', () => {
  it.each([[200, 10_000, 1], [2_000, 100_000, 2], [20_000, 1_000_000, 17]])('of %d calls has exactly %d documents, %d calls with five thousand', (count, documents, large) => {
    const calls = callsOf({ calls: count, documents });
    expect(calls).toHaveLength(count);
    expect(calls.reduce((sum, call) => sum + call.documents, 0)).toBe(documents);
    expect(calls.filter((call) => call.documents === LARGE).length).toBe(large);
  });

  it('is the same in every run', () => {
    expect(callsOf({ calls: 200, documents: 10_000 })).toEqual(callsOf({ calls: 200, documents: 10_000 }));
  });

  it('has large calls that are still to come, and none of theirs was sent', () => {
    const open = callsOf({ calls: 2_000, documents: 100_000 }).filter((call) => call.open);
    expect(open.map((call) => [call.documents, call.phase, call.eta > NOW.getTime()])).toEqual([[LARGE, 'expected', true]]);
  });

  it('gives each document a ref of its own, as one that was drawn', () => {
    const refs = Array.from({ length: 20_000 }, (_, n) => refOf(n + 1));
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs.filter((ref) => !isRef(ref))).toEqual([]);
  });

  it('numbers its boxes as ISO 6346 wants', () => {
    expect(Array.from({ length: 50 }, (_, n) => containerOf(n)).filter((number) => checkContainer(number).expected !== Number(number[10]))).toEqual([]);
  });
});

describe('the percentile', () => {
  it('is the smallest that so many do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([percentile(hundred, 0.95), percentile([7], 0.95), percentile([1, 2], 0.5)]).toEqual([95, 7, 1]);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
