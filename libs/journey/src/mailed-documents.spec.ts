import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq, isNull } from 'drizzle-orm';
import { document, interchange as interchanges, mailAttachment, path, task } from '#ledger';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, reopen } from './isolate.js';
import { keepAttachments } from './mail-attachments.js';
import { readMail } from '#channels';
import { mailIn, storeMailInBytes } from '#ledger';
import { releaseAttachment, takeAttachment } from './release-attachment.js';
import { takeAnswers } from './take-answers.js';
import { takeMailedDocuments } from './take-mailed-documents.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('mailed-documents'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const FROM = 'documents@uslgb-east.example';
const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });
const signal = new AbortController().signal;

interface Part { type: string; name: string; bytes: Buffer }
const mailOf = (parts: readonly Part[], text = 'See attached', answers?: string) => Buffer.from([
  ...(answers ? [`In-Reply-To: ${answers}`] : []), `From: ${FROM}`, 'To: desk@hawser.example', 'Subject: documents', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', text,
  ...parts.flatMap(({ type, name, bytes }) => ['--b', `Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`, 'Content-Transfer-Encoding: base64', '', bytes.toString('base64').replace(/(.{76})/g, '$1\r\n')]), '--b--', '',
].join('\r\n'));

let uid = 0;
/** A mail that is kept, from a sender who was judged so. */
async function comes(story: Story, raw: Buffer, verified = true): Promise<number> {
  const mail = await readMail(raw);
  const at = story.clock.now();
  const sender = { verified, by: 'none' as const, because: 'as the story says', domain: null, endpoints: [QUAY], listedBecause: `${FROM} is listed at ${QUAY}` };
  return story.ledger.transaction(async (tx) => {
    const [row] = await tx.insert(mailIn).values({ mailbox: 'answers', uidValidity: '1', uid: String(uid += 1), receivedAt: at, sha256: createHash('sha256').update(raw).digest('hex'), byteLength: raw.length, messageId: null, fromAddress: FROM, subject: '', kind: 'answer', endpoint: QUAY, sender, outcome: 'recorded', because: '' }).returning({ id: mailIn.id });
    await storeMailInBytes(tx, row!.id, [raw]);
    await keepAttachments(story.journey, tx, { id: row!.id, mail, sender, at, mailbox: 'answers' }, 'answer');
    return row!.id;
  });
}
const rowsOf = (story: Story) => story.ledger.db.select().from(mailAttachment).orderBy(asc(mailAttachment.id));
const openTasks = (story: Story) => story.ledger.db.select().from(task).where(isNull(task.closedAt));

