import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadDirectory, loadSettings } from '#directory';
import { bestTimes, dueOf, instantOf, localOf, NO_VOYAGE, termsOf, type Anchor, type CallTimes, type DueFacts, type DueQuestion } from '#vessel-calls';
import { atRandom } from './at-random.js';

const { urgency } = loadSettings({ env: {} });
const { dueRules: rules, calendars, portCodes } = loadDirectory({ settings: loadSettings({ env: {} }), env: {} });
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const JULY = Date.parse('2018-07-24T00:00:00Z');

const one = <const T>(...of: readonly T[]) => fc.constantFrom(...of);
const instant = fc.integer({ min: JULY - 40 * DAY, max: JULY + 40 * DAY }).map((ms) => new Date(Math.floor(ms / MINUTE) * MINUTE));
const sets = one(...new Set(rules.flatMap((rule) => rule.sets).filter((set) => set !== '*')), '998', '361', 'PAXLST');
const zone = one('America/Los_Angeles', 'America/Sao_Paulo', 'America/Vancouver', 'America/Panama', 'UTC');
const moment = fc.record({ at: instant, actual: fc.boolean() });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const local = one('2018-07-26', '2018-07-26T06:00', '2018-11-04T01:30', '2018-11-04', '2018-03-11T02:30', '20180726', '', '2018-02-30');

const place = fc.record({
  role: one('P4', 'L', 'D', '1', 'R', '5'), qualifier: one(null, 'UN', 'D', 'K', 'FR'), code: one(null, 'USLGB', 'CNSHA', '2709', '57035', 'Z123'),
  name: fc.constant(null), firms: fc.constant(null), terminal: fc.constant(null), etaLocal: perhaps(local), etdLocal: fc.constant(null),
});
const facts: fc.Arbitrary<DueFacts> = fc.record({
  places: fc.array(place, { maxLength: 4 }), hazmat: fc.boolean(), status: perhaps(fc.record({ code: one('CR', 'VA', 'PA'), element: fc.constant('B4-03') })),
  containers: fc.array(fc.record({ sizeType: one(null, '45R1', '22G1', '4332') }), { maxLength: 2 }),
});
const cutOff: Anchor[] = ['CARGO_CUTOFF', 'REEFER_CUTOFF', 'HAZ_CUTOFF', 'DOC_CUTOFF', 'VGM_CUTOFF', 'ERD'];
const call: fc.Arbitrary<CallTimes> = fc.record({
  eta: perhaps(instant), etaIsActual: fc.boolean(), etd: perhaps(instant), etdIsActual: fc.boolean(), pilot: perhaps(moment), unlocode: one(null, 'USLGB', 'CAVAN', 'BRSSZ'),
  cutOffs: fc.dictionary(one(...cutOff), instant, { maxKeys: 4 }), voyage: fc.record({ lastDeparture: perhaps(moment), firstArrival: perhaps(moment) }).map((known) => ({ ...NO_VOYAGE, ...known, abroad: [{ unlocode: 'CNSHA', arrival: known.lastDeparture, departure: known.lastDeparture }] })),
});
const question: fc.Arbitrary<DueQuestion> = fc.record({
  facts: perhaps(facts), set: sets, direction: one('to-terminal', 'to-carrier', 'to-customs'), receivedAt: instant, call: perhaps(call), zone: perhaps(zone),
  to: perhaps(fc.record({ code: one('USLGB-EAST', 'CAVAN-SOUTH'), carrier: one('HWSR', 'EXSL'), unlocode: one(null, 'USLGB', 'CAVAN') })),
}).map((asked) => ({ ...asked, rules, urgency, calendars, portCodes }));

