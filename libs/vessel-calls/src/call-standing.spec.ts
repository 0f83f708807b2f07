import { describe, expect, it } from '@jest/globals';
import { heirOf, isAt, standingOf, type CallLink } from './call-standing.js';

describe('how a call stands', () => {
  it.each<[string, string, string[]]>([
    ['stands', 'expected', []], ['stands', 'working', ['ROTC']], ['stands', 'expected', ['ADHO', 'PHIN', 'PHOT']],
    ['omitted', 'expected', ['OMIT']], ['omitted', 'omitted', []], ['omitted', 'expected', ['ROTC', 'OMIT']], ['blanked', 'expected', ['BLNK']], ['slid', 'expected', ['SLID']], ['cut', 'departed', ['CUTR']],
  ])('is %s in phase %s with %j', (standing, phase, statuses) => {
    expect(standingOf({ phase, statuses })).toBe(standing);
  });
});

describe('who has a call\'s documents', () => {
  const known = (...pairs: [number, number | null][]) => new Map<number, CallLink>(pairs.map(([id, replacedBy]) => [id, { id, phase: 'expected', statuses: [], replacedBy }]));
  const heir = (calls: ReadonlyMap<number, CallLink>) => heirOf(calls.get(1)!, calls).id;

  it('is itself, or the last of those that replaced one another', () => {
    expect(heir(known([1, null]))).toBe(1);
    expect(heir(known([1, 2], [2, 3], [3, null]))).toBe(3);
  });

  it('is the last before a circle, or before a call nobody knows', () => {
    expect(heir(known([1, 2], [2, 1]))).toBe(2);
    expect(heir(known([1, 1]))).toBe(1);
    expect(heir(known([1, 2], [2, 9]))).toBe(2);
  });
});

describe('a call is at a terminal', () => {
  const quay = { carrier: 'HWSR', code: 'USLGB-EAST', unlocode: 'USLGB', terminal: 'EAST', firms: null };
  const ports = new Map([['UN:USLGX', 'USLGB']]);

  it.each([
    ['that it names', { carrier: 'HWSR', endpoint: 'USLGB-EAST', unlocode: 'USOAK', terminal: null, firms: null }, true],
    ['and at no other of that port', { carrier: 'HWSR', endpoint: 'USLGB-WEST', unlocode: 'USLGB', terminal: null, firms: null }, false],
    ['whose port it names, where it names no endpoint', { carrier: 'HWSR', endpoint: null, unlocode: 'USLGB', terminal: null, firms: null }, true],
    ['whose port it names by another code', { carrier: 'HWSR', endpoint: null, unlocode: 'USLGX', terminal: 'EAST', firms: null }, true],
    ['where another line that shares the ship has an endpoint of its own', { carrier: 'OTHR', endpoint: 'OTHR-EAST', unlocode: 'USLGX', terminal: 'EAST', firms: null }, true],
    ['but not where that line has it at another terminal', { carrier: 'OTHR', endpoint: 'OTHR-WEST', unlocode: 'USLGB', terminal: 'WEST', firms: null }, false],
    ['but not where it names another terminal of it', { carrier: 'HWSR', endpoint: null, unlocode: 'USLGB', terminal: 'WEST', firms: null }, false],
  ])('%s', (_, call, here) => {
    expect(isAt(call, quay, ports)).toBe(here);
  });
});
