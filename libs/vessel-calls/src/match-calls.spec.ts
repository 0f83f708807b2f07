import { describe, expect, it } from '@jest/globals';
import { candidateKeys, matchCalls, normaliseName, normaliseVoyage, type CallCandidate } from '#vessel-calls';
import type { DocumentFacts, Place } from '#x12';

const place = (change: Partial<Place>): Place => ({ role: 'D', qualifier: 'UN', code: null, name: null, firms: null, terminal: null, etaLocal: null, etdLocal: null, ...change });
const calm: DocumentFacts = {
  set: '309', vessel: { code: '9321483', qualifier: 'L', imo: '9321483', callSign: null, name: 'EXAMPLE STAR' }, voyage: '048E', scac: 'EXSL',
  places: [place({ code: 'USLGB' })], bills: [], bookings: [], reference: null, containers: [], hazmat: false, purpose: null, status: null,
};
const longBeach: CallCandidate = {
  id: 1, carrier: 'EXSL', stands: true, imo: '9321483', callSign: 'VRAB2', vesselName: 'EXAMPLE STAR', unlocode: 'USLGB', terminal: 'EAST', firms: 'Z123', endpoint: 'USLGB-EAST',
  voyages: ['48E', '48W'], vesselNames: ['EXAMPLE STAR'],
};
const oakland: CallCandidate = { ...longBeach, id: 2, unlocode: 'USOAK', terminal: 'WEST', firms: 'Z456', endpoint: 'USOAK-WEST' };
const east = { code: 'USLGB-EAST', unlocode: 'USLGB', terminal: 'EAST', firms: 'Z123' };
const carrier = { code: 'EXSL-HOME', unlocode: null, terminal: null, firms: null };
const codes = new Map([['D:2709', 'USLGB'], ['D:4601', 'USNYC'], ['UN:USNYC', 'USNYC'], ['UN:USEWR', 'USNYC']]);
const named = { ...calm, vessel: { code: null, qualifier: null, imo: null, callSign: null, name: 'M/V Example-Star' } };

