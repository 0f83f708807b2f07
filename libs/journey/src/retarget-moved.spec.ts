import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { brokenLink, document, history } from '#ledger';
import { calls, chainOf, eventsOf, freight, linksOf, LONG_BEACH, OAKLAND, openWithCalls, OTHER, person, row, told, toQuay, toUs, unreachable } from '../../../test/support/calls.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { ActRefusedError } from './errors.js';
import { QUAY, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('retarget-moved'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const open = (options?: StoryOptions) => openWithCalls(test, options);

describe('a call that moves to another terminal', () => {
  it('has what waits made anew for it: same bytes and version, its own ref and profile, due by the call, both sides linked', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND, eta: '2018-08-06T14:00:00Z' });
    const [old, made] = await chainOf(story, ref);
    expect(old).toMatchObject({ state: 'superseded', endpoint: QUAY, disregard: null, because: `Its call moved to another terminal. (LARK-1 at USOAK-PORT) ${made!.ref} goes to USOAK-PORT instead` });
    expect(made).toMatchObject({ state: 'waiting', endpoint: OTHER.code, retargetedFrom: old!.id, sha256: old!.sha256, version: 1, profile: { code: OTHER.code }, dueAt: new Date('2018-08-05T14:00:00Z'), because: `made from ${ref}: Its call moved to another terminal. (LARK-1 at USOAK-PORT)` });
    expect(await linksOf(story, made!.ref)).toEqual([{ call: 'LARK-1', rule: 'call-moved' }]);
    await story.step();
    expect(story.sentTo(QUAY)).toEqual([]);
    expect(story.sentTo(OTHER.code).map(({ bytes }) => /\*USOAKPORT +\*/.test(bytes.toString()))).toEqual([true]);
    expect(await eventsOf(story, made!.ref)).toEqual(['retargeted', 'try-opened', 'accepted']);
    expect(await story.document(ref)).toMatchObject({ retargetedTo: made!.ref });
    expect(await story.document(made!.ref)).toMatchObject({ retargetedFrom: ref });
    for (const doc of [old!, made!]) expect(brokenLink(await story.ledger.db.select().from(history).where(eq(history.documentId, doc.id)).orderBy(asc(history.seq)))).toBeNull();
  }, 30_000);

  it('owes the old terminal a word where it has it, until a person said it; what it acknowledged stays acknowledged', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    story.answers();
    const [answered = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    await story.step();
    story.edi().always = { outcome: 'accepted', receipt: 'taken' };
    const [silent = ''] = await story.take(toUs(2, freight(2)));
    await story.step();
    expect(await story.statesOf([answered, silent])).toEqual(['acknowledged', 'accepted']);

    await calls(story, 'LARK-1', { at: OAKLAND });
    expect([await told(story, answered), await told(story, silent)]).toEqual([
      { endpoint: QUAY, state: 'acknowledged', held: null, disregard: 'owed' }, { endpoint: QUAY, state: 'superseded', held: null, disregard: 'owed' },
    ]);
    await story.step();
    expect(story.sentTo(OTHER.code)).toHaveLength(2);
    await person(story, silent, 'told', 'by phone, to the gate office');
    expect(await told(story, silent)).toMatchObject({ disregard: 'told' });
    expect((await story.document(silent)).history.at(-1)).toMatchObject({ event: 'told', actor: 'desk', because: 'USLGB-EAST was told to disregard it: by phone, to the gate office' });
    await expect(person(story, silent, 'told')).rejects.toThrow(ActRefusedError);
    // Nothing more of it reaches the old terminal, whatever its path does.
    story.seen.length = 0;
    await story.through(6, 30);
    expect(story.sentTo(QUAY)).toEqual([]);
    expect([...story.mailsOf(answered), ...story.mailsOf(silent)]).toEqual([]);
  }, 60_000);

  it('keeps originals ahead of what changes them, also where only the original was handed over', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [original = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    story.edi().always = unreachable;
    const [change = ''] = await story.take(toUs(2, freight(1, '04')));
    expect(await row(story, change)).toMatchObject({ version: 2, replaces: 'delta' });
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, first] = await chainOf(story, original);
    const [, second] = await chainOf(story, change);
    expect(second).toMatchObject({ predecessorId: first!.id, version: 2 });
    story.edi(OTHER.code).next = [unreachable];
    await story.step();
    await story.through(2, 10);
    const bills = story.sentTo(OTHER.code).map(({ bytes }) => /B2A\*(\d\d)/.exec(bytes.toString())?.[1]);
    expect(bills.slice(0, 2)).toEqual(['00', '00']);
    expect(bills.at(-1)).toBe('04');
  }, 60_000);

  it('does not send there what a later version replaces whole', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [original = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    const [newer = ''] = await story.take(toUs(2, freight(1, '05')));
    await story.step();
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, first] = await chainOf(story, original);
    const [, second] = await chainOf(story, newer);
    expect(first).toMatchObject({ state: 'superseded', because: `not sent: replaced whole by ${second!.ref}` });
    await story.step();
    expect(story.sentTo(OTHER.code)).toHaveLength(1);
  }, 30_000);

  it('does not bring an older version behind a newer one that its sender sent to the new terminal', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [older = ''] = await story.take(toUs(1, freight(1)));
    const there = toUs(2, freight(1, '05')).toString().replace('R4*D*UN*USLGB', 'R4*D*UN*USOAK');
    const [newer = ''] = await story.take(Buffer.from(there));
    expect(await told(story, newer)).toMatchObject({ endpoint: OTHER.code });
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, made] = await chainOf(story, older);
    expect(made).toMatchObject({ state: 'superseded', because: `not sent: replaced whole by ${newer}` });
    expect(await row(story, newer)).toMatchObject({ predecessorId: made!.id, version: 2 });
  }, 30_000);

  it('waits for the end of a try that was open, and moves what came of it then', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [taken = '', refused = ''] = await story.take(toUs(1, freight(1), freight(2)));
    story.edi().next = [async () => {
      expect(await story.stateOf(taken)).toBe('sending');
      await calls(story, 'LARK-1', { at: OAKLAND });
      expect(await told(story, taken)).toMatchObject({ endpoint: QUAY, state: 'sending' });
      return { outcome: 'accepted', receipt: 'taken' };
    }];
    await story.step();
    expect([await told(story, taken), await told(story, refused)]).toEqual([
      { endpoint: QUAY, state: 'superseded', held: null, disregard: 'owed' }, { endpoint: QUAY, state: 'superseded', held: null, disregard: null },
    ]);
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(story.sentTo(OTHER.code)).toHaveLength(2);
  }, 30_000);

  it('and back again makes each a document once more; at no time are two of them open', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND });
    await calls(story, 'LARK-1', { at: LONG_BEACH });
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'superseded'], [QUAY, 'waiting']]);
    await story.step();
    expect([story.sentTo(QUAY).length, story.sentTo(OTHER.code).length]).toEqual([1, 0]);
  }, 30_000);

  it('to a place that is no endpoint of ours parks them, and they go on when it is one', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [left = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    const [ref = ''] = await story.take(toUs(2, freight(2)));
    await calls(story, 'LARK-1', { at: { unlocode: 'CAVAN', terminal: 'DP' } });
    expect(await told(story, ref)).toEqual({ endpoint: QUAY, state: 'waiting', held: 'call-elsewhere', disregard: null });
    expect(await told(story, left)).toEqual({ endpoint: QUAY, state: 'accepted', held: null, disregard: 'owed' });
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'waiting']]);
    expect((await chainOf(story, left)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'waiting']]);
  }, 30_000);

  it('that comes back before the old terminal was told owes it nothing; after, that it stands', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [one = '', two = ''] = await story.take(toUs(1, freight(1), freight(2)));
    await story.step();
    await calls(story, 'LARK-1', { at: { unlocode: 'CAVAN', terminal: 'DP' } });
    await person(story, two, 'told', 'by phone');
    await calls(story, 'LARK-1', { at: LONG_BEACH });
    expect([(await told(story, one)).disregard, (await told(story, two)).disregard]).toEqual([null, 'revoked']);
    await person(story, two, 'told', 'by phone');
    expect((await story.document(two)).history.at(-1)).toMatchObject({ because: 'USLGB-EAST was told that it stands after all: by phone' });
  }, 30_000);

  it('has what comes later and still names the old port; what its sender addressed there goes there', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [original = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, first] = await chainOf(story, original);
    const [late = '', stranger = ''] = await story.take(toUs(2, freight(1, '04'), freight(3, '00', '099W')));
    const [old, made] = await chainOf(story, late);
    expect(old).toMatchObject({ endpoint: QUAY, state: 'superseded', disregard: null });
    expect(made).toMatchObject({ endpoint: OTHER.code, state: 'waiting', predecessorId: first!.id, version: 2 });
    expect(await linksOf(story, late)).toEqual([{ call: 'LARK-1', rule: 'call-left' }]);
    expect(await told(story, stranger)).toEqual({ endpoint: QUAY, state: 'waiting', held: null, disregard: null });
    const [addressed = ''] = await story.take(toQuay(3, freight(4)));
    expect(await told(story, addressed)).toEqual({ endpoint: QUAY, state: 'waiting', held: null, disregard: null });
    await story.step();
    await story.after(10);
    expect(story.sentTo(OTHER.code).map(({ bytes }) => /B2A\*(\d\d)/.exec(bytes.toString())?.[1])).toEqual(['00', '04']);
  }, 30_000);

  it('leaves to a person what the terminal refused', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    await story.ledger.db.update(document).set({ state: 'rejected' }).where(eq(document.ref, ref));
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect(await told(story, ref)).toMatchObject({ endpoint: QUAY, state: 'rejected' });
    await person(story, ref, 'resend', 'they mean the new terminal');
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'waiting']]);
  }, 30_000);
});
