import { describe, expect, it } from '@jest/globals';
import { STRUCTURE_FINDINGS } from './index.js';
import { faultsOf, told } from './testing.js';

const STATUS = `
  ST*315*0001
  B4***VA*20260105*0730**HWSU*123456*L*45G1*USLGB*UN*7
  N9*BM*HWSRLGB0000101
  R4*L*UN*CNSHA
  R4*D*UN*USLGB
  DTM*139*20260105*0730`;

/** Where the fault stands, and the sentence a person reads. */
function faultIn(lines: string, release?: string) {
  const faults = faultsOf(lines, release);
  const [fault] = faults;
  if (!fault || faults.length !== 1) throw new Error(`expected one fault, found ${told(faults).join(', ') || 'none'}`);
  const { code, element, inSet } = fault;
  return { code, element, inSet, sentence: STRUCTURE_FINDINGS[code].sentence(fault) };
}

/** Of a whole segment: no element, no value. */
function segmentAt(tag: string, position: number, loop: string | null) {
  return { tag, position, loop, element: null, component: null, repetition: null, reference: null, value: null };
}

describe('the order of a set', () => {
  it('a set as its table says has no faults', () => {
    expect(faultsOf(`${STATUS}\nSE*7*0001`)).toEqual([]);
  });

  it('1: a tag that X12 does not have', () => {
    expect(faultIn(`${STATUS}\nQQQ*1\nSE*8*0001`)).toEqual({
      code: 'X12.SEGMENT_UNKNOWN', element: null, inSet: segmentAt('QQQ', 7, 'R4'),
      sentence: 'no X12 segment is called QQQ, expected a segment of set 315',
    });
  });

  it('2: a segment whose loop is not open', () => {
    expect(faultIn(`
      ST*309*0001
      M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*Y*L
      P4*2709*20260105
      H2*CORROSIVE
      LX*1
      SE*6*0001`)).toEqual({
      code: 'X12.SEGMENT_UNEXPECTED', element: null, inSet: segmentAt('H2', 4, 'P4'),
      sentence: 'segment H2 stands outside its loop, expected loop H1 to be open',
    });
  });

  it('3: a mandatory segment is absent, told at the segment that comes instead', () => {
    expect(faultIn(`
      ST*315*0001
      N9*BM*HWSRLGB0000101
      R4*D*UN*USLGB
      SE*4*0001`)).toEqual({
      code: 'X12.SEGMENT_MISSING', element: null, inSet: segmentAt('B4', 2, null),
      sentence: 'a mandatory segment is absent: expected B4 before N9',
    });
  });

  it('3: a mandatory loop is absent, told at SE', () => {
    expect(faultIn('ST*315*0001\nB4***VA*20260105*0730\nSE*3*0001').inSet).toEqual(segmentAt('R4', 3, null));
  });

  it('3: a mandatory segment of an open loop is absent: each box of a stow plan has its V4', () => {
    const plan = `
      ST*324*0001
      V1*9074729*HARBOUR LARK*LR*027W****L
      R4*L*UN*CNSHA
      N7*HWSU*123456
      N7*HWSU*123457
      V4*0120482
      SE*7*0001`;
    expect(faultIn(plan)).toMatchObject({ code: 'X12.SEGMENT_MISSING', inSet: segmentAt('V4', 5, 'N7') });
  });

  it('4: a loop once too often, told once', () => {
    const ports = 'R4*L*UN*CNSHA\n'.repeat(22);
    expect(faultIn(`ST*315*0001\nB4***VA*20260105*0730\n${ports}SE*25*0001`)).toEqual({
      code: 'X12.LOOP_REPEATED', element: null, inSet: segmentAt('R4', 23, 'R4'),
      sentence: 'found loop R4 21 times, expected at most 20',
    });
  });

  it('5: a segment once too often, told once for each loop it stands in', () => {
    expect(faultIn(`
      ST*323*0001
      V1*9074729
      K1*ONE
      K1*TWO
      K1*THREE
      K1*FOUR
      R4*L*UN*CNSHA
      V9*EAD
      SE*9*0001`)).toEqual({
      code: 'X12.SEGMENT_REPEATED', element: null, inSet: segmentAt('K1', 5, null),
      sentence: 'found segment K1 3 times, expected at most 2',
    });
    expect(told(faultsOf(`
      ST*309*0001
      M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*Y*L
      P4*2709*20260105
      LX*1
      N1*SH*ONE
      N4*OAKLAND
      N4*OAKLAND
      N1*CN*TWO
      N4*OAKLAND
      N4*OAKLAND
      SE*11*0001`))).toEqual(['X12.SEGMENT_REPEATED N4 at 7', 'X12.SEGMENT_REPEATED N4 at 10']);
  });

  it('6: an X12 segment that the set does not have', () => {
    expect(faultIn(`${STATUS}\nNTE**HELD\nSE*8*0001`)).toEqual({
      code: 'X12.SEGMENT_NOT_IN_SET', element: null, inSet: segmentAt('NTE', 7, 'R4'),
      sentence: 'segment NTE is not in this set, expected a segment of set 315',
    });
  });

  it('6: a segment only another release has', () => {
    const manifest = `
      ST*309*0001
      M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*Y*L
      P4*2709*20260105
      LX*1
      VID*CN*HWSU*123456
      M7*SEAL1234
      SE*7*0001`;
    expect(faultIn(manifest, '004010').code).toBe('X12.SEGMENT_NOT_IN_SET');
    expect(faultsOf(manifest, '004030')).toEqual([]);
    expect(faultsOf(manifest, 'unreadable')).toEqual([]);
  });

  it('7: a segment that comes too late; the set goes on from there', () => {
    expect(faultIn(`${STATUS}\nN9*BN*LGBB000101\nN9*EQ*HWSU1234567\nQ2*9074729\nR4*E*UN*USLAX\nDTM*139*20260106\nSE*12*0001`)).toEqual({
      code: 'X12.SEGMENT_OUT_OF_SEQUENCE', element: null, inSet: segmentAt('N9', 7, null),
      sentence: 'found N9 after DTM, expected N9 before R4',
    });
  });

  it('7: what follows may go on where it was before: one reference among the goods is one fault', () => {
    expect(told(faultsOf(`
      ST*309*0001
      M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**2*Y*L
      P4*2709*20260105
      LX*1
      VID*CN*HWSU*123456
      N10*10*PAINT
      N9*BN*LGBB000101
      H1*1263
      H2*PAINT
      N10*1*DRUM
      VID*CN*HWSU*123457
      LX*2
      SE*13*0001`))).toEqual(['X12.SEGMENT_OUT_OF_SEQUENCE N9 at 7']);
  });

  it('7: a bill whose LX is absent is one fault, and its containers are in order', () => {
    expect(told(faultsOf(`
      ST*309*0001
      M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**2*Y*L
      P4*2709*20260105
      LX*1
      M11*LGB0000101*57035*10*PCS*1000*K******HWSR
      N1*SH*SHIPPER ONE
      VID*CN*HWSU*123456
      N10*10*PAINT
      M11*LGB0000102*57035*10*PCS*1000*K******HWSR
      N1*SH*SHIPPER TWO
      N3*2 QUAY ROAD
      VID*CN*HWSU*123457
      N10*10*TOYS
      SE*14*0001`))).toEqual(['X12.SEGMENT_OUT_OF_SEQUENCE M11 at 9']);
  });

  it('what has no place is told once for a run of it, and the rest is read as if it were not there', () => {
    expect(told(faultsOf(`
      ST*315*0001
      B4***VA*20260105*0730
      NTE**ONE
      NTE**TWO
      R4*L*UN*CNSHA
      DTM*139*20260105
      NTE**THREE
      DTM*140*20260105
      SE*9*0001`))).toEqual(['X12.SEGMENT_NOT_IN_SET NTE at 3', 'X12.SEGMENT_NOT_IN_SET NTE at 7']);
  });
});

