import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker, type Job } from 'bullmq';
import fc from 'fast-check';
import { projectRoot } from '#common';
import { waitingUnits } from '#documents';
import { deliver, reportCall } from '#journey';
import { epochFor, laneName, lanePrefix, Lanes, priorityOf, redisOptions, startRedis, type EmbeddedRedis } from '#queue';
import { callReport } from '#vessel-calls';
import { Feeder } from '../../apps/worker/src/feeder.js';
import { openStory, QUAY, type Story } from '../../libs/journey/src/testing.js';
import { interchange, type Set as SetOf } from '../support/interchange.js';
import { openTestLedger, type TestLedger } from '../support/test-ledger.js';
import { atRandom } from './at-random.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What may happen in a lane: documents come for a call, a call's arrival moves, and the worker takes what is next. */
type Step = { come: number; call: number } | { move: number; hours: number } | { work: number };
const CALLS = 4;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ come: fc.integer({ min: 1, max: 4 }), call: fc.integer({ min: 0, max: CALLS - 1 }) }) },
  { weight: 3, arbitrary: fc.record({ move: fc.integer({ min: 0, max: CALLS - 1 }), hours: fc.integer({ min: 50, max: 400 }) }) },
  { weight: 4, arbitrary: fc.record({ work: fc.integer({ min: 1, max: 3 }) }) },
);

/** The real feeder and the real lane, with a window so small that most of what waits is not in it. */
describe('a lane between PostgreSQL and Redis', () => {
  const folder = join(projectRoot(), 'var/test-lane-order-server');
  let test: TestLedger;
  let redis: EmbeddedRedis;
  let story: Story;
  let lanes: Lanes;
  let worker: Worker;
  let feeder: Feeder;
  let control = 0;

  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    [test, redis] = await Promise.all([openTestLedger('lane-order'), startRedis({ dataDir: join(folder, 'redis'), tools: join(projectRoot(), 'var/tools/tools.json') })]);
    story = await openStory(test);
    Object.assign(story.journey, {
      settings: { ...story.journey.settings, lanes: { ...story.journey.settings.lanes, window: 4 } },
      directory: { ...story.journey.directory, dueRules: [{ id: 'T-MANIFEST', sets: ['310'], direction: 'to-terminal', anchor: 'ETA', offsetMinutes: -2_880, law: false, because: 'planned from it', source: '[P]' }, ...story.journey.directory.dueRules] },
    });
    lanes = new Lanes(redis.url, epochFor(story.clock.now()), () => undefined);
    worker = new Worker(laneName(QUAY), null, { connection: redisOptions(redis.url), prefix: lanePrefix(QUAY), autorun: false });
    feeder = new Feeder(story.journey, lanes);
  }, 120_000);
  afterAll(async () => {
    await worker.close();
    await lanes.close();
    await redis.stop();
    await test.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const bill = (serial: number, voyage: string): SetOf => ['310',
    `B3**HWSR${String(serial).padStart(7, '0')}**PP**20180727*100****HWSR`, 'B2A*00', `N9*BM*HWSR${String(serial).padStart(7, '0')}`,
    `V1*9074729*HARBOUR LARK*LR*${voyage}*HWSR***L`, 'N1*CN*THE CONSIGNEE', 'R4*D*UN*USLGB', 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
  ];
  const voyageOf = (run: number, call: number) => `${run}C${call}`;
  const report = async (voyage: string, hours: number) => {
    story.clock.advance(1);
    await reportCall(story.journey, callReport.parse({
      reference: voyage, carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', terminal: 'EAST', voyageIn: voyage,
      timestamps: [{ event: 'ARRI', classifier: 'EST', at: new Date(story.clock.now().getTime() + hours * HOUR).toISOString() }],
    }));
    // The worker hears of it by the notification that stands in the same transaction.
    feeder.tell(QUAY);
  };
  const minuteOf = (at: Date) => Math.floor(at.getTime() / MINUTE);

  /** The next job, and whether anything that could go was due before it, to the minute: a lane knows no smaller unit. */
  const workOne = async (): Promise<boolean> => {
    const job = await worker.getNextJob('a worker', { block: false }) as Job<{ interchangeId: number }> | undefined;
    if (!job) return false;
    const ready = await waitingUnits(story.ledger.db, QUAY, story.clock.now(), 1_000);
    const taken = ready.find(({ interchangeId }) => interchangeId === job.data.interchangeId);
    if (taken) expect(ready.filter(({ effectiveDueAt }) => minuteOf(effectiveDueAt) < minuteOf(taken.effectiveDueAt))).toEqual([]);
    story.clock.advance(1);
    await deliver(story.journey, QUAY, job.data.interchangeId, new AbortController().signal);
    await job.moveToCompleted(null, 'a worker', false);
    return true;
  };

  it('lets nothing go before what is due earlier, however calls move, and leaves nothing behind', async () => {
    let run = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      run += 1;
      for (let call = 0; call < CALLS; call += 1) await report(voyageOf(run, call), 100 + call * 24);
      for (const what of steps) {
        if ('come' in what) {
          for (let n = 0; n < what.come; n += 1) {
            control += 1;
            story.clock.advance(1);
            await story.take(interchange({ control, to: 'USLGBEAST', groups: [{ gs01: 'IO', gs06: control, sets: [bill(control, voyageOf(run, what.call))] }] }));
          }
        } else if ('move' in what) await report(voyageOf(run, what.move), what.hours);
        if (!('work' in what)) await feeder.feed();
        else for (let n = 0; n < what.work; n += 1) await workOne();
      }
      for (let idle = 0; idle < 2;) {
        await feeder.feed();
        idle = (await workOne()) ? 0 : idle + 1;
      }
      expect(await waitingUnits(story.ledger.db, QUAY, story.clock.now(), 1_000)).toEqual([]);
    }), atRandom(8));
    expect(story.sentTo(QUAY)).toHaveLength(control);
  }, 180_000);
});