describe('the vessel call of a document', () => {
  it('is that of the terminal it goes to, by IMO number and voyage, and says so', () => {
    expect(matchCalls(calm, east, [longBeach, oakland])).toEqual([
      { callId: 1, rule: 'imo+voyage+place', because: 'IMO 9321483, voyage 48E, at USLGB-EAST, whose document this is' },
    ]);
  });

  it('is found by call sign where there is no IMO number', () => {
    const facts = { ...calm, vessel: { ...named.vessel, code: 'VRAB2', qualifier: 'C' } };
    expect(matchCalls(facts, east, [longBeach])).toMatchObject([{ callId: 1, rule: 'call-sign+voyage+place' }]);
  });

  it('is found by name, however it is written, where there is neither', () => {
    expect(matchCalls(named, east, [longBeach])).toMatchObject([{ callId: 1, rule: 'name+voyage+place', because: 'vessel EXAMPLE STAR, voyage 48E, at USLGB-EAST, whose document this is' }]);
  });

  it('is found under the name a partner in the vessel uses', () => {
    expect(matchCalls({ ...named, vessel: { ...named.vessel, name: 'OTHER NAME' } }, east, [{ ...longBeach, vesselNames: ['OTHER NAME'] }])).toMatchObject([{ callId: 1 }]);
  });

  it('is not that of another ship of the same name', () => {
    expect(matchCalls(calm, east, [{ ...longBeach, imo: '9074729' }])).toEqual([]);
  });

  it('is not another voyage of the same ship, and 9999R is no voyage at all', () => {
    expect(matchCalls({ ...calm, voyage: '049E' }, east, [longBeach])).toEqual([]);
    expect(matchCalls({ ...calm, voyage: '9999R' }, east, [{ ...longBeach, voyages: ['9999R'] }])).toEqual([]);
    expect(matchCalls({ ...calm, voyage: null }, east, [longBeach])).toEqual([]);
  });

  it('is one for each port where the addressee is no place: by UN/LOCODE, Schedule D or FIRMS', () => {
    const facts = { ...calm, places: [place({ role: 'P4', qualifier: 'D', code: '2709' }), place({ code: 'USOAK' })] };
    expect(matchCalls(facts, carrier, [longBeach, oakland], codes).map(({ callId, because }) => [callId, because])).toEqual([
      [1, 'IMO 9321483, voyage 48E, at USLGB (P4 D 2709)'], [2, 'IMO 9321483, voyage 48E, at USOAK (D UN USOAK)'],
    ]);
    expect(matchCalls({ ...calm, places: [place({ qualifier: 'FR', code: 'Z456' })] }, null, [longBeach, oakland])).toMatchObject([{ callId: 2 }]);
  });

  it('is the terminal whose FIRMS code is named, not its neighbour in the same port', () => {
    const west = { ...longBeach, id: 3, firms: 'Z999', endpoint: 'USLGB-WEST' };
    expect(matchCalls({ ...calm, places: [place({ role: 'P4', qualifier: 'D', code: '2709', firms: 'Z999' })] }, carrier, [longBeach, west], codes)).toMatchObject([{ callId: 3 }]);
  });

  it('is found though the harbour has two UN/LOCODEs', () => {
    const newark = { ...longBeach, unlocode: 'USNYC', firms: null };
    expect(matchCalls({ ...calm, places: [place({ code: 'USEWR' })] }, carrier, [newark], codes)).toHaveLength(1);
  });

  it('is where the document says for a carrier\'s system, wherever its office stands', () => {
    expect(matchCalls(calm, { ...carrier, unlocode: 'CNSHA', kind: 'carrier' }, [longBeach])).toMatchObject([{ callId: 1 }]);
  });

  it('is nothing at a port the document does not name', () => {
    expect(matchCalls(calm, carrier, [oakland])).toEqual([]);
    expect(matchCalls(calm, east, [oakland])).toEqual([]);
  });
});

describe('what calls are looked up by', () => {
  it('is every spelling the document gives', () => {
    expect(candidateKeys(calm)).toEqual({ imos: ['9321483'], callSigns: [], names: ['EXAMPLE STAR'], voyages: ['48E'] });
    expect(candidateKeys(named)).toEqual({ imos: [], callSigns: [], names: ['M/V EXAMPLE-STAR', 'EXAMPLE STAR'], voyages: ['48E'] });
  });

  it('takes seven digits without a qualifier for an IMO number, the rest for a call sign, and a Census code for neither', () => {
    const keysOf = (code: string, qualifier: string | null) => candidateKeys({ ...named, vessel: { ...named.vessel, code, qualifier, name: null } });
    expect(keysOf('9321483', null)).toMatchObject({ imos: ['9321483'], callSigns: [] });
    expect(keysOf('VRAB2', null)).toMatchObject({ imos: [], callSigns: ['VRAB2'] });
    expect(keysOf('9321483', 'B')).toMatchObject({ imos: [], callSigns: [] });
  });
});

describe('spellings', () => {
  it.each([['048E', '48E'], [' 0 48e ', '48E'], ['027W', '27W'], ['000', null], ['', null], ['9999r', null], [null, null], ['1000', '1000']])('voyage %p compares as %p', (found, compared) => {
    expect(normaliseVoyage(found)).toBe(compared);
  });
  it.each([['M/V Example-Star', 'EXAMPLE STAR'], ['MV. EXAMPLE  STAR', 'EXAMPLE STAR'], ['MSC EXAMPLE', 'MSC EXAMPLE'], ['São Example', 'SAO EXAMPLE'], ['MS', 'MS'], [' - ', null]])('name %p compares as %p', (found, compared) => {
    expect(normaliseName(found)).toBe(compared);
  });
});
