import { describe, expect, it } from '@jest/globals';
import { TRANSACTION_SETS, type DocumentFacts } from '#x12';
import { codesOf, fixture, fixtureNames, interchangeOf, readAtOnce } from '../testing.js';

const setsOf = (content: Uint8Array | string): DocumentFacts[] =>
  readAtOnce(content).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets.flatMap((set) => set.facts ?? [])));
const factsOf = (content: Uint8Array | string): DocumentFacts => {
  const [facts] = setsOf(content);
  if (!facts) throw new Error('no facts were read');
  return facts;
};
const M10 = 'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*A*L';

describe('our fixtures', () => {
  it.each(fixtureNames().filter((name) => !name.startsWith('broken/')))('%s is accepted without a remark', (name) => {
    expect(codesOf(readAtOnce(fixture(name)))).toEqual([]);
  });

  it('are at least two for each set that is indexed, with a vessel in one and right check digits in all', () => {
    for (const { set } of TRANSACTION_SETS) {
      const all = fixtureNames(set).flatMap((name) => setsOf(fixture(name)));
      expect(all.length).toBeGreaterThanOrEqual(2);
      expect(all.some((facts) => facts.vessel.imo !== null && facts.voyage !== null)).toBe(true);
      for (const { checkDigit, number } of all.flatMap((facts) => facts.containers)) expect(`${number} ${checkDigit}`).toBe(`${number} right`);
    }
  });
});

describe('309', () => {
  it('names vessel, US port with FIRMS and ETA, bills with their SCAC, and containers under their bill', () => {
    const facts = factsOf(fixture('309/original-hazmat.edi'));
    expect(facts).toMatchObject({
      set: '309', scac: 'HWSR', voyage: '027W', bookings: [], hazmat: true, status: null,
      vessel: { code: '9074729', qualifier: 'L', imo: '9074729', callSign: null, name: 'HARBOUR LARK' },
      bills: ['HWSRLGB0000101', 'HWSRLGB0000102'],
      purpose: { kind: 'original', element: 'M10-09', value: 'A' },
    });
    expect(facts.places).toEqual([
      { role: 'P4', qualifier: 'D', code: '2709', name: null, firms: 'ZH01', etaLocal: '2018-07-26T06:00' },
      { role: 'L', qualifier: 'K', code: '57035', name: null, firms: null, etaLocal: null },
    ]);
    expect(facts.containers.map(({ number, bill, weightKg, seals, sizeType, loadEmpty }) => [number, bill, weightKg, seals, sizeType, loadEmpty])).toEqual([
      ['CSQU3054383', 'HWSRLGB0000101', 14404, ['HWS000101'], '45G1', 'L'],
      ['CBHU3202732', 'HWSRLGB0000101', 11400, ['HWS000102'], '22G1', 'L'],
      ['MWCU6059784', 'HWSRLGB0000102', 9800, ['HWS000103'], '22G1', 'L'],
    ]);
    expect(facts.containers.map(({ hazmat }) => hazmat)).toEqual([[], [], [{ un: '1263', class: '3', text: 'PAINT FLASH POINT 28 C CLOSED CUP' }]]);
  });

  it('is an amendment when it has an M13, and weighs pounds in kilograms', () => {
    expect(factsOf(fixture('309/amendment.edi')).purpose).toEqual({ kind: 'amendment', element: 'M13-03', value: 'R' });
    expect(factsOf(fixture('309/update.edi')).purpose).toEqual({ kind: 'update', element: 'M10-09', value: 'B' });
    expect(setsOf(fixture('309/two-manifests.edi')).map((facts) => facts.containers[0]?.weightKg)).toEqual([17_327.2, 17_410]);
  });

  it('forgives six-digit dates with blanks, a missing qualifier and a glued bill; it guesses no weight unit', () => {
    const facts = factsOf(interchangeOf('309', [
      'M10*HWSR*O*LR*9283186*HARBOUR LARK*320N*0185320N*21*Y', 'P4*1803*230620  *1*M029', 'LX*1', 'M11*HWSR99999*35177*390*PKG*14404*K*46*X*00*SANTOS**HWSR',
      'VID*CN**CSQU3054383', 'N10*1*GOODS****1*14404', 'H1*2319', 'H1*2319',
    ]));
    expect(facts.vessel).toMatchObject({ imo: '9283186', qualifier: null });
    expect(facts.places[0]).toMatchObject({ code: '1803', firms: 'M029', etaLocal: '2023-06-20' });
    expect(facts.bills).toEqual(['HWSR99999']);
    expect(facts.containers).toMatchObject([{ number: 'CSQU3054383', weightKg: null, hazmat: [{ un: '2319', class: null }] }]);
  });

  it.each([['A', 'original'], ['W', 'original'], ['B', 'update'], ['X', 'update'], ['C', 'amendment'], ['Y', 'amendment']])('M10-09 %s is %s', (code, kind) => {
    expect(factsOf(interchangeOf('309', [M10.replace('*A*L', `*${code}*L`)])).purpose?.kind).toBe(kind);
  });

  it('takes a call sign by its qualifier, and seven digits that fail the check for no IMO number', () => {
    expect(factsOf(interchangeOf('309', [M10.replace('9074729', '9VAB1').replace('*A*L', '*A*C')])).vessel).toMatchObject({ imo: null, callSign: '9VAB1' });
    expect(factsOf(interchangeOf('309', [M10.replace('9074729', '9074720')])).vessel).toMatchObject({ imo: null, callSign: null, code: '9074720' });
    expect(factsOf(interchangeOf('309', [M10.replace('*A*L', '*A*B')])).vessel.imo).toBeNull();
  });
});

