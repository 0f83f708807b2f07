import { describe, expect, it } from '@jest/globals';
import { MESSAGE_TYPES } from '#x12';
import { codesOf } from '../../testing.js';
import { edifactFixture, orderOf, readEdifact } from '../testing.js';

const factsOf = (content: Uint8Array | string) => readEdifact(content).interchanges[0]?.groups[0]?.sets[0]?.facts;
const box = { checkDigit: 'right', sizeType: null, loadEmpty: null, weightKg: null, seals: [], bill: null, hazmat: [] };
const port = { qualifier: 'UN', name: null, firms: null, terminal: null, etaLocal: null, etdLocal: null };
const lark = { code: '9074729', qualifier: 'L', imo: '9074729', callSign: null, name: 'HARBOUR LARK' };

describe('the facts of', () => {
  it('BAPLIE: both ports with their dates, each box once with the weight that stands before it', () => {
    expect(factsOf(edifactFixture('baplie/departure-yokohama.edi'))).toEqual({
      set: 'BAPLIE', vessel: lark, voyage: '027W', scac: 'HWSR',
      places: [
        { ...port, role: 'L', code: 'JPYOK', etaLocal: '2018-07-19T02:00', etdLocal: '2018-07-20T06:00' },
        { ...port, role: 'D', code: 'USLGB', etaLocal: '2018-07-26T06:00' },
      ],
      bills: ['HWSRYOK00777'], bookings: [], reference: null,
      containers: [
        { ...box, number: 'HWSU1000012', sizeType: '45G1', loadEmpty: 'L', weightKg: 24100 },
        { ...box, number: 'HWSU1000028', sizeType: '22G1', loadEmpty: 'L', weightKg: 18655, hazmat: [{ un: '1263', class: '3', text: 'PAINT FLASH POINT 23' }] },
        { ...box, number: 'HWSU1000033', sizeType: '45G1', loadEmpty: 'E', weightKg: 3900 },
      ],
      hazmat: true, purpose: { kind: 'original', element: 'BGM 1225', value: '9' }, status: null,
    });
  });

  it('BAPLIE without a next port: its arrival there is nobody else\'s', () => {
    const plan = edifactFixture('baplie/departure-yokohama.edi').toString().replace("LOC+61+USLGB:139:6'\n", '');
    expect(factsOf(plan)?.places).toEqual([{ ...port, role: 'L', code: 'JPYOK', etaLocal: '2018-07-19T02:00', etdLocal: '2018-07-20T06:00' }]);
  });

  it('COPRAR: the call sign, the terminal beside its port, verified mass before gross weight, a chassis left out', () => {
    expect(factsOf(edifactFixture('coprar/discharge-order.edi'))).toEqual({
      set: 'COPRAR', vessel: { code: 'D5HL7', qualifier: 'C', imo: null, callSign: 'D5HL7', name: 'HARBOUR LARK' }, voyage: '027W', scac: 'HWSR',
      places: [{ ...port, role: 'D', code: 'USLGB', name: 'LONG BEACH', terminal: 'EAST', etaLocal: '2018-07-26T06:00', etdLocal: '2018-07-28T02:00' }],
      bills: ['HWSRLGB00101', 'HWSRLGB00102'], bookings: ['LGBB000101'], reference: null,
      containers: [
        { ...box, number: 'HWSU1000012', sizeType: '45G1', loadEmpty: 'L', weightKg: 24100.5, seals: ['HW00101', 'JP77+12'], bill: 'HWSRLGB00101' },
        {
          ...box, number: 'HWSU1000028', sizeType: '22G1', loadEmpty: 'L', weightKg: 18400, bill: 'HWSRLGB00102',
          hazmat: [{ un: '1263', class: '3', text: 'PAINT' }, { un: '2794', class: '8', text: null }],
        },
        { ...box, number: 'HWSU1000035', checkDigit: 'wrong', sizeType: '45G1', loadEmpty: 'E' },
      ],
      hazmat: true, purpose: { kind: 'replace', element: 'BGM 1225', value: '5' }, status: null,
    });
  });

  it('COARRI: actual times where no estimate is told, pounds as kilograms', () => {
    expect(factsOf(edifactFixture('coarri/loaded.edi'))).toEqual({
      set: 'COARRI', vessel: lark, voyage: '027W', scac: 'HWSR',
      places: [{ ...port, role: 'L', code: 'USLGB', terminal: 'EAST', etaLocal: '2018-07-26T06:40', etdLocal: '2018-07-28T01:15' }],
      bills: [], bookings: ['LGBB000200'], reference: null,
      containers: [
        { ...box, number: 'HWSU1000060', sizeType: '45R1', loadEmpty: 'L', weightKg: 22679.6, seals: ['HW00200'] },
        { ...box, number: 'HWSU1000075', sizeType: '22G1', loadEmpty: 'E' },
      ],
      hazmat: false, purpose: { kind: 'original', element: 'BGM 1225', value: '9' }, status: null,
    });
  });

  it('CODECO: where the gate is, not where the box goes; tonnes and a decimal comma', () => {
    expect(factsOf(edifactFixture('codeco/gate-in.edi'))).toEqual({
      set: 'CODECO', vessel: { code: 'D5HL7', qualifier: 'C', imo: null, callSign: 'D5HL7', name: 'HARBOUR LARK' }, voyage: '027W', scac: 'HWSR',
      places: [{ ...port, role: '5', code: 'USLGB', terminal: 'EAST' }],
      bills: [], bookings: ['LGBB000200'], reference: null,
      containers: [{ ...box, number: 'HWSU1000060', sizeType: '45R1', loadEmpty: 'L', weightKg: 22700, seals: ['HW00200'] }],
      hazmat: false, purpose: { kind: 'original', element: 'BGM 1225', value: '9' }, status: null,
    });
  });

  it('COPARN: a release without numbers, a liner code that is no SCAC, an IMO number that fails its check', () => {
    expect(factsOf(edifactFixture('coparn/announce.edi'))).toEqual({
      set: 'COPARN', vessel: { ...lark, code: '9074728', imo: null }, voyage: '027W', scac: null,
      places: [{ ...port, role: 'L', code: 'USLGB', terminal: 'EAST', etdLocal: '2018-07-28T02:00' }],
      bills: [], bookings: ['LGBB000200'], reference: null, containers: [],
      hazmat: false, purpose: { kind: 'original', element: 'BGM 1225', value: '9' }, status: null,
    });
  });

  it('VERMAS: vessel and ports from under the container', () => {
    expect(factsOf(edifactFixture('vermas/verified-gross-mass.edi'))).toEqual({
      set: 'VERMAS', vessel: lark, voyage: '027W', scac: null,
      places: [{ ...port, role: 'L', code: 'USLGB' }, { ...port, role: 'D', code: 'JPYOK' }],
      bills: [], bookings: ['LGBB000200'], reference: null,
      containers: [{ ...box, number: 'HWSU1000060', sizeType: '45R1', weightKg: 22680, seals: ['HW00200'] }],
      hazmat: false, purpose: { kind: 'original', element: 'BGM 1225', value: '9' }, status: null,
    });
  });
});