describe('a document that hangs on a mail of a proved sender', () => {
  it('a 997 by mail acknowledges at level syntax, once, also where its reader died behind the intake', async () => {
    const story = await openStory(test);
    const [ref] = await story.take(one(1));
    await story.step();
    await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.997', bytes: answerTo(one(1), { control: 700 }) }]));
    expect(await rowsOf(story)).toMatchObject([{ number: 1, state: 'to-take' }]);
    expect(await takeMailedDocuments(story.journey, signal)).toBe(1);
    expect(await story.document(ref!)).toMatchObject({ acknowledgedLevel: 'syntax' });
    const [row] = await rowsOf(story);
    expect(row).toMatchObject({ state: 'taken', interchangeId: expect.any(Number) });
    await story.ledger.db.update(mailAttachment).set({ state: 'to-take', interchangeId: null });
    await takeMailedDocuments(story.journey, signal);
    expect(await rowsOf(story)).toMatchObject([{ state: 'taken', interchangeId: row!.interchangeId }]);
    expect((await story.ledger.db.select().from(interchanges)).filter(({ source }) => source === 'mail')).toHaveLength(1);
  }, 60_000);

  it('an answer to us that is a 997 and no word is no riddle for a person; a scanned page, or any word beside it, is one', async () => {
    const edi = { type: 'application/EDI-X12', name: 'a.997', bytes: answerTo(one(1), { control: 700 }) };
    const page = { type: 'image/png', name: 'stamp.png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') };
    const story = await openStory(test, { quay: { edi: null } });
    const [ref] = await story.take(one(1));
    await story.step();
    const [sent] = story.mailsOf(ref!, 'mail');
    const says = async (parts: readonly Part[], text: string, verified = true) => {
      const mail = await readMail(mailOf(parts, text, sent!.identity));
      const sender = { verified, by: 'dkim' as const, because: 'as the story says', domain: null, endpoints: [QUAY], listedBecause: `${FROM} is listed at ${QUAY}` };
      return story.ledger.transaction(async (tx) => {
        const [row] = await tx.insert(mailIn).values({ mailbox: 'answers', uidValidity: '1', uid: String(uid += 1), receivedAt: story.clock.now(), sha256: '', byteLength: 1, messageId: null, fromAddress: FROM, subject: '', kind: 'answer', endpoint: QUAY, sender, outcome: 'recorded', because: '' }).returning({ id: mailIn.id });
        return takeAnswers(story.journey, tx, { id: row!.id, mail, sender, at: story.clock.now(), mailbox: 'answers' });
      });
    };
    expect(await says([edi], '')).toEqual({ outcome: 'recorded', because: 'it says no word, and EDI came with it, which is looked at by itself' });
    expect(await says([], answerTo(one(1), { control: 700 }).toString())).toMatchObject({ outcome: 'recorded' });
    expect(await openTasks(story)).toEqual([]);
    for (const [parts, text, verified] of [[[page], '', true], [[edi, page], '', true], [[edi], 'what is this?', true], [[edi], '', false], [[], 'UNABLE TO LOCATE THE BOX', true], [[], `${answerTo(one(1), { control: 700 }).toString()}\nThis is the wrong ship, look at it.`, true]] as const) expect(await says(parts, text, verified)).toMatchObject({ outcome: 'held' });
  }, 60_000);

  it('that intake cannot take now is tried later and later, and is a person\'s after five times; those behind it are taken', async () => {
    const story = await openStory(test);
    const id = await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.997', bytes: answerTo(one(1), { control: 700 }) }, { type: 'application/EDI-X12', name: 'b.997', bytes: answerTo(one(2), { control: 701 }) }]));
    // What was kept no longer gives those bytes.
    await story.ledger.db.update(mailAttachment).set({ sha256: 'f'.repeat(64) }).where(eq(mailAttachment.number, 1));
    const after: number[] = [];
    for (let minutes = 0; minutes < 20; minutes += 1) {
      const { tries: before } = (await rowsOf(story))[0]!;
      await takeMailedDocuments(story.journey, signal);
      if ((await rowsOf(story))[0]!.tries > before) after.push(minutes);
      story.clock.advance(60_000);
    }
    expect(after).toEqual([0, 1, 2, 4, 8]);
    expect(await rowsOf(story)).toMatchObject([{ number: 1, state: 'quarantined', tries: 5, because: expect.stringMatching(/^it could not be taken in: mail \d+\/1: the kept mail holds/) }, { number: 2, state: 'taken', tries: 1 }]);
    expect(await openTasks(story)).toMatchObject([{ kind: 'check-attachment', mailInId: id, endpoint: QUAY, region: 'AMERICAS', what: expect.stringContaining('was not taken in') }]);
  }, 60_000);

  it('at which its worker ended five times is begun no more', async () => {
    const story = await openStory(test);
    await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.997', bytes: answerTo(one(1), { control: 700 }) }]));
    await story.ledger.db.update(mailAttachment).set({ tries: 5 });
    story.clock.advance(3_600_000);
    expect(await takeMailedDocuments(story.journey, signal)).toBe(1);
    expect(await rowsOf(story)).toMatchObject([{ state: 'quarantined', because: 'it could not be taken in: its worker ended 5 times over it' }]);
  }, 60_000);

  it('that stood in the words, its line ends lost, and comes by EDI with them, is one document', async () => {
    const story = await openStory(test);
    const plain = interchange({ control: 7, from: 'USLGBEAST', to: 'HAWSERLINE', sets: [event(7)] });
    const bytes = Buffer.from(plain.toString().replaceAll('~\n', '~\r\n'));
    await comes(story, mailOf([], bytes.toString()));
    await takeMailedDocuments(story.journey, signal);
    expect(await rowsOf(story)).toMatchObject([{ number: 0, state: 'taken' }]);
    expect((await story.hand(bytes, QUAY)).status).toBe('duplicate');
    expect((await story.ledger.db.select().from(document)).map(({ set }) => set)).toEqual(['315']);
  }, 60_000);

  it('a 997 by mail of a terminal without EDI proves no EDI line', async () => {
    const story = await openStory(test, { quay: { edi: null } });
    const [ref] = await story.take(one(1));
    await story.step();
    await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.997', bytes: answerTo(one(1), { control: 700 }) }]));
    await takeMailedDocuments(story.journey, signal);
    expect(await story.document(ref!)).toMatchObject({ acknowledgedLevel: 'syntax' });
    expect((await story.ledger.db.select().from(path)).filter(({ kind }) => kind === 'edi')).toEqual([]);
  }, 60_000);

  it('waits while its region is isolated', async () => {
    const story = await openStory(test);
    await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.edi', bytes: answerTo(one(1), { control: 700 }) }]));
    await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty' });
    expect(await takeMailedDocuments(story.journey, signal)).toBe(0);
    await reopen(story.journey, { region: 'AMERICAS', because: 'clean', actor: 'duty' });
    expect(await takeMailedDocuments(story.journey, signal)).toBe(1);
  }, 60_000);

  it('refused by intake, it is a task with the sentence', async () => {
    const story = await openStory(test);
    await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.edi', bytes: Buffer.from('ISA*00*broken') }]));
    await takeMailedDocuments(story.journey, signal);
    expect(await rowsOf(story)).toMatchObject([{ state: 'refused' }]);
    expect(await openTasks(story)).toMatchObject([{ kind: 'check-attachment' }]);
  }, 60_000);

  it('larger than intake takes, it is refused once, with a task', async () => {
    const story = await openStory(test);
    Object.assign(story.journey, { settings: { ...story.journey.settings, gateway: { ...story.journey.settings.gateway, bodyLimitBytes: 100 } } });
    await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.edi', bytes: one(1) }]));
    expect([await takeMailedDocuments(story.journey, signal), await takeMailedDocuments(story.journey, signal)]).toEqual([1, 0]);
    expect(await rowsOf(story)).toMatchObject([{ state: 'refused', because: expect.stringMatching(/^it is larger than 100 bytes/) }]);
    expect(await openTasks(story)).toMatchObject([{ kind: 'check-attachment' }]);
  }, 60_000);

  it('in its words is taken in as number 0', async () => {
    const story = await openStory(test);
    await comes(story, mailOf([], answerTo(one(1), { control: 700 }).toString('latin1')));
    expect(await rowsOf(story)).toMatchObject([{ number: 0, state: 'to-take' }]);
    await takeMailedDocuments(story.journey, signal);
    expect(await rowsOf(story)).toMatchObject([{ number: 0, state: 'taken' }]);
  }, 60_000);
});