describe('310', () => {
  it('reads one bill with its places and containers', () => {
    expect(factsOf(fixture('310/original.edi'))).toMatchObject({
      scac: 'HWSR', voyage: '027W', bills: ['HWSRLGB0000101'], bookings: ['LGBB000101'], purpose: { kind: 'original', element: 'B2A-01', value: '00' },
      places: [{ role: 'L', qualifier: 'UN', code: 'CNSHA', etaLocal: null }, { role: 'D', code: 'USLGB', name: 'LONG BEACH', etaLocal: '2018-07-26T06:00' }],
      containers: [{ number: 'CSQU3054383', weightKg: 14404, seals: ['HWS000101'], bill: 'HWSRLGB0000101' }, { number: 'CBHU3202732', weightKg: 11400 }],
    });
    expect(factsOf(fixture('310/replacement-hazmat.edi'))).toMatchObject({ purpose: { kind: 'replace' }, hazmat: true, containers: [{ hazmat: [{ un: '1263', class: '3' }] }] });
    expect(factsOf(fixture('310/amendment.edi')).purpose?.kind).toBe('amendment');
  });

  it('takes the call sign from N9*VT, and does not hang a later line\'s hazmat on the container before it', () => {
    const facts = factsOf(interchangeOf('310', ['N9*VT*9VAB1', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'LX*1', 'N7*CSQU*305438', 'LX*2', 'L0*2', 'H1*1263']));
    expect(facts.vessel).toMatchObject({ callSign: '9VAB1', imo: '9074729' });
    expect(facts).toMatchObject({ hazmat: true, containers: [{ number: 'CSQU305438', checkDigit: 'absent', hazmat: [] }] });
  });
});

