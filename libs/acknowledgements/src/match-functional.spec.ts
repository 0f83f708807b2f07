import { describe, expect, it } from '@jest/globals';
import { matchFunctional } from './match-functional.js';
import { sent } from './testing.js';

const ack = (sets: [string, string][], groupVerdict = 'A') => ({
  isa13: null, gs01: 'SO', gs06: '4711', groupVerdict, sets: sets.map(([st02, verdict]) => ({ st01: '309', st02, verdict, words: `AK5 ${verdict}` })),
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
    expect(odd).toEqual({ matched: [], unmatched: [{ words: 'AK5 A', because: 'set 309 0009 is not in group SO 4711' }] });
  });

  it('means the interchange that still awaits an answer, when a group number was used again', () => {
    const newer = sent(9, '0001', { unit: '8', receivedAt: new Date('2018-07-25T10:00:00Z') });
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001', { settled: true }), newer]).matched.map((m) => m.documentId)).toEqual([9]);
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001'), { ...newer, settled: true }]).matched.map((m) => m.documentId)).toEqual([1]);
    expect(matchFunctional(ack([['0001', 'R']]), [sent(1, '0001', { settled: true }), { ...newer, settled: true }]).matched.map((m) => m.documentId)).toEqual([9]);
  });

  it('gives nobody a verdict when two interchanges under one number both await one', () => {
    const newer = sent(9, '0001', { unit: '8', receivedAt: new Date('2018-07-25T10:00:00Z') });
    const { matched, unmatched } = matchFunctional(ack([['0001', 'R']]), [sent(1, '0001'), newer]);
    expect(matched).toEqual([]);
    expect(unmatched[0]?.because).toBe('group SO 4711 was sent 2 times and each awaits an answer');
  });

  it('does not take a word it does not know for a yes', () => {
    expect(matchFunctional(ack([['0001', 'Z']], 'P'), [sent(1, '0001')]).matched).toEqual([]);
  });

  it.each(['P', 'E', 'Z', ''])('that says "%s" of the group and names no set matches nothing, and says why', (verdict) => {
    expect(matchFunctional(ack([], verdict), [sent(1, '0001'), sent(2, '0002')])).toEqual({
      matched: [], unmatched: [{ words: `AK1 SO 4711, AK9 ${verdict}`, because: `the verdict "${verdict}" of the whole decides nothing, and no set is named` }],
    });
  });

  it('takes E as taken with errors, set by set, and leaves the sets of a P that it does not name alone', () => {
    const { matched } = matchFunctional(ack([['0001', 'E'], ['0002', 'R']], 'P'), [sent(1, '0001'), sent(2, '0002'), sent(3, '0003')]);
    expect(matched.map((m) => [m.documentId, m.verdict, m.level])).toEqual([[1, 'accepted-with-errors', 'syntax'], [2, 'rejected', 'syntax']]);
  });

  it('takes no set of a group that is refused, whatever it says of the set', () => {
    const { matched } = matchFunctional(ack([['0001', 'A']], 'R'), [sent(1, '0001'), sent(2, '0002')]);
    expect(matched.map((m) => [m.documentId, m.verdict, m.words])).toEqual([
      [1, 'rejected', 'AK5 A; AK1 SO 4711, AK9 R: the whole is rejected'], [2, 'rejected', 'AK1 SO 4711, AK9 R'],
    ]);
  });

  it('compares numbers as numbers, and does not mean another kind of group under the same number', () => {
    expect(matchFunctional({ ...ack([['0001', 'A']]), gs06: '000004711' }, [sent(1, '0001')]).matched).toHaveLength(1);
    expect(matchFunctional(ack([['0001', 'A']]), [sent(1, '0001', { gs01: 'QO' })]).unmatched[0]?.because).toBe('group SO 4711 was never sent there');
    expect(matchFunctional({ ...ack([]), gs01: '', gs06: '' }, [sent(1, '0001', { gs06: '' })]).unmatched[0]?.because).toBe('a group without a number was never sent there');
  });

  it('matches nothing when it answers one number in two ways', () => {
    const { matched, unmatched } = matchFunctional(ack([['0001', 'R'], ['0001', 'A'], ['0002', 'A']], 'P'), [sent(1, '0001'), sent(2, '0002')]);
    expect(matched.map((m) => m.documentId)).toEqual([2]);
    expect(unmatched).toEqual([{ words: 'AK5 A', because: 'set 309 0001 is answered in different ways: A and R' }]);
  });
});

const contrl = (sets: [string, string][], verdict = 'A') => ({
  isa13: '22', gs01: '', gs06: '', groupVerdict: verdict, sets: sets.map(([st02, v]) => ({ st01: 'BAPLIE', st02, verdict: v, words: `UCM ${v}` })),
});
const message = (id: number, st02: string, change = {}) => sent(id, st02, { set: 'BAPLIE', isa13: '22', gs01: '', gs06: '', ...change });

describe('a CONTRL', () => {
  it('names the interchange, and its messages by their references', () => {
    const { matched } = matchFunctional(contrl([['M2', 'R'], ['M1', 'A']], 'P'), [message(1, 'M1'), message(2, 'M2'), message(3, 'M1', { isa13: '23', unit: '8' })]);
    expect(matched.map((m) => [m.documentId, m.verdict, m.matchedBy])).toEqual([[2, 'rejected', 'ISA13 22, ST02 M2'], [1, 'accepted', 'ISA13 22, ST02 M1']]);
  });

  it('speaks for the whole interchange when it names no message', () => {
    expect(matchFunctional(contrl([], 'R'), [message(1, 'M1'), message(2, 'M2')]).matched.map((m) => [m.documentId, m.verdict, m.matchedBy])).toEqual([
      [1, 'rejected', 'ISA13 22, whole interchange'], [2, 'rejected', 'ISA13 22, whole interchange'],
    ]);
    expect(matchFunctional({ ...contrl([]), isa13: '99' }, [message(1, 'M1')]).unmatched).toEqual([{ words: 'UCI 99 A', because: 'interchange 99 was never sent there' }]);
  });
});
