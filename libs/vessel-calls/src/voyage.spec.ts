import { describe, expect, it } from '@jest/globals';
import { dueCallOf, voyageTo, type Leg } from '#vessel-calls';
import { ladingOf } from './voyage.js';

const moment = (day: string) => ({ at: new Date(`${day}T00:00:00Z`), actual: false });
const leg = (unlocode: string, arrives: string, sails: string): Leg => ({ unlocode, arrival: moment(arrives), departure: moment(sails) });
const shanghai = leg('CNSHA', '2018-07-08', '2018-07-10');
const pusan = leg('KRPUS', '2018-07-12', '2018-07-13');
const longBeach = leg('USLGB', '2018-07-26', '2018-07-28');
const oakland = leg('USOAK', '2018-07-30', '2018-08-01');
const vancouver = leg('CAVAN', '2018-08-03', '2018-08-05');
const seattle = leg('USSEA', '2018-08-06', '2018-08-07');
const all = [seattle, shanghai, oakland, vancouver, longBeach, pusan];
const to = (call: Leg, others = all) => voyageTo(call, others.filter((one) => one !== call));

describe('the voyage that brings a vessel to a call', () => {
  it.each([
    ['Long Beach, the first port', longBeach, 'KRPUS', '2018-07-13', '2018-07-26'],
    ['Oakland, the second', oakland, 'KRPUS', '2018-07-13', '2018-07-26'],
    ['Seattle, after a call in Canada', seattle, 'CAVAN', '2018-08-05', '2018-08-06'],
    ['Vancouver, from the United States', vancouver, 'USOAK', '2018-08-01', '2018-08-03'],
  ])('to %s: last port abroad, its departure, first arrival in the country', (_, call, port, sailed, arrives) => {
    const { abroad, lastDeparture, firstArrival } = to(call);
    expect([abroad[0]?.unlocode, lastDeparture, firstArrival]).toEqual([port, moment(sailed), moment(arrives)]);
  });

  it('is not known where no call abroad is, where the call has no time, and of what was two months ago', () => {
    const none = { abroad: [], lastDeparture: null, firstArrival: null };
    expect(to(longBeach, [oakland])).toEqual(none);
    expect(voyageTo({ unlocode: 'USLGB', arrival: null, departure: null }, all)).toEqual(none);
    expect(to(longBeach, [leg('CNSHA', '2018-04-08', '2018-04-10')])).toEqual(none);
  });

  it('loads a document\'s cargo where that says, by either code of the port, and nowhere where it does not say', () => {
    const place = (role: string, qualifier: string, code: string) => ({ role, qualifier, code, name: null, firms: null, terminal: null, etaLocal: null, etdLocal: null });
    const lading = (...places: ReturnType<typeof place>[]) => ladingOf(to(oakland), places, new Map([['K:57035', 'CNSHA'], ['UN:CNSHA', 'CNSHA']]));
    expect(lading(place('D', 'UN', 'USOAK'), place('L', 'UN', 'CNSHA'))).toEqual(moment('2018-07-08'));
    expect(lading(place('L', 'K', '57035'))).toEqual(moment('2018-07-08'));
    expect(lading(place('L', 'UN', 'JPYOK'))).toBeNull();
    expect(lading(place('D', 'UN', 'CNSHA'))).toBeNull();
    // Loaded at home it is no lading abroad.
    expect(lading(place('L', 'UN', 'USLGB'))).toBeNull();
  });
});

describe('of several calls a document is due for', () => {
  const call = (id: number, unlocode: string, endpoint: string | null, rule = 'imo+voyage+place', eta: string | null = null) => ({ id, unlocode, endpoint, rule, etaAt: eta === null ? null : new Date(eta) });
  const customs = { code: 'USLGB-CBP', unlocode: 'USLGB' };

  it('the one somebody named, else the one at its receiver, in its port, in its country, else the first to arrive, else the first that was known', () => {
    const calls = [call(5, 'USOAK', null), call(4, 'USLGB', null), call(3, 'USLGB', 'USLGB-CBP'), call(2, 'CNSHA', null, 'person'), call(1, 'KRPUS', null)];
    const order = [2, 3, 4, 5, 1];
    for (const [turn, id] of order.entries()) expect(dueCallOf(calls.filter((one) => !order.slice(0, turn).includes(one.id)), customs)?.id).toBe(id);
    expect(dueCallOf(calls.slice(2).filter(({ rule }) => rule !== 'person'), null)?.id).toBe(1);
    expect(dueCallOf([call(1, 'USLGB', null, 'imo+voyage+place', '2018-07-28T12:00:00Z'), call(2, 'USOAK', null, 'imo+voyage+place', '2018-07-26T12:00:00Z'), call(3, 'USSEA', null)], null)?.id).toBe(2);
    expect(dueCallOf([], customs)).toBeNull();
  });
});
