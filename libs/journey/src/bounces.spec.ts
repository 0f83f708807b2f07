import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { desc, eq } from 'drizzle-orm';
import { acknowledgement, document, mailIn, mailReport, notice, task } from '#ledger';
import { exchangeReport, gmailReport, outOfOffice, postfixReport, qmailReport, readReceipt, sendmailReport, type Reported } from '../../../test/support/reports.js';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { takeMail } from './take-mail.js';
import { impairedMailboxes } from './mailbox-trouble.js';
import { learnedCaps } from './mail-size.js';
import { endpointOf, openStory, type Story, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('bounces'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const [DAY, NIGHT] = ['clerks@usoak-north.example', 'night@usoak-north.example'];
const one = (control: number) => interchange({ control, to: 'USOAKNORTH', sets: [event(control)] });
const withContacts = (to = [DAY, NIGHT], more: Partial<Parameters<typeof endpointOf>[1]> = {}, options: StoryOptions = {}) =>
  openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null, phones: [], mail: { to, language: 'en', forms: ['all', 'plain', 'words', 'print'], encryptTo: null }, ...more })], ...options });

let uid = 0;
/** A mail that lies in our mailbox. */
const comes = (story: Story, raw: Buffer) => takeMail(story.journey, { mailbox: 'answers', uidValidity: '1', uid: (uid += 1), raw, lease: null });
const mails = (story: Story) => story.sentTo('mail').map((mail) => `${mail.to.join()} ${mail.identity}`);
const last = (story: Story) => story.sentTo('mail').at(-1)!;
const report = (story: Story, more: Partial<Reported> = {}, of = last(story)): Reported => ({ messageId: of.identity.slice(1, -1), recipient: of.to[0]!, ...more });
const mailed = async (story: Story) => { const [ref = ''] = await story.take(one(story.seen.length + 1)); await story.step(); return ref; };
const tasks = async (story: Story) => (await story.ledger.db.select().from(task).orderBy(task.id)).map((row) => `${row.kind} ${row.cause.replace(/^mail \d+/, 'mail')}`);
const rowOf = async (story: Story, ref: string) => (await story.ledger.db.select().from(document).where(eq(document.ref, ref)))[0]!;
const events = async (story: Story, ref: string) => (await story.document(ref)).history.map((link) => link.event);

