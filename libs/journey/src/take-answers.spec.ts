import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { asc, eq, isNull } from 'drizzle-orm';
import { simpleParser } from 'mailparser';
import { MINUTE } from '#common';
import { unmatchedAnswers } from '#documents';
import { document, mailIn, task } from '#ledger';
import { AnswerMails, type AnswerToWrite } from '../../../test/support/answer-mail.js';
import { MAILBOX as NORTH_BOX, NORTH, storyWithDigests, takeAll } from '../../../test/support/digests.js';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import type { Seen } from '../../channels/src/testing.js';
import { chaseMails } from './chase-mails.js';
import { decideAnswer } from './decide-answer.js';
import { isolate, reopen } from './isolate.js';
import { actOn } from './person.js';
import { takeMail } from './take-mail.js';
import { endpointOf, FAR_QUAY, openStory, QUAY, type Story, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('take-answers'); }, 60_000);
afterAll(() => test.stop(), 60_000);

let mails: AnswerMails;
beforeEach(() => { mails = new AnswerMails(); });

const CLERK = 'documents@uslgb-east.example';
const cut = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };
const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });

/** A terminal that is cut off and was mailed one document each. */
async function mailed(count = 1, options: StoryOptions = {}): Promise<{ story: Story; refs: string[] }> {
  const story = await openStory(test, { txt: mails.txt, ...options });
  await isolate(story.journey, cut);
  const refs: string[] = [];
  for (let control = 1; control <= count; control += 1) refs.push(...await story.take(one(control)));
  await story.step();
  expect(await story.statesOf(refs)).toEqual(refs.map(() => 'accepted'));
  return { story, refs };
}

let uid = 0;
async function comes(story: Story, answer: AnswerToWrite, raw?: Buffer) {
  story.clock.advance(MINUTE);
  mails.clock = story.clock;
  return takeMail(story.journey, { mailbox: 'answers', uidValidity: '1', uid: (uid += 1), raw: raw ?? await mails.write(answer), lease: null });
}

const tasksOf = (story: Story) => story.ledger.db.select().from(task).where(isNull(task.closedAt)).orderBy(asc(task.id));
const rowOf = async (story: Story, ref: string) => (await story.ledger.db.select().from(document).where(eq(document.ref, ref)))[0]!;
const identityOf = (story: Story, ref: string, at = 'mail') => story.mailsOf(ref, at)[0]!.identity;

