import { describe, expect, it } from '@jest/globals';
import type { ApplicationAdvice } from '#x12';
import { matchAdvice } from './match-advice.js';
import { sent } from './testing.js';

type Item = ApplicationAdvice['items'][number];
const item = (change: Partial<Item> = {}): Item => ({ verdict: 'rejected', code: 'TR', gs06: '4711', st01: '309', st02: '0001', references: [], words: 'OTI TR', ...change });
const bills = (...values: string[]) => values.map((value) => ({ qualifier: 'BM', value }));
const byBill = (change: Partial<Item> = {}) => item({ code: '017', gs06: null, st01: null, st02: null, references: bills('HWSR1'), words: '355 rejected', ...change });

describe('an 824', () => {
  it('means the set by group number, set number and set', () => {
    const { matched } = matchAdvice({ items: [item()] }, [sent(1, '0001', { settled: true }), sent(2, '0002'), sent(3, '0001', { gs06: '4712' })]);
    expect(matched).toEqual([{ documentId: 1, level: 'content', verdict: 'rejected', words: 'OTI TR', matchedBy: 'GS06 4711, ST02 0001' }]);
  });

  it('that names the group alone means its only set, or all of it when it speaks of the group', () => {
    const alone = item({ st01: null, st02: null });
    expect(matchAdvice({ items: [alone] }, [sent(1, '0001')]).matched[0]?.matchedBy).toBe('GS06 4711, its only set');
    expect(matchAdvice({ items: [alone] }, [sent(1, '0001'), sent(2, '0002')]).unmatched[0]?.because).toBe('no set is named, and group 4711 has 2');
    expect(matchAdvice({ items: [{ ...alone, code: 'GR' }] }, [sent(1, '0001'), sent(2, '0002')]).matched.map((m) => m.documentId)).toEqual([1, 2]);
  });

  it('that says several things of one set says the worst, and all the words', () => {
    const items = [item({ verdict: 'accepted', code: 'IA', words: 'OTI IA' }), item({ code: 'IR', words: 'OTI IR' })];
    expect(matchAdvice({ items }, [sent(1, '0001')]).matched).toEqual([{ documentId: 1, level: 'content', verdict: 'rejected', words: 'OTI IR; OTI IA', matchedBy: 'GS06 4711, ST02 0001' }]);
  });

  it.each([
    ['a foreign group', item({ gs06: '99' }), [sent(1, '0001')], 'group 99 was never sent there'],
    ['a group that has not left yet', item(), [sent(1, '0001', { tried: false })], 'group 4711 was taken in but not sent yet'],
    ['an unknown set', item({ st02: '0009' }), [sent(1, '0001')], 'set 309 0009 is not in group 4711'],
    ['another kind of set', item({ st01: '310' }), [sent(1, '0001')], 'set 310 0001 is not in group 4711'],
    ['a number sent twice', item(), [sent(1, '0001', { settled: true }), sent(9, '0001', { unit: '8' })], 'group 4711 was sent 2 times, and an advice does not tell which is meant'],
    ['a set without its group', item({ gs06: null }), [sent(1, '0001')], 'set 0001 is named without its group'],
    ['a hold', item({ verdict: null, code: 'TH' }), [sent(1, '0001')], 'the verdict "TH" decides nothing'],
    ['nothing named', byBill({ references: [] }), [sent(1, '0001')], 'neither control numbers nor a bill are named'],
  ])('matches nothing, and says why, with %s', (_what, one, documents, because) => {
    expect(matchAdvice({ items: [one] }, documents)).toEqual({ matched: [], unmatched: [{ words: one.words, because }] });
  });
});

describe('a 355 without control numbers', () => {
  it('means the one 309 that carries its bill, and says by what', () => {
    const documents = [sent(1, '0001', { bills: ['HWSR1', 'HWSR2'] }), sent(2, '0002', { bills: ['HWSR3'] }), sent(3, '0003', { set: '310', bills: ['HWSR1'] })];
    expect(matchAdvice({ items: [byBill()] }, documents).matched).toEqual([
      { documentId: 1, level: 'content', verdict: 'rejected', words: '355 rejected', matchedBy: 'bill HWSR1; no control number is named' },
    ]);
  });

  it('means the open one when an earlier 309 with the bill is settled', () => {
    const documents = [sent(1, '0001', { bills: ['HWSR1'], settled: true }), sent(2, '0002', { bills: ['HWSR1'] })];
    expect(matchAdvice({ items: [byBill()] }, documents).matched.map((m) => m.documentId)).toEqual([2]);
  });

  it.each([
    ['two open 309 carry the bill', byBill(), [sent(1, '0001', { bills: ['HWSR1'] }), sent(2, '0002', { bills: ['HWSR1'] })], 'bill HWSR1: 2 of the 309 sent there carry it, and no control number is named'],
    ['none does', byBill(), [sent(1, '0001', { bills: ['HWSR9'] })], 'bill HWSR1: no 309 with it was sent there, and no control number is named'],
    ['it has not left yet', byBill(), [sent(1, '0001', { bills: ['HWSR1'], tried: false })], 'bill HWSR1: no 309 with it was sent there, and no control number is named'],
    ['it names a bill besides that is not in it', byBill({ references: bills('HWSR1', 'XXXX9') }), [sent(1, '0001', { bills: ['HWSR1'] })], 'bill XXXX9 is not in HW-1, which carries others that are named'],
  ])('matches nothing when %s', (_what, one, documents, because) => {
    expect(matchAdvice({ items: [one] }, documents)).toEqual({ matched: [], unmatched: [{ words: '355 rejected', because }] });
  });
});