describe('a mail that comes back', () => {
  it('is handed over no more: its document waits, no clock stands still for it, and the next contact gets a new mail at once', async () => {
    const story = await withContacts([DAY, NIGHT], { acknowledges: 'none' });
    const ref = await mailed(story);
    expect((await rowOf(story, ref)).deliveredAt).not.toBeNull();
    expect(await comes(story, postfixReport(report(story)))).toMatchObject({ kind: 'report', outcome: 'moved', because: expect.stringMatching(/^failed 5\.1\.1 for clerks@usoak-north\.example, its Message-ID <HW-.*: There is no such mailbox/) });
    expect(await rowOf(story, ref)).toMatchObject({ state: 'waiting', acceptedAt: null, acceptedBy: null, mailAcceptedAt: null, deliveredAt: null, because: expect.stringContaining('it came back from clerks@usoak-north.example: 550 5.1.1') });
    await story.step();
    expect(mails(story)).toEqual([`${DAY} <${ref}.1@hawser.example>`, `${NIGHT} <${ref}.2@hawser.example>`]);
    expect((await simpleParser(last(story).bytes)).subject).toContain('POSSIBLE DUPLICATE');
    expect(await rowOf(story, ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    expect(await tasks(story)).toEqual([]);
  });

  it.each([
    ['Exchange', exchangeReport, 'no-such-mailbox', []], ['Gmail, full', gmailReport, 'mailbox-full', ['call']], ['qmail, in words', qmailReport, 'no-such-mailbox', []],
  ] as const)('whoever reports it: %s', async (_who, write, refused, kinds) => {
    const story = await withContacts();
    const ref = await mailed(story);
    await comes(story, write(report(story, { ref })));
    expect((await story.ledger.db.select().from(mailReport)).map((row) => [row.refused, row.mailbox])).toEqual([[refused, DAY]]);
    await story.step();
    expect(last(story).to).toEqual([NIGHT]);
    expect((await tasks(story)).map((what) => what.split(' ')[0])).toEqual(kinds);
  });

  it('makes somebody phone when no contact is left, and is printed as what no mailbox takes', async () => {
    const story = await withContacts([DAY]);
    const ref = await mailed(story);
    await comes(story, postfixReport(report(story)));
    expect(await tasks(story)).toEqual([`call call ${ref}`]);
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'no-mailbox', because: expect.stringContaining(`${DAY}: no-such-mailbox`) });
  });

  it('for its size lowers the cap of its mailbox, and goes to it again, smaller', async () => {
    const story = await withContacts([DAY, NIGHT]);
    const [ref = ''] = await story.take(interchange({ control: 7, to: 'USOAKNORTH', sets: [[...event(7), ...Array.from({ length: 9_000 }, (_, n) => `NTE*OTH*REMARK ${n} ${(n * 7_919).toString(36).padStart(40, 'Q')}`)]] }));
    await story.step();
    const size = last(story).bytes.length;
    await comes(story, postfixReport(report(story, { status: '5.3.4', diagnostic: 'smtp; 552 5.3.4 message size exceeds fixed limit' })));
    expect((await learnedCaps(story.journey)).mailboxes).toMatchObject([{ of: DAY, capBytes: Math.floor(size / 2), because: expect.stringMatching(/5\.3\.4.*\(a report\)$/) }]);
    await story.step();
    expect(mails(story).slice(1)).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^${DAY} <${ref}\\.2\\.1of`))]));
  }, 60_000);

  it('for a gateway\'s policy goes in the next form, and a person looks; where we are not believed, to the next contact', async () => {
    const story = await withContacts();
    await mailed(story);
    await comes(story, postfixReport(report(story, { status: '5.7.1', diagnostic: 'smtp; 550 5.7.1 content refused' })));
    await story.step();
    expect([last(story).to, (await simpleParser(last(story).bytes)).attachments.length]).toEqual([[DAY], 1]);
    await comes(story, postfixReport(report(story, { status: '5.7.26', diagnostic: 'smtp; 550 5.7.26 DMARC' })));
    await story.step();
    expect(last(story).to).toEqual([NIGHT]);
    expect(await tasks(story)).toEqual(['check-bounce mail', 'check-bounce mail']);
  });

  it('for a while is mailed to the same once more after a pause, then to the next', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    const full = { status: '4.2.2', diagnostic: 'smtp; 452 4.2.2 mailbox full' };
    await comes(story, postfixReport(report(story, full)));
    await story.step();
    expect([await story.stateOf(ref), mails(story)]).toEqual(['waiting', [`${DAY} <${ref}.1@hawser.example>`]]);
    await story.after(6);
    expect(mails(story)[1]).toBe(`${DAY} <${ref}.2@hawser.example>`);
    await comes(story, postfixReport(report(story, full)));
    await story.step();
    expect(last(story).to).toEqual([NIGHT]);
    expect(await tasks(story)).toEqual([`call call ${ref}`]);
  });

  it('with a code that says no more goes to the next contact, and a person looks', async () => {
    const story = await withContacts();
    await mailed(story);
    await comes(story, postfixReport(report(story, { status: '5.0.0', diagnostic: 'smtp; 550 no' })));
    await story.step();
    expect(last(story).to).toEqual([NIGHT]);
    expect(await tasks(story)).toEqual(['check-bounce mail']);
  });

  it('one part of it: the 250 of one is the 250 of none, and all go anew', async () => {
    const story = await withContacts([DAY, NIGHT], {}, { mail: { mailbox: { ratePerMinute: null, ratePerHour: null, capBytes: 320 * 1024, forgetCapAfterMs: 86_400_000 } } });
    const [ref = ''] = await story.take(interchange({ control: 8, to: 'USOAKNORTH', sets: [[...event(8), ...Array.from({ length: 2_500 }, (_, n) => `NTE*OTH*REMARK ${n} ${(n * 104_729).toString(36).padStart(40, 'Z')}${n * 31}`)]] }));
    await story.step();
    const parts = story.sentTo('mail');
    expect(parts.length).toBeGreaterThan(1);
    await comes(story, postfixReport(report(story, {}, parts[1])));
    expect(await story.stateOf(ref)).toBe('waiting');
    await story.step();
    expect(story.sentTo('mail').slice(parts.length).map((mail) => mail.identity)).toEqual(parts.map((_, index) => `<${ref}.2.${index + 1}of${parts.length}@hawser.example>`));
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);
});

describe('a report that comes late or not from where it should', () => {
  it('moves nothing that was answered meanwhile, and is kept with it', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    await story.ledger.db.update(document).set({ state: 'acknowledged', acknowledgedLevel: 'person' }).where(eq(document.ref, ref));
    expect(await comes(story, postfixReport(report(story)))).toMatchObject({ outcome: 'recorded' });
    expect(await story.stateOf(ref)).toBe('acknowledged');
    expect((await events(story, ref)).at(-1)).toBe('bounced');
  });

  it('of a mail that another one followed moves nothing: the other one stands', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    const first = report(story);
    await comes(story, postfixReport(first));
    await story.step();
    expect(await comes(story, exchangeReport(first))).toMatchObject({ outcome: 'recorded' });
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(mails(story)).toHaveLength(2);
  });

  it('of a mail that EDI overtook leaves it handed over by EDI, and no EDI try falls back on that mail', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    await story.ledger.db.update(document).set({ lastAcceptedBy: 'sftp', ediAcceptedAt: story.clock.now() }).where(eq(document.ref, ref));
    await comes(story, postfixReport(report(story)));
    expect(await rowOf(story, ref)).toMatchObject({ state: 'accepted', lastAcceptedBy: 'sftp', mailAcceptedAt: null, because: expect.stringMatching(/It stands by another way\.$/) });
  });

  it.each([
    ['it has a sender to answer to', { returnPath: '<mallory@elsewhere.example>' }, /came from <mallory@elsewhere\.example>/],
    ['it has no Return-Path and no server\'s name', { returnPath: null, from: 'mallory@elsewhere.example' }, /is no mail server/],
    ['it is about somebody whom the mail was not for', { recipient: 'other@usoak-north.example' }, /was sent to clerks@usoak-north\.example/],
    ['it names no mail of ours', { messageId: 'HW-XXXXXXX.1@hawser.example' }, /names no mail of ours/],
  ])('moves nothing, and a person is shown why: %s', async (_what, more, because) => {
    const story = await withContacts();
    const ref = await mailed(story);
    expect(await comes(story, postfixReport(report(story, more)))).toMatchObject({ outcome: 'held', because: expect.stringMatching(because) });
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await tasks(story)).toEqual(['check-bounce mail']);
  });

  it('of somebody else\'s mail under our name asks nobody: all who are forged get those', async () => {
    const story = await withContacts();
    await mailed(story);
    expect(await comes(story, postfixReport({ messageId: 'spam.1@elsewhere.example', recipient: 'victim@elsewhere.example' }))).toMatchObject({ kind: 'report', outcome: 'refused', because: expect.stringContaining('no mail of ours') });
    expect(await tasks(story)).toEqual([]);
  });

  it('of a mail from last month is a person\'s to judge', async () => {
    const story = await withContacts();
    await mailed(story);
    story.clock.advance(30 * 86_400_000);
    expect(await comes(story, postfixReport(report(story)))).toMatchObject({ outcome: 'held', because: expect.stringContaining('no server tries for so long') });
  });

  it('twice moves once', async () => {
    const story = await withContacts();
    await mailed(story);
    const raw = postfixReport(report(story));
    await comes(story, raw);
    expect(await comes(story, raw)).toMatchObject({ outcome: 'repeated' });
    await story.step();
    expect(mails(story)).toHaveLength(2);
  });
});

describe('a delayed mail', () => {
  it('is no bounce; when its document turns red the next contact gets it as well', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    await story.dueIn(ref, 4 * 60 + 60);
    expect(await comes(story, sendmailReport(report(story)))).toMatchObject({ outcome: 'recorded', because: expect.stringContaining('A delay is not a bounce') });
    await story.after(50);
    expect([await story.stateOf(ref), mails(story).length, (await events(story, ref)).filter((what) => what === 'delayed').length]).toEqual(['accepted', 1, 1]);
    await story.after(11);
    await story.step();
    expect(last(story).to).toEqual([NIGHT]);
    expect((await simpleParser(last(story).bytes)).subject).toContain('POSSIBLE DUPLICATE');
    await story.after(20);
    expect(mails(story)).toHaveLength(2);
  });

  it('of a red document goes to the next contact, and its carrier is not told that it could not be delivered; of a bounce it is', async () => {
    const story = await withContacts([DAY, NIGHT], {}, { desk: { webhook: { url: 'https://carrier.example/notices', secretEnv: 'STORY_WEBHOOK' } } });
    const told = async () => (await story.ledger.db.select().from(notice)).map(({ event }) => event);
    const ref = await mailed(story);
    await story.dueIn(ref, 60);
    story.clock.advance(11 * 60_000);
    expect(await comes(story, sendmailReport(report(story)))).toMatchObject({ outcome: 'moved' });
    expect(await told()).toEqual([]);
    await story.step();
    await comes(story, postfixReport(report(story)));
    expect(await told()).toEqual(['bounced']);
    const [{ body } = { body: '' }] = await story.ledger.db.select().from(notice);
    const [{ from } = { from: null }] = await story.ledger.db.select({ from: mailIn.fromAddress }).from(mailIn).orderBy(desc(mailIn.id)).limit(1);
    expect(JSON.parse(body)).toMatchObject({ type: 'document.bounced', data: { bounce: { mailbox: NIGHT, reportedBy: from, words: expect.any(String) } } });
  });

  it('of a red document waits ten minutes; where there is no other contact somebody phones, and the mail stands', async () => {
    const story = await withContacts([DAY]);
    const ref = await mailed(story);
    await story.dueIn(ref, 60);
    await comes(story, sendmailReport(report(story)));
    expect(await tasks(story)).toEqual([]);
    await story.after(10);
    await story.step();
    expect([await tasks(story), await story.stateOf(ref), mails(story).length]).toEqual([[`call call ${ref}`], 'accepted', 1]);
  });

  it('that was delivered after all troubles nobody', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    await story.dueIn(ref, 60);
    await comes(story, sendmailReport(report(story)));
    await comes(story, postfixReport(report(story, { action: 'delivered', status: '2.0.0', diagnostic: 'smtp; 250 2.0.0 saved' })));
    await story.after(20);
    expect(mails(story)).toHaveLength(1);
  });
});

describe('what proves little', () => {
  it.each(['delivered', 'relayed'] as const)('%s is transport, never an answer', async (action) => {
    const story = await withContacts();
    const ref = await mailed(story);
    expect(await comes(story, postfixReport(report(story, { action, status: '2.0.0', diagnostic: 'smtp; 250 2.0.0 ok' })))).toMatchObject({ outcome: 'recorded' });
    expect(await rowOf(story, ref)).toMatchObject({ state: 'accepted', acknowledgedAt: null });
    expect(await story.ledger.db.select({ level: acknowledgement.level, verdict: acknowledgement.verdict }).from(acknowledgement)).toEqual([{ level: 'transport', verdict: 'accepted' }]);
  });

  it('a success report ends the doubt about that very mail', async () => {
    const story = await withContacts();
    story.mail.next = [{ outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' }];
    const ref = await mailed(story);
    expect(await story.stateOf(ref)).toBe('unsettled');
    await comes(story, postfixReport(report(story, { action: 'delivered', status: '2.0.0', diagnostic: 'smtp; 250 2.0.0 saved' })));
    expect(await rowOf(story, ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email', mayHaveArrived: false });
  });

  it('a bounce ends it, too: it did not arrive', async () => {
    const story = await withContacts();
    story.mail.next = [{ outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' }];
    await mailed(story);
    await comes(story, postfixReport(report(story)));
    await story.step();
    expect(last(story).to).toEqual([NIGHT]);
  });

  it('a read receipt is kept and shown, and answers nothing', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    expect(await comes(story, readReceipt(report(story)))).toMatchObject({ kind: 'read-receipt', outcome: 'recorded' });
    const doc = await story.document(ref);
    expect([doc.state, doc.history.at(-1)!.because]).toEqual(['accepted', `read receipt from ${DAY}: displayed, sent by a person's hand. It says what a mail program did, not that somebody there has it.`]);
  });

  it('an out-of-office that begins with RECEIVED answers nothing; until when stands with its document', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    expect(await comes(story, outOfOffice(report(story), 'RECEIVED, thank you. I am away until 3 August.'))).toMatchObject({ kind: 'auto-reply', outcome: 'recorded' });
    const doc = await story.document(ref);
    expect([doc.state, doc.history.at(-1)!.because]).toEqual(['accepted', `automatic reply from ${DAY}: "until 3 August" (2018-08-03). It answers nothing.`]);
  });

  it('of a stranger is not shown with it', async () => {
    const story = await withContacts();
    const ref = await mailed(story);
    await comes(story, outOfOffice({ ...report(story), recipient: 'mallory@elsewhere.example' }, 'away until 3 August'));
    await comes(story, readReceipt({ ...report(story), recipient: 'mallory@elsewhere.example' }));
    expect(await events(story, ref)).not.toEqual(expect.arrayContaining(['auto-reply']));
    expect((await story.ledger.db.select({ outcome: mailIn.outcome }).from(mailIn)).map((row) => row.outcome)).toEqual(['recorded', 'recorded']);
  });
});

describe('a mailbox whose mails come back', () => {
  it('is called impaired with the words, until something gets there', async () => {
    const story = await withContacts();
    await mailed(story);
    await comes(story, postfixReport(report(story)));
    expect(await impairedMailboxes(story.journey)).toMatchObject([{ mailbox: DAY, endpoint: 'USOAK-NORTH', state: 'comes back', reports: 1, words: expect.stringContaining('550 5.1.1') }]);
    story.clock.advance(60_000);
    const next = await mailed(story);
    await comes(story, postfixReport({ messageId: `${next}.1@hawser.example`, recipient: DAY, action: 'delivered', status: '2.0.0', diagnostic: 'smtp; 250 saved' }));
    expect(await impairedMailboxes(story.journey)).toEqual([]);
  });

  it('is shown with until when nobody reads there', async () => {
    const story = await withContacts();
    await mailed(story);
    await comes(story, outOfOffice(report(story), 'away until 3 August'));
    expect(await impairedMailboxes(story.journey)).toMatchObject([{ mailbox: DAY, state: 'nobody there', until: 'until 3 August', untilDay: '2018-08-03' }]);
  });
});
