import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { callReport } from '#vessel-calls';
import { calls, freight, row, toUs } from '../../../test/support/calls.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { reportCallIn } from './report-call.js';
import { sayCalls } from './say-calls.js';
import { endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('call-known-later'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** A second quay in the same port: its name alone says nothing of which is meant. */
const WEST = endpointOf('USLGB-WEST', { unlocode: 'USLGB', terminal: 'WEST' });

describe('a document addressed to us, for a port with two quays', () => {
  it('waits for a person while its call is unknown, and goes where the call is when that is reported', async () => {
    const story = await openStory(test, { own: true, also: [WEST] });
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    expect(await row(story, ref)).toMatchObject({ state: 'unroutable', endpoint: null });
    await calls(story, 'LARK-1', { at: { unlocode: 'USLGB', terminal: 'WEST' } });
    expect(await row(story, ref)).toMatchObject({ state: 'waiting', endpoint: WEST.code });
    expect((await story.document(ref)).history.map((one) => one.event)).toEqual(['received', 'call-found', 'call-said-where']);
  }, 30_000);

  it('goes where the call is that a person says it belongs to, though its own words find none', async () => {
    const story = await openStory(test, { own: true, also: [WEST] });
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    const id = await calls(story, 'LARK-9', { voyage: '099W' });
    expect(await row(story, ref)).toMatchObject({ state: 'unroutable' });
    await sayCalls(story.journey, ref, { calls: [id], because: 'the agent told us', actor: 'desk' });
    expect(await row(story, ref)).toMatchObject({ state: 'waiting', endpoint: QUAY });
  }, 30_000);
});

describe('a document that is taken in while its call is reported', () => {
  it('is due by what is reported: it waits for the report, which cannot see it, and reads the call once more', async () => {
    const story = await openStory(test, { own: true });
    story.journey.directory = { ...story.journey.directory, dueRules: [
      { id: 'CALL', sets: ['*'], direction: 'any', anchor: 'ETA', offsetMinutes: -1_440, law: false, because: 'a day before the vessel', source: '[P]' },
      { id: 'ELSE', sets: ['*'], direction: 'any', anchor: 'RECEIVED', offsetMinutes: 60, law: false, because: 'the story says so', source: '[P]' },
    ] };
    await calls(story, 'LARK-1', { eta: '2018-08-05T14:00:00Z' });
    const later = callReport.parse({ reference: 'LARK-1', carrier: 'HWSR', timestamps: [{ event: 'ARRI', classifier: 'EST', at: '2018-08-09T14:00:00Z' }] });
    story.clock.advance(60_000);
    let commit = () => { /* not yet */ };
    const mayCommit = new Promise<void>((resolve) => { commit = resolve; });
    const told = new Promise<void>((resolve, reject) => {
      void story.ledger.transaction(async (tx) => { await reportCallIn(story.journey, tx, later, { reportedBy: 'the operator', at: story.clock.now() }); resolve(); await mayCommit; }).catch(reject);
    });
    await told;
    const taken = story.take(toUs(1, freight(1)));
    await somebodyWaits(story);
    commit();
    const [ref = ''] = await taken;
    expect((await row(story, ref)).dueAt?.toISOString()).toBe('2018-08-08T14:00:00.000Z');
  }, 30_000);
});

/** Until a connection waits for a lock that another holds. */
async function somebodyWaits(story: Story): Promise<void> {
  for (;;) if ((await story.ledger.db.execute(sql`select 1 from pg_locks where not granted limit 1`)).rows.length > 0) return;
}
