import { describe, expect, it } from '@jest/globals';
import { addOnce } from './draft.js';
import { CONTEXT, DELIMITERS } from './samples.js';
import { prepare } from './prepare.js';

const modelOf = (set: string, text: string) => prepare({ setBytes: Buffer.from(text), delimiters: DELIMITERS, context: { ...CONTEXT, set } }).model;
const many = (count: number, one: (n: number) => string): string => Array.from({ length: count }, (_, n) => one(n)).join('');

describe('a list that is added to', () => {
  it('holds each value once, in its order, however long it is', () => {
    const row = { notes: [] as string[] };
    for (let n = 0; n < 100; n += 1) addOnce(row, 'notes', `note ${n}`);
    row.notes.unshift('put in by hand');
    for (const value of ['note 3', 'put in by hand', 'note 99', '', 'new', 'new']) addOnce(row, 'notes', value);
    expect(row.notes).toEqual(['put in by hand', ...Array.from({ length: 100 }, (_, n) => `note ${n}`), 'new']);
  });

  it.each([
    ['notes of a box', '324', `N7*CSQU*3054383~${many(60_000, (n) => `N9*ZZ*${n}~`)}`], ['references', '324', many(60_000, (n) => `N9*ZZ*${n}~`)],
    ['ports of a plan', '324', `N7*CSQU*3054383~${many(60_000, (n) => `R4*L*UN*C${n}*PORT ${n}~`)}`],
  ])('does not take the square of its length: %s', (_, set, segments) => {
    const from = performance.now();
    const { containers, references, places } = modelOf(set, `ST*${set}*0001~${segments}SE*9*0001~`);
    expect(Math.max(containers[0]?.notes.length ?? 0, references.length, places.length)).toBeGreaterThanOrEqual(59_999);
    expect(performance.now() - from).toBeLessThan(5_000);
  }, 120_000);
});
