import { describe, expect, it } from '@jest/globals';
import { instantOf, localOf } from '#vessel-calls';

const USLAX = 'America/Los_Angeles';
const BRSSZ = 'America/Sao_Paulo';
const CAVAN = 'America/Vancouver';

/** Nights on which a clock was moved. Brazil moved its own at midnight, and has not since 2019. */
describe('a port\'s local time', () => {
  it.each<[what: string, local: string, zone: string, at: string]>([
    ['on a summer\'s day', '2018-07-28T06:00', USLAX, '2018-07-28T13:00:00.000Z'],
    ['without an hour is its first minute', '2018-07-28', USLAX, '2018-07-28T07:00:00.000Z'],
    ['with seconds', '2018-12-01T06:00:30', USLAX, '2018-12-01T14:00:30.000Z'],
    // 11 March 2018, 02:00 becomes 03:00 · 4 November 2018, 02:00 becomes 01:00
    ['just before an hour that is skipped', '2018-03-11T01:59', USLAX, '2018-03-11T09:59:00.000Z'],
    ['that is skipped is as long after the change', '2018-03-11T02:30', USLAX, '2018-03-11T10:30:00.000Z'],
    ['just after an hour that is skipped', '2018-03-11T03:00', USLAX, '2018-03-11T10:00:00.000Z'],
    ['that comes twice is its first coming', '2018-11-04T01:30', USLAX, '2018-11-04T08:30:00.000Z'],
    ['just after an hour that comes twice', '2018-11-04T02:00', USLAX, '2018-11-04T10:00:00.000Z'],
    ['that is skipped at Vancouver', '2018-03-11T02:30', CAVAN, '2018-03-11T10:30:00.000Z'],
    ['that comes twice at Vancouver', '2018-11-04T01:59', CAVAN, '2018-11-04T08:59:00.000Z'],
    // 4 November 2018, 00:00 becomes 01:00 · 18 February 2018 and 17 February 2019, 00:00 becomes 23:00
    ['at a midnight that is skipped', '2018-11-04T00:30', BRSSZ, '2018-11-04T03:30:00.000Z'],
    ['without an hour, of a day that has no midnight', '2018-11-04', BRSSZ, '2018-11-04T03:00:00.000Z'],
    ['in the last hour of a day that has it twice', '2018-02-17T23:30', BRSSZ, '2018-02-18T01:30:00.000Z'],
    ['after the last summer time of Brazil', '2019-02-17T00:00', BRSSZ, '2019-02-17T03:00:00.000Z'],
    ['in a November since', '2019-11-03T00:30', BRSSZ, '2019-11-03T03:30:00.000Z'],
    ['on a day that Samoa left out', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ])('%s: %s in %s is %s', (_, local, zone, at) => {
    expect(instantOf(local, zone)?.toISOString()).toBe(at);
  });

  it.each(['2018-02-30', '2018-07-28T25:00', '28.07.2018', '', '2018-07-28T06:00Z'])('%p is none', (local) => {
    expect(instantOf(local, USLAX)).toBeNull();
  });

  it('is what the wall shows: of both comings of an hour', () => {
    expect(['2018-11-04T08:30:00Z', '2018-11-04T09:30:00Z'].map((at) => localOf(new Date(at), USLAX))).toEqual(['2018-11-04T01:30:00', '2018-11-04T01:30:00']);
    expect(localOf(new Date('2018-11-04T03:00:00Z'), BRSSZ)).toBe('2018-11-04T01:00:00');
  });
});
