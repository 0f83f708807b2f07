import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '#common';
import { stateOfList, type ListTries } from './list-state.js';

const ENDED = new Date('2018-07-24T18:00:00Z');
const after = (minutes: number) => new Date(ENDED.getTime() + minutes * MINUTE);
const SETTINGS = { tries: { ttlMs: 30_000, doubtMs: 10 * MINUTE }, retry: { backoffMs: [MINUTE, 5 * MINUTE] } };
const tries = (more: Partial<ListTries>): ListTries => ({ open: false, outcome: null, number: 1, forGood: false, endedAt: ENDED, doubts: 0, allPartsTaken: false, cameBack: false, ...more });

describe('how a list of mails stands', () => {
  it.each<[when: string, tries: Partial<ListTries>, state: string, againAt: Date | null]>([
    ['is under way', { open: true, endedAt: null }, 'sending', null],
    ['was taken', { outcome: 'accepted' }, 'handed over', null],
    ['was taken in all its parts, and the last word was lost', { outcome: 'unknown', doubts: 1, allPartsTaken: true }, 'handed over', null],
    ['could not be reached', { outcome: 'unreachable' }, 'waiting', after(1)],
    ['was refused for now a third time', { outcome: 'refused', number: 3 }, 'waiting', after(5)],
    ['was refused for good', { outcome: 'refused', forGood: true }, 'not taken', null],
    ['was taken, and came back', { outcome: 'accepted', cameBack: true }, 'came back', null],
    ['may have arrived', { outcome: 'unknown', doubts: 1 }, 'in doubt', after(10)],
    ['may have arrived three times', { outcome: 'unknown', number: 3, doubts: 3 }, 'in doubt', null],
  ])('whose newest try %s', (_, more, state, againAt) => {
    expect(stateOfList(tries(more), SETTINGS)).toEqual({ state, againAt });
  });
});
