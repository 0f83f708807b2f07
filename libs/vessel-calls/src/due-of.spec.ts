import { describe, expect, it } from '@jest/globals';
import { type Anchor, bestTimes, documentDelay, dueOf, NO_VOYAGE, NoDueRuleError, type CallTimes, type DeadlineRule, type DueQuestion } from '#vessel-calls';
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

describe('a rule', () => {
  const to = { code: 'USLGB-EAST', carrier: 'HWSR', unlocode: 'USLGB' };
  const special = (more: Partial<DeadlineRule>): DeadlineRule[] => [rule('SPECIAL', 'RECEIVED', 0, more), ...rules];
  const ruleOf = (more: Partial<DeadlineRule>, change: Partial<DueQuestion> = {}) => dueOf({ ...calm, to, rules: special(more), ...change }).rule;
  const box = (sizeType: string | null) => ({ ...facts, containers: [{ number: 'CSQU3054383', checkDigit: 'right' as const, sizeType, loadEmpty: null, weightKg: null, seals: [], bill: null, hazmat: [] }] });
  const from = (qualifier: string, code: string) => ({ ...facts, places: [{ ...facts.places[0]!, role: 'L', qualifier, code }] });

  it.each<[what: string, more: Partial<DeadlineRule>, fits: Partial<DueQuestion>, not: Partial<DueQuestion>]>([
    ['of one set', { sets: ['310'] }, { set: '310' }, {}],
    ['of one direction', { direction: 'to-customs' }, { direction: 'to-customs' }, {}],
    ['of one carrier', { carriers: ['HWSR'] }, {}, { to: { ...to, carrier: 'EXSL' } }],
    ['of one endpoint', { endpoints: ['USLGB-EAST'] }, {}, { to: { ...to, code: 'USLGB-WEST' } }],
    ['of one country', { where: ['US'] }, {}, { to: { ...to, unlocode: 'CAVAN' } }],
    ['of one port', { where: ['USLGB'] }, {}, { to: { ...to, unlocode: 'USOAK' } }],
    ['of one country, at a carrier\'s desk elsewhere: the call counts', { where: ['US'], direction: 'any' }, { direction: 'to-carrier', to: { ...to, unlocode: 'NLRTM' }, call: { ...call, unlocode: 'USLGB' } }, { direction: 'to-carrier', to, call: { ...call, unlocode: 'CAVAN' } }],
    ['of hazardous cargo', { cargo: 'hazmat' }, { facts: { ...facts, hazmat: true } }, {}],
    ['of reefers', { cargo: 'reefer' }, { facts: box('45R1') }, { facts: box('45G1') }],
    ['of reefers in the old code', { cargo: 'reefer' }, { facts: box('4332') }, { facts: box('4310') }],
    ['of imports', { trade: 'import' }, {}, { facts: from('UN', 'USLGB') }],
    ['of exports', { trade: 'export' }, { facts: from('UN', 'USLGB') }, { facts: from('UN', 'CNSHA') }],
  ])('%s fits that and nothing else', (_, more, fits, not) => {
    expect([ruleOf(more, fits), ruleOf(more, not)]).toEqual(['SPECIAL', expect.not.stringMatching('SPECIAL')]);
  });

  it('for somebody fits nobody where the receiver is not known', () => {
    for (const more of [{ carriers: ['HWSR'] }, { endpoints: ['USLGB-EAST'] }, { where: ['US'] }]) expect(ruleOf(more, { to: null })).toBe('T-MANIFEST');
  });

  it('that counts from what is not known is passed over, and the next says so', () => {
    expect(dueOf({ ...calm, call: null }).because).toBe('planned from it; T-MANIFEST does not count, since its vessel call and with it the call\'s arrival are not known');
    expect(dueOf({ ...calm, rules: [rule('T-CUT', 'CARGO_CUTOFF', 0), ...rules] }).because).toBe('planned from it; T-CUT does not count, since the cargo cut-off is not known');
  });
});