describe('315', () => {
  it('reads the event, its container once though told twice, and where it was', () => {
    expect(factsOf(fixture('315/discharged.edi'))).toMatchObject({
      status: { code: 'UV', element: 'B4-03' }, scac: 'HWSR', voyage: '027W', vessel: { imo: '9074729', name: 'HARBOUR LARK' },
      containers: [{ number: 'CSQU3054383', checkDigit: 'right', loadEmpty: 'L', sizeType: '45G1' }],
      places: [{ role: 'B4', qualifier: 'UN', code: 'USLGB', etaLocal: null }, { role: 'L' }, { role: 'D', code: 'USLGB', etaLocal: '2018-07-26T06:00' }],
    });
  });

  it('completes a number without check digit from N9*EQ', () => {
    expect(factsOf(interchangeOf('315', ['B4***VA*20180726*0600**CSQU*305438*E', 'N9*EQ*CSQU3054383'])).containers).toMatchObject([{ number: 'CSQU3054383', checkDigit: 'right', loadEmpty: 'E' }]);
  });
});

describe('322', () => {
  it('reads the move, with a vessel or without', () => {
    expect(factsOf(fixture('322/gate-in.edi'))).toMatchObject({
      status: { code: 'I', element: 'Q5-01' }, vessel: { imo: '9074729' }, bookings: ['LGBB000501'],
      places: [{ role: '5', code: 'USLGB', etaLocal: '2018-07-22T14:10' }], containers: [{ number: 'HWSU4000058', loadEmpty: 'L', weightKg: 21350 }],
    });
    expect(factsOf(fixture('322/gate-out-empty.edi'))).toMatchObject({ vessel: { code: null, name: null }, voyage: null, containers: [{ loadEmpty: 'E', weightKg: null }] });
  });
});

describe('324', () => {
  it('is about its own port, not about the ports of each box', () => {
    const facts = factsOf(fixture('324/stow-plan-hazmat.edi'));
    expect(facts.places.map(({ role, code }) => [role, code])).toEqual([['D', 'USLGB']]);
    expect(facts.containers.map(({ number, bill, hazmat }) => [number, bill, hazmat.length])).toEqual([
      ['CSQU3054383', 'HWSRLGB0000101', 0], ['CBHU3202732', 'HWSRLGB0000101', 0], ['MWCU6059784', 'HWSRLGB0000102', 1], ['HWSU4000079', 'HWSROAK0000701', 0],
    ]);
    expect(facts.purpose).toBeNull();
  });

  it('keeps 20,000 boxes and notes the rest', () => {
    const boxes = Array.from({ length: 20_001 }, (_, i) => `N7*HWSU*${String(i).padStart(6, '0')}`);
    const file = readAtOnce(interchangeOf('324', ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', ...boxes]));
    expect(file.interchanges[0]?.groups[0]?.sets[0]?.facts?.containers).toHaveLength(20_000);
    expect(codesOf(file)).toEqual(['note X12.INDEX_CUT']);
    expect(file.verdict).toBe('accepted');
  });
});

describe('301', () => {
  it('puts the booking number before the shipment number, and reads the vessel at the end', () => {
    const facts = factsOf(fixture('301/booking.edi').toString().replace('B1*HWSR*LGBB000501', 'B1*HWSR*PC123456'));
    expect(facts.bookings).toEqual(['LGBB000501', 'PC123456']);
    expect(facts).toMatchObject({ scac: 'HWSR', vessel: { imo: '9074729' }, voyage: '027W', purpose: { kind: 'original', element: 'B1-04', value: 'A' }, containers: [{ number: 'HWSU4000058' }, { number: 'HWSU4000119' }] });
  });

  it.each([['A', 'original'], ['N', 'original'], ['U', 'update'], ['D', 'cancel'], ['C', undefined]])('B1-04 %s is %s', (code, kind) => {
    expect(factsOf(interchangeOf('301', [`B1*HWSR*LGBB000501*20180718*${code}`])).purpose?.kind).toBe(kind);
  });
});

describe('a set without an extractor', () => {
  it('is counted and carried; it has no facts', () => {
    const file = readAtOnce(interchangeOf('323', ['V1*9074729*HARBOUR LARK*LR*027W']));
    expect(file).toMatchObject({ verdict: 'accepted', interchanges: [{ groups: [{ sets: [{ st01: '323', segments: 3, facts: null, acknowledgement: null }] }] }] });
  });
});
