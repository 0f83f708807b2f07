import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { document } from '#ledger';
import { calls, freight, LONG_BEACH, OAKLAND, OTHER, toUs, turnsBy, type Told } from '../../../test/support/calls.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { retarget } from './retarget.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('retarget-many'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** Statements that reach PostgreSQL while this is done. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const client = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = client;
  let n = 0;
  client.query = function counted(...given) { n += 1; return query.apply(this, given); };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return n;
}

/** What follows for documents of a call that went, without the due times of those of one that moves: they are another step. */
const turns = turnsBy(async (journey, tx, change) => ({ moved: await retarget(journey, tx, change) }));

/** One call with so many documents; and how many statements each change of it takes. */
async function changesOf(documents: number): Promise<{ story: Story; parked: number; released: number; moved: number; followed: number }> {
  const story = await openStory(test, { own: true, also: [OTHER] });
  await calls(story, 'LARK-1');
  await story.take(toUs(1, ...Array.from({ length: documents }, (_, n) => freight(n + 1))));
  const change = (to: Told) => statements(() => turns(story, 'LARK-1', to));
  const parked = await change({ statuses: ['OMIT'] });
  const released = await change({ statuses: [] });
  const moved = await change({ ...OAKLAND, endpoint: OTHER.code });
  await change({ ...LONG_BEACH, endpoint: QUAY });
  const next = await calls(story, 'LARK-2', { voyage: '028W', eta: '2018-08-19T14:00:00Z' });
  const followed = await change({ statuses: ['SLID'], replacedBy: next });
  return { story, parked, released, moved, followed };
}

describe('a call with many documents', () => {
  it('takes no more statements than one with a few, whatever becomes of it', async () => {
    const few = await changesOf(20);
    const many = await changesOf(200);
    for (const change of ['parked', 'released', 'moved', 'followed'] as const) expect([change, many[change]]).toEqual([change, few[change]]);
    const rows = await many.story.ledger.db.select().from(document);
    expect(rows.filter((row) => row.kind === 'business' && row.state === 'waiting')).toHaveLength(200);
    expect(new Set(rows.filter((row) => row.state === 'waiting' && row.kind === 'business').map((row) => row.endpoint))).toEqual(new Set([QUAY]));
  }, 240_000);
});