describe('an indexed message', () => {
  it('is one of six; another has no facts and is carried all the same', () => {
    expect(MESSAGE_TYPES.map(({ set }) => set)).toEqual(['BAPLIE', 'COARRI', 'CODECO', 'COPARN', 'COPRAR', 'VERMAS']);
    expect(factsOf(orderOf().replace('COPRAR', 'IFTSTA'))).toBeNull();
    expect(readEdifact(orderOf(), { facts: false }).interchanges[0]?.groups[0]?.sets[0]?.facts).toBeNull();
  });

  it('has wrong check digits noted, and stays accepted', () => {
    const file = readEdifact(edifactFixture('coparn/announce.edi'));
    expect([file.verdict, ...codesOf(file)]).toEqual(['accepted', 'note EDIFACT.IMO_CHECK']);
    const boxes = orderOf(['EQD+CN+HWSU1000011', 'EQD+CN+HWSU1000021', 'EQD+CN+HWSU1000012']);
    expect(readEdifact(boxes).interchanges[0]?.groups[0]?.sets[0]?.findings.map(({ sentence }) => sentence))
      .toEqual([expect.stringMatching(/^EQD 8260 is "?HWSU1000011"? and 1 more, expected check digit 2 \(segment 3, byte 84\)$/)]);
  });

  it.each([
    ['1', 'cancel'], ['2', 'amendment'], ['3', 'amendment'], ['4', 'amendment'], ['5', 'replace'], ['9', 'original'],
  ])('with 1225 %s is a %s', (value, kind) => {
    expect(factsOf(orderOf([`BGM+45+X+${value}`]))?.purpose).toEqual({ kind, element: 'BGM 1225', value });
  });

  it('with another 1225, or none, says nothing of its purpose', () => {
    expect(factsOf(orderOf(['BGM+45+X+22']))?.purpose).toBeNull();
    expect(factsOf(orderOf(['BGM+45+X']))?.purpose).toBeNull();
  });

  it.each([
    ['D5HL7:103::NAME', { qualifier: 'C', imo: null, callSign: 'D5HL7' }],
    ['9074729:146:11:NAME', { qualifier: 'L', imo: '9074729', callSign: null }],
    ['9074729:103::NAME', { qualifier: 'L', imo: '9074729', callSign: null }],
    ['D5HL7:146:ZZZ:NAME', { qualifier: null, imo: null, callSign: null }],
  ])('names its vessel as %s', (c222, expected) => {
    expect(factsOf(orderOf([`TDT+20+027W+1++HWSR:172:182+++${c222}`]))?.vessel).toEqual({ ...expected, code: c222.split(':')[0], name: 'NAME' });
  });

  it('takes the vessel and voyage of the main carriage alone, and of the first', () => {
    const facts = factsOf(orderOf(['TDT+10+77E+1++:172+++TUG1:103::FEEDER', 'TDT+20+027W+1++:172+++D5HL7:103::LARK', 'TDT+20+028W+1++:172+++D5HL8:103::WREN']));
    expect([facts?.vessel.name, facts?.voyage]).toEqual(['LARK', '027W']);
  });

  it.each([
    ['132:1807260600:201', '2018-07-26T06:00'], ['132:180726:101', '2018-07-26'], ['132:20180726:102', '2018-07-26'],
    ['132:20180726060030:204', '2018-07-26T06:00'], ['132:201807260600PDT:303', '2018-07-26T06:00'], ['132:201807260600', '2018-07-26T06:00'],
    ['132:TOMORROW:203', null], ['132:201813260600:203', null], ['132:30:718', null],
  ])('reads the date %s as %s', (dtm, etaLocal) => {
    expect(factsOf(orderOf(['LOC+11+USLGB:139:6', `DTM+${dtm}`]))?.places[0]?.etaLocal).toBe(etaLocal);
  });
});
