import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mailIn, readMailIn, takeLease, task } from '#ledger';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { inboxesNow } from './inbox-state.js';
import { isolate } from './isolate.js';
import { MailboxReader } from './mailbox-reader.js';
import { keepUntaken } from './keep-unread.js';
import { takeAgain } from './take-again.js';
import { inboxCalled, openStory, type Story } from './testing.js';
import { takeMail, type MailStep } from './take-mail.js';

jest.setTimeout(120_000);

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('read-mailbox'); });
afterAll(() => test.stop());

const never = new AbortController().signal;
const answers = inboxCalled('answers');
const mail = (n: number, more = '') => `From: clerk@quay.example\r\nTo: answers@hawser.example\r\nSubject: Re: ${n}\r\nMessage-ID: <${n}@quay.example>\r\n\r\nRECEIVED ${more}\r\n`;

/** What was taken, as the desk shows it. */
const taken = async (story: Story) => (await story.ledger.db.select().from(mailIn).orderBy(mailIn.id)).map(({ mailbox, uidValidity, uid, subject, kind, outcome }) => ({ at: `${mailbox} ${uidValidity}:${uid}`, subject, kind, outcome }));
const tasks = (story: Story) => story.ledger.db.select().from(task).orderBy(task.id);
const now = async (story: Story) => (await inboxesNow(story.journey))[0];

const open = () => openStory(test, { mail: { inboxes: [answers] } });