describe('what is quarantined', () => {
  it('our own copy that comes back with an answer is known by its hash: not taken in, and nobody is asked', async () => {
    const story = await openStory(test);
    await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty' });
    const [ref] = await story.take(one(1));
    await story.step();
    const sent = story.mailsOf(ref!)[0]!;
    const copies = (await readMail(sent.bytes)).attachments;
    expect(copies.length).toBeGreaterThan(0);
    await reopen(story.journey, { region: 'AMERICAS', because: 'clean', actor: 'duty' });
    const back = mailOf(copies.map(({ name, content }) => ({ type: 'application/EDI-X12', name: name || 'x.edi', bytes: content })));
    await comes(story, Buffer.concat([Buffer.from(`In-Reply-To: ${sent.identity}\r\n`), back]));
    expect((await rowsOf(story)).map(({ state, because }) => [state, because])).toEqual(copies.map(() => ['quarantined', 'our own copy, sent back with the answer']));
    expect(await openTasks(story)).toEqual([]);
  }, 60_000);

  it('is given to a person as its bytes, with who and why, and its task is closed', async () => {
    const story = await openStory(test);
    const pdf = Buffer.from('%PDF-1.7 list');
    const id = await comes(story, mailOf([{ type: 'application/pdf', name: '../../list.pdf', bytes: pdf }]));
    expect(await takeMailedDocuments(story.journey, signal)).toBe(0);
    expect(await openTasks(story)).toHaveLength(1);
    expect((await releaseAttachment(story.journey, id, 1, { because: 'asked for by phone', actor: 'desk' })).bytes).toEqual(pdf);
    expect(await rowsOf(story)).toMatchObject([{ state: 'released', actor: 'desk', because: 'released by desk: asked for by phone' }]);
    expect(await openTasks(story)).toHaveLength(0);
    await expect(releaseAttachment(story.journey, id, 2, { because: 'x', actor: 'desk' })).rejects.toThrow('there is no attachment');
  }, 60_000);

  it('that a person has and hands in after all keeps who had it, also where intake refuses it', async () => {
    const story = await openStory(test);
    const id = await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.edi', bytes: Buffer.from('ISA*00*broken') }]), false);
    await releaseAttachment(story.journey, id, 1, { because: 'to look at', actor: 'desk' });
    await takeAttachment(story.journey, id, 1, { because: 'it looks well', actor: 'duty manager', partner: QUAY });
    expect(await rowsOf(story)).toMatchObject([{ state: 'refused', actor: 'duty manager', because: expect.stringMatching(/^handed in as \S+ by duty manager: it looks well; .+; before: released by desk: to look at$/) }]);
  }, 60_000);

  it('EDI of a sender who is not proved enters intake by a person alone', async () => {
    const story = await openStory(test);
    const [ref] = await story.take(one(1));
    await story.step();
    const id = await comes(story, mailOf([{ type: 'application/EDI-X12', name: 'a.997', bytes: answerTo(one(1), { control: 700 }) }]), false);
    expect(await takeMailedDocuments(story.journey, signal)).toBe(0);
    expect(await takeAttachment(story.journey, id, 1, { because: 'they confirmed it', actor: 'desk', partner: QUAY })).toMatchObject({ status: 'accepted' });
    expect(await story.document(ref!)).toMatchObject({ acknowledgedLevel: 'syntax' });
    expect(await rowsOf(story)).toMatchObject([{ state: 'taken', actor: 'desk' }]);
  }, 60_000);
});
