import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, isolationOf, reopen } from './isolate.js';
import { endpointOf, FAR_QUAY, openStory, QUAY } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('isolated-region'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const act = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };
const one = (control: number, to = 'USLGBEAST') => interchange({ control, to, sets: [event(control)] });
const mixed = interchange({ control: 1, to: 'USLGBEAST', groups: [{ gs01: 'QO', gs06: 1, sets: [event(1)] }, { gs01: 'FA', gs06: 2, sets: [['997', 'AK1*SO*55', 'AK9*A*1*1*1']] }] });

describe('an isolated region', () => {
  it('is cut each round, and neither probed, looked at, read nor sent to by EDI; mail goes, and the other region by EDI', async () => {
    const story = await openStory(test);
    Object.assign(story.edi(), { next: [{ outcome: 'unknown', because: 'dropped', words: 'the line broke' }], reachable: false });
    const [doubtful = ''] = await story.take(one(1));
    await story.step();
    expect(await story.document(doubtful)).toMatchObject({ state: 'unsettled' });
    expect(await story.verdict()).toBe('suspect');
    expect(await isolate(story.journey, act)).toMatchObject({ endpoints: expect.arrayContaining([QUAY]), senders: [QUAY] });
    story.seen.length = 0;
    story.outbox().leave('answer.edi', answerTo(one(1), { control: 500 }));

    const [mailed = ''] = await story.take(one(2));
    const [elsewhere = ''] = await story.take(one(3, 'SGSINSOUTH'));
    await story.through(6, 10);
    expect(story.seen.filter((seen) => seen.at === QUAY)).toEqual([]);
    expect(story.outbox().names).toEqual(['answer.edi']);
    expect(story.cuts).toHaveLength(36);
    expect(new Set(story.cuts)).toEqual(new Set([QUAY]));
    expect(story.mailsOf(mailed)).toHaveLength(1);
    expect(story.sentTo(FAR_QUAY)).toHaveLength(1);
    expect(await story.statesOf([mailed, elsewhere])).toEqual(['accepted', 'accepted']);
  }, 60_000);

  it('has what was in doubt when it was cut go by mail once its time is over, marked as a possible duplicate', async () => {
    const story = await openStory(test);
    story.edi().next = [{ outcome: 'unknown', because: 'dropped', words: 'the line broke' }];
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await isolate(story.journey, act);
    await story.after(5);
    expect(story.mailsOf(ref)).toEqual([]);
    await story.through(6, 10);
    expect(story.mailsOf(ref).map((mail) => mail.bytes.includes('POSSIBLE DUPLICATE'))).toEqual([true]);
    expect(story.looksAt(QUAY)).toHaveLength(1); // before the cut
  }, 60_000);

  it('holds a document whose only mailbox refuses it for good, and gives it to EDI when that is back', async () => {
    const story = await openStory(test);
    await isolate(story.journey, act);
    story.mail.always = { outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such user', forGood: true };
    const [ref = ''] = await story.take(one(1));
    await story.through(2, 5);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'no-mailbox', because: 'No mailbox in the directory takes its mail (documents@uslgb-east.example: no-such-mailbox); it goes by EDI when that is back, or a person says where.' });
    expect(story.mailsOf(ref)).toHaveLength(1);
    await reopen(story.journey, act);
    await story.after(1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'sftp' });
    expect(story.mailsOf(ref)).toHaveLength(1);
  }, 60_000);
});

describe('an interchange with a 997 and a 315', () => {
  it('has its 315 mailed while its region is isolated; the 997 waits, and goes by EDI after it', async () => {
    const story = await openStory(test);
    await isolate(story.journey, act);
    const [status = '', answer = ''] = await story.take(mixed);
    await story.through(12, 20);
    expect(await story.document(status)).toMatchObject({ set: '315', state: 'accepted', acceptedBy: 'email' });
    expect(await story.document(answer)).toMatchObject({ set: '997', state: 'waiting', held: 'isolated', because: 'An acknowledgement is never mailed; it waits for the EDI link.' });
    expect(story.sentTo('mail').map((mail) => mail.identity)).toEqual([`<${status}.1@hawser.example>`]);
    await reopen(story.journey, act);
    await story.through(0.5, 1);
    expect(story.sentTo(QUAY).map((sent) => sent.bytes.equals(mixed))).toEqual([true]);
    expect(await story.document(answer)).toMatchObject({ state: 'accepted', acceptedBy: 'sftp' });
    expect(story.sentTo('mail')).toHaveLength(1);
  }, 60_000);

  it('awaits an answer for its 315 alone when it went by EDI', async () => {
    const story = await openStory(test);
    const [status = '', answer = ''] = await story.take(mixed);
    await story.step();
    await story.take(answerTo(mixed, { control: 501 }), QUAY);
    await story.through(6, 20);
    expect(await story.statesOf([status, answer])).toEqual(['acknowledged', 'accepted']);
    expect(await story.evidence('answer-missing')).toEqual([]);
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(story.sentTo('mail')).toEqual([]);
  }, 60_000);
});

describe('a region that is reopened', () => {
  it('closes when an endpoint that answers nothing has proved its path by what it took', async () => {
    const story = await openStory(test, { quay: { acknowledges: 'none', mail: null } });
    await isolate(story.journey, act);
    const refs: string[] = [];
    for (const control of [1, 2, 3, 4, 5, 6]) refs.push(...await story.take(one(control)));
    await story.step();
    expect(await story.statesOf(refs)).toEqual(refs.map(() => 'waiting'));
    await reopen(story.journey, act);
    await story.step();
    expect(await story.statesOf(refs)).toEqual(refs.map(() => 'accepted'));
    expect(await story.evidence('delivered')).toHaveLength(6);
    expect(story.seen.filter((seen) => seen.at === QUAY && seen.asked === 'probe')).toEqual([]);
    expect(await story.verdict()).toBe('up');
    expect(await story.outageEvents('AMERICAS')).toEqual(['isolated', 'reopened', 'closed']);
  }, 60_000);

  it('is not kept open by an endpoint that takes mail only', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null })] });
    await isolate(story.journey, act);
    const [ref = ''] = await story.take(one(1, 'USOAKNORTH'));
    await story.step();
    await reopen(story.journey, act);
    await story.through(2, 5);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    expect(await story.verdict()).toBe('up');
    expect(await story.outageEvents('AMERICAS')).toEqual(['isolated', 'reopened', 'closed']);
  }, 60_000);

  it('that is isolated once more while it returns is so from that hour and for that reason', async () => {
    const story = await openStory(test);
    await isolate(story.journey, act);
    await story.after(5);
    await reopen(story.journey, { ...act, because: 'networks cleaned' });
    await story.after(5);
    const again = story.clock.now();
    await isolate(story.journey, { ...act, because: 'a second wave' });
    expect(await isolationOf(story.journey.ledger.db, 'AMERICAS')).toEqual({ since: again, because: 'a second wave' });
  }, 60_000);
});
