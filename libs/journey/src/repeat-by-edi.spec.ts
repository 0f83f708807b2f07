import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { postfixReport } from '../../../test/support/reports.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { chaseMails } from './chase-mails.js';
import { isolate, reopen } from './isolate.js';
import { settleDoubts } from './settle.js';
import { takeMail } from './take-mail.js';
import { openStory, QUAY, type Story, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('repeat-by-edi'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const one = interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] });
const two = interchange({ control: 2, to: 'USLGBEAST', sets: [event(2), event(3)] });
const act = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };
const unreachable = { outcome: 'unreachable', because: 'connect-failed', words: 'nobody answers' } as const;
const inDoubt = { outcome: 'unknown', because: 'dropped', words: 'the line broke after the rename was asked for' } as const;

/** The path was down, the document went by mail, the path answers again: the next round may repeat it. */
async function mailedWhileDown(options: StoryOptions = {}, before: readonly Buffer[] = []): Promise<{ story: Story; ref: string }> {
  const story = await openStory(test, options);
  Object.assign(story.edi(), { always: unreachable, reachable: false });
  for (const other of before) await story.take(other);
  story.clock.advance(1);
  const [ref = ''] = await story.take(one);
  await story.through(0.1, 0.5);
  expect(await story.verdict()).toBe('down');
  expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
  story.seen.length = 0;
  Object.assign(story.edi(), { always: { outcome: 'accepted', receipt: 'taken' }, reachable: true });
  return { story, ref };
}

/** Until it is offered by EDI: the path must have answered for a quarter of an hour. */
async function untilRepeated(story: Story): Promise<void> {
  for (let round = 0; round < 60 && story.sentTo(QUAY).length === 0; round += 1) await story.after(0.5);
  expect(story.sentTo(QUAY)).toHaveLength(1);
}

describe('what went by mail while the path was down', () => {
  it('goes by EDI once when the path is back, as the bytes that came, and never by mail again; a late 997 ends it', async () => {
    const { story, ref } = await mailedWhileDown({}, [11, 12, 13, 14, 15, 16].map((control) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] })));
    // Of one repeat alone the answer is lost; the others prove the path.
    story.answers(QUAY, (bytes) => bytes.equals(one));
    await story.through(1, 1);
    expect(story.sentTo(QUAY)).toHaveLength(7);
    expect(await story.verdict()).toBe('up');
    await story.through(24, 20);
    expect(story.sentTo(QUAY).filter((sent) => sent.bytes.equals(one))).toHaveLength(1);
    expect(story.sentTo('mail')).toEqual([]);
    expect(await story.verdict()).toBe('up');
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    await story.take(answerTo(one, { control: 900 }), QUAY);
    expect(await story.stateOf(ref)).toBe('acknowledged');
  }, 60_000);

  it('goes once per return to a quay that takes files and never answers one, and never by mail again', async () => {
    const { story } = await mailedWhileDown();
    await story.through(4, 5);
    const returns = (await story.outageEvents()).filter((what) => what === 'returning').length;
    expect(returns).toBeGreaterThan(1);
    expect(story.sentTo(QUAY).length).toBeLessThanOrEqual(returns);
    expect(story.sentTo('mail')).toEqual([]);
  }, 60_000);

  it('stands as mailed when its repeat cannot get through, which is tried again after a pause, not at once', async () => {
    const { story, ref } = await mailedWhileDown();
    story.answers();
    story.edi().next = [unreachable];
    await untilRepeated(story);
    for (let round = 0; round < 5; round += 1) await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: 'its mail stands; EDI could not be reached: nobody answers' });
    await story.through(2, 5);
    expect(story.sentTo(QUAY).map((sent) => sent.bytes.equals(one))).toEqual([true, true]);
    expect(new Set(story.sentTo(QUAY).map((sent) => sent.identity)).size).toBe(1);
    expect(story.sentTo('mail')).toEqual([]);
    expect(await story.stateOf(ref)).toBe('acknowledged');
  }, 60_000);

  it('pauses after a refusal for now, too: its repeat is not tried again at once', async () => {
    const { story, ref } = await mailedWhileDown();
    story.edi().always = { outcome: 'refused', because: 'refused-by-server', words: 'quota', forGood: false };
    await untilRepeated(story);
    for (let round = 0; round < 5; round += 1) await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: 'its mail stands; EDI refused it: quota' });
  }, 60_000);

  it('pauses longer and longer where the trouble is our own, which says nothing about the path', async () => {
    const { story, ref } = await mailedWhileDown();
    story.edi().always = { outcome: 'unreachable', because: 'channel-closed', words: 'the session was closed here' };
    await untilRepeated(story);
    await story.through(1, 0.5, () => story.step());
    expect(await story.verdict()).toBe('returning');
    expect(story.sentTo(QUAY).length).toBeLessThan(18);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: 'its mail stands; EDI could not be reached: the session was closed here' });
  }, 60_000);

  it('is looked for on SFTP when its repeat is in doubt; proved absent it stands as mailed, and is not mailed twice', async () => {
    const { story, ref } = await mailedWhileDown();
    story.answers();
    story.edi().next = [inDoubt];
    story.edi().finds = { found: 'absent', because: 'only its temporary file was there' };
    await untilRepeated(story);
    expect(await story.stateOf(ref)).toBe('unsettled');
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email', because: 'its mail stands; of the EDI copy: a look proved it absent: only its temporary file was there' });
    expect(story.looksAt(QUAY)).toHaveLength(1);
    await story.through(6, 10);
    expect(story.looksAt('mail')).toEqual([]);
    expect(story.sentTo('mail')).toEqual([]);
    expect(story.sentTo(QUAY)).toHaveLength(2);
    expect(await story.stateOf(ref)).toBe('acknowledged');
  }, 60_000);

  it('falls back on no mail that came back while somebody looked: it goes again by EDI', async () => {
    const { story, ref } = await mailedWhileDown();
    const { rows: [mail] } = await story.ledger.db.execute<{ id: string; to: string }>(sql`select wire_identity as id, recipients->>0 as to from transmission where kind = 'mail'`);
    story.answers();
    story.edi().next = [inDoubt];
    await untilRepeated(story);
    expect(await story.stateOf(ref)).toBe('unsettled');
    story.edi().settle = async () => {
      const raw = postfixReport({ messageId: mail!.id.slice(1, -1), recipient: mail!.to });
      expect(await takeMail(story.journey, { mailbox: 'answers', uidValidity: '1', uid: 1, raw, lease: null })).toMatchObject({ kind: 'report' });
      return { found: 'absent', because: 'only its temporary file was there' };
    };
    await settleDoubts(story.journey, new AbortController().signal);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', because: 'a look proved it absent: only its temporary file was there' });
    await story.through(2, 10);
    expect(await story.stateOf(ref)).toBe('acknowledged');
  }, 60_000);

  it('nor on one that came back while it was tried by EDI, in vain', async () => {
    const { story, ref } = await mailedWhileDown();
    const { rows: [mail] } = await story.ledger.db.execute<{ id: string; to: string }>(sql`select wire_identity as id, recipients->>0 as to from transmission where kind = 'mail'`);
    story.edi().next = [async () => {
      await story.ledger.db.execute(sql`update document set mail_accepted_at = null where ref = ${ref}`);
      return unreachable;
    }];
    expect(mail?.to).toBeDefined();
    await untilRepeated(story);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting' });
  }, 60_000);

  it('one that is chased and never was handed over keeps nobody else from being chased', async () => {
    const { story, ref } = await mailedWhileDown();
    await story.ledger.db.execute(sql`update document set mail_accepted_at = null where ref = ${ref}`);
    story.clock.advance(10 * 24 * 3_600_000);
    await chaseMails(story.journey, new AbortController().signal);
    const { rows } = await story.ledger.db.execute(sql`select chase_at from document where ref = ${ref}`);
    expect(rows).toEqual([{ chase_at: null }]);
  }, 60_000);

  it('awaits a 997 when its repeat was in doubt and a look found it', async () => {
    const { story, ref } = await mailedWhileDown();
    story.edi().next = [inDoubt];
    story.edi().finds = { found: 'arrived', receipt: '310 bytes under its final name' };
    await untilRepeated(story);
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email', because: 'a look found it: 310 bytes under its final name' });
    await story.after(31);
    expect((await story.document(ref)).history.map((step) => step.event)).toContain('answer-overdue');
    expect(story.sentTo('mail')).toEqual([]);
  }, 60_000);
});

