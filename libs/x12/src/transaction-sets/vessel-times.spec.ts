import { describe, expect, it } from '@jest/globals';
import { DraftPlaces } from '../facts/draft-places.js';
import { factsOf, fixture } from '../testing.js';

const timesOf = (tell: (places: DraftPlaces) => void, role = '5') => {
  const places = new DraftPlaces(10, true);
  places.at({ role, qualifier: 'UN', code: 'USLGB' });
  tell(places);
  return places.all()[0]?.times?.map(({ event, kind, at, reason }) => [event, kind, at, reason]);
};

describe('the times of a vessel at a place', () => {
  it('are all that a schedule tells, with what each is; the best of them stay the arrival and the departure', () => {
    expect(factsOf(fixture('323/delayed-by-events.edi')).places.map(({ code, etaLocal, etdLocal, times }) => [code, etaLocal, etdLocal, times?.map(({ event, kind }) => `${kind} ${event}`)])).toEqual([
      ['KRPUS', null, '2018-07-16T23:30', ['actual departure']], ['USSEA', '2018-07-27T05:00', '2018-07-28T17:00', ['planned arrival', 'estimated departure']],
      ['OUTER', '2018-07-31T19:00', '2018-08-02T03:00', ['estimated arrival', 'estimated departure']], ['ZH07', '2018-08-03T08:00', null, ['estimated arrival']],
    ]);
  });

  it('of a 315 are the vessel\'s own where its status says that it arrived or left', () => {
    const events = factsOf(fixture('315/discharged.edi')).places;
    expect(events.map(({ role, times }) => [role, times])).toEqual([
      ['B4', []], ['L', [{ event: 'departure', kind: 'actual', at: '2018-07-10T22:00', reason: null }]], ['D', [{ event: 'arrival', kind: 'estimated', at: '2018-07-26T06:00', reason: null }]],
    ]);
  });

  it('carry the offset that a time code means, and none where it means the port\'s own', () => {
    for (const [code, at] of [['UT', '2018-07-26T06:00Z'], ['PD', '2018-07-26T06:00-07:00'], ['LT', '2018-07-26T06:00'], ['PT', '2018-07-26T06:00']] as const) {
      expect(timesOf((places) => { places.date('371', '20180726', '0600', code); })).toEqual([['arrival', 'estimated', at, null]]);
    }
    expect(timesOf((places) => { places.date('371', '20180726', undefined, 'UT'); })).toEqual([['arrival', 'estimated', '2018-07-26', null]]);
  });

  it('of a plain date are its departure where cargo goes on board', () => {
    expect([timesOf((places) => { places.date('139', '20180726', '0600'); }, 'L'), timesOf((places) => { places.date('140', '20180726', '0600'); }, 'D')]).toEqual([
      [['departure', 'estimated', '2018-07-26T06:00', null]], [['arrival', 'actual', '2018-07-26T06:00', null]],
    ]);
  });

  it('bring the reason a V9 gives, and are bounded', () => {
    expect(timesOf((places) => { places.event('EAD', '20180727', '0600', undefined, 'WEA'); places.event('NOT', '20180727', '0600'); })).toEqual([['arrival', 'estimated', '2018-07-27T06:00', 'WEA']]);
    expect(timesOf((places) => { for (let n = 0; n < 50; n += 1) places.date('371', '20180726', '0600'); })).toHaveLength(20);
  });

  it('of a port that is called at again are of a place of its own', () => {
    const places = new DraftPlaces(10, true);
    for (const [code, date] of [['USLGB', '20180726'], ['USOAK', '20180728'], ['USLGB', '20180730']] as const) {
      places.at({ role: '5', qualifier: 'UN', code });
      places.date('371', date, '0600');
    }
    expect(places.all().map((place) => [place.code, place.times?.length])).toEqual([['USLGB', 1], ['USOAK', 1], ['USLGB', 1]]);
  });

  it('are kept of no other set', () => {
    expect(factsOf(fixture('312/arrival-notice.edi')).places[0]).not.toHaveProperty('times');
  });
});
