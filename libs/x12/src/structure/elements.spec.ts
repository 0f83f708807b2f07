import { describe, expect, it } from '@jest/globals';
import { STRUCTURE_FINDINGS } from './index.js';
import { faultsOf, told } from './testing.js';

/** One segment put into a 315 that is right: what is told of it. */
function inStatus(segment: string, release = '004010') {
  const right = ['ST*315*0001', 'B4***VA*20260105*0730', 'R4*D*UN*USLGB', 'SE*5*0001'];
  const set = new Map([...right, segment].map((line) => [line.split('*')[0], line]));
  const lines = ['ST', 'B4', 'N9', 'Q2', 'R4', 'DTM', 'SE'].flatMap((tag) => set.get(tag) ?? []);
  const faults = faultsOf(lines.join('\n'), release);
  return faults.map((fault) => ({ code: fault.code, element: fault.element, inSet: fault.inSet, sentence: STRUCTURE_FINDINGS[fault.code].sentence(fault) }));
}

describe('the elements of a segment', () => {
  it('1: a mandatory one is absent', () => {
    expect(inStatus('N9**HWSRLGB0000101')).toEqual([{
      code: 'X12.ELEMENT_MISSING', element: 'N901', sentence: 'N901 is absent, expected reference identification qualifier',
      inSet: { tag: 'N9', position: 3, loop: null, element: 1, component: null, repetition: null, reference: '128', value: null },
    }]);
  });

  it('2: one is absent that another needs', () => {
    expect(inStatus('R4*D*UN')).toEqual([{
      code: 'X12.ELEMENT_CONDITION', element: 'R403', sentence: 'R403 is absent: found R402 without it, expected location identifier',
      inSet: { tag: 'R4', position: 3, loop: 'R4', element: 3, component: null, repetition: null, reference: '310', value: null },
    }]);
  });

  it('2: at least one of several is absent', () => {
    expect(inStatus('DTM*139').map(({ sentence }) => sentence)).toEqual(['DTM02 is absent: found none of them, expected date, or DTM03 or DTM05']);
  });

  it('2: three that go together', () => {
    expect(inStatus('Q2*9074729*******G').map(({ element }) => element)).toEqual(['Q207']);
    expect(inStatus('Q2*9074729*****10*900*G********K')).toEqual([]);
  });

  it('3: more elements than the segment has; empty ones at the end say nothing', () => {
    expect(inStatus('R4*D*UN*USLGB*LONG BEACH*US*EAST*J*CA**MORE**')).toEqual([{
      code: 'X12.ELEMENT_SURPLUS', element: 'R410', sentence: 'R410 is "MORE", expected at most 8 elements in R4',
      inSet: { tag: 'R4', position: 3, loop: 'R4', element: 10, component: null, repetition: null, reference: null, value: 'MORE' },
    }]);
    expect(inStatus('R4*D*UN*USLGB*LONG BEACH*US*EAST*J*CA***')).toEqual([]);
  });

  it('4: too short', () => {
    expect(inStatus('R4*D*UN*USLGB*X')).toEqual([{
      code: 'X12.ELEMENT_TOO_SHORT', element: 'R404', sentence: 'R404 is "X", expected at least 2 characters (port name)',
      inSet: { tag: 'R4', position: 3, loop: 'R4', element: 4, component: null, repetition: null, reference: '114', value: 'X' },
    }]);
  });

  it('5: too long; blanks at its end do not count, nor do sign and decimal point of a number', () => {
    expect(inStatus('R4*D*UN*USLGB*LONG BEACH CALIFORNIA PIER')).toEqual([{
      code: 'X12.ELEMENT_OVERLONG', element: 'R404', sentence: 'R404 is "LONG BEACH CALIFORNIA PIER", expected at most 24 characters (port name)',
      inSet: { tag: 'R4', position: 3, loop: 'R4', element: 4, component: null, repetition: null, reference: '114', value: 'LONG BEACH CALIFORNIA PIER' },
    }]);
    expect(inStatus(`R4*D*UN*USLGB*LONG BEACH${' '.repeat(30)}`)).toEqual([]);
    expect(inStatus('Q2*9074729*****10*-12345678.90*G********K')).toEqual([]);
  });

  it('5: what is too long in 004010 may fit in 005010; a release that cannot be read takes the longer', () => {
    const voyage = 'Q2*9074729********027W-NORTHBOUND';
    expect(inStatus(voyage, '004010').map(({ code, element }) => ({ code, element }))).toEqual([{ code: 'X12.ELEMENT_OVERLONG', element: 'Q209' }]);
    expect(inStatus(voyage, '005010')).toEqual([]);
    expect(inStatus(voyage, 'X')).toEqual([]);
  });

  it('6: a letter in a number, a control character in a text', () => {
    expect(inStatus('Q2*9074729*****TEN')).toEqual([{
      code: 'X12.ELEMENT_CHARACTER', element: 'Q206', sentence: 'Q206 is "TEN", expected a whole number (lading quantity)',
      inSet: { tag: 'Q2', position: 3, loop: null, element: 6, component: null, repetition: null, reference: '80', value: 'TEN' },
    }]);
    expect(inStatus('N9*BM*A\u0007B').map(({ inSet }) => inSet.value)).toEqual(['A\u0007B']);
  });

  it('6: letters beyond ASCII are the sender\'s right', () => {
    expect(inStatus('R4*D*UN*DEHAM*K\u00d6HLBRAND')).toEqual([]);
  });

  it('7: a code that is not in a short, settled list', () => {
    expect(inStatus('Q2*9074729********027W***X')).toEqual([{
      code: 'X12.ELEMENT_CODE', element: 'Q212', sentence: 'Q212 is "X", expected one of B C L Z (vessel code qualifier)',
      inSet: { tag: 'Q2', position: 3, loop: null, element: 12, component: null, repetition: null, reference: '897', value: 'X' },
    }]);
  });

  it('7: long lists are not held against anybody', () => {
    expect(inStatus('N9*QQQ*ANY')).toEqual([]);
    expect(inStatus('R4*Z*QQ*ANY')).toEqual([]);
  });

  it.each([['20260230', 'no such day'], ['20261301', 'no such month'], ['260105  ', 'six digits and blanks'], ['20230229', 'no leap year']])('8: %s is no date (%s)', (date) => {
    expect(inStatus(`DTM*139*${date}`)).toEqual([{
      code: 'X12.ELEMENT_DATE', element: 'DTM02', sentence: `DTM02 is "${date}", expected a day as CCYYMMDD`,
      inSet: { tag: 'DTM', position: 4, loop: 'R4', element: 2, component: null, repetition: null, reference: '373', value: date },
    }]);
  });

  it.each(['2400', '0060', '12005', '120060'])('9: %s is no time', (time) => {
    expect(inStatus(`DTM*139*20260105*${time}`)).toEqual([{
      code: 'X12.ELEMENT_TIME', element: 'DTM03', sentence: `DTM03 is "${time}", expected a time as HHMM, HHMMSS or with decimals`,
      inSet: { tag: 'DTM', position: 4, loop: 'R4', element: 3, component: null, repetition: null, reference: '337', value: time },
    }]);
  });

  it.each([['0000', '20240229'], ['235959', '20260105'], ['1200001', '20260105'], ['12000012', '20260105']])('%s on %s is a time on a day', (time, date) => {
    expect(inStatus(`DTM*139*${date}*${time}*LT`)).toEqual([]);
  });

  it('5: B405 has four digits in 004010 and up to eight later', () => {
    expect(inStatus('B4***VA*20260105*073000', '004010').map(({ code, inSet }) => [code, inSet.reference])).toEqual([['X12.ELEMENT_OVERLONG', '161']]);
    expect(inStatus('B4***VA*20260105*073000', '004030')).toEqual([]);
  });

  it('10: two of which only one may stand there', () => {
    const faults = faultsOf(`
      ST*310*0001
      B3**HWSRLGB0000101**PP**20260105*0****HWSR
      V1*9074729
      N1*SH*SHIPPER ONE
      R4*L*UN*CNSHA
      LX*1
      N7*HWSU*123456
      QTY*17*5**FIVE
      L3*1000*G
      SE*10*0001`);
    expect(faults).toEqual([{
      code: 'X12.ELEMENT_EXCLUDED', element: 'QTY04', found: '"FIVE"', expected: 'nothing beside QTY02',
      inSet: { tag: 'QTY', position: 8, loop: 'N7', element: 4, component: null, repetition: null, reference: '61', value: 'FIVE' },
    }]);
  });

  it('12: a repetition where none is allowed', () => {
    expect(inStatus('N9*BM*ONE^TWO')).toEqual([{
      code: 'X12.ELEMENT_REPEATED', element: 'N902', sentence: 'N902 is "ONE^TWO", expected one reference identification, not several',
      inSet: { tag: 'N9', position: 3, loop: null, element: 2, component: null, repetition: 2, reference: '127', value: 'ONE^TWO' },
    }]);
  });

  it('13: a component where none is allowed', () => {
    expect(inStatus('N9*BM*ONE>TWO')).toEqual([{
      code: 'X12.COMPONENT_SURPLUS', element: 'N902', sentence: 'N902 is "ONE>TWO", expected no components (reference identification)',
      inSet: { tag: 'N9', position: 3, loop: null, element: 2, component: 2, repetition: null, reference: '127', value: 'ONE>TWO' },
    }]);
  });

  it('of a composite: components are checked one by one, and their number', () => {
    expect(inStatus('N9*BM*ONE*****SI>A>BM>B>CN>C')).toEqual([]);
    expect(inStatus('N9*BM*ONE*****SI>A>B')).toEqual([{
      code: 'X12.ELEMENT_TOO_SHORT', element: 'C04003', sentence: 'C04003 is "B", expected at least 2 characters (reference identification qualifier)',
      inSet: { tag: 'N9', position: 3, loop: null, element: 7, component: 3, repetition: null, reference: '128', value: 'B' },
    }]);
    expect(inStatus('N9*BM*ONE*****>A').map(({ code, element }) => `${code} ${element}`)).toEqual(['X12.ELEMENT_MISSING C04001']);
    expect(inStatus('N9*BM*ONE*****SI>A>BM>B>CN>C>XX').map(({ code, element }) => `${code} ${element}`)).toEqual(['X12.COMPONENT_SURPLUS C04007']);
  });

  it('ST and SE are checked as well', () => {
    expect(told(faultsOf('ST*315*1\nB4***VA\nR4*D*UN*USLGB\nSE*FOUR*1'))).toEqual([
      'X12.ELEMENT_TOO_SHORT ST02 at 1', 'X12.ELEMENT_CHARACTER SE01 at 4', 'X12.ELEMENT_TOO_SHORT SE02 at 4',
    ]);
  });

  it('a bad value is told with what cannot be printed spelt out, and kept as it came for the answer', () => {
    expect(inStatus('N9*BM*A\u0007\u00c9"').map(({ sentence, inSet }) => [sentence, inSet.value])).toEqual([[expect.stringContaining('"A\\x07\\xc9""'), 'A\u0007\u00c9"']]);
  });

  it('a long bad value is cut, at 40 characters in words and at 99 for the answer', () => {
    expect(inStatus(`N9*BM*${'X'.repeat(100000)}`).map(({ sentence, inSet }) => [sentence, inSet.value])).toEqual([[expect.stringContaining(`"${'X'.repeat(40)}"`), 'X'.repeat(99)]]);
    expect(inStatus(`N9*BM*${'X'.repeat(98)}\u{1f6a2}\u{1f6a2}`).map(({ inSet }) => inSet.value)).toEqual([`${'X'.repeat(98)}\u{1f6a2}`]);
  });
});