describe('a word of somebody who is listed and proved', () => {
  it('moves its document once: acknowledged at level person, with who, when and the words, and its delay clock stopped', async () => {
    const { story, refs: [ref] } = await mailed();
    const taken = await comes(story, { from: `Gate desk <${CLERK}>`, text: 'RECEIVED', to: identityOf(story, ref!) });
    expect(taken).toMatchObject({ kind: 'answer', outcome: 'moved', because: `moved ${ref} (RECEIVED)` });
    const at = story.clock.now();
    expect(await rowOf(story, ref!)).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'person', acknowledgedAt: at, deliveredAt: at, chaseAt: null, answerDueAt: null, lastAcceptedBy: 'email' });
    expect(await story.document(ref!)).toMatchObject({ because: `RECEIVED by mail from ${QUAY}`, answers: [{ level: 'person', verdict: 'accepted', matchedBy: `it answers our mail ${identityOf(story, ref!)}` }] });
    expect(await tasksOf(story)).toEqual([]);
  }, 30_000);

  it.each([['KEYED', 'acknowledged'], ['DUPLICATE', 'acknowledged'], ['REJECT wrong voyage', 'rejected']])('%s makes it %s', async (text, state) => {
    const { story, refs: [ref] } = await mailed();
    expect(await comes(story, { from: CLERK, text, to: identityOf(story, ref!) })).toMatchObject({ outcome: 'moved' });
    const doc = await rowOf(story, ref!);
    expect([doc.state, doc.deliveredAt === null]).toEqual([state, state === 'rejected']);
    if (state === 'rejected') expect(doc.because).toContain('wrong voyage');
  }, 30_000);

  it('keeps EDI from sending it once more when the path is back; the list of what was mailed says that the terminal confirmed it', async () => {
    const { story, refs } = await mailed(2);
    await comes(story, { from: CLERK, text: 'RECEIVED', to: identityOf(story, refs[0]!) });
    await reopen(story.journey, { ...cut, because: 'clean' });
    story.answers();
    const lists: Seen[] = [];
    await story.through(6, 4, async () => { lists.push(...await story.lists()); });
    const sent = story.sentTo(QUAY).map(({ bytes }) => bytes.toString()).join('');
    expect([sent.includes('HWSRLGB0000001'), sent.includes('HWSRLGB0000002')]).toEqual([false, true]);
    const [list] = parse<Record<string, string>>((await simpleParser(lists.at(-1)!.bytes)).attachments[0]!.content, { bom: true, columns: true }).filter((line) => line['REF'] === refs[0]);
    expect(list!['HOW IT STANDS']).toMatch(/^You told us at .* do not key it twice$/);
  }, 60_000);

  it('moves nothing a second time, neither as the same bytes nor as the same mail by another way', async () => {
    const { story, refs: [ref] } = await mailed();
    const rejected = { from: CLERK, text: 'REJECT wrong voyage', to: identityOf(story, ref!), messageId: '<r1@uslgb-east.example>' };
    mails.clock = story.clock;
    const raw = await mails.write(rejected);
    expect(await comes(story, rejected, raw)).toMatchObject({ outcome: 'moved' });
    await comes(story, { from: CLERK, text: 'KEYED', to: identityOf(story, ref!) });
    expect(await comes(story, rejected, raw)).toMatchObject({ outcome: 'repeated' });
    expect(await comes(story, rejected, Buffer.concat([Buffer.from('Received: from a by b; Tue, 24 Jul 2018 17:00:00 +0000\r\n'), raw]))).toMatchObject({ outcome: 'recorded', because: expect.stringContaining('taken before') });
    expect(await story.stateOf(ref!)).toBe('acknowledged');
  }, 30_000);

  it('counts whatever became of the document since: late, cancelled, acknowledged by a better proof', async () => {
    const { story, refs } = await mailed(2);
    const [late, better] = refs as [string, string];
    await story.take(answerTo(one(2), { control: 700 }), QUAY);
    expect(await comes(story, { from: CLERK, text: 'RECEIVED', to: identityOf(story, better) })).toMatchObject({ outcome: 'recorded', because: `${better} stood so already` });
    expect(await story.document(better)).toMatchObject({ acknowledgedLevel: 'syntax', answers: [{ level: 'syntax' }, { level: 'person' }] });
    await comes(story, { from: CLERK, text: 'REJECT', to: identityOf(story, late) });
    await actOn(story.journey, late, { act: 'cancel', because: 'withdrawn', actor: 'desk' });
    expect(await comes(story, { from: CLERK, text: 'KEYED', to: identityOf(story, late) })).toMatchObject({ outcome: 'held', because: expect.stringContaining(`${late} is cancelled`) });
    expect(await story.stateOf(late)).toBe('cancelled');
  }, 30_000);

  it('REJECT outdoes a 997; RECEIVED takes no refusal of a person back, KEYED does', async () => {
    const { story, refs: [ref] } = await mailed();
    await story.take(answerTo(one(1), { control: 700 }), QUAY);
    const to = identityOf(story, ref!);
    const states: string[] = [];
    for (const text of ['REJECT wrong voyage', 'RECEIVED', 'DUPLICATE', 'KEYED']) { await comes(story, { from: CLERK, text, to }); states.push(await story.stateOf(ref!)); }
    expect(states).toEqual(['rejected', 'rejected', 'rejected', 'acknowledged']);
  }, 30_000);

  it('that refuses it is not taken back by a 997 that comes late: no word on the syntax mends what is in it; sent again, its 997 counts', async () => {
    const story = await openStory(test, { txt: mails.txt });
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await story.after(31);
    await story.step();
    expect(await comes(story, { from: CLERK, text: 'REJECT wrong voyage', to: identityOf(story, ref) })).toMatchObject({ outcome: 'moved' });
    await story.take(answerTo(one(1), { control: 700 }), QUAY);
    expect(await rowOf(story, ref)).toMatchObject({ state: 'rejected', deliveredAt: null });
    expect((await story.document(ref)).answers).toMatchObject([{ level: 'person', verdict: 'rejected' }, { level: 'syntax', verdict: 'accepted' }]);
    await actOn(story.journey, ref, { act: 'resend', because: 'they looked at the wrong call', actor: 'desk' });
    await story.step();
    await story.take(answerTo(one(1), { control: 701 }), QUAY);
    expect(await rowOf(story, ref)).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'syntax' });
  }, 30_000);

  it('that has it is not undone by a 997 that refuses the EDI copy later, which is kept with it', async () => {
    const story = await openStory(test, { txt: mails.txt });
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await story.after(31);
    await story.step();
    await comes(story, { from: CLERK, text: 'KEYED', to: identityOf(story, ref) });
    await story.take(answerTo(one(1), { control: 700, verdicts: { '0001': { verdict: 'R' } } }), QUAY);
    expect(await story.document(ref)).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'person', answers: [{ level: 'person', verdict: 'accepted' }, { level: 'syntax', verdict: 'rejected' }] });
    expect((await story.document(ref)).history.at(-1)).toMatchObject({ event: 'answered-again', because: expect.stringContaining('AK5 R') });
  }, 30_000);

  it('that refuses it leaves no mail to fall back on: sent again while no relay is there it waits, and goes when one is', async () => {
    const { story, refs: [ref] } = await mailed();
    await comes(story, { from: CLERK, text: 'REJECT wrong voyage', to: identityOf(story, ref!) });
    await actOn(story.journey, ref!, { act: 'resend', because: 'they looked at the wrong call', actor: 'desk' });
    story.mail.next = [{ outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' }];
    await story.step();
    expect(await story.stateOf(ref!)).toBe('waiting');
    await story.after(30);
    expect(await story.stateOf(ref!)).toBe('accepted');
    expect((await rowOf(story, ref!)).chaseAt).not.toBeNull();
  }, 30_000);

  it('KEYED of what they were to disregard, since its call went, counts and is shown to a person', async () => {
    const { story, refs: [ref] } = await mailed();
    await story.ledger.db.update(document).set({ disregard: 'told' }).where(eq(document.ref, ref!));
    expect(await comes(story, { from: CLERK, text: 'KEYED', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'moved' });
    expect(await tasksOf(story)).toMatchObject([{ kind: 'check-answer', what: expect.stringContaining(`${ref} is for a call that went; its place was told to disregard it`) }]);
  }, 30_000);

  it('CALL ME opens a task with the numbers of the directory and what to read out, and moves nothing', async () => {
    const { story, refs: [ref] } = await mailed(1, { quay: { phones: ['+1 555 010 0300 (gate desk)'] } });
    expect(await comes(story, { from: CLERK, text: 'CALL ME 555 0199', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'held' });
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call-back', endpoint: QUAY, facts: { phones: ['+1 555 010 0300 (gate desk)'], about: [`${ref}, version 1`], reason: '555 0199' } }]);
    expect(await story.stateOf(ref!)).toBe('accepted');
  }, 30_000);

  it('sent twice on different ways asks one person once', async () => {
    const { story, refs: [ref] } = await mailed();
    mails.clock = story.clock;
    const raw = await mails.write({ from: CLERK, text: 'CALL ME', to: identityOf(story, ref!) });
    const again = Buffer.concat([Buffer.from('Received: from a by b; Tue, 24 Jul 2018 17:00:00 +0000\r\n'), raw]);
    expect([(await comes(story, { from: '', text: '' }, raw)).outcome, (await comes(story, { from: '', text: '' }, again)).outcome]).toEqual(['held', 'recorded']);
    expect(await tasksOf(story)).toHaveLength(1);
  }, 30_000);

  it('CALL ME ends the chase: who asked to be called is not reminded, and no other contact is asked', async () => {
    const { story, refs: [ref] } = await mailed(1, { quay: { mail: { ...endpointOf(QUAY).mail!, to: [CLERK, 'night@uslgb-east.example'] } } });
    await comes(story, { from: CLERK, text: 'CALL ME', to: identityOf(story, ref!) });
    const before = story.sentTo('mail').length;
    for (let day = 1; day <= 9; day += 1) {
      story.clock.advance(24 * 60 * MINUTE);
      await chaseMails(story.journey, new AbortController().signal);
    }
    expect([story.sentTo('mail').length - before, (await tasksOf(story)).map(({ kind }) => kind)]).toEqual([0, ['call-back']]);
  }, 30_000);

  it.each([['of a proved sender ends the chase: nobody says that they did not answer', 'well', null], ['of whom nothing proves does not', 'none', expect.any(Date)]] as const)('that a person has to read, %s', async (_, signed, chaseAt) => {
    const { story, refs: [ref] } = await mailed();
    expect((await rowOf(story, ref!)).chaseAt).not.toBeNull();
    expect(await comes(story, { from: CLERK, text: 'RECEIVED?', to: identityOf(story, ref!), signed })).toMatchObject({ outcome: 'held' });
    expect((await rowOf(story, ref!)).chaseAt).toEqual(chaseAt);
  });

  it('without a word is read by a person, who sees their own words and why none was found', async () => {
    const { story, refs: [ref] } = await mailed();
    expect(await comes(story, { from: CLERK, text: 'Where is the manifest?', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'held' });
    expect(await tasksOf(story)).toMatchObject([{ kind: 'check-answer', facts: { ownWords: 'Where is the manifest?', refs: [ref], listed: expect.stringContaining(`listed at ${QUAY}`), proof: expect.stringContaining('passes') } }]);
  }, 30_000);

  it('that was forwarded is somebody else\'s and goes to a person', async () => {
    const { story, refs: [ref] } = await mailed();
    expect(await comes(story, { from: CLERK, subject: 'Fwd: Re: document', text: 'RECEIVED', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'held', because: expect.stringContaining('forwarded') });
    expect(await story.stateOf(ref!)).toBe('accepted');
  }, 30_000);
});

describe('several documents in one answer', () => {
  async function digest() {
    const story = await storyWithDigests(test, {}, {});
    Object.assign(story.journey, { txt: mails.txt });
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    return { story, refs, to: story.sentTo('mail')[0]!.identity };
  }

  it('RECEIVED of a digest is about all in it', async () => {
    const { story, refs, to } = await digest();
    expect(await comes(story, { from: NORTH_BOX, text: 'RECEIVED', to })).toMatchObject({ outcome: 'moved' });
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
  }, 60_000);

  it('KEYED of a digest takes back no refusal of one of its documents; beside its ref it does', async () => {
    const { story, refs, to } = await digest();
    await comes(story, { from: NORTH_BOX, text: `REJECT ${refs[1]} no such booking`, to });
    expect(await comes(story, { from: NORTH_BOX, text: 'KEYED', to })).toMatchObject({ outcome: 'moved', because: expect.stringContaining(`to a person: ${refs[1]} stands rejected, and KEYED of a whole mail does not name it`) });
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'rejected', 'acknowledged']);
    await comes(story, { from: NORTH_BOX, text: `KEYED ${refs[1]}`, to });
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
  }, 60_000);

  it('REJECT of a digest must say which; beside a ref it moves that one', async () => {
    const { story, refs, to } = await digest();
    expect(await comes(story, { from: NORTH_BOX, text: 'REJECT wrong voyage', to })).toMatchObject({ outcome: 'held', because: expect.stringContaining('does not say which') });
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await comes(story, { from: NORTH_BOX, text: `RECEIVED ${refs[0]}\nREJECT ${refs[1]} wrong voyage`, to })).toMatchObject({ outcome: 'moved' });
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'rejected', 'accepted']);
  }, 60_000);

  it('one of which is another terminal\'s moves the rest; that one is held and stays as it is', async () => {
    const { story, refs: [ref] } = await mailed();
    const [other] = await story.take(interchange({ control: 50, to: 'SGSINSOUTH', sets: [event(50)] }));
    await story.step();
    const taken = await comes(story, { from: CLERK, text: `RECEIVED ${ref}\nRECEIVED ${other}` });
    expect(taken).toMatchObject({ outcome: 'moved', because: expect.stringContaining(`${other} is for ${FAR_QUAY}, where ${CLERK} is not listed`) });
    expect(await story.statesOf([ref!, other!])).toEqual(['acknowledged', 'accepted']);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'check-answer', facts: { reasons: [expect.stringContaining(FAR_QUAY), expect.anything(), expect.anything()] } }]);
  }, 30_000);

  it('with a slip of the hand is no word on all of them: what was meant is told to a person, and the rest is moved', async () => {
    const { story, refs } = await mailed(3);
    const [first, second, third] = refs as [string, string, string];
    const slip = `${second.slice(0, -1)}${second.endsWith('2') ? '3' : '2'}`;
    const to = identityOf(story, second);
    expect(await comes(story, { from: CLERK, text: `KEYED ${slip}`, to })).toMatchObject({ outcome: 'held', because: `to a person: no document has the ref ${slip}; ${second} of the mail they answer is one sign away` });
    expect(await comes(story, { from: CLERK, text: `RECEIVED\n${first}\n${slip}`, to })).toMatchObject({ outcome: 'moved', because: expect.stringContaining(`moved ${first} (RECEIVED); to a person: no document has the ref ${slip}`) });
    expect(await comes(story, { from: CLERK, text: `RECEIVED\n\n${third} has no seal number`, to })).toMatchObject({ outcome: 'held', because: expect.stringContaining(`it says RECEIVED of the whole mail, and its words name ${third} in another line`) });
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'accepted', 'accepted']);
  }, 30_000);

  it('without a word goes to a person with what its own words name, and a command names no document that may be another', async () => {
    const { story, refs } = await mailed(2);
    await comes(story, { from: CLERK, text: `Where is ${refs[1]}?`, to: identityOf(story, refs[0]!) });
    expect(await tasksOf(story)).toMatchObject([{ kind: 'check-answer', what: expect.stringContaining(`npx hawser answered ${refs[1]} …`), facts: { refs: [refs[1]] } }]);
    expect([await story.document(refs[0]!), await story.document(refs[1]!)]).toMatchObject([{ tasks: [], tries: [{ to: [CLERK] }] }, { tasks: [{ kind: 'check-answer' }] }]);
  }, 30_000);

  it('that say two things of one document, or name one that never left or is none, are held', async () => {
    const { story, refs: [ref] } = await mailed();
    await actOn(story.journey, (await story.take(one(9)))[0]!, { act: 'hold', because: 'wait', actor: 'desk' });
    const unsent = (await story.ledger.db.select().from(document).where(eq(document.tries, 0)))[0]!.ref;
    const taken = await comes(story, { from: CLERK, text: `RECEIVED ${ref}\nREJECT ${ref} no\nRECEIVED ${unsent}` });
    expect(taken).toMatchObject({ outcome: 'held' });
    expect((await tasksOf(story))[0]!.facts).toMatchObject({ reasons: expect.arrayContaining([`${ref}: it says two things of it`, `${unsent} was never sent, or not all of it, so nobody can have it`]) });
    expect(await story.statesOf([ref!, unsent])).toEqual(['accepted', 'waiting']);
  }, 30_000);
});

