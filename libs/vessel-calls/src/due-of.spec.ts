import { describe, expect, it } from '@jest/globals';
import { type Anchor, bestTimes, documentDelay, dueOf, instantOf, NoDueRuleError, type CallTimes, type DeadlineRule, type DueQuestion } from '#vessel-calls';
import type { DocumentFacts } from '#x12';

const at = (text: string) => new Date(`2018-07-${text}Z`);
const facts: DocumentFacts = {
  set: '309', vessel: { code: null, qualifier: null, imo: null, callSign: null, name: null }, voyage: null, scac: null,
  places: [{ role: 'P4', qualifier: 'D', code: '2709', name: null, firms: null, terminal: null, etaLocal: '2018-07-28T06:00', etdLocal: null }],
  bills: [], bookings: [], reference: null, containers: [], hazmat: false, purpose: null, status: null,
};
const rule = (id: string, anchor: Anchor, offsetMinutes: number, more: Partial<DeadlineRule> = {}): DeadlineRule =>
  ({ id, sets: ['309'], direction: 'to-terminal', anchor, offsetMinutes, law: false, because: 'planned from it', ...more });
const rules = [
  rule('T-MANIFEST', 'ETA', -2_880),
  rule('T-MANIFEST-DOC', 'DOCUMENT_ETA', -2_880),
  rule('T-TERMREP', 'ETD', 1_440, { sets: ['322'], direction: 'to-carrier' }),
  rule('RECEIVED', 'RECEIVED', 1_440, { sets: ['*'], direction: 'any' }),
];
const call: CallTimes = { ...bestTimes([]), eta: at('29T14:00'), etd: at('31T02:00') };
const calm: DueQuestion = { facts, set: '309', direction: 'to-terminal', receivedAt: at('24T18:00'), call, rules, zone: 'America/Los_Angeles' };

describe('the due time', () => {
  it('is two days before the call\'s arrival for a manifest', () => {
    expect(dueOf(calm)).toEqual({
      dueAt: at('27T14:00'), effectiveDueAt: at('27T14:00'), amberAt: null, redAt: null, rule: 'T-MANIFEST', law: false, frozen: false, anchor: 'ETA', because: 'planned from it',
    });
  });

  it('is reckoned from the document\'s own arrival, in the port\'s time, when its call is not known', () => {
    expect(dueOf({ ...calm, call: null })).toMatchObject({ rule: 'T-MANIFEST-DOC', dueAt: at('26T13:00') });
  });

  it('is reckoned from receipt when nothing else is known', () => {
    expect(dueOf({ ...calm, call: null, zone: null })).toMatchObject({ rule: 'RECEIVED', dueAt: at('25T18:00') });
    expect(dueOf({ ...calm, call: null, facts: null, set: '998' })).toMatchObject({ rule: 'RECEIVED' });
  });

  it('follows the departure for a terminal\'s report to the carrier', () => {
    expect(dueOf({ ...calm, set: '322', direction: 'to-carrier' })).toMatchObject({ rule: 'T-TERMREP', dueAt: new Date('2018-08-01T02:00Z') });
    expect(dueOf({ ...calm, set: '322', direction: 'to-terminal' })).toMatchObject({ rule: 'RECEIVED' });
  });

  it('may have passed already when the document comes', () => {
    expect(dueOf({ ...calm, receivedAt: at('29T00:00') }).dueAt).toEqual(at('27T14:00'));
  });

  it('is never left open: rules without a last one are a fault', () => {
    expect(() => dueOf({ ...calm, call: null, zone: null, rules: rules.slice(0, 3) })).toThrow(NoDueRuleError);
  });
});

describe('the effective due time', () => {
  const shifted = (change: Partial<DueQuestion>) => { const due = dueOf({ ...calm, ...change }); return [(due.dueAt!.getTime() - due.effectiveDueAt.getTime()) / 3_600_000, due.because]; };

  it('goes four hours ahead for hazardous cargo, releases and holds', () => {
    expect(shifted({ facts: { ...facts, hazmat: true } })).toEqual([4, 'planned from it; it goes 4 h before its equals because it carries hazardous cargo']);
    expect(shifted({ set: '315', facts: { ...facts, status: { code: 'PA', element: 'B4-03' } } })).toMatchObject([4, expect.stringContaining('it releases or holds a container')]);
    for (const set of ['350', '355', '317', 'COREOR']) expect(shifted({ set, facts: null })[0]).toBe(4);
    expect(shifted({ set: '315', facts: { ...facts, status: { code: 'VA', element: 'B4-03' } } })[0]).toBe(0);
  });

  it('goes twelve hours ahead for the law, and shifts do not add up', () => {
    expect(shifted({ rules: rules.map((one) => ({ ...one, law: true })), facts: { ...facts, hazmat: true } })).toEqual([12, 'planned from it; it goes 12 h before its equals because the law sets this time']);
  });
});

