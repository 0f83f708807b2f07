import { describe, expect, it } from '@jest/globals';
import { factsOf, fixture, interchangeOf } from '../testing.js';

describe('350', () => {
  it('releases a bill: its containers once, though X4 and N7 both tell them, and where the goods lie', () => {
    const facts = factsOf(fixture('350/released.edi'));
    expect(facts).toMatchObject({
      scac: 'HWSR', vessel: { imo: '9074729', name: 'HARBOUR LARK' }, voyage: '027W', status: { code: '1C', element: 'X4-07' }, purpose: null,
      bills: ['HWSRLGB0000101'], bookings: ['LGBB000101'],
    });
    expect(facts.places.map(({ role, qualifier, code, firms, etaLocal }) => [role, qualifier, code, firms, etaLocal])).toEqual([
      ['P4', 'D', '2709', 'ZH01', '2018-07-26'], ['X4', 'FR', 'ZH01', 'ZH01', null],
    ]);
    expect(facts.containers.map(({ number, bill, weightKg }) => [number, bill, weightKg])).toEqual([
      ['CSQU3054383', 'HWSRLGB0000101', 14404], ['CBHU3202732', 'HWSRLGB0000101', 11400],
    ]);
  });

  it('may hold one bill and release another; a consolidator\'s bill stands beside the carrier\'s', () => {
    const facts = factsOf(fixture('350/held-two-bills.edi'));
    expect(facts).toMatchObject({ status: { code: 'ACA', element: 'V9-01' }, bills: ['HWSRLGB0000102', 'FWDH0007781', 'HWSRLGB0000801'], bookings: ['LGBB000801'] });
    expect(facts.containers.map(({ number, bill }) => [number, bill])).toEqual([['MWCU6059784', 'HWSRLGB0000102'], ['HWSU4000084', 'HWSRLGB0000801']]);
    expect(facts.places.map(({ role, code }) => `${role} ${code ?? ''}`)).toEqual(['P4 2709', 'X4 ZH07', 'X4 ZH01']);
  });

  it('of an export names ship and carrier in BA1, whose elements moved in 5010', () => {
    const expected = { vessel: { code: null, imo: null, name: 'HARBOUR LARK' }, scac: 'HWSR', reference: 'XTN000501' };
    expect(factsOf(fixture('350/export.edi'))).toMatchObject({ ...expected, voyage: null, bills: ['HWSRLGB0000501'], places: [] });
    expect(factsOf(interchangeOf('350', ['BA1*N*1*O*CN*XTN000501*90802*US*CA**HWSR**HARBOUR LARK']))).toMatchObject(expected);
  });
});

describe('353', () => {
  it('tells the arrival of goods in bond: a bill, a container; an in-bond number is neither', () => {
    expect(factsOf(fixture('353/in-bond-arrived.edi'))).toMatchObject({
      vessel: { imo: '9074729' }, voyage: '027W', status: { code: '1', element: 'M15-01' }, bills: ['HWSRLGB0000102'],
      containers: [{ number: 'CSQU3054383', checkDigit: 'right', seals: ['HWS000101'] }],
      places: [{ role: 'P4', code: '2709', etaLocal: '2018-07-26' }, { role: 'M15', qualifier: 'D', code: '4101', etaLocal: null }],
    });
  });

  it('tells an export, at a port or in a city', () => {
    expect(factsOf(fixture('353/exported.edi'))).toMatchObject({
      status: { code: '6' }, bills: ['HWSRSAV0000521', 'HWSRSAV0000522'], containers: [],
      places: [{ role: 'P4', code: '1703' }, { role: 'M15', code: '1703' }, { role: 'M15', qualifier: null, code: null, name: 'SAVANNAH' }],
    });
  });
});

describe('355', () => {
  it('is about the vessel of the manifest it answers, and no version of it', () => {
    expect(factsOf(fixture('355/accepted.edi'))).toMatchObject({
      vessel: { imo: '9074729' }, voyage: '027W', purpose: null, bills: [], places: [{ role: 'P4', code: '2709', firms: 'ZH01' }],
    });
  });

  it('repeats what is wrong: bills by their issuer, containers, hazmat, ports', () => {
    const facts = factsOf(fixture('355/rejected-bills-hazmat.edi'));
    expect(facts).toMatchObject({
      voyage: '118E', purpose: null, bills: ['HWSRLAX0000201', 'HWSRLAX0000202', 'HWSROAK0000203'], bookings: ['LAXB000202'], hazmat: true,
      containers: [{ number: 'HWSU4000021', bill: 'HWSRLAX0000202', seals: ['HWS000202'], loadEmpty: 'L', hazmat: [{ un: '1760', class: '8', text: 'CLEANING AGENT' }] }],
    });
    expect(facts.places.map(({ role, qualifier, code }) => [role, qualifier, code])).toEqual([['P4', 'D', '2704'], ['L', 'K', '57035'], ['P4', 'D', '2811']]);
  });
});