describe('a sender who is not sure', () => {
  it.each<[string, Partial<AnswerToWrite>, string, string | null]>([
    ['listed, not signed', { signed: 'none' }, 'held', 'it carries no DKIM signature'],
    ['listed, the signature broken', { signed: 'broken' }, 'held', 'body hash did not verify'],
    ['listed, with a verdict header they wrote themselves', { signed: 'none', above: ['Authentication-Results: mx.hawser.example; dkim=pass header.d=uslgb-east.example'] }, 'held', 'it carries no DKIM signature'],
    ['proved, not listed', { from: 'clerk@elsewhere.example' }, 'held', 'clerk@elsewhere.example is listed nowhere'],
    ['proved, listed with something behind a plus alone', { from: 'documents+x@uslgb-east.example' }, 'held', 'is listed nowhere'],
    ['a stranger', { from: 'clerk@elsewhere.example', signed: 'none' }, 'refused', null],
  ])('(%s) moves nothing: %#', async (_title, sender, outcome, reason) => {
    const { story, refs: [ref] } = await mailed();
    expect(await comes(story, { from: CLERK, text: 'RECEIVED', to: identityOf(story, ref!), ...sender })).toMatchObject({ outcome });
    expect(await story.stateOf(ref!)).toBe('accepted');
    const tasks = await tasksOf(story);
    if (reason === null) expect(tasks).toEqual([]);
    else expect(tasks).toMatchObject([{ kind: 'check-answer', endpoint: QUAY, facts: { ownWords: expect.stringContaining('RECEIVED'), refs: [ref], reasons: expect.arrayContaining([expect.stringContaining(reason)]) } }]);
  }, 30_000);

  it('and whose DNS does not answer is held, and the task says that it could not be checked', async () => {
    const { story, refs: [ref] } = await mailed();
    mails.dead.add('uslgb-east.example');
    expect(await comes(story, { from: CLERK, text: 'RECEIVED', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'held', because: expect.stringContaining('could not be checked') });
    expect(await story.stateOf(ref!)).toBe('accepted');
  }, 30_000);

  it('under a listed name whose domain refuses such mail is refused, with an alarm among the answers', async () => {
    const { story, refs: [ref] } = await mailed();
    mails.dmarc.set('uslgb-east.example', 'v=DMARC1; p=reject');
    expect(await comes(story, { from: CLERK, text: 'RECEIVED', to: identityOf(story, ref!), signed: 'broken' })).toMatchObject({ outcome: 'refused', because: expect.stringContaining('forged') });
    expect(await story.stateOf(ref!)).toBe('accepted');
    expect(await tasksOf(story)).toEqual([]);
    expect(await unmatchedAnswers(story.ledger.db, 5)).toMatchObject([{ alarm: true, endpoint: QUAY }]);
  }, 30_000);

  it('may be listed in the document\'s own profile, which was frozen when it was addressed', async () => {
    const { story, refs: [ref] } = await mailed();
    Object.assign(story.journey, { directory: { ...story.journey.directory, endpoints: new Map([[QUAY, endpointOf(QUAY, { mail: { ...endpointOf(QUAY).mail!, to: ['new@uslgb-east.example'] } })]]) } });
    expect(await comes(story, { from: CLERK, text: 'RECEIVED', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'moved' });
  }, 30_000);

  it('may be any of a domain that is listed, and one mailbox may be several endpoints\'', async () => {
    const { story, refs: [ref] } = await mailed(1, { quay: { mail: { ...endpointOf(QUAY).mail!, answersFrom: ['@quays.example'] } }, also: [endpointOf(NORTH, { mail: { ...endpointOf(NORTH).mail!, answersFrom: ['@quays.example'] } })] });
    expect(await comes(story, { from: 'ann@deep.quays.example', text: 'RECEIVED', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'held' });
    expect(await comes(story, { from: 'ann@quays.example', text: 'RECEIVED', to: identityOf(story, ref!) })).toMatchObject({ outcome: 'moved' });
  }, 30_000);

  it('may write what PostgreSQL cannot keep, and the mailbox goes on', async () => {
    const { story, refs: [ref] } = await mailed();
    const half = 'x'.repeat(1_989) + '\u{1F6A2}'.repeat(20);
    const raw = Buffer.from(['From: documents@uslgb-east.example', 'Subject: =?utf-8?q?a=00b?= \0', 'Message-ID: <a\0b@x.example>', `DKIM-Signature: v=1; a=rsa-sha256; d=uslgb-east.example; s=${'\u{1F6A2}'.repeat(40)}; h=from; bh=AA==; b=AA==`, `In-Reply-To: ${identityOf(story, ref!)}`, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', Buffer.from(`RECEIVED\0 ${half}`).toString('base64'), ''].join('\r\n'));
    expect(await comes(story, { from: '', text: '' }, raw)).toMatchObject({ outcome: 'held' });
    expect((await tasksOf(story))[0]!.facts['ownWords']).toMatch(/^RECEIVED x+/);
  }, 30_000);

  it('and who names nothing of ours is kept, and nobody is asked', async () => {
    const { story } = await mailed();
    expect(await comes(story, { from: 'sales@elsewhere.example', text: 'Buy our cranes' })).toMatchObject({ outcome: 'recorded' });
    expect(await tasksOf(story)).toEqual([]);
  }, 30_000);
});

describe('a person who decides on an answer that was held', () => {
  async function held(from = 'clerk@elsewhere.example', text = 'RECEIVED') {
    const { story, refs: [ref] } = await mailed();
    const { id } = await comes(story, { from, text, to: identityOf(story, ref!) });
    return { story, ref: ref!, id };
  }
  const act = { because: 'the gate desk confirmed the address by phone', actor: 'ann' };

  it('believes it: it moves its document under their name, and the task is closed', async () => {
    const { story, ref, id } = await held();
    expect(await decideAnswer(story.journey, id, { act: 'believe', ...act })).toMatchObject({ outcome: 'moved', moved: [ref] });
    const doc = await story.document(ref);
    expect(doc).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'person', answers: [{ matchedBy: expect.stringContaining('a person believed it: the gate desk confirmed') }], because: expect.stringMatching(/^RECEIVED by mail for USLGB-EAST \(its sender is proved, and listed nowhere; a person believed it: the gate desk confirmed.*\)$/) });
    expect(doc.history.at(-1)).toMatchObject({ actor: 'ann' });
    expect(await tasksOf(story)).toEqual([]);
    expect((await story.ledger.db.select().from(mailIn).where(eq(mailIn.id, id)))[0]).toMatchObject({ outcome: 'moved' });
    await expect(decideAnswer(story.journey, id, { act: 'believe', ...act })).rejects.toMatchObject({ code: 'JOURNEY.ACT_REFUSED' });
  }, 30_000);

  it('refuses it: nothing moves, and the task is closed; one that was refused may be believed later', async () => {
    const { story, ref, id } = await held();
    expect(await decideAnswer(story.journey, id, { act: 'refuse', ...act })).toMatchObject({ outcome: 'refused' });
    expect([await story.stateOf(ref), await tasksOf(story)]).toEqual(['accepted', []]);
    expect(await decideAnswer(story.journey, id, { act: 'believe', ...act })).toMatchObject({ moved: [ref] });
  }, 30_000);

  it.each([['beside a word that moves its document', (ref: string) => `RECEIVED ${ref}\nCALL ME about the hazmat page`], ['alone', () => 'CALL ME about the hazmat page']])('believes that they want to be called, %s: that is a task of its own', async (_how, text) => {
    const { story, refs: [ref] } = await mailed(1, { quay: { phones: ['+1 555 010 0300'] } });
    const { id } = await comes(story, { from: 'clerk@elsewhere.example', text: text(ref!), to: identityOf(story, ref!) });
    await decideAnswer(story.journey, id, { act: 'believe', ...act });
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call-back', endpoint: QUAY, facts: { phones: ['+1 555 010 0300'], reason: 'about the hazmat page' } }]);
  }, 30_000);

  it('refuses what was left of one that moved a part: what moved stands, and the mail says both', async () => {
    const { story, refs: [ref] } = await mailed();
    const [other] = await story.take(interchange({ control: 50, to: 'SGSINSOUTH', sets: [event(50)] }));
    await story.step();
    const { id, outcome } = await comes(story, { from: CLERK, text: `RECEIVED ${ref}\nRECEIVED ${other}` });
    expect(outcome).toBe('moved');
    expect(await tasksOf(story)).toHaveLength(1);
    await decideAnswer(story.journey, id, { act: 'refuse', ...act });
    expect([await story.stateOf(ref!), await tasksOf(story)]).toEqual(['acknowledged', []]);
    expect((await story.ledger.db.select().from(mailIn).where(eq(mailIn.id, id)))[0]).toMatchObject({ outcome: 'moved', because: expect.stringMatching(/^moved .*; the rest refused by ann: the gate desk confirmed/) });
  }, 30_000);

  it('is told why where there is nothing to apply, and the task stays', async () => {
    const { story, id } = await held('clerk@elsewhere.example', 'Hello?');
    await expect(decideAnswer(story.journey, id, { act: 'believe', ...act })).rejects.toThrow('says no word that could be applied');
    await expect(decideAnswer(story.journey, 999_999, { act: 'refuse', ...act })).rejects.toThrow('there is no mail 999999');
    expect(await tasksOf(story)).toHaveLength(1);
  }, 30_000);
});
