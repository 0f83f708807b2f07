import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { desc, eq, sql, type SQL } from 'drizzle-orm';
import { simpleParser, type ParsedMail } from 'mailparser';
import { HOUR } from '#common';
import type { MailRelay, Settings } from '#directory';
import { mailDeparture, mailList, mailListLine, transmission, transmissionDocument, tries } from '#ledger';
import type { Seen } from '../../channels/src/testing.js';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate } from './isolate.js';
import { listInBook, recentLists } from './list-book.js';
import { listedDocuments } from './listed-documents.js';
import { MailLists } from './mail-lists.js';
import { learnCap } from './mail-size.js';
import { owedLists } from './owed-lists.js';
import { endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('mail-lists'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const act = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };
const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });
const signal = new AbortController().signal;
const doubt = { outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' } as const;
const gone = { outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' } as const;
const later = { outcome: 'refused', because: 'mailbox-asks-to-come-back', words: '450 4.7.1 come back later', forGood: false } as const;

/** Its region is isolated: what is handed in leaves by mail at once. */
async function isolated(options: Parameters<typeof openStory>[1] = {}): Promise<Story> {
  const story = await openStory(test, options);
  await isolate(story.journey, act);
  return story;
}

async function mailed(story: Story, ...controls: number[]): Promise<{ ref: string; mail: Seen }[]> {
  const refs: string[] = [];
  for (const control of controls) refs.push(...await story.take(one(control)));
  await story.step();
  return refs.map((ref) => ({ ref, mail: story.mailsOf(ref)[0]! }));
}

/** Mails of a minute each, as if each carried so many documents more. */
async function mailOf(story: Story, more: number, mails = 1): Promise<void> {
  for (let control = 1; control <= mails; control += 1) {
    await mailed(story, control);
    story.clock.advance(60_000);
  }
  await story.take(interchange({ control: 9, to: 'USLGBEAST', sets: Array.from({ length: more }, (_, index) => event(index + 1)) }));
  await story.ledger.db.execute(sql`update document set held = 'person' where state = 'waiting'`);
  await story.ledger.db.execute(sql`insert into transmission_document (transmission_id, document_id) select t.id, d.id from transmission t, document d where t.kind = 'mail' and d.state = 'waiting'`);
}

/** An hour later. @returns the lists of that round */
async function anHourLater(story: Story): Promise<Seen[]> {
  story.clock.advance(HOUR);
  return story.lists();
}

async function read(list: Seen | undefined): Promise<{ mail: ParsedMail; text: string; records: Record<string, string>[] }> {
  const mail = await simpleParser(list?.bytes ?? Buffer.alloc(0));
  const [csv] = mail.attachments;
  return { mail, text: (mail.text ?? '').replace(/\s+/g, ' '), records: parse<Record<string, string>>(csv?.content ?? Buffer.alloc(0), { bom: true, columns: true }) };
}

async function copyIn(mail: Seen): Promise<{ sha256: string; bytes: string }> {
  const edi = (await simpleParser(mail.bytes)).attachments.find((attached) => /edi-x12/i.test(attached.contentType))!.content;
  return { sha256: createHash('sha256').update(edi).digest('hex'), bytes: String(edi.length) };
}

describe('a mailbox that was mailed something', () => {
  it('gets one list of it an hour after the first mail: each mail as it is known, each EDI copy by size and hash', async () => {
    const story = await isolated();
    const sent = await mailed(story, 1, 2);
    story.clock.advance(HOUR - 60_000);
    expect(await story.lists()).toEqual([]);
    story.clock.advance(60_000);
    const [list, ...more] = await story.lists();
    expect(more).toEqual([]);
    expect(list).toMatchObject({ at: 'mail', identity: '<list.USLGB-EAST.1@hawser.example>', to: ['documents@uslgb-east.example'] });
    const { mail, text, records } = await read(list);
    expect(mail.subject).toBe('USLGB-EAST | LIST OF MAILS 1 | 2 DOCUMENTS | Ref USLGB-EAST-LIST-1');
    expect([mail.headers.get('auto-submitted'), mail.headers.get('x-hawser-list'), mail.messageId]).toEqual(['auto-generated', '1', list!.identity]);
    expect(text).toContain('is not listed is not ours');
    expect(text).toContain('It is the first list to this mailbox.');
    for (const { ref, mail: document } of sent) {
      const { sha256, bytes } = await copyIn(document);
      const { subject } = await simpleParser(document.bytes);
      expect(records.find((record) => record['REF'] === ref)).toMatchObject({ 'SET': '315', 'VESSEL': 'HARBOUR LARK', 'VOYAGE': '027W', 'MESSAGE-ID': document.identity, 'SUBJECT': subject, 'EDI COPY, SHA-256': sha256, 'EDI COPY, BYTES': bytes, 'HOW IT STANDS': 'Handed over by mail' });
      for (const said of [ref, `Message-ID: ${document.identity}`, `SHA-256 ${sha256}`]) expect(text).toContain(said);
    }
  }, 60_000);

  it('gets no other while nothing more is mailed, then one of what is new, which says which one was before it', async () => {
    const story = await isolated();
    await mailed(story, 1);
    await anHourLater(story);
    expect([...await anHourLater(story), ...await anHourLater(story)]).toEqual([]);
    const [second] = await mailed(story, 2);
    const [list] = await anHourLater(story);
    const { text, records } = await read(list);
    expect(records.map((record) => record['REF'])).toEqual([second!.ref]);
    expect(text).toContain('The list before it was no. 1.');
    const [newest, first] = await story.ledger.db.select().from(mailList).orderBy(desc(mailList.number));
    expect(newest!.fromAt).toEqual(first!.untilAt);
  }, 60_000);

  it('gets none where nothing was mailed, nor where hourly lists are switched off', async () => {
    const calm = await openStory(test);
    calm.answers();
    await calm.take(one(1));
    await calm.step();
    expect(await anHourLater(calm)).toEqual([]);
    const off = await isolated({ mail: { list: { everyMs: null } } });
    await mailed(off, 1);
    expect([...await anHourLater(off), ...await anHourLater(off)]).toEqual([]);
  }, 60_000);

  it('is told of a mail that may have arrived, or it would be taken for somebody else\'s', async () => {
    const story = await isolated();
    story.mail.next = [doubt];
    const [sent] = await mailed(story, 1);
    const { text, records } = await read((await anHourLater(story))[0]);
    expect(records).toMatchObject([{ 'REF': sent!.ref, 'MESSAGE-ID': sent!.mail.identity, 'HOW IT STANDS': 'This mail may have arrived: the answer to it was lost' }]);
    expect(text).toContain('This mail may have arrived');
  }, 60_000);

  it('is told of the time before the oldest mail that is on its way now: that one may be there already', async () => {
    const story = await isolated();
    const [first] = await mailed(story, 1);
    story.clock.advance(60_000);
    const [second] = await mailed(story, 2);
    await story.ledger.db.update(tries).set({ open: true, outcome: null, endedAt: null }).where(sql`${tries.transmissionId} = (select id from transmission where wire_identity = ${second!.mail.identity})`);
    expect((await read((await anHourLater(story))[0])).records.map((record) => record['MESSAGE-ID'])).toEqual([first!.mail.identity]);
    const [open] = await story.ledger.db.select().from(tries).where(eq(tries.open, true));
    const [told] = await story.ledger.db.select().from(mailList);
    expect(told!.untilAt.getTime()).toBe(open!.openedAt.getTime() - 1);
  }, 60_000);

  it.each([1, 2, 3])('is never told that a mail is not ours which is taken while the list is being found out, after question %i', async (nth) => {
    const story = await isolated();
    await mailed(story, 1);
    story.clock.advance(60_000);
    const [second] = await mailed(story, 2);
    await story.ledger.db.update(tries).set({ open: true, outcome: null, endedAt: null }).where(sql`${tries.transmissionId} = (select id from transmission where wire_identity = ${second!.mail.identity})`);
    story.clock.advance(HOUR);
    let asked = 0;
    const taken = async () => { await story.ledger.db.update(tries).set({ open: false, outcome: 'accepted', endedAt: story.clock.now() }).where(eq(tries.open, true)); story.clock.advance(60_000); };
    const owed = await owedLists({ ...story.journey, ledger: { ...story.ledger, db: new Proxy(story.ledger.db, { get: (db, name) => name !== 'execute' ? Reflect.get(db, name) as unknown : async (query: SQL) => {
      const answer = await db.execute(query);
      if ((asked += 1) === nth) await taken();
      return answer;
    } }) } });
    const left = await story.ledger.db.select({ id: transmission.id, at: tries.endedAt }).from(tries).innerJoin(transmission, eq(transmission.id, tries.transmissionId)).orderBy(transmission.id);
    const [list, ...more] = owed;
    expect([left.length, more.length]).toEqual([2, 0]);
    expect(left.filter(({ at }) => at! <= list!.until).map(({ id }) => id)).toEqual(list!.mails.map(({ id }) => id));
  }, 60_000);

  it('sees two documents of one mail as two lines of that mail', async () => {
    const story = await isolated();
    const sent = await mailed(story, 1, 2);
    const byIdentity = async (mail: Seen) => (await story.ledger.db.select().from(transmission).where(eq(transmission.wireIdentity, mail.identity)))[0]!;
    const [first, second] = [await byIdentity(sent[0]!.mail), await byIdentity(sent[1]!.mail)];
    await story.ledger.db.update(transmissionDocument).set({ transmissionId: first.id }).where(eq(transmissionDocument.transmissionId, second.id));
    const { records, text } = await read((await anHourLater(story))[0]);
    expect(records.map((record) => [record['REF'], record['MESSAGE-ID']]).sort()).toEqual(sent.map(({ ref }) => [ref, sent[0]!.mail.identity]).sort());
    expect(text).toContain('Documents 2 Mails 1 ');
  }, 60_000);

  it('reads its language', async () => {
    const story = await isolated({ quay: { mail: { to: ['documents@uslgb-east.example'], language: 'es-PA', forms: ['all'], encryptTo: null } } });
    await mailed(story, 1);
    const { text, records } = await read((await anHourLater(story))[0]);
    expect(text).toContain('Aquí no hay nada que ingresar');
    expect(records[0]).toMatchObject({ 'CÓMO ESTÁ': 'Entregado por correo' });
  }, 60_000);
});

describe('a list on its way', () => {
  it('is one, whichever of several workers makes it, and its try is written before its bytes leave', async () => {
    const story = await isolated();
    await mailed(story, 1);
    story.clock.advance(HOUR);
    const open: number[] = [];
    story.mail.always = async () => { open.push((await story.ledger.db.select().from(tries).where(eq(tries.open, true))).length); return { outcome: 'accepted', receipt: 'taken' }; };
    const before = story.sentTo('mail').length;
    await Promise.all(['worker-1', 'worker-2', 'worker-3'].map((holder) => new MailLists({ ...story.journey, holder }).round(signal)));
    expect(story.sentTo('mail').slice(before).map((seen) => seen.identity)).toEqual(['<list.USLGB-EAST.1@hawser.example>']);
    expect(open).toEqual([1]);
  }, 60_000);

  it('that is refused for now goes again, the same bytes, when its time has come', async () => {
    const story = await isolated();
    await mailed(story, 1);
    story.mail.next = [later];
    const [first] = await anHourLater(story);
    expect(await story.lists()).toEqual([]);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ state: 'waiting', words: '450 4.7.1 come back later', documents: 1 }]);
    story.clock.advance(60_000);
    const [again] = await story.lists();
    expect(again).toEqual(first);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ state: 'handed over', words: 'taken', againAt: null }]);
  }, 60_000);

  it('that a relay cannot be given goes to the next one at once, the same bytes', async () => {
    const relayOf = (name: string): MailRelay => ({ name, host: `${name}.example`, port: 25, tls: 'required', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 10_000, stallTimeoutMs: 60_000, ratePerMinute: null, ratePerHour: null, sessions: 3, region: null });
    const story = await isolated({ mail: { relays: [relayOf('near'), relayOf('far')] } });
    await story.take(one(1));
    await story.step();
    story.relay('near').always = gone;
    const [near, far] = await anHourLater(story);
    expect([near?.at, far?.at]).toEqual(['near', 'far']);
    expect(far!.bytes.equals(near!.bytes)).toBe(true);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ state: 'handed over' }]);
  }, 60_000);

  it('whose worker died may have arrived: it goes again when its doubt is over and not before, the same bytes', async () => {
    const story = await isolated();
    await mailed(story, 1);
    story.clock.advance(HOUR);
    story.mail.next = [() => { throw new Error('the worker dies here'); }];
    const before = story.sentTo('mail').length;
    await story.lists();
    const [first] = story.sentTo('mail').slice(before);
    // What a killed worker leaves is an open try that nobody keeps.
    await story.ledger.db.execute(sql`update "try" set open = true, outcome = null, ended_at = null, expires_at = clock_timestamp() - interval '1 second' where transmission_id = (select max(transmission_id) from mail_list)`);
    expect(await story.lists()).toEqual([]);
    await story.step();
    expect(await recentLists(story.journey, 5)).toMatchObject([{ state: 'in doubt' }]);
    expect(await story.lists()).toEqual([]);
    story.clock.advance(story.journey.settings.tries.doubtMs);
    expect(await story.lists()).toEqual([first]);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ state: 'handed over' }]);
  }, 60_000);

  it('that was refused for good is not tried again, and an operator sees why', async () => {
    const story = await isolated();
    await mailed(story, 1);
    story.mail.next = [{ outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such mailbox here', forGood: true }];
    await anHourLater(story);
    expect([...await anHourLater(story), ...await anHourLater(story)]).toEqual([]);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ state: 'not taken', words: '550 5.1.1 no such mailbox here' }]);
  }, 60_000);

  it.each(['refused-by-policy', 'mail-too-big'])('that is refused for what it is (%s) releases its lines: a new list tells them at once with nothing attached, and that is the last', async (because) => {
    const story = await openStory(test, { quay: { edi: null } });
    const [sent] = await mailed(story, 1);
    const refused = { outcome: 'refused', because, words: '552 5.7.0 not this', forGood: true } as const;
    story.mail.next = [refused, refused];
    const [first] = await anHourLater(story);
    const [second] = await story.lists();
    expect([(await read(first)).mail.attachments.length, (await read(second)).mail.attachments.length]).toEqual([1, 0]);
    const { text } = await read(second);
    for (const told of [`Message-ID: ${sent!.mail.identity}`, 'It is the first list to this mailbox.']) expect(text).toContain(told);
    expect([...await story.lists(), ...await anHourLater(story)]).toEqual([]);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ number: 2, state: 'not taken', documents: 1 }, { number: 1, state: 'not taken', documents: 1 }]);
  }, 60_000);

  it('that is too large for its mailbox goes again as a new one in smaller parts; what it told is told once it is taken, and not a third time', async () => {
    const story = await isolated();
    await mailOf(story, 400);
    story.mail.next = [{ outcome: 'refused', because: 'mail-too-big', words: '552 5.3.4 too large', forGood: true }];
    const [large, ...more] = await anHourLater(story);
    expect([large!.identity, more.length, large!.bytes.length > 256 * 1024]).toEqual(['<list.USLGB-EAST.1@hawser.example>', 0, true]);
    const parts = await story.lists();
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => part.bytes.length))).toBeLessThanOrEqual(Math.max(256 * 1024, large!.bytes.length / 2));
    expect(await recentLists(story.journey, 5)).toMatchObject([{ number: 2, state: 'handed over', documents: 401 }, { number: 1, state: 'not taken' }]);
    expect([...await story.lists(), ...await anHourLater(story)]).toEqual([]);
  }, 120_000);

  it('has a thousand documents at most, and the next one follows at once; what is asked of the ledger does not grow with each document', async () => {
    const story = await isolated();
    await mailOf(story, 600, 2);
    story.clock.advance(HOUR);
    const [owed] = await owedLists(story.journey);
    let asked = 0;
    const db = new Proxy(story.ledger.db, { get: (target, name) => {
      if (name === 'execute' || name === 'select') asked += 1;
      const found = Reflect.get(target, name) as unknown;
      return typeof found === 'function' ? (found as (...of: unknown[]) => unknown).bind(target) : found;
    } });
    expect(await listedDocuments({ ...story.journey, ledger: { ...story.ledger, db } }, owed!)).toHaveLength(601);
    expect(asked).toBeLessThan(601 / 4);
    const lists = [...await story.lists(), ...await story.lists(), ...await story.lists()];
    expect(lists.map((list) => list.identity)).toEqual([1, 2].map((number) => `<list.USLGB-EAST.${number}@hawser.example>`));
    expect(await recentLists(story.journey, 5)).toMatchObject([{ number: 2, documents: 601 }, { number: 1, documents: 601 }]);
    const [second, first] = await story.ledger.db.select().from(mailList).orderBy(desc(mailList.number));
    expect(second!.fromAt).toEqual(first!.untilAt);
  }, 120_000);

  it('is no larger than its relay was found to take', async () => {
    const story = await isolated();
    await mailOf(story, 400);
    const relay = story.journey.settings.mail.relays[0]!.name;
    await story.ledger.transaction((tx) => learnCap(tx, story.journey.settings.mail, { of: relay, byteLength: 2 ** 20, mostBytes: 300 * 1024, because: 'SIZE', actor: 'worker-1', at: story.clock.now() }));
    for (const part of await anHourLater(story)) expect(part.bytes.length).toBeLessThanOrEqual(300 * 1024);
    expect(await recentLists(story.journey, 5)).toMatchObject([{ number: 1, state: 'handed over' }]);
  }, 120_000);

  it.each([['words' as const, 0], ['plain' as const, 0], ['all' as const, 1]])('to a terminal that takes %s has %i attachments', async (form, attached) => {
    const story = await isolated({ quay: { mail: { to: ['documents@uslgb-east.example'], language: 'en', forms: [form, 'print'], encryptTo: null } } });
    await mailed(story, 1);
    expect((await read((await anHourLater(story))[0])).mail.attachments).toHaveLength(attached);
  }, 60_000);

  it('takes a place in its mailbox\'s rate, behind the documents that wait for one', async () => {
    const mailbox: Settings['mail']['mailbox'] = { ratePerMinute: 2, ratePerHour: null, capBytes: 10_485_760, forgetCapAfterMs: HOUR };
    const story = await isolated({ mail: { mailbox } });
    await mailed(story, 1);
    story.clock.advance(HOUR);
    await mailed(story, 2, 3, 4, 5, 6);
    story.clock.advance(60_000);
    expect(await story.lists()).toEqual([]);
    for (let round = 0; round < 4; round += 1) await story.after(1);
    story.clock.advance(60_000);
    const [list] = await story.lists();
    expect(list?.identity).toBe('<list.USLGB-EAST.1@hawser.example>');
    expect((await story.ledger.db.select().from(mailDeparture).innerJoin(mailList, eq(mailList.transmissionId, mailDeparture.transmissionId))).map((row) => row.mail_departure.key)).toEqual(['mailbox:documents@uslgb-east.example']);
  }, 60_000);

  it('is never sent in the clear where the terminal\'s certificate cannot be read, and keeps no other mailbox waiting', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null })] });
    await isolate(story.journey, act);
    await mailed(story, 1);
    await story.take(interchange({ control: 9, to: 'USOAKNORTH', sets: [event(9)] }));
    await story.step();
    const quay = story.journey.directory.endpoints.get(QUAY)!;
    quay.mail = { ...quay.mail!, encryptTo: '/nowhere/east.pem' };
    expect((await anHourLater(story)).map((seen) => seen.identity)).toEqual(['<list.USOAK-NORTH.1@hawser.example>']);
    quay.mail = { ...quay.mail, encryptTo: null };
    story.clock.advance(10 * 60_000);
    expect((await story.lists()).map((seen) => seen.identity)).toEqual(['<list.USLGB-EAST.1@hawser.example>']);
  }, 60_000);

  it('is found by an operator with every line as it was told, also from the document\'s side', async () => {
    const story = await isolated();
    const [sent] = await mailed(story, 1);
    await anHourLater(story);
    const [newest] = await recentLists(story.journey, 5);
    expect(await listInBook(story.journey, newest!.id)).toMatchObject({
      endpoint: QUAY, mailbox: 'documents@uslgb-east.example', kind: 'hourly', number: 1, messageId: '<list.USLGB-EAST.1@hawser.example>', because: 'The oldest mail that no list names left mail.list.every ago.',
      lines: [{ ref: sent!.ref, messageId: sent!.mail.identity, standing: { code: 'mailed' } }],
    });
    expect((await story.document(sent!.ref)).lists).toMatchObject([{ messageId: '<list.USLGB-EAST.1@hawser.example>', kind: 'hourly', told: { ref: sent!.ref } }]);
    expect(await listInBook(story.journey, 999_999)).toBeNull();
    await expect(story.ledger.db.update(mailListLine).set({ told: {} })).rejects.toHaveProperty('cause.message', 'permission denied for table mail_list_line');
  }, 60_000);
});
