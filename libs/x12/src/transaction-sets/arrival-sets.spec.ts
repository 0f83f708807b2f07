import { describe, expect, it } from '@jest/globals';
import { factsOf, fixture, setsOf } from '../testing.js';

describe('312', () => {
  it('tells one bill, where it arrives and when, and its containers', () => {
    expect(factsOf(fixture('312/arrival-notice.edi'))).toMatchObject({
      scac: 'HWSR', bills: ['HWSRLGB0000101'], bookings: ['LGBB000101'], vessel: { imo: '9074729' }, voyage: '027W', purpose: null, hazmat: false,
      places: [{ role: 'L', code: 'CNSHA', etdLocal: '2018-07-10T22:00' }, { role: 'D', code: 'USLGB', terminal: 'EAST TERMINAL', etaLocal: '2018-07-26T06:00' }, { role: 'E', code: 'USONT' }],
      containers: [{ number: 'CSQU3054383', bill: 'HWSRLGB0000101', weightKg: 14404, seals: ['HWS000101'] }, { number: 'CBHU3202732', bill: 'HWSRLGB0000101' }],
    });
  });

  it('is an amendment by B3-08, and does not give its ship the voyage of the feeder', () => {
    expect(factsOf(fixture('312/corrected-feeder-hazmat.edi'))).toMatchObject({
      purpose: { kind: 'amendment', element: 'B3-08', value: 'CO' }, vessel: { imo: '9074729', name: 'HARBOUR LARK' }, voyage: null, hazmat: true,
      containers: [{ number: 'MWCU6059784', hazmat: [{ un: '1263', class: '3' }] }],
    });
  });
});

describe('317', () => {
  it('orders the delivery of containers under a bill; the trucker is not its carrier', () => {
    expect(factsOf(fixture('317/delivery-order.edi'))).toMatchObject({
      reference: 'DOLGB000101', scac: 'HWSR', bills: ['HWSRLGB0000101'], vessel: { code: null, name: null }, voyage: null, places: [], purpose: null, hazmat: false,
      containers: [{ number: 'CSQU3054383', checkDigit: 'right' }, { number: 'CBHU3202732', checkDigit: 'right' }],
    });
  });

  it('may name the forwarder\'s bill and the carrier\'s, and voyage and vessel in N9; its hazmat is the line\'s', () => {
    expect(factsOf(fixture('317/pick-up-house-bill-hazmat.edi'))).toMatchObject({
      reference: 'PULGB000102', scac: 'HWSR', bills: ['FWDH0007781', 'HWSRLGB0000102'], vessel: { code: null, imo: null, name: 'HARBOUR LARK' }, voyage: '027W',
      hazmat: true, containers: [{ number: 'MWCU6059784', hazmat: [] }],
    });
  });
});

describe('319', () => {
  it('tells what lies at the pier', () => {
    expect(factsOf(fixture('319/available.edi'))).toMatchObject({
      scac: 'HWSR', vessel: { imo: '9074729', qualifier: 'L', name: null }, voyage: '027W', reference: 'TOPS000311', status: { code: 'AV', element: 'CD1-26' },
      places: [{ role: 'U', code: null, name: 'LONG BEACH', terminal: 'EAST TERMINAL', etaLocal: '2018-07-26' }],
      bills: ['LGB0000101'], containers: [{ number: 'CSQU3054383', bill: 'LGB0000101', sizeType: '45G1' }, { number: 'CBHU3202732' }], hazmat: false,
    });
  });

  it('takes a call sign for the vessel, a disposition where no status is told, and a class without a UN number', () => {
    expect(setsOf(fixture('319/held-and-gone-hazmat.edi'))).toMatchObject([
      {
        vessel: { code: 'V7HL4', imo: null, callSign: 'V7HL4' }, status: { code: '1H', element: 'CD1-12' }, hazmat: true,
        containers: [{ number: 'HWSU4000042', hazmat: [] }, { number: 'HWSU4000192', hazmat: [{ un: '', class: '3', text: null }] }],
      },
      { vessel: { imo: '8814275' }, status: { code: '1C' }, places: [{ role: 'T' }] },
    ]);
  });
});

describe('323', () => {
  const ports = (name: string) => factsOf(fixture(name)).places.map(({ role, qualifier, code, etaLocal, etdLocal }) => [role, qualifier, code, etaLocal, etdLocal]);

  it('is one voyage with its ports in order, each with arrival and departure', () => {
    expect(factsOf(fixture('323/schedule.edi'))).toMatchObject({ vessel: { imo: '9074729' }, voyage: '027W', scac: 'HWSR', bills: [], containers: [] });
    expect(ports('323/schedule.edi')).toEqual([
      ['L', 'UN', 'CNSHA', null, '2018-07-10T22:00'], ['D', 'UN', 'USLGB', '2018-07-26T06:00', '2018-07-28T20:00'], ['D', 'UN', 'USOAK', '2018-07-30T04:00', '2018-07-31T18:00'],
    ]);
  });

  it('is dated by V9 alone as well, and names places by FIRMS and by the partners\' own codes', () => {
    expect(factsOf(fixture('323/delayed-by-events.edi')).vessel).toMatchObject({ code: 'V7HL4', callSign: 'V7HL4', imo: null });
    expect(ports('323/delayed-by-events.edi')).toEqual([
      ['L', 'UN', 'KRPUS', null, '2018-07-16T23:30'], ['D', 'UN', 'USSEA', '2018-07-27T05:00', '2018-07-28T17:00'],
      ['5', '93', 'OUTER', '2018-07-31T19:00', '2018-08-02T03:00'], ['5', 'FR', 'ZH07', '2018-08-03T08:00', null],
    ]);
  });
});
