import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unmatchedAnswers } from '#documents';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { openStory, QUAY } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('late-answer'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });

describe('a 997 that is lost while all others come', () => {
  it('has its document mailed once after its allowance, and nothing of it again for a day; when it comes late it is taken', async () => {
    const story = await openStory(test);
    const lost = one(1);
    const [ref = ''] = await story.take(lost);
    await story.step();
    await story.after(29);
    expect(story.mailsOf(ref)).toEqual([]);
    await story.after(2);
    await story.step();
    expect(story.mailsOf(ref)).toHaveLength(1);
    expect(story.mailsOf(ref)[0]?.bytes.toString()).toContain('POSSIBLE DUPLICATE');

    const others: string[] = [];
    await story.through(24, 20, async (round) => {
      others.push(...await story.take(one(100 + round)));
      if (round > 1) story.outbox().leave(`${round}.edi`, answerTo(one(99 + round), { control: 1_000 + round }));
    });
    expect(await story.verdict()).toBe('up');
    expect([...new Set(await story.statesOf(others.slice(0, -1)))]).toEqual(['acknowledged']);
    expect(story.sentTo('mail').map((sent) => sent.identity)).toEqual([`<${ref}.1@hawser.example>`]);
    expect(story.sentTo(QUAY).filter((sent) => sent.bytes.equals(lost))).toHaveLength(1);

    story.outbox().leave('late.edi', answerTo(lost, { control: 5_000 }));
    await story.after(1);
    expect(await story.document(ref)).toMatchObject({ state: 'acknowledged', acceptedBy: 'sftp', tries: [{ channel: 'sftp' }, { channel: 'email' }] });
  }, 60_000);
});

describe('two interchanges under one GS06', () => {
  const under7 = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)], gs06: 7 });
  const answer = (control: number, verdict: 'A' | 'R') => answerTo(under7(1), { control, verdicts: { '0001': { verdict } } });

  it('are both left alone by a 997 while both await one, and the desk sees it as unmatched', async () => {
    const story = await openStory(test);
    const refs = [...await story.take(under7(1)), ...await story.take(under7(2))];
    await story.step();
    await story.take(answer(501, 'R'), QUAY);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted']);
    expect(await unmatchedAnswers(story.ledger.db, 10)).toMatchObject([{ endpoint: QUAY, documentId: null, verdict: 'unmatched', matchedBy: 'group QO 7 was sent 2 times and each awaits an answer' }]);
  }, 30_000);

  it.each([['accepted', 'A', 'acknowledged'], ['rejected', 'R', 'rejected']] as const)('are told apart once the first is %s: the next 997 means the other', async (_word, verdict, state) => {
    const story = await openStory(test);
    const [first = ''] = await story.take(under7(1));
    await story.step();
    await story.take(answer(501, verdict), QUAY);
    const [second = ''] = await story.take(under7(2));
    await story.step();
    await story.take(answer(502, 'A'), QUAY);
    expect(await story.statesOf([first, second])).toEqual([state, 'acknowledged']);
    expect((await story.document(first)).answers).toHaveLength(1);
    expect(await unmatchedAnswers(story.ledger.db, 10)).toEqual([]);
  }, 30_000);
});

describe('a 997 under an ISA13 that was used before', () => {
  it('acknowledges what it answers all the same, and is itself a conflict', async () => {
    const story = await openStory(test);
    const [first = ''] = await story.take(one(1));
    const [second = ''] = await story.take(one(2));
    await story.step();
    await story.take(answerTo(one(1), { control: 501 }), QUAY);
    const again = await story.hand(answerTo(one(2), { control: 501 }), QUAY);
    expect(await story.statesOf([first, second])).toEqual(['acknowledged', 'acknowledged']);
    expect(again).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ set: '997', state: 'conflict' }] }] });
  }, 30_000);
});

describe('an endpoint that answers nothing', () => {
  it('has its clock stopped by its acceptance: nothing is awaited, missed or sent again', async () => {
    const story = await openStory(test, { quay: { acknowledges: 'none' } });
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await story.through(24, 30);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(story.seen.filter((seen) => seen.asked !== 'list').map((seen) => [seen.at, seen.asked])).toEqual([[QUAY, 'send']]);
    expect(await story.evidence('answer-missing')).toEqual([]);
    expect(await story.verdict()).toBe('up');
  }, 60_000);
});
