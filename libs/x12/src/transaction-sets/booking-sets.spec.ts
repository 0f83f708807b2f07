import { describe, expect, it } from '@jest/globals';
import { factsOf, fixture, interchangeOf, setsOf } from '../testing.js';

describe('300', () => {
  it('asks for space on a sailing: the booking, the ship, and the day it is to leave', () => {
    expect(factsOf(fixture('300/request.edi'))).toMatchObject({
      set: '300', scac: 'HWSR', bookings: ['LGBB000507'], bills: [], containers: [], hazmat: false,
      vessel: { imo: '9074729', name: 'HARBOUR LARK' }, voyage: '027W', purpose: { kind: 'original', element: 'B1-04', value: 'N' },
      places: [
        { role: 'R', code: 'USFAT', etdLocal: null }, { role: 'L', qualifier: 'UN', code: 'USLGB', terminal: 'EAST TERMINAL', etdLocal: '2018-07-28', etaLocal: null },
        { role: 'D', code: 'CNSHA', etaLocal: '2018-08-15T06:00', etdLocal: null },
      ],
    });
  });

  it('is changed by U; a DTM of the port goes before Y1, and hazmat is told by H1 or by LH1', () => {
    const facts = factsOf(fixture('300/changed-hazmat.edi'));
    expect(facts).toMatchObject({
      purpose: { kind: 'update', value: 'U' }, bookings: ['SAVB000508'], hazmat: true, vessel: { imo: '9319466' }, voyage: '052S',
      containers: [{ number: 'HWSU4000171', checkDigit: 'right', weightKg: 18900, sizeType: '22G1', hazmat: [{ un: '1866', class: '3', text: 'RESIN SOLUTION FLASH POINT 31 C CLOSED CUP' }] }],
    });
    expect(facts.places.map(({ role, code, etdLocal, etaLocal }) => [role, code, etdLocal, etaLocal])).toEqual([
      ['L', 'USSAV', '2018-08-06T04:00', null], ['T', 'ESALG', null, null], ['D', 'NLRTM', null, '2018-08-20T12:00'],
    ]);
  });
});

describe('303', () => {
  it('cancels a booking, and says so whatever B1-04 says', () => {
    expect(factsOf(fixture('303/cancelled.edi'))).toMatchObject({
      scac: 'HWSR', bookings: ['LGBB000501'], vessel: { code: null, name: null }, voyage: null, purpose: { kind: 'cancel', element: 'B1-04', value: 'D' },
    });
    expect(setsOf(fixture('303/cancelled-unmarked.edi'))).toMatchObject([
      { bookings: ['SAVB000502', 'PC700112'], purpose: { kind: 'cancel', element: 'ST01', value: '303' } },
      { bookings: ['SAVB000509'], purpose: { kind: 'cancel', element: 'B1-04', value: 'R' } },
    ]);
  });
});

describe('304', () => {
  it('names booking, bill and its own number, and hangs its containers on the bill', () => {
    const facts = factsOf(fixture('304/instructions.edi'));
    expect(facts).toMatchObject({
      scac: 'HWSR', bookings: ['LGBB000501'], bills: ['HWSRLGB0000501'], reference: 'SILGB000501', vessel: { imo: '9074729' }, voyage: '027W',
      purpose: { kind: 'original', element: 'B2A-01', value: '00' }, hazmat: false,
    });
    expect(facts.places.map(({ role, code, etaLocal, etdLocal }) => [role, code, etaLocal, etdLocal])).toEqual([
      ['L', 'USLGB', null, '2018-07-28T20:00'], ['D', 'CNSHA', '2018-08-15T06:00', null], ['E', 'CNSUZ', null, null],
    ]);
    expect(facts.containers.map(({ number, bill, weightKg, seals }) => [number, bill, weightKg, seals])).toEqual([
      ['HWSU4000058', 'HWSRLGB0000501', 21350, ['HWS000501']], ['HWSU4000119', 'HWSRLGB0000501', 21400, ['HWS000502', 'HWS000503']],
    ]);
  });

  it('may split its booking over bills, one below each container; V3 dates what no DTM dates', () => {
    const facts = factsOf(fixture('304/amended-two-bills-hazmat.edi'));
    expect(facts).toMatchObject({ purpose: { kind: 'amendment', value: '04' }, bills: ['HWSRSAV0000521', 'HWSRSAV0000522'], hazmat: true });
    expect(facts.containers.map(({ number, bill, hazmat }) => [number, bill, hazmat])).toEqual([
      ['HWSU4000124', 'HWSRSAV0000521', [{ un: '1866', class: '3', text: 'RESIN SOLUTION' }]], ['HWSU4000187', 'HWSRSAV0000522', []],
    ]);
    expect(facts.places).toMatchObject([{ role: 'L', etdLocal: '2018-08-05' }, { role: 'D', etaLocal: '2018-08-19T23:00' }]);
  });

  it.each([['00', 'original'], ['01', 'cancel'], ['04', 'amendment'], ['05', 'replace'], ['22', undefined]])('B2A-01 %s is %s', (code, kind) => {
    expect(factsOf(interchangeOf('304', ['B2**HWSR**SI1**PP', `B2A*${code}`])).purpose?.kind).toBe(kind);
  });
});
