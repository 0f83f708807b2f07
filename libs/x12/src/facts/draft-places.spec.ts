import { describe, expect, it } from '@jest/globals';
import { DraftPlaces } from './draft-places.js';

const datesOf = (role: string, dates: [string, string][]) => {
  const places = new DraftPlaces(10);
  places.at({ role, qualifier: 'UN', code: 'USLGB' });
  for (const [qualifier, date] of dates) places.date(qualifier, date, undefined);
  return places.all().map(({ etaLocal, etdLocal }) => [etaLocal, etdLocal])[0];
};

describe('the dates of a place', () => {
  it.each([
    ['371', '2018-07-26', null], ['372', '2018-07-26', null], ['139', '2018-07-26', null], ['140', '2018-07-26', null],
    ['369', null, '2018-07-26'], ['370', null, '2018-07-26'], ['005', null, '2018-07-26'], ['649', null, null], ['138', null, null],
  ])('%s at a port of discharge', (qualifier, eta, etd) => {
    expect(datesOf('D', [[qualifier, '20180726']])).toEqual([eta, etd]);
  });

  it.each([['139'], ['140']])('%s where cargo goes on board is the departure', (qualifier) => {
    for (const role of ['L', 'J', 'H', 'O']) expect(datesOf(role, [[qualifier, '20180726']])).toEqual([null, '2018-07-26']);
    for (const role of ['R', 'D', 'E', 'T', '5']) expect(datesOf(role, [[qualifier, '20180726']])).toEqual(['2018-07-26', null]);
  });

  it('are the expected ones before the actual ones, in whatever order they come', () => {
    expect(datesOf('D', [['140', '20180725'], ['371', '20180726'], ['372', '20180727'], ['370', '20180729'], ['369', '20180728']])).toEqual(['2018-07-26', '2018-07-28']);
  });

  it('are not taken from what cannot be read', () => {
    expect(datesOf('D', [['371', '20180732'], ['139', '20180726']])).toEqual(['2018-07-26', null]);
  });
});

describe('a place', () => {
  it('told again is one place, and says what it left out the first time', () => {
    const places = new DraftPlaces(10);
    places.at({ role: 'D', qualifier: 'UN', code: 'USLGB' });
    places.at({ role: 'L', qualifier: 'K', code: '57035' });
    places.at({ role: 'D', qualifier: 'UN', code: 'USLGB', terminal: 'EAST TERMINAL', etaLocal: '2018-07-26' });
    expect(places.all()).toMatchObject([{ role: 'D', terminal: 'EAST TERMINAL', etaLocal: '2018-07-26' }, { role: 'L' }]);
  });

  it('too many is refused, and takes no dates', () => {
    const places = new DraftPlaces(1);
    expect([places.at({ role: 'D', code: 'A' }), places.at({ role: 'D', code: 'B' }), places.at({ role: 'D', code: 'A' })]).toEqual([true, false, true]);
    places.at({ role: 'D', code: 'C' });
    places.date('371', '20180726', undefined);
    expect(places.all()).toMatchObject([{ code: 'A', etaLocal: null }]);
  });
});
