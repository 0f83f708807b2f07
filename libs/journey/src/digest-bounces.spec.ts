import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { MAILBOX, NORTH, parsed, refsIn, sent, storyWithDigests, takeAll } from '../../../test/support/digests.js';
import { postfixReport } from '../../../test/support/reports.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { recentLists } from './list-book.js';
import { takeMail } from './take-mail.js';
import type { Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('digest-bounces'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const NIGHT = 'night@usoak-north.example';
const withDigests = () => storyWithDigests(test, {}, { mail: { to: [MAILBOX, NIGHT], language: 'en', forms: ['all', 'plain', 'print'], encryptTo: null } });
const bounces = (story: Story, identity: string, status: string) => takeMail(story.journey, { mailbox: 'answers', uidValidity: '1', uid: story.seen.length, lease: null, raw: postfixReport({ messageId: identity.slice(1, -1), recipient: MAILBOX, status }) });

describe('a digest that comes back', () => {
  it('because there is no such mailbox goes to the next contact, all of it, as a digest', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    expect(await bounces(story, sent(story)[0]!.identity, '5.1.1')).toMatchObject({ outcome: 'moved' });
    expect(await story.statesOf(refs)).toEqual(['waiting', 'waiting', 'waiting']);
    await story.step();
    expect(sent(story).map((mail) => mail.to.join())).toEqual([MAILBOX, NIGHT]);
    expect((await parsed(story)).map((mail) => [refsIn(mail).length, mail.subject?.includes('POSSIBLE DUPLICATE')])).toEqual([[3, false], [3, true]]);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 60_000);

  it('by policy is heard by each alone: another one in it may have been meant', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    await bounces(story, sent(story)[0]!.identity, '5.7.1');
    await story.step();
    expect(sent(story).slice(1).map((mail) => mail.to.join())).toEqual([MAILBOX, MAILBOX, MAILBOX]);
    expect((await parsed(story)).slice(1).map((mail) => refsIn(mail).length)).toEqual([1, 1, 1]);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 60_000);

  it('leaves alone what was answered meanwhile', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    await story.ledger.db.execute(`update document set state = 'acknowledged' where ref = '${refs[0]}'`);
    await bounces(story, sent(story)[0]!.identity, '5.1.1');
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'waiting', 'waiting']);
  }, 60_000);
});

describe('a list of mails that comes back', () => {
  it('is not called handed over', async () => {
    const story = await withDigests();
    await takeAll(story, 2);
    await story.step();
    await story.after(60);
    story.clock.advance(61 * 60_000);
    const [list] = await story.lists();
    expect((await recentLists(story.journey, 1))[0]).toMatchObject({ endpoint: NORTH, state: 'handed over' });
    expect(await bounces(story, list!.identity, '5.1.1')).toMatchObject({ outcome: 'recorded', because: expect.stringContaining('no such mailbox') });
    expect((await recentLists(story.journey, 1))[0]).toMatchObject({ state: 'came back', againAt: null, words: expect.stringContaining('550 5.1.1') });
  }, 60_000);

  it('by policy: the next one goes at once, with nothing attached', async () => {
    const story = await withDigests();
    await takeAll(story, 2);
    await story.step();
    await story.after(60);
    story.clock.advance(61 * 60_000);
    const [list] = await story.lists();
    await bounces(story, list!.identity, '5.7.1');
    const [again] = await story.lists();
    expect((await recentLists(story.journey, 2)).map((one) => [one.number, one.state])).toEqual([[2, 'handed over'], [1, 'came back']]);
    expect([(await simpleParser(list!.bytes)).attachments.length, (await simpleParser(again!.bytes)).attachments.length]).toEqual([1, 0]);
  }, 60_000);
});
