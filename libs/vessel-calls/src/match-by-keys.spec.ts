import { describe, expect, it } from '@jest/globals';
import { HOUR } from '#common';
import { keyKindsOf, matchByKeys, type KeyedCandidate, type KeyEvidence } from '#vessel-calls';
import type { DocumentFacts } from '#x12';

const now = new Date('2018-07-24T18:00:00Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR);
const noShip = { code: null, qualifier: null, imo: null, callSign: null, name: null };
/** A delivery order: it names a bill, and no ship. */
const order: DocumentFacts = { set: '317', vessel: noShip, voyage: null, scac: 'EXSL', places: [], bills: ['EXSL0001'], bookings: [], reference: 'DO1', containers: [], hazmat: false, purpose: null, status: null };
const inbound: KeyedCandidate = {
  id: 1, carrier: 'EXSL', stands: true, phase: 'expected', eta: inHours(48), etd: inHours(72), imo: '9321483', callSign: 'VRAB2', vesselName: 'EXAMPLE STAR',
  unlocode: 'USLGB', terminal: 'EAST', firms: 'Z123', endpoint: 'USLGB-EAST', voyages: ['48E'], vesselNames: ['EXAMPLE STAR'],
};
const next: KeyedCandidate = { ...inbound, id: 2, voyages: ['50E'], eta: inHours(300), etd: inHours(320) };
const abroad: KeyedCandidate = { ...inbound, id: 3, unlocode: 'CNSHA', terminal: 'YANG', firms: null, endpoint: null };
const east = { code: 'USLGB-EAST', unlocode: 'USLGB', terminal: 'EAST', firms: 'Z123', kind: 'terminal' as const };
const home = { code: 'EXSL-HOME', unlocode: null, terminal: null, firms: null, kind: 'carrier' as const };
const says = (callId: number, more: Partial<KeyEvidence> = {}): KeyEvidence => ({ kind: 'bill', value: 'EXSL0001', callId, ref: `HW-00000${callId}`, set: '309', receivedAt: now, ...more });
const match = (facts: DocumentFacts, endpoint: typeof east | typeof home, evidence: KeyEvidence[], calls: KeyedCandidate[], at = now) => matchByKeys({ facts, endpoint, receivedAt: at }, evidence, calls);
const box = (callId: number) => says(callId, { kind: 'container', value: 'CSQU305438' });

describe('a document without a vessel', () => {
  it('belongs to the call of the document that shares its bill, and says which that is', () => {
    expect(match(order, east, [says(1)], [inbound])).toEqual([{ callId: 1, rule: 'bill', because: 'bill EXSL0001 as in HW-000001 (309), at USLGB-EAST, whose document this is' }]);
  });

  it('of a terminal belongs to a call there and to no other of the same bill', () => {
    expect(match(order, east, [says(1), says(3)], [inbound, abroad])).toMatchObject([{ callId: 1 }]);
    expect(match(order, east, [says(3)], [abroad])).toEqual([]);
  });

  it('of a carrier\'s system belongs to every call of the bill, at several terminals, and says so', () => {
    expect(match(order, home, [says(1), says(3)], [inbound, abroad])).toMatchObject([
      { callId: 1, because: 'bill EXSL0001 as in HW-000001 (309), one of its 2 calls, and it belongs to all' }, { callId: 3 },
    ]);
    const place = { role: 'D', qualifier: 'UN', code: 'USLGB', name: null, firms: null, terminal: null, etaLocal: null, etdLocal: null };
    expect(match({ ...order, places: [place] }, home, [says(1), says(3)], [inbound, abroad])).toMatchObject([
      { callId: 1, because: expect.stringMatching(/of 2 calls this one, because it is at a port the document names$/) },
    ]);
  });

  it('follows a cargo that was rolled to the next ship, by the newest document with it', () => {
    expect(match(order, east, [says(1), says(2, { receivedAt: inHours(1) })], [inbound, next])).toEqual([
      { callId: 2, rule: 'bill', because: 'bill EXSL0001 as in HW-000002 (309), at USLGB-EAST, whose document this is; of 2 calls this one, because the newest document with it says so' },
    ]);
  });

  it('goes to the call that stands, not to the one that was omitted, whichever was named last', () => {
    expect(match(order, east, [says(1, { receivedAt: inHours(1) }), says(2)], [{ ...inbound, stands: false }, next])).toMatchObject([{ callId: 2, because: expect.stringContaining('because the other was omitted or replaced') }]);
    expect(match(order, east, [says(1)], [{ ...inbound, stands: false }])).toMatchObject([{ callId: 1 }]);
  });

  it('found by a box belongs to the latest open call at that terminal', () => {
    expect(match(order, east, [box(1), box(2)], [inbound, next])).toMatchObject([{ callId: 2, rule: 'container', because: expect.stringMatching(/of 2 calls this one, because it arrives last of those that are open$/) }]);
    expect(match(order, east, [box(1), box(2)], [inbound, { ...next, phase: 'departed' }])).toMatchObject([{ callId: 1, because: expect.stringContaining('the other has sailed') }]);
  });

  it('is not brought to a call by a box that was on it a season ago, nor anywhere without a place', () => {
    expect(match(order, east, [box(1)], [{ ...inbound, phase: 'departed' }], inHours(24 * 90))).toEqual([]);
    expect(match(order, east, [box(1)], [{ ...inbound, phase: 'departed' }], inHours(24 * 20))).toMatchObject([{ callId: 1 }]);
    expect(match(order, home, [box(1)], [inbound])).toEqual([]);
  });

  it('belongs to no ship and no voyage other than what it names of them', () => {
    expect(match({ ...order, voyage: '050E' }, east, [says(1)], [inbound])).toEqual([]);
    expect(match({ ...order, voyage: '048E' }, east, [says(1)], [inbound])).toHaveLength(1);
    expect(match({ ...order, vessel: { ...noShip, name: 'M/V Example Star' } }, east, [says(1)], [inbound])).toHaveLength(1);
    expect(match({ ...order, vessel: { ...noShip, name: 'QUAY HERON' } }, east, [says(1)], [inbound])).toEqual([]);
  });
});

describe('which keys are asked', () => {
  it('are all where no ship is named; a ship\'s own document at a terminal asks none, elsewhere no box', () => {
    const named = { ...order, vessel: { ...noShip, imo: '9321483' }, voyage: '048E' };
    expect([keyKindsOf(order, east), keyKindsOf({ ...named, voyage: null }, east), keyKindsOf(named, east), keyKindsOf(named, home)]).toEqual([
      ['bill', 'booking', 'container'], ['bill', 'booking', 'container'], [], ['bill', 'booking'],
    ]);
  });
});
