import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { acknowledgement, call, outage, outageEvent } from '#ledger';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { callBoard, callDocuments, callOf, delays, documentDelay, percentile } from './index.js';
import { Shelf } from './testing.js';

let test: TestLedger;
let shelf: Shelf;
beforeAll(async () => { test = await openTestLedger('call-figures'); }, 60_000);
afterAll(() => test.stop(), 60_000);
beforeEach(async () => { shelf = new Shelf((await test.fresh()).ledger); });

const ALL = { carrier: null, region: null };
/** July 2018, UTC. */
const at = (time: string) => new Date(`2018-07-${time}Z`);
const now = at('26T12:00');
const arrival = (time: string, classifier = 'EST') => ({ event: 'ARRI' as const, place: 'BRTH' as const, classifier: classifier as 'EST', at: at(time).toISOString() });
const departure = (time: string, classifier = 'EST') => ({ ...arrival(time, classifier), event: 'DEPA' as const });
const db = () => shelf.ledger.db;

describe('the board of calls', () => {
  it('has the next calls first, then those whose arrival nobody told, then the past ones, page by page', async () => {
    const known = { at: at('20T00:00') };
    const atBerth = await shelf.call({ reference: 'at berth', timestamps: [arrival('26T06:00', 'ACT'), departure('26T20:00')] }, known);
    const gone = await shelf.call({ reference: 'gone', timestamps: [arrival('24T06:00', 'ACT'), departure('25T06:00', 'ACT')] }, known);
    const longGone = await shelf.call({ reference: 'long gone', timestamps: [arrival('02T06:00', 'ACT'), departure('03T06:00', 'ACT')] }, known);
    const tomorrow = await shelf.call({ reference: 'tomorrow', timestamps: [arrival('25T06:00', 'PLN'), arrival('27T06:00')] }, known);
    const today = await shelf.call({ reference: 'today', timestamps: [arrival('26T18:00')] }, known);
    const untold = await shelf.call({ reference: 'untold' }, known);
    const seen: number[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Awaited<ReturnType<typeof callBoard>> = await callBoard(db(), ALL, now, { limit: 2, after: after || null });
      seen.push(...page.calls.map((one) => one.id));
      after = page.next;
    }
    expect(seen).toEqual([atBerth, today, tomorrow, untold, gone, longGone]);
    expect((await callBoard(db(), ALL, now)).next).toBeNull();
  });

  it('follows each report of an arrival at once; a wish is no time, and an estimate after the actual changes nothing', async () => {
    const id = await shelf.call({ reference: 'R', timestamps: [arrival('27T06:00', 'PLN'), { ...arrival('27T01:00'), classifier: 'REQ' }] }, { at: at('20T00:00') });
    const eta = async () => (await db().select({ eta: call.etaAt }).from(call).where(sql`id = ${id}`))[0]?.eta?.toISOString();
    expect(await eta()).toBe('2018-07-27T06:00:00.000Z');
    await shelf.call({ reference: 'R', timestamps: [arrival('27T09:00')] }, { at: at('21T00:00') });
    expect(await eta()).toBe('2018-07-27T09:00:00.000Z');
    await shelf.call({ reference: 'R', timestamps: [arrival('27T08:30', 'ACT'), arrival('28T00:00')] }, { at: at('22T00:00') });
    expect(await eta()).toBe('2018-07-27T08:30:00.000Z');
    expect((await callBoard(db(), ALL, now)).calls[0]).toMatchObject({ etaAt: '2018-07-27T08:30:00.000Z', etdAt: null, schedule: { arrivalMinutes: 150, driftMinutes: 900, departureMinutes: null } });
  });

  it('counts what was handed over where nobody ever answers as that, not as acknowledged; and its clock stopped at the hand-over', async () => {
    const id = await shelf.call({ reference: 'R' }, { at: at('20T00:00') });
    await shelf.document({ call: id, acknowledges: 'none', dueAt: at('25T00:00'), acceptedAt: at('25T02:30') });
    await shelf.document({ call: id, acknowledges: '997', dueAt: at('26T00:00'), acceptedAt: at('25T02:30'), acknowledgedAt: null });
    await shelf.document({ call: id, acknowledges: '997', dueAt: at('26T00:00'), acceptedAt: at('25T02:30'), acknowledgedAt: at('25T03:00') });
    // Said no: whatever took it, the clock runs, from 22:00 to now.
    await shelf.document({ call: id, acknowledges: 'none', state: 'rejected', dueAt: at('25T22:00'), acceptedAt: at('25T02:30') });
    expect((await callBoard(db(), ALL, now)).calls).toMatchObject([{ id, due: 4, accepted: 4, acknowledged: 1, neverAnswers: 1, late: 3, worstDelayMinutes: 840, rejected: 1, byEdi: 4 }]);
  });

  it('has neither superseded and cancelled documents, nor tests, nor acknowledgements on their way back among its figures', async () => {
    const id = await shelf.call({ reference: 'R' }, { at: at('20T00:00') });
    for (const made of [{ state: 'superseded' }, { state: 'cancelled' }, { test: true }, { kind: 'acknowledgement' }]) await shelf.document({ call: id, ...made });
    await shelf.document({ call: id, acceptedAt: null, dueAt: at('26T20:00'), amberAt: at('26T08:00'), hazmat: true });
    expect((await callBoard(db(), ALL, now)).calls).toMatchObject([{ due: 1, accepted: 0, waiting: 1, late: 0, atRisk: 1, hazmatTouched: 1, worstDelayMinutes: 0 }]);
  });
});