describe('an interchange of two sets of which one was mailed when its region returns', () => {
  const greylisted = { outcome: 'refused', because: 'relay-asks-to-come-back', words: '451 greylisted', forGood: false } as const;

  async function halfMailed(options: StoryOptions = {}): Promise<{ story: Story; refs: string[] }> {
    const story = await openStory(test, options);
    await isolate(story.journey, act);
    const refs = await story.take(two);
    story.mail.next = [{ outcome: 'accepted', receipt: '250' }];
    story.mail.always = greylisted;
    await story.step();
    expect((await story.statesOf(refs)).sort()).toEqual(['accepted', 'waiting']);
    await reopen(story.journey, act);
    return { story, refs };
  }

  /** Every set that was in a file has that try in its own history. */
  async function expectClaimed(story: Story, refs: string[]): Promise<void> {
    const files = story.sentTo(QUAY).length;
    for (const ref of refs) expect((await story.document(ref)).tries.filter((one) => one.channel === 'sftp')).toHaveLength(files);
  }

  it('has the other follow by mail, and only then goes by EDI, both sets claimed', async () => {
    const { story, refs } = await halfMailed();
    await story.step();
    expect(story.sentTo(QUAY)).toEqual([]);
    story.mail.always = { outcome: 'accepted', receipt: '250' };
    story.answers();
    await story.through(3, 5);
    expect(story.sentTo(QUAY).map((sent) => sent.bytes.equals(two))).toEqual([true]);
    await expectClaimed(story, refs);
    for (const ref of refs) expect(story.mailsOf(ref).map((mail) => mail.bytes.includes('POSSIBLE DUPLICATE')).filter(Boolean)).toEqual([]);
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'acknowledged']);
  }, 60_000);

  it('goes by EDI with both sets claimed where mail is gone and it is due soon; a mail of it that follows says that it is a duplicate', async () => {
    const { story, refs } = await halfMailed({ dueAfterMinutes: 60 });
    story.mail.always = { outcome: 'unreachable', because: 'connection-refused', words: 'no relay' };
    story.mail.reachable = false;
    await story.through(0.2, 0.5);
    expect(story.sentTo(QUAY).map((sent) => sent.bytes.equals(two))).toEqual([true]);
    await expectClaimed(story, refs);
    const sentBefore = story.sentTo('mail').length;
    Object.assign(story.mail, { always: { outcome: 'accepted', receipt: '250' }, reachable: true });
    await story.through(6, 5);
    expect(story.sentTo('mail').length).toBeGreaterThan(sentBefore);
    for (const mail of story.sentTo('mail').slice(sentBefore)) expect(mail.bytes.includes('POSSIBLE DUPLICATE')).toBe(true);
    await expectClaimed(story, refs);
  }, 60_000);
});