describe('what a rule counts from', () => {
  const cutOffs = { CARGO_CUTOFF: at('27T23:00'), ERD: at('24T15:00') };
  const dueBy = (when: object, change: Partial<CallTimes> = {}) => dueOf({ ...calm, call: { ...call, cutOffs, ...change }, rules: [{ ...rule('R', 'ETA', 0), anchor: undefined, ...when } as never, ...rules.slice(-1)] });
  const known = (when: object, change: Partial<CallTimes> = {}) => { const due = dueBy(when, change); return due.rule === 'R' ? due.dueAt : null; };

  it('is the call\'s own: port before berth, what has happened apart from what is expected, and cut-offs only as told', () => {
    const pilot = { at: at('29T11:00'), actual: false };
    expect(known({ anchor: 'ETA', offsetMinutes: 0 })).toEqual(at('29T14:00'));
    expect(known({ anchor: 'ETA', offsetMinutes: 0 }, { pilot })).toEqual(at('29T11:00'));
    expect(known({ anchor: 'ETB', offsetMinutes: 0 }, { pilot })).toEqual(at('29T14:00'));
    expect(known({ anchor: 'ATB', offsetMinutes: 0 })).toBeNull();
    expect(known({ anchor: 'ATB', offsetMinutes: 0 }, { etaIsActual: true })).toEqual(at('29T14:00'));
    expect(known({ anchor: 'ATD', offsetMinutes: 0 })).toBeNull();
    expect(known({ anchor: 'CARGO_CUTOFF', offsetMinutes: 240 })).toEqual(at('28T03:00'));
    expect(known({ anchor: 'VGM_CUTOFF', offsetMinutes: 0 })).toBeNull();
  });

  it('may be the earlier or the later of several, and what is not known is left out', () => {
    const booking = { earlierOf: [{ anchor: 'ERD', offsetMinutes: -1_440 }, { anchor: 'CARGO_CUTOFF', offsetMinutes: -4_320 }] };
    expect([dueBy(booking).dueAt, dueBy(booking).because]).toEqual([at('23T15:00'), 'planned from it; the earliest receiving date decides']);
    expect(known(booking, { cutOffs: { CARGO_CUTOFF: at('25T23:00'), ERD: at('24T15:00') } })).toEqual(at('22T23:00'));
    expect(known(booking, { cutOffs: { CARGO_CUTOFF: at('27T23:00') } })).toEqual(at('24T23:00'));
    expect(known(booking, { cutOffs: {} })).toBeNull();
    expect(known({ laterOf: [{ anchor: 'ETB', offsetMinutes: 0 }, { anchor: 'RECEIVED', offsetMinutes: 120 }] })).toEqual(at('29T14:00'));
    expect(known({ laterOf: [{ anchor: 'ETB', offsetMinutes: 0 }, { anchor: 'RECEIVED', offsetMinutes: 120 }] }, { eta: at('20T00:00') })).toEqual(at('24T20:00'));
  });

  it('48 hours after departure, or before arrival where the voyage is shorter', () => {
    const stow = { earlierOf: [{ anchor: 'ATD_PREV', offsetMinutes: 2_880 }, { anchor: 'FIRST_US_ETA', offsetMinutes: 0 }] };
    const voyage = (sailed: string, arrives: string) => ({ voyage: { ...NO_VOYAGE, lastDeparture: { at: at(sailed), actual: true }, firstArrival: { at: at(arrives), actual: false } } });
    expect(known(stow, voyage('14T00:00', '26T00:00'))).toEqual(at('16T00:00'));
    expect(known(stow, voyage('25T00:00', '26T12:00'))).toEqual(at('26T12:00'));
  });

  it('is frozen where the law counts from what has happened, and nowhere else', () => {
    const frozen = (law: boolean, etaIsActual: boolean) => dueBy({ anchor: 'ETA', offsetMinutes: 0, law }, { etaIsActual }).frozen;
    expect([frozen(true, true), frozen(true, false), frozen(false, true)]).toEqual([true, false, false]);
  });
});

describe('amber and red', () => {
  const urgency = { amberMinutes: 720, redMinutes: 240 };
  const leads = (change: Partial<DueQuestion>) => { const due = dueOf({ ...calm, urgency, ...change }); return [due.amberAt, due.redAt].map((turns) => (due.dueAt!.getTime() - turns!.getTime()) / 3_600_000); };

  it('come so long before the due time as the settings say, or the rule itself', () => {
    expect(leads({})).toEqual([12, 4]);
    expect(leads({ rules: rules.map((one) => ({ ...one, amberMinutes: 2_880, redMinutes: 60 })) })).toEqual([48, 1]);
  });

  it('come twice as early for hazardous and reefer cargo, releases and holds', () => {
    expect(leads({ facts: { ...facts, hazmat: true } })).toEqual([24, 8]);
    expect(leads({ facts: { ...facts, containers: [{ sizeType: '22R1' }] } })).toEqual([24, 8]);
    expect(leads({ set: '350', facts: null })).toEqual([24, 8]);
    expect(leads({ rules: rules.map((one) => ({ ...one, law: true })) })).toEqual([12, 4]);
  });

  it('are nowhere where nobody said how long before', () => {
    expect(dueOf(calm)).toMatchObject({ amberAt: null, redAt: null });
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