/** By the rules we ship, whatever is or is not known about a document and its call. */
describe('every document', () => {
  it('has a due time, and says by which rule; one that no rule dates but the last says why', () => {
    fc.assert(fc.property(question, (asked) => {
      const due = dueOf(asked);
      const rule = rules.find(({ id }) => id === due.rule);
      expect(due.dueAt).not.toBeNull();
      expect(due.because.startsWith(rule?.because ?? 'no such rule')).toBe(true);
      if (due.rule !== 'RECEIVED') return;
      const wanted = rules.some(({ id, sets: of, direction, where, cargo, trade }) => id !== 'RECEIVED' && of.includes(asked.set) && (direction === 'any' || direction === asked.direction) && !where && !cargo && !trade);
      expect(due.because).toContain(wanted ? 'does not count, since' : 'nothing else is known about when it is needed');
    }), atRandom(2_000));
  });

  it('is amber before it is red and red before it is due, and goes before its equals, never behind them', () => {
    fc.assert(fc.property(question, (asked) => {
      const { dueAt, amberAt, redAt, effectiveDueAt } = dueOf(asked);
      const inOrder = [amberAt, redAt, dueAt].map((at) => at?.getTime() ?? NaN);
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
      expect(effectiveDueAt.getTime()).toBeLessThanOrEqual(dueAt?.getTime() ?? NaN);
    }), atRandom(1_000));
  });

  it('is bound by law only where it goes to customs, and frozen only where it is bound', () => {
    fc.assert(fc.property(question, (asked) => {
      const due = dueOf(asked);
      expect([due.law && asked.direction !== 'to-customs', due.frozen && !due.law]).toEqual([false, false]);
    }), atRandom(1_000));
  });

  it('moves as far as its call does, where its rule counts minutes from that alone', () => {
    fc.assert(fc.property(instant, fc.integer({ min: -5_000, max: 5_000 }), one('309', '310', '324', '301', 'COPRAR', 'BAPLIE'), (eta, minutes, set) => {
      const dueAt = (at: Date) => dueOf({ facts: null, set, direction: 'to-terminal', receivedAt: new Date(JULY), call: { ...bestTimes([]), eta: at }, zone: 'UTC', rules }).dueAt?.getTime() ?? NaN;
      expect(dueAt(new Date(eta.getTime() + minutes * MINUTE)) - dueAt(eta)).toBe(minutes * MINUTE);
    }), atRandom(500));
  });
});

describe('a rule we ship', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s says where its hour is from, and is law only towards customs', (_, { source, law, direction }) => {
    expect(source).toMatch(/\[P\]|\[K\]|CFR|rule/);
    expect(law && direction !== 'to-customs').toBe(false);
    expect(law && !source.includes('CFR')).toBe(false);
  });

  it('is reached by some document, and counts from every moment a terminal or a voyage gives', () => {
    const reached = new Set(fc.sample(question, { numRuns: 60_000, seed: 1 }).map((asked) => dueOf(asked).rule));
    expect(rules.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
    expect(rules.flatMap(termsOf).map(({ anchor }) => anchor)).toEqual(expect.arrayContaining(['ETA', 'ETB', 'ETD', 'LADING', 'ATD_PREV', 'FIRST_US_ETA', 'DOCUMENT_ETA', 'RECEIVED', ...cutOff]));
  });
});

/** Nights on which the clock was moved in spring and in autumn, at their ports. */
const NIGHTS: readonly [port: string, zone: string, day: string][] = [
  ['USLAX', 'America/Los_Angeles', '2018-03-11'], ['USLAX', 'America/Los_Angeles', '2018-11-04'],
  ['BRSSZ', 'America/Sao_Paulo', '2018-02-18'], ['BRSSZ', 'America/Sao_Paulo', '2018-11-04'], ['BRSSZ', 'America/Sao_Paulo', '2019-02-17'],
  ['CAVAN', 'America/Vancouver', '2018-03-11'], ['CAVAN', 'America/Vancouver', '2018-11-04'],
];

describe('a local time in a night on which the clock is moved', () => {
  it.each(NIGHTS)('at %s (%s, %s) is the instant at which the wall shows it, the first where there are two, and else as long after the change', (_, where, day) => {
    fc.assert(fc.property(fc.integer({ min: -1_440, max: 2_880 }), (minutes) => {
      const wall = new Date(Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE).toISOString().slice(0, 16);
      const at = instantOf(wall, where);
      if (!at) throw new Error(`${wall} is a local time`);
      const hours = Array.from({ length: 5 }, (__, index) => new Date(at.getTime() + (index - 2) * 30 * MINUTE));
      const shown = localOf(at, where).slice(0, 16);
      if (shown === wall) expect(hours.filter((hour) => hour < at && localOf(hour, where).startsWith(wall))).toEqual([]);
      // It is on no wall: the minute before its hour, an hour before, is the last one that was.
      else expect([shown > wall, Date.parse(`${shown}Z`) - Date.parse(`${wall}Z`), localOf(new Date(at.getTime() - 60 * MINUTE), where) < wall]).toEqual([true, 60 * MINUTE, true]);
    }), atRandom(400));
  });
});
