import { describe, expect, it } from '@jest/globals';
import { ADVICE_REASONS, compose824 } from '#x12';
import { fixture, fixtureNames, interchangeOf, readAtOnce } from '../testing.js';
import { interchangeWords } from './words.js';

const itemsOf = (content: Uint8Array | string) => readAtOnce(content).interchanges[0]?.groups[0]?.sets[0]?.advice?.items;
const oneOf = (...segments: string[]) => itemsOf(interchangeOf('824', ['BGN*11*1*20180724', ...segments]))?.[0];

describe('an 824', () => {
  it('says which set it means by its numbers, what became of it and why', () => {
    expect(itemsOf(fixture('824/unroutable.answer.edi'))).toEqual([
      {
        verdict: 'rejected', code: 'TR', gs06: '103', st01: '309', st02: '0001', references: [{ qualifier: 'BM', value: 'HWSRLAX0000201' }],
        words: 'OTI TR: the set is rejected; TED 024 no terminal is known for port 2704',
      },
      {
        verdict: 'rejected', code: 'TR', gs06: '103', st01: '309', st02: '0002', references: [{ qualifier: 'TN', value: '0002' }],
        words: 'OTI TR: the set is rejected; TED 011 the vessel call TIDAL WREN 118E at USLAX is not in the; '
          + 'schedule of this week, and port 2704 has no terminal that takes it without one',
      },
    ]);
  });

  it.each([
    ['TA', 'accepted', 'the set is accepted'], ['GA', 'accepted', 'the group is accepted'], ['TC', 'accepted-with-errors', 'the set is accepted, the content was changed'],
    ['TE', 'accepted-with-errors', 'the set is accepted, with errors'], ['IP', 'accepted-with-errors', 'the item is accepted in part'], ['BR', 'rejected', 'the batch is rejected'],
    ['GP', null, 'the group is accepted in part'], ['TH', null, 'the set is on hold'], ['ZZ', null, 'a verdict this gateway does not know'],
  ])('of %s is %s', (code, verdict, words) => {
    expect(oneOf(`OTI*${code}*TN*1*****55*0001*310`)).toMatchObject({ verdict, code, gs06: '55', st01: '310', st02: '0001', words: `OTI ${code}: ${words}` });
  });

  it('tells the references and the faults it has, and no numbers it does not have', () => {
    expect(oneOf('OTI*TR*BM*HWSR1', 'REF*BN*B77', 'REF*BM*HWSR1', 'TED*007', 'TED*848*wrong weight*N7*12***99999')).toEqual({
      verdict: 'rejected', code: 'TR', gs06: null, st01: null, st02: null, references: [{ qualifier: 'BM', value: 'HWSR1' }, { qualifier: 'BN', value: 'B77' }],
      words: 'OTI TR: the set is rejected; TED 007 missing data; TED 848 wrong weight (segment 12 N7): "99999"',
    });
  });

  it('of ours reads back as we meant it', () => {
    const [received] = readAtOnce(fixture('309/two-manifests.edi')).interchanges;
    const [group] = received?.groups ?? [];
    if (!received || !group) throw new Error('nothing was read');
    const bytes = compose824(received, group, [{ st01: '309', st02: '0001', verdict: 'TE', reasons: [{ code: ADVICE_REASONS.missing, text: 'no voyage' }] }], { isa13: '1', gs06: '1', at: new Date('2018-07-24T18:20:00Z') });
    expect(itemsOf(bytes)).toMatchObject([{ verdict: 'accepted-with-errors', gs06: '103', st01: '309', st02: '0001', words: 'OTI TE: the set is accepted, with errors; TED 007 no voyage' }]);
  });

  it('keeps no more than a person reads', () => {
    expect(oneOf('OTI*TR*TN*1', ...Array.from({ length: 500 }, (_, i) => `TED*024*${'x'.repeat(60)}${i}`))?.words).toHaveLength(1_000);
  });
});

describe('a 355', () => {
  it('with an error number in a remark is rejected, and names the manifest and every bill in it', () => {
    expect(itemsOf(fixture('355-answers/bill-rejected.edi'))).toEqual([{
      verdict: 'rejected', code: '017', gs06: null, st01: null, st02: null,
      references: [{ qualifier: 'BM', value: 'HWSRLGB0000101' }, { qualifier: 'BM', value: 'HWSRLGB0000102' }],
      words: '355 rejected: manifest HWSR HARBOUR LARK 027W; HWSRLGB0000102: 017 MISSING OR INVALID BILL',
    }]);
  });

  it('that says so is accepted', () => {
    expect(itemsOf(fixture('355-answers/accepted.edi'))).toMatchObject([{
      verdict: 'accepted', code: '', references: [{ qualifier: 'BM', value: 'HWSRLGB0000101' }], words: '355 accepted: manifest HWSR HARBOUR LARK 027W; MANIFEST ACCEPTED',
    }]);
  });

  it.each([
    ['MANIFEST ACCEPTED', 'accepted'], ['ACCEPTED WITH ERRORS', 'accepted-with-errors'], ['MANIFEST NOT ACCEPTED', 'rejected'], ['REJECTED', 'rejected'],
    ['009*INVALID CARRIER CODE', 'rejected'], ['CALL THE PORT OFFICE', null],
  ])('with "%s" is %s', (remark, verdict) => {
    expect(itemsOf(interchangeOf('355', ['M10*HWSR*O*LR*9074729*HARBOUR LARK*027W', `K1*${remark}`, 'P4*2709']))?.[0]?.verdict).toBe(verdict);
  });

  it('without a remark decides nothing', () => {
    expect(itemsOf(interchangeOf('355', ['M10*HWSR*O*LR*9074729*HARBOUR LARK*027W', 'P4*2709']))).toMatchObject([{ verdict: null, words: '355 no verdict that this gateway knows: manifest HWSR HARBOUR LARK 027W' }]);
  });

  it('of a truck manifest answers by control numbers', () => {
    expect(itemsOf(interchangeOf('355', ['M10*HWSR*J', 'AK1*SO*77', 'AK2*358*0001', 'AK5*R*5', 'AK9*R*1*1*0']))).toEqual([
      { verdict: 'rejected', code: 'R', gs06: '77', st01: '358', st02: '0001', references: [], words: 'AK5 R 5: rejected; one or more segments are in error' },
    ]);
  });
});

describe('what reads an advice', () => {
  it.each(fixtureNames().filter((name) => /^(824|355)/.test(name)))('reads %s without a finding', (name) => {
    expect(readAtOnce(fixture(name)).verdict).toBe('accepted');
  });
});

describe('a TA1', () => {
  it.each([
    ['A', '000', 'TA1 A 000: the interchange arrived without errors'],
    ['R', '001', 'TA1 R 001: the interchange is rejected; IEA02 is not ISA13'],
    ['E', '014', 'TA1 E 014: the interchange arrived and is taken, with errors noted; the date in ISA09 is wrong'],
    ['Q', '999', 'TA1 Q 999: a verdict this gateway does not know; note 999'],
  ])('of %s %s is put into words', (code, note, words) => {
    expect(interchangeWords(code, note)).toBe(words);
    const read = readAtOnce(fixture('ta1/rejected.answer.edi').toString().replace('*R*001~', `*${code}*${note}~`));
    expect(read.interchanges[0]?.ta1).toEqual([{ isa13: '000000901', date: '180724', time: '1800', code, note, words }]);
  });
});
