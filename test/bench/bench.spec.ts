import { describe, expect, it } from '@jest/globals';
import { rowOf } from './bench.js';
import { median } from './measure/median.js';
import { printRows } from './print-rows.js';

const speed = { id: 'envelope-50mb', what: 'a 309', unit: 'MB/s', better: 'higher', runs: 9 } as const;
const block = { id: 'block-324', what: 'a 324', unit: 'ms', better: 'lower', runs: 15 } as const;

describe('a row', () => {
  it('with a limit is held to its ratio', () => {
    expect(rowOf({ ...speed, ours: 700, limit: 2_000, target: 0.333 })).toEqual({ ...speed, ours: 700, limit: 2_000, peers: {}, ratio: 0.35, target: 0.333, pass: true });
    expect(rowOf({ ...speed, ours: 600, limit: 2_000, target: 0.333 }).pass).toBe(false);
  });

  it('without a limit is held to the figure itself, and less is better where it says so', () => {
    expect(rowOf({ ...block, ours: 19.96, target: 20 })).toMatchObject({ ours: 19.96, limit: null, ratio: null, pass: true });
    expect(rowOf({ ...block, ours: 20.04, target: 20 }).pass).toBe(false);
  });

  it('without a target informs and passes', () => {
    expect(rowOf({ ...speed, ours: 1, limit: 2_000, peers: { 'node-x12': 11.41234 } })).toMatchObject({ peers: { 'node-x12': 11.41 }, target: null, pass: true });
  });

  it('is decided by what was measured, not by what is printed of it', () => {
    expect(rowOf({ ...block, ours: 20.0004, target: 20 })).toMatchObject({ ours: 20, pass: false });
  });
});

describe('the table', () => {
  it('says what a row is held to and which does not reach it', () => {
    const printed = printRows([rowOf({ ...speed, ours: 600, limit: 2_000, target: 0.333 }), rowOf({ ...block, ours: 4, target: 20, peers: { 'node-x12': 200 } })]);
    expect(printed.split('\n').map((line) => line.trimEnd())).toEqual([
      'row            ours  unit  limit  ratio  target          pass  runs  peers',
      '-------------  ----  ----  -----  -----  --------------  ----  ----  ------------',
      'envelope-50mb   600  MB/s   2000  0.300  ratio >= 0.333  NO       9',
      'block-324         4  ms        -      -  ours <= 20      ok      15  node-x12 200',
      '',
      'envelope-50mb: a 309',
      'block-324: a 324',
    ]);
  });
});

describe('the median', () => {
  it('is the middle one, or between the two in the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7]);
    expect(() => median([])).toThrow(RangeError);
  });
});
