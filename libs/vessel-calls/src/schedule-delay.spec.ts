import { describe, expect, it } from '@jest/globals';
import { scheduleDelay, type CallTimestamp } from '#vessel-calls';

/** Reported one after the other, an hour apart. */
const reported = (...rows: [event: string, classifier: string, at: string, place?: string][]): CallTimestamp[] =>
  rows.map(([event, classifier, at, place = 'BRTH'], hour) => ({ event, classifier, place, at: new Date(at), reportedAt: new Date(Date.UTC(2018, 6, 20, hour)) }));

describe('the schedule delay of a call', () => {
  it('is the latest estimate minus the plan, at berth: 14:00 was planned, 19:30 is expected, so 330 minutes', () => {
    const delay = scheduleDelay(reported(['ARRI', 'PLN', '2018-07-26T14:00Z'], ['ARRI', 'EST', '2018-07-26T16:00Z'], ['ARRI', 'EST', '2018-07-26T19:30Z']));
    expect(delay).toMatchObject({ arrivalMinutes: 330, driftMinutes: 210, because: { arrival: null, drift: null } });
  });

  it('is the actual minus the plan once it has happened, whatever is estimated afterwards; early is negative', () => {
    const delay = scheduleDelay(reported(['ARRI', 'PLN', '2018-07-26T14:00Z'], ['ARRI', 'ACT', '2018-07-26T13:15Z'], ['ARRI', 'EST', '2018-07-26T20:00Z'], ['DEPA', 'PLN', '2018-07-27T02:00Z'], ['DEPA', 'EST', '2018-07-27T02:10Z']));
    expect(delay).toMatchObject({ arrivalMinutes: -45, departureMinutes: 10 });
  });

  it('says what is missing, and guesses nothing', () => {
    expect(scheduleDelay([])).toEqual({
      arrivalMinutes: null, departureMinutes: null, driftMinutes: null,
      because: { arrival: 'no planned arrival at berth was reported', departure: 'no planned departure at berth was reported', drift: 'no estimated arrival at berth was reported' },
    });
    expect(scheduleDelay(reported(['ARRI', 'PLN', '2018-07-26T14:00Z'], ['ARRI', 'EST', '2018-07-26T12:00Z', 'PBPL'], ['ARRI', 'REQ', '2018-07-26T15:00Z']))).toMatchObject({ arrivalMinutes: null, because: { arrival: 'nothing but the planned arrival at berth was reported' } });
  });

  it('has no drift while the estimate never changed, and keeps the last change when the same is reported again', () => {
    expect(scheduleDelay(reported(['ARRI', 'EST', '2018-07-26T14:00Z'], ['ARRI', 'EST', '2018-07-26T14:00Z']))).toMatchObject({ driftMinutes: null, because: { drift: 'the estimated arrival never changed' } });
    expect(scheduleDelay(reported(['ARRI', 'EST', '2018-07-26T14:00Z'], ['ARRI', 'EST', '2018-07-26T13:00Z'], ['ARRI', 'EST', '2018-07-26T13:00Z']))).toMatchObject({ driftMinutes: -60 });
  });
});
