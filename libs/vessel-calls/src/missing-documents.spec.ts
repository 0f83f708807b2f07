import { describe, expect, it } from '@jest/globals';
import { HOUR } from '#common';
import { missingDocuments, type Expectation, type ExpectingCall, type HadDocuments, type LineInCall } from '#vessel-calls';

const eta = new Date('2018-07-28T13:00:00Z');
/** So many hours before the arrival. */
const before = (hours: number) => new Date(eta.getTime() - hours * HOUR);
const stow: Expectation = {
  id: 'STOW-PLAN', what: 'stow plan', sets: ['324', 'BAPLIE'], statuses: null, direction: 'to-terminal', kinds: ['terminal'], carriers: null, of: 'operator', voyage: 'in', phases: ['expected', 'arrived', 'working'],
  due: [{ anchor: 'ETA', offsetMinutes: -48 * 60 }], soonMinutes: 24 * 60, untilMinutes: 5 * 24 * 60, law: false, because: 'cranes are planned from it', source: '[P]',
};
const manifest: Expectation = { ...stow, id: 'MANIFEST', what: 'manifest', sets: ['309', '310'], of: 'each-line' };
const report: Expectation = { ...stow, id: 'REPORT', what: 'discharge report', sets: ['322', 'COARRI'], statuses: ['UV', 'AE'], direction: 'to-carrier', of: 'each-line', voyage: null, phases: ['working', 'departed'], due: [{ anchor: 'ETD', offsetMinutes: 24 * 60 }] };
const operator: LineInCall = { line: 'HWSR', endpoint: 'USLGB-EAST', kind: 'terminal', home: ['HWSR-DESK'], never: { 'to-terminal': [], 'to-carrier': [] } };
const partner: LineInCall = { ...operator, line: 'OTHR', endpoint: 'OTHR-EAST', home: [] };
const call: ExpectingCall = { id: 7, carrier: 'HWSR', phase: 'expected', stands: true, voyageIn: '027W', voyageOut: null, eta, etd: before(-30), cutOffs: {}, lines: [operator] };
const came = (set: string, more: Partial<HadDocuments> = {}): HadDocuments => ({ line: 'HWSR', endpoint: 'USLGB-EAST', set, status: null, ...more });
const levels = (at: Date, change: Partial<ExpectingCall> = {}, rows = [stow], had: HadDocuments[] = []) => missingDocuments({ ...call, ...change }, rows, had, at).map((one) => `${one.what} of ${one.line} ${one.level}`);

describe('a document that a call should have', () => {
  it.each([[100, 'not-yet'], [72.01, 'not-yet'], [72, 'soon'], [49, 'soon'], [48, 'late'], [0, 'late'], [-72, 'late']])('is, %p h before arrival, %s', (hours, level) => {
    expect(levels(before(hours))).toEqual([`stow plan of HWSR ${level}`]);
  });

  it('says by when and why, and is not asked for when it is of no use any more', () => {
    expect(missingDocuments(call, [stow], [], before(60))).toEqual([{
      callId: 7, id: 'STOW-PLAN', what: 'stow plan', sets: ['324', 'BAPLIE'], line: 'HWSR', endpoint: 'USLGB-EAST', direction: 'to-terminal', level: 'soon', dueAt: before(48), soonAt: before(72), law: false,
      because: 'cranes are planned from it (ETA − 48 h)', source: '[P]',
    }]);
    expect(levels(before(-73))).toEqual([]);
    expect(levels(before(-10), { phase: 'departed' })).toEqual([]);
  });

  it('is there when any of its sets came, not when it came for another terminal, another line or the other way', () => {
    const had = (...documents: HadDocuments[]) => levels(before(10), {}, [stow], documents);
    expect([had(came('324')), had(came('BAPLIE')), had(came('324', { endpoint: null }))]).toEqual([[], [], []]);
    for (const other of [came('309'), came('324', { endpoint: 'USOAK-B58' }), came('324', { line: 'OTHR' }), came('324', { endpoint: 'HWSR-DESK' })]) expect(had(other)).toEqual(['stow plan of HWSR late']);
  });

  it('is owed once for the ship, or by each line in it', () => {
    expect(levels(before(10), { lines: [operator, partner] }, [stow, manifest], [came('309', { line: 'OTHR', endpoint: 'OTHR-EAST' })])).toEqual(['stow plan of HWSR late', 'manifest of HWSR late']);
    expect(levels(before(10), { lines: [operator, partner] }, [manifest], [came('309')])).toEqual(['manifest of OTHR late']);
  });

  it('is not missed where it never comes: by nobody\'s partner, by a line that never sends it, to a terminal that never takes it', () => {
    const never = (sets: string[] | null) => levels(before(10), { lines: [{ ...operator, never: { ...operator.never, 'to-terminal': sets } }] }, [stow, manifest]);
    expect(never(null)).toEqual([]);
    expect(never(['324', 'BAPLIE'])).toEqual(['manifest of HWSR late']);
    // It may still come by the other set.
    expect(never(['324'])).toEqual(['stow plan of HWSR late', 'manifest of HWSR late']);
  });

  it('counts only the events it is about, and what tells none', () => {
    const had = (status: string | null) => levels(before(-60), { phase: 'departed' }, [report], [came('322', { endpoint: 'HWSR-DESK', status })]);
    expect([had('UV'), had(null), had('I')]).toEqual([[], [], ['discharge report of HWSR late']]);
  });

  it('has no hour while its anchor is unknown, and goes by the next anchor that is known', () => {
    expect(missingDocuments({ ...call, eta: null }, [stow], [], before(10))).toMatchObject([{ level: 'not-yet', dueAt: null, because: 'cranes are planned from it; when is not known: the call has no ETA' }]);
    const booked = { ...stow, due: [{ anchor: 'cargo' as const, offsetMinutes: -72 * 60 }, { anchor: 'ETA' as const, offsetMinutes: -96 * 60 }] };
    expect(missingDocuments(call, [booked], [], before(99))).toMatchObject([{ dueAt: before(96) }]);
    expect(missingDocuments({ ...call, cutOffs: { cargo: before(30).toISOString() } }, [booked], [], before(99))).toMatchObject([{ dueAt: before(102), level: 'late', because: 'cranes are planned from it (cargo cut-off − 72 h)' }]);
    expect(missingDocuments({ ...call, cutOffs: { cargo: 'soon' } }, [booked], [], before(99))).toMatchObject([{ dueAt: before(96) }]);
  });

  it('is nothing of a call that was omitted or replaced, of another kind of place, line or voyage', () => {
    expect(levels(before(10), { stands: false })).toEqual([]);
    expect(levels(before(10), { voyageIn: null })).toEqual([]);
    expect(levels(before(10), { lines: [{ ...operator, kind: 'port' }] })).toEqual([]);
    expect(levels(before(10), {}, [{ ...stow, carriers: ['OTHR'] }])).toEqual([]);
  });
});
