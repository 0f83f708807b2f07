import { describe, expect, it } from '@jest/globals';
import { chooseDeparture, DEPARTURE_BECAUSE, digestLeavesAt, type DepartureFacts, type DepartureThresholds } from './choose-departure.js';

const QUARTER = 900_000;
const HOUR = 3_600_000;
const thresholds: DepartureThresholds = { amberEveryMs: QUARTER, greenEveryMs: HOUR };
/** Amber 12 hours before it is due, red 4. */
const left = (minutes: number) => ({ minutesToAmber: minutes - 720, minutesToRed: minutes - 240 });
const calm: DepartureFacts = { ...left(5_000), hazmat: false, releasesOrHolds: false, test: false, followed: false, refusedInDigest: false };

const told: [what: string, change: Partial<DepartureFacts>, everyMs: number | null, because: string][] = [
  ['with time left goes hourly', {}, HOUR, 'green-digest'],
  ['with 12 hours left is still green', left(720), HOUR, 'green-digest'],
  ['with less than 12 hours left goes every quarter', left(719), QUARTER, 'amber-digest'],
  ['with 4 hours left is still amber', left(240), QUARTER, 'amber-digest'],
  ['with less than 4 hours left goes alone at once', left(239), null, 'red-alone'],
  ['that is late goes alone at once', left(-60), null, 'red-alone'],
  ['with dangerous goods goes alone, however much time is left', { hazmat: true }, null, 'hazmat-alone'],
  ['of which nobody knows whether it carries dangerous goods goes alone', { hazmat: null }, null, 'hazmat-unknown-alone'],
  ['that releases or holds goes alone, however much time is left', { releasesOrHolds: true }, null, 'release-or-hold-alone'],
  ['that a later version waits for goes alone, so that this one, which may be urgent, need not wait', { followed: true }, null, 'followed-alone'],
  ['of a digest that was refused, perhaps for another document, goes alone', { refusedInDigest: true }, null, 'refused-in-digest-alone'],
  ['that is a test goes alone, whatever is in it', { test: true, hazmat: true }, null, 'test-alone'],
];

describe('a document that goes by mail', () => {
  it.each(told)('%s', (_, change, everyMs, because) => {
    expect(chooseDeparture({ ...calm, ...change }, thresholds)).toEqual({ everyMs, because });
  });

  it('leaves at once where no digest is wished for: null and 0 mean that', () => {
    for (const none of [null, 0]) for (const minutes of [5_000, 500]) {
      expect(chooseDeparture({ ...calm, ...left(minutes) }, { ...thresholds, amberEveryMs: none, greenEveryMs: none }).everyMs).toBeNull();
    }
  });

  it('reaches every because there is', () => {
    expect([...new Set(told.map(([, , , because]) => because))].sort()).toEqual(Object.keys(DEPARTURE_BECAUSE).sort());
  });
});

describe('a digest', () => {
  it.each([
    ['18:00:00.001', QUARTER, '18:15:00.000'],
    ['18:14:59.999', QUARTER, '18:15:00.000'],
    ['18:15:00.000', QUARTER, '18:30:00.000'],
    ['18:15:00.000', HOUR, '19:00:00.000'],
  ])('of what waits since %s, every %i ms, leaves at %s', (since, everyMs, at) => {
    expect(digestLeavesAt(new Date(`2018-07-24T${since}Z`), everyMs)).toEqual(new Date(`2018-07-24T${at}Z`));
  });
});