describe('the best known times of a call', () => {
  const row = (classifier: string, day: string, reported: string, event = 'ARRI', place = 'BRTH') => ({ event, place, classifier, at: at(day), reportedAt: at(reported) });

  it('are the actual, else the latest estimate, else the plan', () => {
    const rows = [row('PLN', '25T00:00', '01T00:00'), row('EST', '26T00:00', '23T00:00'), row('EST', '27T00:00', '24T00:00'), row('EST', '28T00:00', '22T00:00')];
    expect(bestTimes(rows)).toMatchObject({ eta: at('27T00:00'), etaIsActual: false, etd: null, etdIsActual: false });
    expect(bestTimes([...rows, row('ACT', '26T12:00', '26T13:00'), row('EST', '30T00:00', '27T00:00')])).toMatchObject({ eta: at('26T12:00'), etaIsActual: true });
    expect(bestTimes([rows[0]!])).toMatchObject({ eta: at('25T00:00') });
  });

  it('are times at berth that somebody expects: no pilot station, no request', () => {
    expect(bestTimes([row('EST', '26T00:00', '23T00:00', 'ARRI', 'PBPL'), row('REQ', '26T00:00', '23T00:00')])).toMatchObject({ eta: null });
  });
});

describe('a document\'s delay', () => {
  const dueAt = at('27T14:00');
  const delay = (change: Partial<Parameters<typeof documentDelay>[0]>) =>
    documentDelay({ dueAt, acknowledges: '997', acceptedAt: at('27T13:00'), acknowledgedAt: null, now: at('27T12:00'), ...change });

  it('is none before the due time', () => {
    expect(delay({})).toEqual({ late: false, minutes: 0, settled: false });
  });

  it('grows while the endpoint has not answered, though a transport took it in time', () => {
    expect(delay({ now: at('27T14:30') })).toEqual({ late: true, minutes: 30, settled: false });
  });

  it('stops at the answer', () => {
    expect(delay({ acknowledgedAt: at('27T14:22'), now: at('29T00:00') })).toEqual({ late: true, minutes: 22, settled: true });
    expect(delay({ acknowledgedAt: at('27T13:59'), now: at('29T00:00') })).toEqual({ late: false, minutes: 0, settled: true });
  });

  it('stops at acceptance where the endpoint never answers', () => {
    expect(delay({ acknowledges: 'none', now: at('29T00:00') })).toEqual({ late: false, minutes: 0, settled: true });
  });

  it('counts a minute that has begun, and nothing where no time is due', () => {
    expect(delay({ now: new Date(dueAt.getTime() + 1) })).toMatchObject({ late: true, minutes: 1 });
    expect(delay({ dueAt: null, now: at('29T00:00') })).toEqual({ late: false, minutes: 0, settled: false });
  });
});

describe('a port\'s local time', () => {
  it.each([
    ['2018-07-28T06:00', '2018-07-28T13:00:00.000Z'],
    ['2018-07-28', '2018-07-28T07:00:00.000Z'],
    ['2018-11-04T01:30', '2018-11-04T08:30:00.000Z'],
    ['2018-03-11T02:30', '2018-03-11T10:30:00.000Z'],
    ['2018-12-01T06:00:30', '2018-12-01T14:00:30.000Z'],
  ])('%s in Los Angeles is %s', (local, instant) => {
    expect(instantOf(local, 'America/Los_Angeles')?.toISOString()).toBe(instant);
  });

  it.each(['2018-02-30', '2018-07-28T25:00', '28.07.2018', '', '2018-07-28T06:00Z'])('%p is none', (local) => {
    expect(instantOf(local, 'America/Los_Angeles')).toBeNull();
  });
});
