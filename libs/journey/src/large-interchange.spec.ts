import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('large-interchange'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const large = (sets: number) => interchange({ control: 1, to: 'USLGBEAST', sets: Array.from({ length: sets }, (_, n) => event(n)) });

async function states(story: Story): Promise<Record<string, number>> {
  const rows = await story.ledger.db.execute<{ state: string; n: number }>(sql`select state, count(*)::int as n from document where kind = 'business' group by state`);
  return Object.fromEntries(rows.rows.map((row) => [row.state, row.n]));
}

describe('a large interchange', () => {
  it('of 1,200 sets that nobody answers is one answer missing, however often it is looked for', async () => {
    const story = await openStory(test, { quay: { mail: null } });
    await story.take(large(1_200));
    await story.step();
    expect(await states(story)).toEqual({ accepted: 1_200 });
    for (let round = 0; round < 4; round += 1) await story.after(31);
    expect(await story.evidence('answer-missing')).toEqual(['no 997 for ISA13 000000001']);
    expect(await story.verdict()).toBe('up');
    expect(await states(story)).toEqual({ accepted: 1_200 });
    expect(story.sentTo(QUAY)).toHaveLength(1);
  }, 60_000);

  it('of 3,000 sets is taken, sent as one file and acknowledged', async () => {
    const story = await openStory(test);
    const x12 = large(3_000);
    expect(await story.take(x12)).toHaveLength(3_000);
    await story.step();
    expect(await states(story)).toEqual({ accepted: 3_000 });
    expect(story.sentTo(QUAY).map((sent) => sent.bytes.equals(x12))).toEqual([true]);
    await story.take(answerTo(x12, { control: 501 }), QUAY);
    expect(await states(story)).toEqual({ acknowledged: 3_000 });
  }, 60_000);
});
