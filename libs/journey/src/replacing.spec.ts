import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isa13Of, sample } from '../../../test/support/samples.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('replacing'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const plan = (control: number) => sample('324/stow-plan-final', { to: 'USLGBEAST', control });
const original = (control: number) => sample('309/original-hazmat', { to: 'USLGBEAST', control });
const amendment = (control: number) => sample('309/amendment', { to: 'USLGBEAST', control });
const down = { always: { outcome: 'unreachable', because: 'connect-failed', words: 'nobody answers' }, reachable: false } as const;

const numbersSent = (story: Story) => story.sentTo(QUAY).map((sent) => /\d{9}/.exec(sent.identity)?.[0]);

/** A quay without mail whose path is down: what comes for it waits. */
async function downAndNoMail(): Promise<Story> {
  const story = await openStory(test, { quay: { mail: null } });
  Object.assign(story.edi(), down);
  await story.take(sample('322/gate-in', { to: 'USLGBEAST', control: 900 }));
  await story.through(0.1, 0.5);
  expect(await story.verdict()).toBe('down');
  return story;
}

async function comesBack(story: Story): Promise<void> {
  story.seen.length = 0;
  story.edi().reachable = true;
  story.answers();
  await story.through(2, 2);
}

describe('a stow plan', () => {
  it('that was not sent yet is superseded by a newer one, and never leaves', async () => {
    const story = await openStory(test);
    const [older = ''] = await story.take(plan(1));
    const [newer = ''] = await story.take(plan(2));
    await story.step();
    await story.through(2, 20);
    expect(await story.document(older)).toMatchObject({ state: 'superseded', because: `not sent: replaced whole by ${newer}`, tries: [] });
    expect(await story.document(newer)).toMatchObject({ version: 2 });
    expect(numbersSent(story)).toEqual([isa13Of(2)]);
    expect(story.mailsOf(older)).toEqual([]);
  }, 60_000);

  it('of which three versions came while the path was down goes in its newest alone', async () => {
    const story = await downAndNoMail();
    const refs: string[] = [];
    for (const control of [1, 2, 3]) {
      refs.push(...await story.take(plan(control)));
      await story.after(1);
    }
    expect(await story.statesOf(refs)).toEqual(['superseded', 'superseded', 'waiting']);
    await comesBack(story);
    expect(numbersSent(story).filter((number) => number !== isa13Of(900))).toEqual([isa13Of(3)]);
    expect(await story.stateOf(refs[2] ?? '')).toBe('acknowledged');
  }, 60_000);

  it('that was handed over already is followed by the newer one', async () => {
    const story = await openStory(test);
    const [older = ''] = await story.take(plan(1));
    await story.step();
    await story.take(plan(2));
    await story.step();
    expect(await story.stateOf(older)).toBe('accepted');
    expect(numbersSent(story)).toEqual([1, 2].map(isa13Of));
  }, 60_000);
});

describe('a test (ISA15 T)', () => {
  const tested = (x12: Buffer) => Buffer.from(x12.toString().replace('*0*P*', '*0*T*'));

  it('takes the place of no live document, nor a live one that of a test: each goes', async () => {
    const story = await openStory(test);
    const refs = [...await story.take(plan(1)), ...await story.take(tested(plan(2))), ...await story.take(plan(3)), ...await story.take(tested(original(4))), ...await story.take(amendment(5))];
    expect(await Promise.all(refs.map((ref) => story.document(ref)))).toMatchObject([
      { state: 'superseded', because: `not sent: replaced whole by ${refs[2]}` }, { state: 'waiting', version: 1 }, { state: 'waiting', version: 2 }, { state: 'waiting', version: 1 }, { state: 'waiting', version: 1 },
    ]);
    await story.step();
    expect(numbersSent(story).sort()).toEqual([2, 3, 4, 5].map(isa13Of));
  }, 60_000);
});

describe('an amendment', () => {
  it('waits for its original and follows it', async () => {
    const story = await downAndNoMail();
    const [first = ''] = await story.take(original(1));
    const [second = ''] = await story.take(amendment(2));
    await story.after(1);
    expect(await story.document(first)).toMatchObject({ state: 'waiting', held: 'path-down' });
    expect(await story.document(second)).toMatchObject({ state: 'waiting', held: 'waits-for-original', version: 2 });
    await comesBack(story);
    expect(numbersSent(story).filter((number) => number !== isa13Of(900))).toEqual([1, 2].map(isa13Of));
  }, 60_000);

  it('does not wait for a conflict: the same words under a number of their own go', async () => {
    const story = await openStory(test);
    await story.take(original(1));
    await story.step();
    const [conflict = ''] = await story.take(amendment(1));
    const [corrected = ''] = await story.take(amendment(2));
    await story.step();
    expect(await story.document(conflict)).toMatchObject({ state: 'conflict', because: 'ISA13 000000001 came before from HAWSERLINE with other content' });
    expect(await story.stateOf(corrected)).toBe('accepted');
    expect(numbersSent(story)).toEqual([1, 2].map(isa13Of));
  }, 60_000);
});

describe('a conflict', () => {
  it('is nobody\'s original: an amendment after it waits for the true one', async () => {
    const story = await downAndNoMail();
    await story.take(original(1));
    await story.take(amendment(1));
    const [corrected = ''] = await story.take(amendment(2));
    await story.after(1);
    expect(await story.document(corrected)).toMatchObject({ state: 'waiting', held: 'waits-for-original', version: 2 });
    await comesBack(story);
    expect(numbersSent(story).filter((number) => number !== isa13Of(900))).toEqual([1, 2].map(isa13Of));
  }, 60_000);
});

describe('an interchange that comes again', () => {
  it.each([['without its last line end', (x12: Buffer) => x12.subarray(0, -1)], ['with one line end more', (x12: Buffer) => Buffer.concat([x12, Buffer.from('\r\n')])]])('%s is a duplicate and gets its first answer', async (_how, changed) => {
    const story = await openStory(test);
    const first = await story.hand(original(1));
    await story.step();
    const again = await story.hand(changed(original(1)));
    await story.step();
    expect(again).toEqual({ ...first, status: 'duplicate' });
    expect(numbersSent(story)).toEqual([isa13Of(1)]);
  }, 60_000);
});