describe('two lines in one vessel', () => {
  it('meet in one call and each sees its own documents alone', async () => {
    const known = { at: at('20T00:00') };
    const shared = await shelf.call({ reference: 'shared', aliases: [{ line: 'OTHR', voyage: '77W' }] }, known);
    const own = await shelf.call({ reference: 'own' }, known);
    const unnamed = await shelf.call({ reference: 'unnamed' }, known);
    for (const [carrier, calls] of [['HWSR', [shared, own]], ['HWSR', [shared]], ['OTHR', [shared]], ['THRD', [unnamed]]] as const) await shelf.document({ call: calls, carrier, dueAt: at('25T00:00'), acceptedAt: null });
    const seenBy = async (carrier: string | null, region: string | null = null) => (await callBoard(db(), { carrier, region }, now)).calls.map((one) => [one.reference, one.due]).sort();
    expect(await seenBy(null)).toEqual([['own', 1], ['shared', 3], ['unnamed', 1]]);
    expect(await seenBy('HWSR')).toEqual([['own', 1], ['shared', 2], ['unnamed', 0]]);
    expect(await seenBy('OTHR')).toEqual([['shared', 1]]);
    expect(await seenBy('THRD')).toEqual([['unnamed', 1]]);
    expect(await seenBy('FRTH')).toEqual([]);
    expect(await seenBy(null, 'ASIA')).toEqual([]);
    const other = { carrier: 'OTHR', region: 'AMERICAS' };
    expect((await callOf(db(), other, shared, now))?.exposure.bySet).toMatchObject([{ set: '309', due: 1 }]);
    expect((await callDocuments(db(), other, shared, now, { limit: 10 })).map((doc) => doc.carrier)).toEqual(['OTHR']);
    expect(await callOf(db(), other, own, now)).toBeNull();
    expect(await callDocuments(db(), other, own, now, { limit: 10 })).toEqual([]);
    expect((await delays(db(), other, { by: 'call', since: at('24T00:00'), until: now }, now)).lines.map((line) => [line.key, line.documents])).toEqual([[String(shared), 1]]);
  });
});

