import { describe, expect, it } from '@jest/globals';
import { wholeBound } from './whole-bound.js';

const parts = { raw: 2, ledger: 5, seal: 3, render: 40, threads: 2 };

describe('the bound of a whole mail, in ms', () => {
  it('is the sum of its parts on one core', () => {
    expect(wholeBound({ ...parts, cores: 1 })).toBe(2 + 5 + 3 + 40);
  });

  it('is all work dealt out to the cores where there are no more than threads', () => {
    // 40 ms of two threads are 80 ms of cores.
    expect(wholeBound({ ...parts, cores: 2 })).toBe((10 + 80) / 2);
  });

  it('is the slower of loop and threads where cores are many', () => {
    expect(wholeBound({ ...parts, cores: 16 })).toBe(40);
    expect(wholeBound({ ...parts, render: 4, cores: 16 })).toBe(10);
  });
});