/** The same of priorities alone, over days: a lane that is never empty, and never catches up. */
describe('a document that waits', () => {
  const START = Date.parse('2018-07-24T00:00:00Z');
  const EARLIEST = -3 * 24 * HOUR; // a document may be three days late when it comes
  const LATEST = 9 * 24 * HOUR;
  const epoch = epochFor(new Date(START));

  it('ages: it is overtaken by nothing that comes once it is as late as a document can be, and goes', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: EARLIEST, max: LATEST }), { minLength: 400, maxLength: 800 }), fc.integer({ min: 1, max: LATEST }), (dues, mine) => {
      const every = 30 * MINUTE; // one comes and one goes each half hour, so that whoever waits, waits for his turn alone
      const due = new Date(START + mine);
      const aged = START + mine - EARLIEST;
      let waiting = [{ at: START, priority: priorityOf(due, epoch), me: true }, ...Array.from({ length: 20 }, () => ({ at: START, priority: priorityOf(new Date(START), epoch), me: false }))];
      let turn = 0;
      let left = Infinity;
      for (let now = START; waiting.some(({ me }) => me); now += every, turn += 1) {
        if (now > aged) left = Math.min(left, waiting.length) - 1;
        expect(left).toBeGreaterThanOrEqual(0);
        waiting.push({ at: now, priority: priorityOf(new Date(now + (dues[turn % dues.length] ?? 0)), epoch), me: false });
        const next = waiting.reduce((best, one) => (one.priority < best.priority ? one : best));
        if (next.me) expect(waiting.filter((one) => one.priority < next.priority)).toEqual([]);
        waiting = waiting.filter((one) => one !== next);
      }
    }), atRandom(100));
  });

  it('keeps its place as time passes: who is due earlier is never behind who is due later', () => {
    fc.assert(fc.property(fc.integer({ min: -4_000_000, max: 4_000_000 }), fc.integer({ min: 0, max: 4_000_000 }), (minutes, later) => {
      expect(priorityOf(new Date(START + minutes * MINUTE), epoch)).toBeLessThanOrEqual(priorityOf(new Date(START + (minutes + later) * MINUTE), epoch));
    }), atRandom(2_000));
  });
});