describe('a mailbox of ours', () => {
  it('is read in order, each mail once, and its place is where the next reader begins', async () => {
    const story = await open();
    for (const n of [1, 2, 3]) story.mailbox().put(mail(n));
    await story.readMailbox();
    story.mailbox().put(mail(4));
    await new MailboxReader({ ...story.journey, holder: 'worker-1' }, answers).round(never);
    expect((await taken(story)).map(({ at, subject, outcome }) => [at, subject, outcome])).toEqual([1, 2, 3, 4].map((n) => [`answers 1:${n}`, `Re: ${n}`, 'refused']));
    expect(await now(story)).toMatchObject({ name: 'answers', cursor: '1:4', reader: 'worker-1', trouble: null, lookedAt: story.clock.now() });
    const [first] = await story.ledger.db.select().from(mailIn).limit(1);
    expect((await readMailIn(story.ledger.db, first!.id)).toString()).toBe(mail(1));
  });

  it('that counts anew is read from its beginning, and what was taken before moves nothing', async () => {
    const story = await open();
    for (const n of [1, 2]) story.mailbox().put(mail(n));
    await story.readMailbox();
    story.mailbox().recreate();
    story.mailbox().put(mail(3));
    await new MailboxReader(story.journey, answers).round(never);
    expect((await taken(story)).map(({ at, outcome }) => `${at} ${outcome}`)).toEqual(['answers 1:1 refused', 'answers 1:2 refused', 'answers 2:1 repeated', 'answers 2:2 repeated', 'answers 2:3 refused']);
  });

  it('has one reader over all processes; another takes over when the first is gone', async () => {
    const story = await open();
    const other = { ...story.journey, holder: 'worker-2' };
    await story.readMailbox();
    story.mailbox().put(mail(1));
    const second = new MailboxReader(other, answers);
    await second.round(never);
    expect(await taken(story)).toEqual([]);
    await story.ledger.db.execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
    story.clock.advance(2_000);
    await second.round(never);
    expect(await taken(story)).toHaveLength(1);
    expect(await now(story)).toMatchObject({ reader: 'worker-2' });
  });

  it('takes nothing with a lease that passed to another while a mail was on its way', async () => {
    const story = await open();
    story.mailbox().put(mail(1));
    const robbed = new MailboxReader(story.journey, answers, async (step) => {
      if (step !== 'fetched') return;
      await story.ledger.db.execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
      await takeLease(story.ledger.db, 'mailbox/answers', 'worker-2', 60_000);
    });
    await expect(robbed.round(never)).rejects.toMatchObject({ code: 'JOURNEY.LEASE_PASSED' });
    expect(await taken(story)).toEqual([]);
    await new MailboxReader({ ...story.journey, holder: 'worker-2' }, answers).round(never);
    expect(await taken(story)).toHaveLength(1);
  });

  it('tells a person of a mail that is too large, and goes on behind it', async () => {
    const story = await open();
    story.mailbox().largestMailBytes = 400;
    story.mailbox().put(mail(1, 'x'.repeat(1_000)));
    story.mailbox().put(mail(2));
    await story.readMailbox();
    expect(await taken(story)).toEqual([{ at: 'answers 1:1', subject: 'Re: 1', kind: 'unreadable', outcome: 'held' }, { at: 'answers 1:2', subject: 'Re: 2', kind: 'answer', outcome: 'refused' }]);
    expect(await tasks(story)).toMatchObject([{ kind: 'unread-mail', what: expect.stringMatching(/^Read a mail in the mailbox answers \(UID 1\): it has 11\d\d bytes, more than mail\.largestMailIn allows/), facts: { from: 'clerk@quay.example' } }]);
    // Made anew it lies there once more, and is the same mail.
    story.mailbox().recreate();
    await new MailboxReader(story.journey, answers).round(never);
    expect((await taken(story)).map(({ at, kind }) => `${at} ${kind}`)).toContain('answers 2:1 unreadable');
    expect(await tasks(story)).toHaveLength(1);
  });

  it('gives a mail to a person that was tried five times in vain, whole, and takes those behind it', async () => {
    const story = await open();
    story.mailbox().put(mail(1));
    story.mailbox().put(mail(2));
    const reader = new MailboxReader(story.journey, answers, (step) => { if (step === 'applied' && story.mailbox().uidValidity === 1 && broken) throw new Error('no table for that'); });
    let broken = true;
    for (let tries = 1; tries <= 4; tries += 1) {
      await reader.round(never);
      expect(await now(story)).toMatchObject({ trouble: 'mail-not-taken', words: expect.stringContaining('UID 1'), cursor: null });
      await reader.round(never); // too soon: it is not tried
      story.clock.advance(60_000);
    }
    expect(await taken(story)).toEqual([]);
    await reader.round(never);
    broken = false;
    story.clock.advance(60_000);
    await reader.round(never);
    expect((await taken(story)).map(({ at, kind, outcome }) => [at, kind, outcome])).toEqual([['answers 1:1', 'untaken', 'held'], ['answers 1:2', 'answer', 'refused']]);
    expect(await tasks(story)).toMatchObject([{ kind: 'unread-mail', what: expect.stringMatching(/^Read a mail of the mailbox answers: it could not be taken: no table for that\. npx hawser inbox \d+ shows it; npx hawser read-again \d+/) }]);
    const [first] = await story.ledger.db.select().from(mailIn).limit(1);
    expect((await readMailIn(story.ledger.db, first!.id)).toString()).toBe(mail(1));
    expect(await now(story)).toMatchObject({ trouble: null });
  });

  it('gives a mail to a person at which five readers ended, by its fields alone, and takes those behind it', async () => {
    const story = await open();
    for (const n of [1, 2]) story.mailbox().put(mail(n));
    // As a process that ends there leaves it: begun, and nothing committed.
    for (let n = 1; n <= 5; n += 1) {
      const killed = new MailboxReader({ ...story.journey, holder: `worker-${n}`, ledger: { ...story.journey.ledger, ping: () => Promise.reject(new Error('the process ended')) } }, answers, (step) => { if (step === 'judged') throw new Error('killed'); });
      await expect(killed.round(never)).rejects.toThrow('the process ended');
      await story.ledger.db.execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
    }
    await new MailboxReader({ ...story.journey, holder: 'worker-6' }, answers).round(never);
    expect((await taken(story)).map(({ at, subject, kind, outcome }) => [at, subject, kind, outcome])).toEqual([['answers 1:1', 'Re: 1', 'untaken', 'held'], ['answers 1:2', 'Re: 2', 'answer', 'refused']]);
    expect(await tasks(story)).toMatchObject([{ kind: 'unread-mail', what: expect.stringContaining('it could not be taken: its reader ended 5 times over it.'), facts: { from: 'clerk@quay.example' } }]);
  });

  it('what could not be taken is taken from what was kept, once that is mended; its task is closed by whoever said so', async () => {
    const story = await open();
    story.mailbox().put(mail(1));
    let broken = true;
    const reader = new MailboxReader(story.journey, answers, (step) => { if (step === 'applied' && broken) throw new Error('no table for that'); });
    for (let tries = 1; tries <= 5; tries += 1) { await reader.round(never); story.clock.advance(60_000); }
    const [{ id } = { id: 0 }] = await story.ledger.db.select().from(mailIn);
    const act = { because: 'the table is there', actor: 'duty manager' };
    const sick = { ...story.journey, ledger: { ...story.journey.ledger, transaction: () => Promise.reject(new Error('no table for that')) } };
    await expect(takeAgain(sick, id, act)).rejects.toThrow(`mail ${id} cannot be taken now either: no table for that`);
    broken = false;
    expect(await takeAgain(story.journey, id, act)).toMatchObject({ id, kind: 'answer', outcome: 'refused' });
    expect(await taken(story)).toMatchObject([{ kind: 'answer', outcome: 'refused' }]);
    expect(await tasks(story)).toMatchObject([{ closedBy: 'duty manager', closedBecause: 'taken again: the table is there' }]);
    await expect(takeAgain(story.journey, id, act)).rejects.toThrow(`mail ${id} was taken when it came (answer, refused)`);
    await expect(takeAgain(story.journey, 999, act)).rejects.toThrow('there is no mail 999');
  });

  it('a reader that loses its mailbox amid a mail is no fault of the mail\'s', async () => {
    const story = await open();
    story.mailbox().put(mail(1));
    for (let n = 1; n <= 7; n += 1) {
      const robbed = new MailboxReader({ ...story.journey, holder: `worker-${n}` }, answers, async (step) => {
        if (step !== 'judged') return;
        await story.ledger.db.execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
        await takeLease(story.ledger.db, 'mailbox/answers', `thief-${n}`, 60_000);
      });
      await expect(robbed.round(never)).rejects.toMatchObject({ code: 'JOURNEY.LEASE_PASSED' });
      await story.ledger.db.execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
    }
    await new MailboxReader({ ...story.journey, holder: 'worker-8' }, answers).round(never);
    expect(await taken(story)).toMatchObject([{ kind: 'answer', outcome: 'refused' }]);
  });

  it('what could not be taken counts for nothing when it comes again, and is then no more than a repeat', async () => {
    const story = await open();
    const raw = Buffer.from(mail(1));
    const id = await keepUntaken(story.journey, { mailbox: 'answers', uidValidity: '1', uid: 1, lease: null }, raw, 'no table for that');
    expect(await takeMail(story.journey, { mailbox: 'other', uidValidity: '1', uid: 1, raw, lease: null })).toMatchObject({ kind: 'answer', outcome: 'refused' });
    expect(await takeAgain(story.journey, id, { because: 'the table is there', actor: 'desk' })).toMatchObject({ outcome: 'repeated', because: `the same bytes were taken meanwhile, as mail ${id + 1}` });
    expect((await tasks(story)).filter(({ closedAt }) => closedAt === null)).toEqual([]);
  });

  it('of a mail that was too large nothing was kept, and it is not taken again', async () => {
    const story = await open();
    story.mailbox().largestMailBytes = 100;
    story.mailbox().put(mail(1, 'x'.repeat(1_000)));
    await story.readMailbox();
    await expect(takeAgain(story.journey, (await story.ledger.db.select().from(mailIn))[0]!.id, { because: 'x', actor: 'desk' })).rejects.toThrow('was not read, and lies in the mailbox answers alone');
  });

  it('that cannot be reached is an alarm with its hour, and is asked less and less often until it is there again', async () => {
    const story = await open();
    story.mailbox().trouble = 'inbox-login-refused';
    await story.readMailbox();
    const since = story.clock.now();
    story.clock.advance(1_000);
    await story.readMailbox();
    story.clock.advance(1_000);
    story.mailbox().trouble = null;
    await story.readMailbox(); // two seconds after the second refusal it is its turn
    expect(await now(story)).toMatchObject({ trouble: 'inbox-login-refused', words: 'the story says inbox-login-refused', troubleSince: since });
    story.clock.advance(1_000);
    await story.readMailbox();
    expect(await now(story)).toMatchObject({ trouble: null, troubleSince: null });
  });

  it('that stands in an isolated region is not read', async () => {
    const story = await openStory(test, { mail: { inboxes: [inboxCalled('answers', { region: 'AMERICAS' })] } });
    story.mailbox().put(mail(1));
    await isolate(story.journey, { region: 'AMERICAS', because: 'a worm', actor: 'desk' });
    await new MailboxReader(story.journey, story.journey.settings.mail.inboxes[0]!).round(never);
    expect(await taken(story)).toEqual([]);
    expect(await now(story)).toMatchObject({ trouble: 'isolated', words: 'its region AMERICAS is isolated: a worm' });
  });

  it('is read mail by mail whatever is in them: a subject with NUL, none at all, eight-bit rubbish', async () => {
    const story = await open();
    story.mailbox().put('From: a@quay.example\r\nSubject: =?utf-8?q?a=00b?=\r\n\r\nRECEIVED \0\r\n');
    story.mailbox().put('');
    story.mailbox().put(Buffer.from(Array.from({ length: 2_000 }, (_, n) => (n * 7_919) % 256)));
    await story.readMailbox();
    expect((await taken(story)).map(({ at, subject }) => [at, subject.slice(0, 5)])).toMatchObject([['answers 1:1', 'ab'], ['answers 1:2', ''], ['answers 1:3', expect.any(String)]]);
    expect(await tasks(story)).toEqual([]);
  });
});