describe('one call', () => {
  it('shows what it stands to suffer, by numbers worked by hand', async () => {
    const id = await shelf.call({ reference: 'R', timestamps: [arrival('26T06:00', 'PLN'), arrival('26T10:00', 'ACT'), departure('27T06:00'), { ...arrival('26T08:00', 'ACT'), place: 'PBPL' }] }, { at: at('20T00:00') });
    // Two manifests acknowledged before 25 Jul 08:00, a day before the pilot station; one after the berth at 10:00; one late, one at risk; one where nobody answers.
    await shelf.document({ call: id, receivedAt: at('24T10:00'), acceptedAt: at('24T10:05'), acknowledgedAt: at('24T10:12'), containers: ['CSQU305438'] });
    await shelf.document({ call: id, receivedAt: at('24T11:00'), acceptedAt: at('24T11:05'), acknowledgedAt: at('25T07:59'), dueAt: at('25T08:00'), containers: ['CSQU305438'] });
    await shelf.document({ call: id, receivedAt: at('24T22:00'), acceptedAt: at('25T04:00'), acceptedBy: 'email', acknowledgedAt: at('26T11:00'), dueAt: at('25T23:00'), containers: ['CBHU320273', 'MWCU605978'], hazmat: true });
    await shelf.document({ call: id, set: '324', acceptedAt: null, dueAt: at('26T10:00'), containers: ['CBHU320273', 'EXFU052316'] });
    await shelf.document({ call: id, set: '324', acceptedAt: null, dueAt: at('26T18:00'), amberAt: at('26T06:00'), containers: ['TCLU123456'], hazmat: true });
    await shelf.document({ call: id, set: '350', acknowledges: 'none', acceptedAt: at('24T12:00'), dueAt: at('27T00:00'), containers: ['GESU000001'] });
    const [cut] = await db().insert(outage).values({ scopeKind: 'region', scope: 'AMERICAS', declaredBy: 'person', actor: 'x', because: 'malware', state: 'closed', openedAt: at('25T06:00'), closedAt: at('25T10:00') }).returning();
    // It was isolated a second time at 06:00; it began at 20:00 the day before.
    await db().insert(outageEvent).values({ outageId: cut!.id, at: at('24T20:00'), actor: 'x', what: 'isolated', because: 'malware' });
    await db().insert(outage).values({ scopeKind: 'endpoint', scope: 'USLGB-EAST', declaredBy: 'evidence', actor: 'x', because: 'refused', state: 'open', openedAt: at('26T11:30') });
    await db().insert(outage).values({ scopeKind: 'endpoint', scope: 'relay-1/email', declaredBy: 'evidence', actor: 'x', because: 'refused', state: 'open', openedAt: at('24T00:00') });
    const found = (await callOf(db(), ALL, id, now))!;
    expect(found).toMatchObject({ due: 6, accepted: 4, acknowledged: 3, neverAnswers: 1, late: 2, atRisk: 1, worstDelayMinutes: 720, hazmatTouched: 2, etaAt: '2018-07-26T10:00:00.000Z', schedule: { arrivalMinutes: 240 } });
    expect(found.exposure.bySet.map(({ set, due, late, atRisk, worstDelayMinutes }) => [set, due, late, atRisk, worstDelayMinutes])).toEqual([['309', 3, 1, 0, 720], ['324', 2, 1, 1, 120], ['350', 1, 0, 0, 0]]);
    // CBHU, MWCU, EXFU of the late ones, TCLU of the one at risk.
    expect(found.exposure.containersTouched).toBe(4);
    // 14 h of the region, 30 min of the endpoint, up to now; the relay is none of it.
    expect(found.exposure).toMatchObject({ window: { from: at('24T10:00'), to: now }, channelOutageMinutes: 870, hazmatTouched: 2 });
    expect(found.exposure.outages.map((one) => one.scope)).toEqual(['AMERICAS', 'USLGB-EAST']);
    expect(found.exposure.confirmed).toEqual({
      dayBeforeArrival: { at: '2018-07-25T08:00:00.000Z', acknowledged: 2, of: 5, percent: 40, because: null },
      atBerth: { at: '2018-07-26T10:00:00.000Z', acknowledged: 2, of: 5, percent: 40, because: null },
      atDeparture: { at: null, acknowledged: null, of: 5, percent: null, because: 'no actual departure was reported' },
    });
    expect(found.exposure.outageShare).toMatchObject({ touched: 4, measured: 0, medianMinutes: null, because: expect.stringMatching(/^4 of 4 cannot be measured, .*found 1 of set 309/) });
  });

  it('is confirmed at no time that is not reached', async () => {
    const id = await shelf.call({ reference: 'R', timestamps: [arrival('27T06:00')] }, { at: at('20T00:00') });
    await shelf.document({ call: id });
    expect((await callOf(db(), ALL, id, now))?.exposure.confirmed).toMatchObject({ dayBeforeArrival: { percent: 100 }, atBerth: { percent: null, because: 'it is not reached yet' } });
    expect(await callOf(db(), ALL, 999_999, now)).toBeNull();
  });

  it('tells the delay to the acknowledgement apart from the delay to the acceptance, where the profile waits for one', async () => {
    const id = await shelf.call({ reference: 'R' }, { at: at('20T00:00') });
    const dueAt = at('25T00:00');
    const waits = await shelf.document({ call: id, acknowledges: 'content', dueAt, acceptedAt: at('24T23:00'), acknowledgedAt: null });
    await db().insert(acknowledgement).values({ documentId: waits, endpoint: 'USLGB-EAST', level: 'syntax', verdict: 'accepted', words: '997', matchedBy: 'x', receivedAt: at('25T01:40') });
    const has = await shelf.document({ call: id, acknowledges: 'content', dueAt, acceptedAt: at('24T23:00'), acknowledgedAt: at('25T05:00'), level: 'content' });
    await db().insert(acknowledgement).values([['syntax', '25T00:30'], ['content', '25T05:00']].map(([level, time]) => ({ documentId: has, endpoint: 'USLGB-EAST', level: level!, verdict: 'accepted', words: 'x', matchedBy: 'x', receivedAt: at(time!) })));
    await shelf.document({ call: id, acknowledges: '997', dueAt, acknowledgedAt: at('25T00:01') });
    await shelf.document({ call: id, acknowledges: 'none', dueAt, acceptedAt: at('25T00:07') });
    const of = (settled: boolean, minutes: number) => ({ late: minutes > 0, minutes, settled });
    const seen = (await callDocuments(db(), ALL, id, now, { limit: 10 })).map((doc) => [doc.delay, doc.acknowledgementDelay, doc.acceptanceDelay]);
    const growing = of(false, 36 * 60);
    expect(seen).toEqual([[growing, of(true, 100), growing], [of(true, 300), of(true, 30), of(true, 300)], [of(true, 1), of(true, 1), null], [of(true, 7), null, null]]);
    const worst = async (clock: 'delivered' | 'acknowledgement' | 'acceptance') => { const { total } = await delays(db(), ALL, { by: 'set', since: at('24T00:00'), until: now, clock }, now); return [total?.documents, total?.open, total?.worstMinutes]; };
    expect(await worst('delivered')).toEqual([4, 1, 2160]);
    expect(await worst('acknowledgement')).toEqual([3, 0, 100]);
    expect(await worst('acceptance')).toEqual([2, 1, 2160]);
  });
});

