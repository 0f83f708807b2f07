import { describe, expect, it } from '@jest/globals';
import { TRANSACTION_SETS, type DocumentFacts } from '#x12';
import { corpus, setsOf } from '../testing.js';

/** What a person reads out of one set: its ship, voyage, first place, and its bills, bookings and containers. */
interface Read {
  set: string;
  /** code and name as they stand in the file; null where none does */
  vessel: [string | null, string | null];
  imo: boolean;
  voyage: string | null;
  first: string | null;
  bills: string[];
  bookings: string[];
  containers: string[];
  also?: Partial<DocumentFacts>;
}

const polarEcuador: Read = {
  set: '310', vessel: ['9786774', 'POLAR ECUADOR'], imo: true, voyage: '234N', first: 'L UN CLSVE', bills: ['IDENTIFIER123'], bookings: ['1XXX011114'], containers: ['TCNU6849731 right'],
  also: { scac: 'WHT', purpose: { kind: 'original', element: 'B2A-01', value: '00' } },
};
// The IMO number fails its check digit, and the container's digit 7 too.
const marim: Read = { set: '315', vessel: ['9330141', 'MARIM'], imo: false, voyage: '202N', first: 'B4 CI LOCKBOURNE', bills: ['21001ASK5V9U'], bookings: ['1NAN910141'], containers: ['GMCU6094137 wrong'] };
// Its container stands in a remark (K1), as free text; the receipt port has a name and no code.
const lodestar: Read = {
  set: '301', vessel: [null, 'NYK LODESTAR'], imo: false, voyage: '068East', first: 'R - Shanghai', bills: [], bookings: ['1234567890', 'PC123456'], containers: [],
  also: { scac: 'OOLU', purpose: { kind: 'original', element: 'B1-04', value: 'A' } },
};
const ramp = (first: string, code: string): Read => ({
  set: '322', vessel: [null, null], imo: false, voyage: null, first, bills: ['A5GEMEN1976X'], bookings: ['6PHLSA1234'], containers: ['HASU4316170 right'], also: { status: { code, element: 'Q5-01' } },
});

/** Read out of the files by eye. */
const READ: Record<string, Read[]> = {
  'apim-4010-301-1.x12': [{
    set: '301', vessel: ['9450571', 'SYNERGY BUSAN'], imo: true, voyage: '324S', first: 'R UN USLVI', bills: [], bookings: ['3PHL999999'], containers: [],
    also: { purpose: { kind: 'original', element: 'B1-04', value: 'N' } },
  }],
  // Three numbers that differ, masked by hand: Y3, B1 and Y4.
  'apim-4010-301-2.x12': [{
    set: '301', vessel: ['9193240', 'MAERSK KENTUCKY'], imo: true, voyage: '324S', first: 'R UN USNYC', bills: [], bookings: ['3JAX011892', '3JAX019999', '3JAX099999'], containers: [],
    also: { hazmat: true, purpose: { kind: 'update', element: 'B1-04', value: 'U' } },
  }],
  'apim-4010-310-1.x12': [polarEcuador],
  // N9*OB is the ocean bill, N9*BM the railway's copy of it; CM names the ship without its code.
  'apim-4010-404-1.x12': [{
    set: '404', vessel: [null, 'ANNA XXXXXX'], imo: false, voyage: '314N', first: null, bills: ['XXXXN3KSZ000871X', '9313XXXXXXXXN3KSZ000'], bookings: ['3PHLTXXXXX'], containers: ['MRSU3602965 right'],
  }],
  'apim-5030-404-1.x12': [{
    set: '404', vessel: [null, 'XXXXXX KENTUCKY'], imo: false, voyage: '323N', first: null, bills: ['XXXX23BOG0099999'], bookings: ['3PHLTXXXXX'], containers: ['HASU5162253 right'],
  }],
  'apim-file-004010_310.x12': [polarEcuador],
  // The owner codes are masked: neither check digit is right. The booking stands in a clause (C8), as free text.
  'apim-4010-310-3.x12': [{
    set: '310', vessel: ['9355355', 'SAFMARINE BAYETE'], imo: true, voyage: '324N', first: 'L UN AUSYD', bills: ['XXXX33SYD00XXXXX'], bookings: [], containers: ['XXXX5119399 wrong', 'XXXX9447680 wrong'],
  }],
  'apim-4010-315-1.x12': [marim],
  'apim-file-004010_315.x12': [marim],
  // B4 and N9*EQ name two containers: one of them was masked, by chance to a number that passes.
  'apim-4010-315-2.x12': [{
    set: '315', vessel: ['9633999', 'CAP SAN MALEAS'], imo: false, voyage: '242N', first: 'B4 UN MAPTM', bills: ['52BUE013415X'], bookings: ['2BUE013415'], containers: ['TCKU7248807 right', 'TCKU7248999 right'],
    also: { status: { code: 'VA', element: 'B4-03' } },
  }],
  'apim-4010-322-1.x12': [ramp('5 UN USSTP', 'A')],
  'apim-4010-322-2.x12': [ramp('5 UN USCHI', 'OA')],
  'apim-4010-322-3.x12': [ramp('5 UN USCHI', 'NF')],
  // M10 is written one element off: the carrier's code stands where the flag should.
  'apim-5010-309-badse.x12': [{ set: '309', vessel: ['VESSEL', '1'], imo: false, voyage: 'MANIFEST1', first: 'P4 D PORT1', bills: ['BOL123'], bookings: [], containers: [] }],
  // A fragment without ISA: nothing is read of it.
  'apim-5010-309-frag.x12': [],
  'apim-file-005010_300.x12': [{
    set: '300', vessel: ['IMO9999999', 'EVER GIVEN'], imo: false, voyage: 'VOY01', first: 'L UN USNYC', bills: [], bookings: ['BOOK001'], containers: ['ABCD1234567 wrong'],
    also: { scac: 'SCAC', hazmat: true, purpose: { kind: 'original', element: 'B1-04', value: 'N' } },
  }],
  'apim-file-005010_303.x12': [{
    set: '303', vessel: [null, null], imo: false, voyage: null, first: null, bills: [], bookings: ['BOOK001'], containers: [], also: { purpose: { kind: 'cancel', element: 'ST01', value: '303' } },
  }],
  'edidom-301-1.x12': [lodestar],
  'edinet-990-MGCTLYST-SAMPLE.x12': [{ set: '990', vessel: [null, null], imo: false, voyage: null, first: null, bills: [], bookings: ['75027674'], containers: [], also: { status: { code: 'A', element: 'B1-04' } } }],
  'edidom-X12_3_txn.x12': [lodestar, lodestar, lodestar],
  'gofreight-304.x12': [{
    set: '304', vessel: ['9834276', 'HYUNDAI FORWARD'], imo: false, voyage: '0024W', first: 'R UN CNSHA', bills: ['HDMUSHA2401QSEA1'], bookings: ['BKG2024001'], containers: ['HLCU3456789 wrong', 'HDMU7654321 wrong'],
    also: { scac: 'HDMU', reference: 'SI-2024-001', purpose: { kind: 'original', element: 'B2A-01', value: '00' } },
  }],
  'gofreight-315-two.x12': [
    { set: '315', vessel: [null, 'CAP SAN MARCO'], imo: false, voyage: '371S', first: 'B4 UN VNHPH', bills: ['BL_NO'], bookings: ['BOOKING_NO'], containers: ['HASU4316170 right'], also: { status: { code: 'VD', element: 'B4-03' } } },
    { set: '315', vessel: [null, null], imo: false, voyage: null, first: 'B4 UN SGSIN', bills: ['BL_NO'], bookings: [], containers: ['TRHU6936090 right'], also: { status: { code: 'AE', element: 'B4-03' } } },
  ],
  // Cars, and no container among them.
  'im-418-consist.x12': [{ set: '418', vessel: [null, null], imo: false, voyage: null, first: null, bills: [], bookings: [], containers: ['ACFX49441 absent', 'POTX2482 absent', 'TTGX100823 absent'] }],
  'jaaf-315-bom.x12': [{
    set: '315', vessel: [null, null], imo: false, voyage: null, first: 'B4 UN GBBEL', bills: ['N6HKGKP2966X'], bookings: ['6BELCV1099'], containers: ['HASU4316170 right'], also: { scac: 'SUDU' },
  }],
};