describe('segments that may stand in several places', () => {
  it('take the innermost place that is open, else the next one out', () => {
    expect(faultsOf(`
      ST*301*0001
      B1*HWSR*LGBB000101
      G61*IC*BOOKING DESK
      Y3*LGBB000101
      Y4*LGBB000101
      W09*CZ*-18*CE
      N1*SH*SHIPPER ONE
      G61*IC*EXPORT DESK
      R4*L*UN*CNSHA
      W09*CZ*-18*CE
      LX*1
      W09*CZ*-18*CE
      H1*1203
      H2*GASOLINE
      LX*2
      H1*1203
      V1*9074729
      SE*18*0001`)).toEqual([]);
  });

  it('R4 is a port of the plan before the first box, and a port of the box after it', () => {
    const box = (number: string) => `N7*HWSU*${number}\nV4*0120482\n${'R4*L*UN*CNSHA\n'.repeat(9)}N9*BM*HWSR${number}\n`;
    expect(faultsOf(`ST*324*0001\nV1*9074729\nR4*L*UN*CNSHA\nDTM*140*20260105\nR4*D*UN*USLGB\n${box('100001')}${box('100002')}SE*26*0001`)).toEqual([]);
  });

  it('a manifest goes back out of containers to the next bill and the next port', () => {
    expect(faultsOf(`
      ST*309*0001
      M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*Y*L
      P4*2709*20260105
      LX*1
      M13*HWSR*2709*A*LGB0000101*****HWSR
      M11*LGB0000101*57035*10*PCS*1000*K******HWSR
      N9*BN*LGBB000101
      N1*SH*SHIPPER ONE
      N3*1 QUAY ROAD
      VID*CN*HWSU*123456
      N10*10*PAINT
      H1*1263
      H2*PAINT
      N10*1*DRUM
      VID*CN*HWSU*123457
      N10*5*TOYS
      LX*2
      M11*LGB0000102*57035*10*PCS*1000*K******HWSR
      P4*2811*20260107
      LX*1
      SE*21*0001`)).toEqual([]);
  });

  it('charges stand under a box, under a line of cargo and at the end of a bill', () => {
    expect(faultsOf(`
      ST*310*0001
      B3**HWSRLGB0000101**PP**20260105*0****HWSR
      V1*9074729
      N1*SH*SHIPPER ONE
      R4*L*UN*CNSHA
      C8***CLAUSE
      C8C*MORE OF IT
      LX*1
      N7*HWSU*123456
      L1*1*100*FR*10000
      C3*USD
      L0*1
      L5*1*TOYS
      L1*1*100*FR*10000
      C3*USD
      C8***CLAUSE
      L3*1000*G
      L1*1*100*FR*10000
      C3*USD
      C8***CLAUSE
      K1*THE END
      SE*22*0001`)).toEqual([]);
  });
});