describe('what an outage cost', () => {
  it('is measured against the median of what the same set normally takes to the same endpoint, and not said where too few are known', async () => {
    const id = await shelf.call({ reference: 'R' }, { at: at('20T00:00') });
    // Normal manifests took 4, 6, 8, 10, 12 minutes, and the last below 8: the median is 8. One of an earlier outage took a day and does not count; nor do stow plans.
    for (const [day, minutes] of [['10', 4], ['11', 6], ['12', 8], ['13', 10], ['14', 12]] as const) await shelf.document({ receivedAt: at(`${day}T00:00`), acknowledgedAt: new Date(at(`${day}T00:00`).getTime() + minutes * 60_000), dueAt: at('15T00:00') });
    await db().insert(outage).values({ scopeKind: 'endpoint', scope: 'USLGB-EAST', declaredBy: 'evidence', actor: 'x', because: 'line', state: 'closed', openedAt: at('16T00:00'), closedAt: at('16T20:00') });
    await shelf.document({ receivedAt: at('15T23:59'), acknowledgedAt: at('16T23:59'), dueAt: at('17T00:00') });
    await db().insert(outage).values({ scopeKind: 'region', scope: 'AMERICAS', declaredBy: 'person', actor: 'x', because: 'malware', state: 'open', openedAt: at('24T20:00') });
    await shelf.document({ call: id, receivedAt: at('24T19:55'), acceptedAt: at('25T01:00'), acceptedBy: 'email', acknowledgedAt: at('25T02:03'), dueAt: at('25T00:00') });
    await shelf.document({ call: id, receivedAt: at('26T11:00'), acceptedAt: null, dueAt: at('26T11:30') });
    await shelf.document({ call: id, set: '324', receivedAt: at('24T21:00'), acceptedAt: null, dueAt: at('27T00:00') });
    await shelf.document({ call: id, receivedAt: at('24T10:00'), acknowledgedAt: at('24T10:08') });
    // 6 h 8 min less 8 min; an hour, and growing, less 8 min; nothing to compare with; not touched.
    expect((await callDocuments(db(), ALL, id, now, { limit: 10 })).map((doc) => [doc.outage.minutes, doc.delay.minutes])).toEqual([[360, 123], [0, 0], [52, 30], [null, 0]]);
    expect((await callOf(db(), ALL, id, now))?.exposure.outageShare).toMatchObject({ touched: 3, measured: 2, medianMinutes: 52, worstMinutes: 360, because: expect.stringMatching(/^1 of 3 cannot be measured, .*found 0 of set 324/) });
    const { lines, total } = await delays(db(), ALL, { by: 'outage', since: at('01T00:00'), until: at('31T00:00') }, now);
    expect(total).toBeNull();
    // The stow plan is due tomorrow: it has no delay yet, and is not among them.
    expect(lines).toMatchObject([
      { name: 'AMERICAS: malware', documents: 2, open: 1, late: 2, p50Minutes: 30, worstMinutes: 123, measured: 2, outageP50Minutes: 52, outageP99Minutes: 360, outageWorstMinutes: 360, because: null, to: now.toISOString() },
      { name: 'USLGB-EAST: line', documents: 1, late: 0, measured: 1, outageWorstMinutes: 1432 },
    ]);
  });
});

