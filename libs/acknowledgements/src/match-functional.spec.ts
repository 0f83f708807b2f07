import { describe, expect, it } from '@jest/globals';
import { matchFunctional, type SentDocument } from './match-functional.js';

const sent = (id: number, st02: string, change: Partial<SentDocument> = {}): SentDocument => ({
  id, ref: `HW-${id}`, interchangeId: 7, gs01: 'SO', gs06: '4711', set: '309', st02, tried: true, settled: false, receivedAt: new Date('2018-07-24T10:00:00Z'), ...change,
});
const ack = (sets: [string, string][], groupVerdict = 'A') => ({
  gs01: 'SO', gs06: '4711', groupVerdict, sets: sets.map(([st02, verdict]) => ({ st01: '309', st02, verdict, words: `AK5 ${verdict}` })),
});

describe('a 997', () => {
  it('answers each set by its number, whatever the order', () => {
    const { matched, unmatched } = matchFunctional(ack([['0002', 'R'], ['0001', 'A']], 'P'), [sent(1, '0001'), sent(2, '0002')]);
    expect(matched.map((m) => [m.documentId, m.verdict])).toEqual([[2, 'rejected'], [1, 'accepted']]);
    expect(unmatched).toEqual([]);
  });

  it('speaks for all sets of the group when it names none and accepts', () => {
    expect(matchFunctional(ack([]), [sent(1, '0001'), sent(2, '0002')]).matched).toHaveLength(2);
  });

  it('says nothing about sets it does not name when the group is accepted in part', () => {
    expect(matchFunctional(ack([['0001', 'A']], 'P'), [sent(1, '0001'), sent(2, '0002')]).matched.map((m) => m.documentId)).toEqual([1]);
  });

  it('matches nothing, and says why, when its group was never sent there or its set is unknown', () => {
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001', { gs06: '4712' })]).unmatched[0]?.because).toBe('group SO 4711 was never sent there');
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001', { tried: false })]).unmatched[0]?.because).toBe('group SO 4711 was taken in but not sent yet');
    const odd = matchFunctional(ack([['0009', 'A']], 'P'), [sent(1, '0001')]);
    expect(odd).toEqual({ matched: [], unmatched: [{ words: 'AK5 A', because: 'set 309 0009 is not in group 4711' }] });
  });

  it('means the interchange that still awaits an answer, when a group number was used again', () => {
    const newer = sent(9, '0001', { interchangeId: 8, receivedAt: new Date('2018-07-25T10:00:00Z') });
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001', { settled: true }), newer]).matched.map((m) => m.documentId)).toEqual([9]);
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001'), { ...newer, settled: true }]).matched.map((m) => m.documentId)).toEqual([1]);
    expect(matchFunctional(ack([['0001', 'R']]), [sent(1, '0001', { settled: true }), { ...newer, settled: true }]).matched.map((m) => m.documentId)).toEqual([9]);
  });

  it('gives nobody a verdict when two interchanges under one number both await one', () => {
    const newer = sent(9, '0001', { interchangeId: 8, receivedAt: new Date('2018-07-25T10:00:00Z') });
    const { matched, unmatched } = matchFunctional(ack([['0001', 'R']]), [sent(1, '0001'), newer]);
    expect(matched).toEqual([]);
    expect(unmatched[0]?.because).toBe('group SO 4711 was sent 2 times and each awaits an answer');
  });

  it('does not take a word it does not know for a yes', () => {
    expect(matchFunctional(ack([['0001', 'Z']], 'P'), [sent(1, '0001')]).matched).toEqual([]);
  });
});
