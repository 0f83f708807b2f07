import { describe, expect, it } from '@jest/globals';
import { factsOf, fixture, interchangeOf, setsOf } from '../testing.js';

describe('404', () => {
  it('is found by the ocean bill, the booking and the containers it names; its ship has a name and no code', () => {
    const facts = factsOf(fixture('404/inland-two-boxes.edi'));
    expect(facts).toMatchObject({
      set: '404', bills: ['HWSRLGB0000101'], bookings: ['LGBB000101'], reference: 'RBLGB000101', voyage: '027W', places: [],
      vessel: { code: null, imo: null, name: 'HARBOUR LARK' }, hazmat: false, purpose: null,
    });
    expect(facts.containers.map(({ number, seals }) => [number, seals])).toEqual([['CSQU3054383', ['HWS000101']], ['CBHU3202732', ['HWS000102']]]);
  });

  it('tells dangerous goods of the whole, not of its last car', () => {
    expect(factsOf(fixture('404/hazmat-no-ship.edi'))).toMatchObject({ bills: ['HWSRLGB0000102'], hazmat: true, containers: [{ number: 'MWCU6059784', hazmat: [] }], vessel: { name: null } });
  });

  it('is withdrawn by BX-01', () => {
    expect(factsOf(interchangeOf('404', ['BX*01*R*PP*RB1', 'N9*BM*HWSRLGB0000101'])).purpose).toEqual({ kind: 'cancel', element: 'BX-01', value: '01' });
  });
});

describe('417', () => {
  it('is found as a 404 is; its number is the waybill\'s', () => {
    expect(factsOf(fixture('417/waybill.edi'))).toMatchObject({ set: '417', bills: ['HWSRLGB0000101'], bookings: ['LGBB000101'], reference: '417001', vessel: { name: 'HARBOUR LARK' }, voyage: '027W', containers: [{ number: 'CSQU3054383' }] });
  });
});

describe('418', () => {
  it('names every car and box of a train, and what it was told of them', () => {
    expect(factsOf(fixture('418/consist.edi'))).toMatchObject({ set: '418', bills: ['HWSRLGB0000101'], bookings: ['LGBB000101'], reference: 'RW139', containers: [{ number: 'CSQU3054383', loadEmpty: 'L' }, { number: 'CBHU3202732', loadEmpty: 'L' }] });
    expect(factsOf(fixture('418/consist-empties-hazmat.edi'))).toMatchObject({ hazmat: true, containers: [{ number: 'MWCU6059784', hazmat: [{ un: '1263', class: '3' }] }, { number: 'CSQU3054383', loadEmpty: 'E', hazmat: [] }] });
  });
});

describe('990', () => {
  it('answers by the number it was asked under, which may be the booking; the trucker is not the line', () => {
    expect(factsOf(fixture('990/taken.edi'))).toMatchObject({ set: '990', scac: null, bookings: ['LGBB000101'], bills: ['HWSRLGB0000101'], reference: 'LGBB000101', containers: [{ number: 'CSQU3054383' }], status: { code: 'A', element: 'B1-04' } });
    expect(setsOf(fixture('990/refused-and-taken.edi')).map(({ bookings, containers, status }) => [bookings, containers.map(({ number }) => number), status?.code])).toEqual([
      [['TND75027674', 'SAVB000502'], [], 'D'], [['TND75027675', 'LGBB000102'], ['MWCU6059784'], 'A'],
    ]);
  });
});

describe('a second ship', () => {
  const booking = ['B1*HWSR*LGBB1**A', 'Y3*LGBB1', 'R4*L*UN*USLGB', 'R4*D*UN*CNSHA', 'LX*1'];
  it('is kept beside the first, with its own voyage', () => {
    const facts = factsOf(interchangeOf('301', [...booking, 'V1*9319466*TIDAL WREN*LR*118E*HWSR***L', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L']));
    expect(facts).toMatchObject({ vessel: { imo: '9319466' }, voyage: '118E', alsoVessels: [{ vessel: { imo: '9074729', name: 'HARBOUR LARK' }, voyage: '027W' }] });
  });

  it('is nothing at all where there is one, also of the set read after', () => {
    const file = interchangeOf('301', [...booking, 'V1*9319466*TIDAL WREN*LR*118E*HWSR***L']);
    expect(Object.keys(factsOf(file))).not.toContain('alsoVessels');
  });
});
