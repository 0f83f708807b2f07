import { describe, expect, it } from '@jest/globals';
import { TRANSACTION_SETS } from '#x12';
import { codesOf, factsOf, fixture, fixtureNames, interchangeOf, readAtOnce, setsOf } from '../testing.js';

/** A cancellation, a delivery order, a trucker's answer and a consist have no segment for a vessel; a rail bill names it without its code. */
const WITHOUT_VESSEL = ['303', '317', '404', '417', '418', '990'];
const M10 = 'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*A*L';

describe('our fixtures', () => {
  it.each(TRANSACTION_SETS.flatMap(({ set }) => fixtureNames(set)))('%s is accepted without a remark', (name) => {
    expect(codesOf(readAtOnce(fixture(name)))).toEqual([]);
  });

  it('are at least two for each set that is indexed, with a vessel in one and right check digits in all', () => {
    for (const { set } of TRANSACTION_SETS) {
      const all = fixtureNames(set).flatMap((name) => setsOf(fixture(name)));
      expect(all.length).toBeGreaterThanOrEqual(2);
      expect([set, all.some((facts) => facts.vessel.imo !== null && facts.voyage !== null)]).toEqual([set, !WITHOUT_VESSEL.includes(set)]);
      for (const { checkDigit, number } of all.flatMap((facts) => facts.containers)) expect(`${number} ${checkDigit}`).toBe(`${number} right`);
    }
  });
});

