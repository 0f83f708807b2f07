import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { missingNow, withEvidence } from '#journey';
import { callBoard, callDocuments, callOf, delays, type CallDocument, type DelaysBy } from '#vessel-calls';
import { openReplay, type Replay } from '../support/replay.js';
import { openTestLedger, type TestLedger } from '../support/test-ledger.js';
import { hour, readWeek, told, type Week } from '../support/week.js';

const EVERYBODY = { carrier: null, region: null };
const week: Week = readWeek(join(projectRoot(), 'test/incidents/2018-07-week.yaml'));
const ofTheWeek = week.calls.filter((call) => call.expect !== undefined);
const worked = week.documents.filter((doc) => doc.expect !== undefined);

let test: TestLedger;
let replay: Replay;
beforeAll(async () => {
  test = await openTestLedger('incident-2018-07');
  replay = await openReplay(test, week);
}, 60_000);
afterAll(() => test.stop(), 60_000);

const db = () => replay.story.ledger.db;
const now = () => replay.story.clock.now();
const idOf = (reference: string) => replay.calls.get(reference)!;

describe('the week of 24 to 30 July 2018, day by day', () => {
  it.each(week.days)('stands on $at as it was worked out by hand', async ({ at, calls, missing = {} }) => {
    await replay.until(at);
    const board = (await callBoard(db(), EVERYBODY, now())).calls;
    const seen = Object.fromEntries(Object.keys(calls).map((reference) => {
      const { due, accepted, acknowledged, late, worstDelayMinutes } = board.find((one) => one.reference === reference)!;
      // Between whole minutes the worst delay grows by tenths; the hand worked in minutes.
      return [reference, [due, accepted, acknowledged, late, Math.floor(worstDelayMinutes)]];
    }));
    expect(seen).toEqual(calls);
    const lacks = await Promise.all(Object.keys(missing).map(async (reference) => [reference, (await missingNow(replay.story.journey, { scope: EVERYBODY, id: idOf(reference) }))!.missing.map((one) => `${one.what} ${one.level}`)]));
    expect(Object.fromEntries(lacks)).toEqual(missing);
  }, 60_000);
});

describe('the same week when it is over', () => {
  let documents: Map<string, CallDocument>;
  beforeAll(async () => {
    await replay.until(week.asOf);
    replay.story.clock.set(hour(week.asOf));
    const found = await Promise.all([...replay.calls.values()].map((id) => callDocuments(db(), EVERYBODY, id, now(), { limit: 100 })));
    documents = new Map(found.flat().map((doc) => [doc.ref, doc]));
  }, 60_000);

  it.each(worked)('$id, a $set of $call, went its way', ({ id, rule = 'imo+voyage+place', expect: by }) => {
    const doc = documents.get(replay.refs.get(id)!)!;
    const { state = by!.acknowledged ? 'acknowledged' : 'accepted', held = null, ...rest } = by!;
    expect({
      due: told(doc.dueAt), over: doc.acceptedAt && [told(doc.acceptedAt), doc.acceptedBy], acknowledged: told(doc.acknowledgedAt), late: doc.delay.minutes, outage: doc.outage.minutes, state: doc.state, held: doc.held, rule: doc.rule,
    }).toEqual({ ...rest, state, held, rule });
  });

  it.each(ofTheWeek)('$reference is as far from its plan, and cost as much, as was worked out', async ({ reference, expect: by }) => {
    const { schedule, exposure: { confirmed, channelOutageMinutes, outageShare } } = (await callOf(db(), EVERYBODY, idOf(reference), now()))!;
    expect({
      arrival: schedule.arrivalMinutes ?? undefined, departure: schedule.departureMinutes ?? undefined, drift: schedule.driftMinutes ?? undefined,
      confirmed: [confirmed.dayBeforeArrival.percent, confirmed.atBerth.percent, confirmed.atDeparture.percent], channelOutage: channelOutageMinutes,
      share: [outageShare.touched, outageShare.measured, outageShare.medianMinutes, outageShare.worstMinutes],
    }).toEqual({ arrival: undefined, departure: undefined, drift: undefined, ...by });
  });

  it.each(Object.entries(week.delays))('has the delays by %s that were counted out', async (by, rows) => {
    const { lines } = await delays(db(), EVERYBODY, { by: by as DelaysBy, since: hour('24 Jul 00:00'), until: now() }, now());
    const seen = Object.fromEntries(Object.keys(rows).map((key) => {
      const line = lines.find((one) => one.key === key)!;
      return [key, [line.documents, line.late, line.p50Minutes, line.p90Minutes, line.p99Minutes, line.worstMinutes]];
    }));
    expect(seen).toEqual(rows);
  });

  it('has the price of the region\'s outage', async () => {
    const { lines } = await delays(db(), EVERYBODY, { by: 'outage', since: hour('24 Jul 00:00'), until: now() }, now());
    const line = lines.find((one) => one.name.startsWith('AMERICAS'))!;
    expect('measured' in line && [line.documents, line.measured, line.outageP50Minutes, line.outageP90Minutes, line.outageWorstMinutes]).toEqual(week.outage);
  });

  it('is proved by evidence that says the same as the figures', async () => {
    const seen = await withEvidence(replay.story.journey, { call: idOf('LGB-0727') }, { names: false }, async (gathered) => {
      const told: [string, number | null, number | null][] = [];
      for await (const doc of gathered.documents) told.push([doc.ref, doc.delayMinutes, doc.outageMinutes]);
      return told;
    });
    const expected = worked.filter(({ call }) => call === 'LGB-0727').map(({ id, expect: by }) => [replay.refs.get(id)!, by!.late, by!.outage === 0 ? null : by!.outage]);
    expect(new Map(seen!.map((line) => [line[0], line]))).toEqual(new Map(expected.map((line) => [line[0], line])));
  });

  it('lost nothing, mailed nothing twice as new, and sent nothing more for the call that was omitted', async () => {
    expect(replay.refs.size).toBe(week.documents.length);
    for (const { id, expect: by } of worked) expect([id, replay.story.mailsOf(replay.refs.get(id)!).length > 0]).toEqual([id, by!.over?.[1] === 'email' || ['L2', 'Y1'].includes(id)]);
    const omitted = [replay.refs.get('S2')!, replay.refs.get('S3')!];
    expect(replay.story.sentTo('USSEA-NORTH')).toHaveLength(1);
    expect(omitted.map((ref) => replay.story.mailsOf(ref).length)).toEqual([1, 0]);
    expect(await replay.story.outageEvents(week.region)).toEqual(['isolated', 'reopened', 'closed']);
    expect(await Promise.all(Object.keys(week.terminals).map((code) => replay.story.verdict(code)))).toEqual(Object.keys(week.terminals).map(() => 'up'));
  });
});
