import { describe, expect, it } from '@jest/globals';
import { countBusinessDays, type Calendars } from '#vessel-calls';

/** 4 July 2018 is a Wednesday; Vancouver has 2 July and, of its own, 6 August. */
const calendars: Calendars = new Map([
  ['US', { weekend: [0, 6], holidays: new Set(['2018-07-04']), years: new Set([2018]) }],
  ['CAVAN', { weekend: [0, 6], holidays: new Set(['2018-07-02', '2018-08-06']), years: new Set([2018]) }],
  ['AE', { weekend: [5, 6], holidays: new Set<string>(), years: new Set([2018]) }],
]);
const counted = (from: string, days: number, unlocode: string, zone: string, time: string | null = null) => {
  const { at, unknown } = countBusinessDays(new Date(from), days, { unlocode, zone, calendars, time });
  return [at.toISOString(), unknown];
};
const LA = 'America/Los_Angeles';

describe('business days', () => {
  it.each<[what: string, from: string, days: number, unlocode: string, zone: string, time: string | null, at: string]>([
    ['pass over a weekend', '2018-07-27T19:00:00Z', 1, 'USLGB', LA, null, '2018-07-30T19:00:00.000Z'],
    ['pass over a holiday', '2018-07-03T19:00:00Z', 2, 'USLGB', LA, null, '2018-07-06T19:00:00.000Z'],
    ['do not pass over another country\'s', '2018-07-03T19:00:00Z', 2, 'CAVAN', 'America/Vancouver', null, '2018-07-05T19:00:00.000Z'],
    ['pass over the port\'s own', '2018-08-03T19:00:00Z', 1, 'CAVAN', 'America/Vancouver', null, '2018-08-07T19:00:00.000Z'],
    ['go backwards', '2018-07-05T19:00:00Z', -2, 'USLGB', LA, null, '2018-07-02T19:00:00.000Z'],
    ['begin on the day the port has, not Greenwich', '2018-07-27T05:00:00Z', 1, 'USLGB', LA, null, '2018-07-28T05:00:00.000Z'],
    ['end with the day where the rule says so', '2018-07-27T19:00:00Z', 4, 'USLGB', LA, '24:00', '2018-08-03T07:00:00.000Z'],
    ['have the hour the rule says', '2018-07-31T01:00:00Z', -1, 'USSEA', LA, '16:00', '2018-07-27T23:00:00.000Z'],
    ['know other weekends', '2018-07-26T08:00:00Z', 1, 'AEJEA', 'Asia/Dubai', null, '2018-07-29T08:00:00.000Z'],
    ['none are the same day where it is worked', '2018-07-27T19:00:00Z', 0, 'USLGB', LA, null, '2018-07-27T19:00:00.000Z'],
    ['none are the next day that is worked where it is not', '2018-07-28T19:00:00Z', 0, 'USLGB', LA, null, '2018-07-30T19:00:00.000Z'],
    ['keep the hour on the wall over a change of the clocks', '2018-11-02T19:00:00Z', 1, 'USLGB', LA, null, '2018-11-05T20:00:00.000Z'],
  ])('%s', (_, from, days, unlocode, zone, time, at) => {
    expect(counted(from, days, unlocode, zone, time)).toEqual([at, null]);
  });

  it('of a year or a port nobody has a calendar of are counted by weekends, and that is said', () => {
    expect(counted('2019-07-03T19:00:00Z', 1, 'USLGB', LA)).toEqual(['2019-07-04T19:00:00.000Z', 'holidays at USLGB in 2019 are not known: weekends alone were counted']);
    expect(counted('2018-12-31T19:00:00Z', 1, 'USLGB', LA)).toEqual(['2019-01-01T19:00:00.000Z', 'holidays at USLGB in 2019 are not known: weekends alone were counted']);
    expect(counted('2018-07-27T19:00:00Z', 1, 'CLSAI', 'America/Santiago')[1]).toBe('holidays at CLSAI in 2018 are not known: weekends alone were counted');
  });
});
