import { describe, expect, it } from '@jest/globals';
import { matchInterchange } from './match-interchange.js';
import { sent } from './testing.js';

const ta1 = (code: string, change = {}) => ({ isa13: '000000311', date: '180724', time: '1000', code, note: code === 'A' ? '000' : '022', words: `TA1 ${code}`, ...change });
const both = [sent(1, '0001'), sent(2, '0001', { gs06: '4712' })];
const verdicts = (code: string) => matchInterchange(ta1(code), both).matched.map((m) => [m.documentId, m.level, m.verdict, m.matchedBy]);

describe('a TA1', () => {
  it('A proves that the interchange arrived, E with errors: no more than the transport of all it carried', () => {
    expect(verdicts('A')).toEqual([[1, 'transport', 'accepted', 'ISA13 000000311'], [2, 'transport', 'accepted', 'ISA13 000000311']]);
    expect(verdicts('E').map((row) => row.slice(1, 3))).toEqual([['transport', 'accepted-with-errors'], ['transport', 'accepted-with-errors']]);
  });

  it('R refuses every document the interchange carried', () => {
    expect(verdicts('R')).toEqual([[1, 'syntax', 'rejected', 'ISA13 000000311'], [2, 'syntax', 'rejected', 'ISA13 000000311']]);
  });

  it('tells a number used again apart by its date and time, where both are known', () => {
    const again = sent(9, '0001', { unit: '8', isa09: '180801' });
    expect(matchInterchange(ta1('A', { date: '180801' }), [...both, again]).matched.map((m) => m.documentId)).toEqual([9]);
    expect(matchInterchange(ta1('A', { date: '', time: '' }), [sent(1, '0001'), again]).unmatched[0]?.because).toBe('interchange 000000311 was sent 2 times and each awaits an answer');
    expect(matchInterchange(ta1('A'), [sent(1, '0001', { isa09: null, isa10: null })]).matched).toHaveLength(1);
  });

  it.each([
    ['a foreign number', ta1('A', { isa13: '000000999' }), both, 'interchange 000000999 was never sent there'],
    ['another day', ta1('R', { date: '180725' }), both, 'interchange 000000311 of 180725 1000 was never sent there; that number was sent with another date'],
    ['something that has not left yet', ta1('A'), [sent(1, '0001', { tried: false })], 'interchange 000000311 was taken in but not sent yet'],
    ['no number', ta1('A', { isa13: '' }), both, 'a TA1 without a control number names no interchange'],
    ['a verdict of its own', ta1('Q'), both, 'verdict "Q" is not one of A E R'],
  ])('matches nothing, and says why, with %s', (_what, answer, documents, because) => {
    expect(matchInterchange(answer, documents)).toEqual({ matched: [], unmatched: [{ words: answer.words, because }] });
  });
});