/** Steps after which a reader may die; `between` is told of each. */
const STEPS: readonly MailStep[] = ['leased', 'opened', 'fetched', 'judged', 'kept', 'applied', 'taken', 'read'];

describe('a reader that dies', () => {
  it('after any step, at any mail, loses none of them and takes none twice', async () => {
    const story = await open();
    const deaths = new Map(STEPS.map((step) => [step, 0]));
    const left = async () => story.mailbox().mails.length - (await taken(story)).length;
    let number = 0;
    for (let reader = 0; [...deaths.values()].some((times) => times < 3) || (await left()) > 0; reader += 1) {
      if (reader > 200) throw new Error(`it never ends: ${JSON.stringify([...deaths])}, ${await left()} left`);
      while (reader < 60 && (await left()) < 3) story.mailbox().put(mail(number += 1));
      // Each reader is a process of its own, and dies once it has come so far: the first time, or the second, where it comes to one.
      const dies = STEPS[reader % STEPS.length]!;
      let passed = 0;
      const mortal = new MailboxReader({ ...story.journey, holder: `worker-${reader}` }, answers, (step) => {
        if (step !== dies || (passed += 1) !== 1 + (Math.floor(reader / STEPS.length) % 2)) return;
        deaths.set(step, deaths.get(step)! + 1);
        throw new Error(`died after ${step}`);
      });
      await mortal.round(never).catch(() => undefined);
      // Who was killed lets go of nothing: its lease runs out.
      await story.ledger.db.execute("update lease set expires_at = clock_timestamp() - interval '1 second'");
    }
    const all = await taken(story);
    expect(number).toBeGreaterThan(24);
    expect(all.map(({ subject }) => subject)).toEqual(Array.from({ length: number }, (_, n) => `Re: ${n + 1}`));
    expect(all.every(({ outcome }) => outcome === 'refused')).toBe(true);
    expect(await tasks(story)).toEqual([]);
  });
});