describe('delays of a time', () => {
  it('are told apart by call, terminal, region, set and channel, the worst first, and count what was due in it and before now', async () => {
    const id = await shelf.call({ reference: 'R' }, { at: at('20T00:00') });
    const other = await shelf.call({ reference: 'S', vesselName: 'QUAY HERON', voyageIn: '9W' }, { at: at('20T00:00') });
    await shelf.document({ call: [id, other], dueAt: at('25T00:00'), acknowledgedAt: at('25T00:10') });
    await shelf.document({ call: id, dueAt: at('25T00:00'), acceptedBy: 'email', acknowledgedAt: at('25T01:00') });
    await shelf.document({ call: id, set: '324', dueAt: at('26T11:00'), acceptedAt: null });
    await shelf.document({ endpoint: 'SGSIN-SOUTH', region: 'ASIA', dueAt: at('25T00:00'), acknowledges: 'none', acceptedAt: at('24T20:00') });
    await shelf.document({ dueAt: at('26T13:00'), acceptedAt: null }); // not due yet
    await shelf.document({ dueAt: at('23T23:59'), acceptedAt: null }); // before
    await shelf.document({ dueAt: at('25T00:00'), acceptedAt: null, test: true });
    const by = async (what: 'call' | 'terminal' | 'region' | 'set' | 'channel') => {
      const { lines, total } = await delays(db(), ALL, { by: what, since: at('24T00:00'), until: at('31T00:00') }, now);
      return { lines: lines.map((line) => [line.name, line.documents, line.late, line.open, line.p50Minutes, line.worstMinutes]), total: total && [total.documents, total.accepted, total.acknowledged, total.neverAnswers, total.open, total.late, total.p50Minutes, total.p90Minutes, total.worstMinutes] };
    };
    const total = [4, 3, 2, 1, 1, 3, 10, 60, 60];
    expect(await by('call')).toEqual({ lines: [['HARBOUR LARK 048E USLGB', 3, 3, 1, 60, 60], ['QUAY HERON 9W USLGB', 1, 1, 0, 10, 10]], total: null });
    expect(await by('terminal')).toEqual({ lines: [['USLGB-EAST', 3, 3, 1, 60, 60], ['SGSIN-SOUTH', 1, 0, 0, 0, 0]], total });
    expect(await by('region')).toEqual({ lines: [['AMERICAS', 3, 3, 1, 60, 60], ['ASIA', 1, 0, 0, 0, 0]], total });
    expect(await by('set')).toEqual({ lines: [['309', 3, 2, 0, 10, 60], ['324', 1, 1, 1, 60, 60]], total });
    expect(await by('channel')).toEqual({ lines: [['by mail', 1, 1, 0, 60, 60], ['not handed over', 1, 1, 1, 60, 60], ['by EDI', 2, 1, 0, 0, 10]], total });
    expect(await delays(db(), ALL, { by: 'set', since: at('24T00:00'), until: at('31T00:00'), limit: 1 }, now)).toMatchObject({ until: now.toISOString(), more: 1, lines: [{ key: '309' }] });
    expect(await delays(db(), { carrier: null, region: 'EUROPE' }, { by: 'set', since: at('24T00:00'), until: now }, now)).toMatchObject({ lines: [], total: null, more: 0 });
  });

  it('are the same as those of the documents one by one, put in order by hand', async () => {
    const hours = fc.integer({ min: 0, max: 90 * 60 }).map((minutes) => new Date(at('23T00:00').getTime() + minutes * 60_000));
    const made = fc.record({ dueAt: fc.option(hours), acceptedAt: fc.option(hours), acknowledgedAt: fc.option(hours), acknowledges: fc.constantFrom('none' as const, '997' as const, 'content' as const), state: fc.constantFrom('accepted', 'rejected', 'waiting') });
    let lines = 0;
    await fc.assert(fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 12 }), async (documents) => {
      const carrier = `L${(lines += 1)}`;
      for (const one of documents) await shelf.document({ ...one, carrier });
      const counted = documents.filter((one) => one.dueAt !== null && one.dueAt < now);
      const minutes = counted.map((one) => documentDelay({ ...one, rejected: one.state === 'rejected', now }).minutes);
      const { total } = await delays(db(), { carrier, region: null }, { by: 'set', since: at('01T00:00'), until: now }, now);
      expect(total && [total.documents, total.late, total.p50Minutes, total.p90Minutes, total.p99Minutes, total.worstMinutes]).toEqual(counted.length === 0 ? null
        : [counted.length, minutes.filter((one) => one > 0).length, percentile(minutes, 0.5), percentile(minutes, 0.9), percentile(minutes, 0.99), Math.max(...minutes)]);
    }), { numRuns: 25 });
  }, 60_000);
});