const files = corpus();

describe('the published ocean files', () => {
  if (!files) {
    it.skip('are not here: ../shared/corpus is missing', () => undefined);
    return;
  }
  const bytesOf = new Map(files.map(({ name, bytes }) => [name, bytes]));

  it.each(Object.entries(READ))('%s is indexed as a person reads it', (name, expected) => {
    const sets = setsOf(bytesOf.get(name) ?? '');
    expect(sets.map(asRead)).toEqual(expected.map(({ also: _, ...read }) => read));
    expect(sets).toMatchObject(expected.map(({ also }) => also ?? {}));
  });

  it('all stand in the table', () => {
    const indexed = new RegExp(`ST[*](${TRANSACTION_SETS.map(({ set }) => set).join('|')})[*]`);
    expect(files.filter(({ name, bytes }) => name.endsWith('.x12') && indexed.test(bytes.toString('latin1'))).map(({ name }) => name).sort()).toEqual(Object.keys(READ).sort());
  });

  it('give the dates of their ports', () => {
    const dates = (name: string) => setsOf(bytesOf.get(name) ?? '')[0]?.places.map(({ role, code, name: port, etaLocal, etdLocal }) => [role, code ?? port, etaLocal, etdLocal]);
    // Y3 dates them, no DTM does.
    expect(dates('apim-4010-301-1.x12')).toEqual([['R', 'USLVI', null, null], ['L', 'USLGB', null, '2023-07-11'], ['D', 'AUMEL', '2023-08-07', null]]);
    expect(dates('edidom-301-1.x12')).toEqual([
      ['R', 'Shanghai', '2010-09-02T22:00', null], ['L', 'Shanghai', null, '2010-09-04T04:00'], ['D', 'USLAX', '2010-09-16T18:00', null], ['E', 'USLAX', '2010-09-20T08:00', null],
    ]);
    expect(dates('apim-4010-315-2.x12')).toEqual([
      ['B4', 'MAPTM', null, null], ['L', 'ARBUE', null, '2022-10-25T02:55'], ['T', 'MAPTM', '2022-11-14T14:50', null], ['D', 'DEHAM', '2022-11-30T23:00', null],
    ]);
  });
});

function asRead({ set, vessel, voyage, places, bills, bookings, containers }: DocumentFacts): Read {
  const [first] = places;
  return {
    set, vessel: [vessel.code, vessel.name], imo: vessel.imo !== null, voyage, bills, bookings,
    first: first ? `${first.role} ${first.qualifier ?? '-'} ${first.code ?? first.name ?? ''}` : null,
    containers: containers.map(({ number, checkDigit }) => `${number} ${checkDigit}`),
  };
}