describe('309', () => {
  it('names vessel, US port with FIRMS and ETA, bills with their SCAC, and containers under their bill', () => {
    const facts = factsOf(fixture('309/original-hazmat.edi'));
    expect(facts).toMatchObject({
      set: '309', scac: 'HWSR', voyage: '027W', bookings: ['LGBB000101'], hazmat: true, status: null,
      vessel: { code: '9074729', qualifier: 'L', imo: '9074729', callSign: null, name: 'HARBOUR LARK' },
      bills: ['HWSRLGB0000101', 'HWSRLGB0000102'],
      purpose: { kind: 'original', element: 'M10-09', value: 'A' },
    });
    expect(facts.places).toEqual([
      { role: 'P4', qualifier: 'D', code: '2709', name: null, firms: 'ZH01', terminal: null, etaLocal: '2018-07-26T06:00', etdLocal: null },
      { role: 'L', qualifier: 'K', code: '57035', name: null, firms: null, terminal: null, etaLocal: null, etdLocal: null },
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

  it('reads the seals of an M7 below VID, its check digit apart, and a bill that only N9 names', () => {
    const facts = factsOf(interchangeOf('309', [M10, 'P4*2709*20180726', 'LX*1', 'N9*BM*HWSRLGB0000101', `VID*CN*CSQU*305438*HWS1${'*'.repeat(16)}3`, 'M7*HWS2*HWS3']));
    expect(facts).toMatchObject({ bills: ['HWSRLGB0000101'], containers: [{ number: 'CSQU3054383', bill: 'HWSRLGB0000101', seals: ['HWS1', 'HWS2', 'HWS3'] }] });
  });

  it('names an amended bill by its issuer, not by who operates the vessel', () => {
    expect(factsOf(interchangeOf('309', [M10, 'P4*2709*20180726', 'LX*1', 'M13*HWSR*2709*R*LGB0000101*780****OTHR'])).bills).toEqual(['OTHRLGB0000101']);
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
      places: [{ role: 'L', qualifier: 'UN', code: 'CNSHA', etaLocal: null, etdLocal: '2018-07-10T22:00' }, { role: 'D', code: 'USLGB', name: 'LONG BEACH', terminal: 'EAST TERMINAL', etaLocal: '2018-07-26T06:00' }],
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

  it('takes a date of the port of lading for its departure, of any other for its arrival', () => {
    const { places } = factsOf(interchangeOf('315', ['R4*L*UN*CNSHA', 'DTM*139*20180710*2200', 'R4*D*UN*USLGB', 'DTM*139*20180726*0600', 'DTM*371*20180727*0600', 'DTM*369*20180728', 'R4*T*UN*KRPUS', 'DTM*372*20180714', 'DTM*370*20180715']));
    expect(places.map(({ code, etaLocal, etdLocal }) => [code, etaLocal, etdLocal])).toEqual([
      ['CNSHA', null, '2018-07-10T22:00'], ['USLGB', '2018-07-27T06:00', '2018-07-28'], ['KRPUS', '2018-07-14', '2018-07-15'],
    ]);
  });

  it('names the terminal by FIRMS, by the partners\' own code, or by its name', () => {
    const { places } = factsOf(interchangeOf('315', ['R4*5*FR*ZH01*LONG BEACH', 'R4*D*93*EAST*LONG BEACH', 'R4*D*94*E1', 'R4*D*UN*USLGB*LONG BEACH*US*EAST TERMINAL']));
    expect(places.map(({ qualifier, code, firms, terminal }) => [qualifier, code, firms, terminal])).toEqual([
      ['FR', 'ZH01', 'ZH01', null], ['93', 'EAST', null, 'EAST'], ['94', 'E1', null, 'E1'], ['UN', 'USLGB', null, 'EAST TERMINAL'],
    ]);
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

describe('322 in sparse files', () => {
  it('finds references and container in Q5 itself', () => {
    expect(factsOf(interchangeOf('322', ['Q5*I*20180722*1410*LT**LONG BEACH*CA*US*HWSU*4000058*BN*LGBB000501**BM*HWSRLGB0000501']))).toMatchObject({
      bookings: ['LGBB000501'], bills: ['HWSRLGB0000501'], containers: [{ number: 'HWSU4000058', checkDigit: 'right' }],
    });
  });
});

describe('two V1', () => {
  it('are two ships: the voyage of the second is not the first one\'s', () => {
    expect(factsOf(interchangeOf('310', ['V1*9074729*HARBOUR LARK*LR', 'V1*8814275*AMBER HERON*LR*334E*HWSR']))).toMatchObject({ vessel: { imo: '9074729' }, voyage: null, scac: 'HWSR' });
  });
});

describe('a container number', () => {
  it.each([
    ['glued', 'N7*CSQU*3054383', 'CSQU3054383', 'right'], ['apart', `N7*CSQU*305438${'*'.repeat(16)}3`, 'CSQU3054383', 'right'], ['whole in N7-02', 'N7*CN*CSQU3054383', 'CSQU3054383', 'right'],
    ['whole beside its own initial', 'N7*CSQU*CSQU3054383', 'CSQU3054383', 'right'], ['with blanks and a hyphen', 'N7*csqu*305438-3', 'CSQU3054383', 'right'],
    ['wrong', 'N7*CSQU*3054384', 'CSQU3054384', 'wrong'], ['none', 'N7*FLAT*12', 'FLAT12', 'absent'],
  ])('%s is %j', (_, n7, number, checkDigit) => {
    expect(factsOf(interchangeOf('310', ['LX*1', n7])).containers).toMatchObject([{ number, checkDigit }]);
  });
});

describe('a container under several bills', () => {
  it('stands once under each, and what is told before any bill is the first one\'s', () => {
    const lot = (bill: string, seal: string) => ['LX*1', `M11*${bill}*57035*1*CTN*900*K******HWSR`, `VID*CN*CSQU*3054383*${seal}`];
    const { containers } = factsOf(interchangeOf('309', [M10, 'P4*2709*20180726', 'VID*CN*CSQU*305438', ...lot('LGB1', 'S1'), ...lot('LGB2', 'S2'), ...lot('LGB1', 'S3')]));
    expect(containers.map(({ number, bill, seals }) => [number, bill, seals])).toEqual([['CSQU3054383', 'HWSRLGB1', ['S1', 'S3']], ['CSQU3054383', 'HWSRLGB2', ['S2']]]);
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

  it('dates sailing and arrival by Y3 where the port has no date of its own', () => {
    const { places, bookings } = factsOf(interchangeOf('301', ['B1*HWSR*LGBB000501*20180718*A', 'Y3*LGBB000501*HWSR*20180728*20180815', 'Y4*LGBB000501*LGBE000501', 'R4*L*UN*USLGB', 'R4*D*UN*CNSHA', 'DTM*371*20180816*0600']));
    expect(places.map(({ etaLocal, etdLocal }) => [etaLocal, etdLocal])).toEqual([[null, '2018-07-28'], ['2018-08-16T06:00', null]]);
    expect(bookings).toEqual(['LGBB000501', 'LGBE000501']);
  });

  it.each([['A', 'original'], ['N', 'original'], ['U', 'update'], ['D', 'cancel'], ['C', undefined]])('B1-04 %s is %s', (code, kind) => {
    expect(factsOf(interchangeOf('301', [`B1*HWSR*LGBB000501*20180718*${code}`])).purpose?.kind).toBe(kind);
  });
});

describe('a set without an extractor', () => {
  it('is counted and carried; it has no facts', () => {
    const file = readAtOnce(interchangeOf('325', ['V1*9074729*HARBOUR LARK*LR*027W']));
    expect(file).toMatchObject({ verdict: 'accepted', interchanges: [{ groups: [{ sets: [{ st01: '325', segments: 3, facts: null, acknowledgement: null }] }] }] });
  });
});
