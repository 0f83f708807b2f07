import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { simpleParser } from 'mailparser';
import type { MailRelay, Settings } from '#directory';
import { mailDeparture, mailPart, tries } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { AnswerMails } from '../../../test/support/answer-mail.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { capOf, forgetCap, learnedCaps } from './mail-size.js';
import { takeMail } from './take-mail.js';
import { endpointOf, openStory, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('mail-in-parts'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const KIB = 1024;
const MAILBOX = 'documents@usoak-north.example';
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** A set whose words, PDF and workbook are some hundred KiB together. */
const large = (control: number, to = 'USOAKNORTH', remarks = 2_500) => interchange({ control, to, sets: [[...event(control), ...Array.from({ length: remarks }, (_, n) => `NTE*OTH*REMARK ${n} ${sha(Buffer.from(`${control} ${n}`)).slice(0, 40)}`)]] });
const withCap = (capKiB: number, mailbox: Partial<Settings['mail']['mailbox']> = {}, language = 'en') => openStory(test, {
  also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: [MAILBOX], language, forms: ['all', 'print'], encryptTo: null } })],
  mail: { mailbox: { ratePerMinute: null, ratePerHour: null, capBytes: capKiB * KIB, forgetCapAfterMs: 86_400_000, ...mailbox } },
});
const sent = (story: Story) => story.sentTo('mail');
const accepted = { outcome: 'accepted', receipt: '250 2.0.0 queued' } as const;
const tooBig = { outcome: 'refused', because: 'mail-too-big', words: '552 5.3.4 message too big for system', forGood: true } as const;
const partsOfLast = async (story: Story) => {
  const [last] = await story.ledger.db.select().from(mailPart).orderBy(desc(mailPart.transmissionId)).limit(1);
  return story.ledger.db.select().from(mailPart).where(eq(mailPart.transmissionId, last!.transmissionId)).orderBy(mailPart.number);
};

describe('a mail over the cap of its mailbox', () => {
  it('goes in parts that say what all carry; it is handed over when all have their 250', async () => {
    const story = await withCap(320);
    const [ref = ''] = await story.take(large(1));
    await story.step();
    const mails = await Promise.all(sent(story).map((mail) => simpleParser(mail.bytes)));
    const n = mails.length;
    expect(n).toBeGreaterThan(1);
    expect(mails.map((mail) => mail.subject)).toEqual(mails.map((_, index) => expect.stringMatching(new RegExp(`^USOAK-NORTH \\| .* \\| Ref ${ref} \\| part ${index + 1}/${n}$`))));
    expect(sent(story).map((mail) => mail.identity)).toEqual(mails.map((_, index) => `<${ref}.1.${index + 1}of${n}@hawser.example>`));
    for (const mail of mails) for (const other of mails) for (const attached of other.attachments) {
      expect(mail.text?.replace(/\s+/g, '')).toContain(`${attached.filename}`);
      expect(mail.text?.replace(/\s+/g, '')).toContain(`bytes,SHA-256${sha(attached.content)}`);
    }
    for (const mail of mails) expect(mail.text?.replace(/\s+/g, ' ')).toContain(`It is whole only with all ${n} mails`);
    for (const { bytes } of sent(story)) expect(bytes.length).toBeLessThanOrEqual(320 * KIB * 78 / 57);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email', because: expect.stringMatching(new RegExp(`^handed over by mail: all ${n} parts, the last: `)) });
    expect((await partsOfLast(story)).map((part) => part.acceptedAt !== null)).toEqual(mails.map(() => true));
  }, 60_000);

  it('is not handed over while one part is missing; the repeat sends that alone, the same bytes', async () => {
    const story = await withCap(320);
    story.mail.next = [accepted, { outcome: 'unreachable', because: 'connection-lost-before-the-final-dot', words: 'read ECONNRESET' }];
    const [ref = ''] = await story.take(large(1));
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', because: expect.stringMatching(/part 2\/\d+: read ECONNRESET/) });
    const [first, second] = sent(story);
    await story.after(1);
    const again = sent(story).slice(2);
    expect(again.map((mail) => mail.identity)).not.toContain(first!.identity);
    expect(again[0]!.identity).toBe(second!.identity);
    expect(again[0]!.bytes.equals(second!.bytes)).toBe(true);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect((await story.ledger.db.select().from(tries).orderBy(tries.id)).map((row) => row.outcome)).toEqual(['unreachable', 'accepted']);
  }, 60_000);

  it('is in doubt when one part is, and no part is repeated until its time is over; then all go again, marked', async () => {
    const story = await withCap(320);
    story.mail.next = [accepted, { outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' }];
    const [ref = ''] = await story.take(large(1));
    await story.step();
    await story.after(5);
    expect(sent(story)).toHaveLength(2);
    expect(await story.stateOf(ref)).toBe('unsettled');
    await story.after(6);
    await story.after(1);
    const [again] = sent(story).slice(2);
    expect(again!.identity).toMatch(new RegExp(`^<${ref}\\.2\\.1of`));
    expect((await simpleParser(again!.bytes)).subject).toContain('POSSIBLE DUPLICATE');
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);

  it.each([['unreachable', 'connection-lost-before-the-final-dot', 'waiting'], ['unknown', 'no-answer-after-the-final-dot', 'unsettled']] as const)('of which one part left and the next is %s is not acknowledged by RECEIVED to the one that came: a person looks, and the rest goes', async (outcome, because, state) => {
    const mails = new AnswerMails();
    const story = await withCap(320);
    Object.assign(story.journey, { txt: mails.txt });
    story.mail.next = [accepted, { outcome, because, words: 'read ECONNRESET' }];
    const [ref = ''] = await story.take(large(1));
    await story.step();
    const answer = { from: MAILBOX, text: 'RECEIVED', to: sent(story)[0]!.identity };
    mails.clock = story.clock;
    const comes = async (uid: number) => takeMail(story.journey, { mailbox: 'answers', uidValidity: '1', uid, raw: await mails.write(answer), lease: null });
    expect(await comes(1)).toMatchObject({ outcome: 'held', because: expect.stringContaining(`${ref} was never sent, or not all of it`) });
    expect(await story.stateOf(ref)).toBe(state);
    await story.after(11);
    await story.after(1);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await comes(2)).toMatchObject({ outcome: 'moved' });
  }, 60_000);

  it('takes a place of its mailbox\'s rate for each part', async () => {
    const story = await withCap(320, { ratePerMinute: 20 });
    await story.take(large(1));
    await story.step();
    expect(await story.ledger.db.select().from(mailDeparture)).toHaveLength(sent(story).length);
  }, 60_000);

  it('says so in the language of its terminal', async () => {
    const story = await withCap(320, {}, 'fr');
    await story.take(large(1));
    await story.step();
    const last = await simpleParser(sent(story).at(-1)!.bytes);
    expect(last.text).toContain('est trop grande pour un seul courriel');
  }, 60_000);
});

describe('the cap of a mailbox', () => {
  it('is learned from a refusal, with its words; the document then goes in parts, and the next one does at once', async () => {
    const story = await withCap(10_240);
    story.mail.next = [tooBig];
    const [ref = ''] = await story.take(large(1));
    await story.step();
    await story.after(1);
    const [refused, ...parts] = sent(story);
    expect(parts.length).toBeGreaterThan(1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted' });
    const { mailboxes } = await learnedCaps(story.journey);
    expect(mailboxes).toMatchObject([{ of: MAILBOX, capBytes: Math.floor(refused!.bytes.length / 2), because: `a mail of ${refused!.bytes.length} bytes was refused: 552 5.3.4 message too big for system (relay mail-relay)` }]);
    const before = sent(story).length;
    await story.take(large(2));
    await story.step();
    expect(sent(story)[before]!.identity).toMatch(/\.1of\d+@/);
  }, 60_000);

  it('is what the relay announces, where it does', async () => {
    const story = await withCap(10_240);
    story.mail.next = [{ ...tooBig, words: 'Message size larger than allowed 400000', mostBytes: 400_000 }];
    await story.take(large(1));
    await story.step();
    expect((await capOf(story.ledger.db, MAILBOX.toUpperCase(), story.journey.settings.mail, story.clock.now()))).toEqual({ bytes: 400_000, learned: true });
  }, 60_000);

  it('is forgotten after its time, or by a person, who is named', async () => {
    const story = await withCap(10_240);
    story.mail.next = [tooBig];
    await story.take(large(1));
    await story.step();
    expect(await forgetCap(story.journey, { of: MAILBOX, because: 'their limit is 50 MB now', actor: 'duty manager' })).toEqual({ forgotten: true, capBytes: Math.floor(10_240 * KIB * 78 / 57) });
    expect((await learnedCaps(story.journey)).mailboxes).toEqual([]);
    story.mail.next = [tooBig];
    await story.take(large(2));
    await story.step();
    expect((await learnedCaps(story.journey)).mailboxes).toHaveLength(1);
    story.clock.advance(86_400_001);
    expect((await learnedCaps(story.journey)).mailboxes).toEqual([]);
  }, 60_000);

  it('is not lowered for ever: a mailbox that finds everything too large refuses, and the next contact is written to', async () => {
    const story = await openStory(test, { also: [endpointOf('USOAK-NORTH', { edi: null, mail: { to: [MAILBOX, 'night@usoak-north.example'], language: 'en', forms: ['all', 'print'], encryptTo: null } })] });
    story.mail.always = ({ to }) => (to.includes(MAILBOX) ? tooBig : accepted);
    const [ref = ''] = await story.take(large(1));
    await story.through(1, 1);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(sent(story).at(-1)!.to).toEqual(['night@usoak-north.example']);
    expect(sent(story).filter((mail) => mail.to.includes(MAILBOX)).length).toBeLessThan(8);
  }, 60_000);
});

describe('a relay that takes none so large, said before any mailbox was named', () => {
  const relayOf = (name: string): MailRelay => ({ name, host: `${name}.example`, port: 25, tls: 'required', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 10_000, stallTimeoutMs: 60_000, ratePerMinute: null, ratePerHour: null, sessions: 4, region: null });
  const withRelays = (...names: string[]) => openStory(test, {
    also: ['USOAK-NORTH', 'USSEA-WEST'].map((code) => endpointOf(code, { edi: null })), mail: { relays: names.map(relayOf) },
  });
  const LIMIT = 300 * KIB;
  const limited = ({ bytes }: { bytes: Buffer }) => (bytes.length > LIMIT ? { outcome: 'refused', because: 'too-big-for-the-relay', words: `Message size larger than allowed ${LIMIT}`, forGood: true, mostBytes: LIMIT } as const : accepted);
  const mailedBy = (story: Story, relay: string) => story.sentTo(relay).map(({ bytes }) => bytes.length <= LIMIT);

  it('passes it on to the next, the same bytes at once; every mailbox gets its mails through the first in parts from then on, and none is said to take less', async () => {
    const story = await withRelays('near', 'far');
    story.relay('near').always = limited;
    const [ref = ''] = await story.take(large(1));
    await story.step();
    const [atNear, atFar] = [story.sentTo('near')[0]!, story.sentTo('far')[0]!];
    expect(atFar.bytes.equals(atNear.bytes)).toBe(true);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await learnedCaps(story.journey)).toMatchObject({ mailboxes: [], relays: [{ of: 'near', capBytes: LIMIT, because: expect.stringMatching(/^a mail of \d+ bytes was refused: Message size larger than allowed 307200 \(relay near\)$/) }] });
    expect(await story.verdict('near', 'email')).toBe('up');
    story.seen.length = 0;
    await story.take(large(2, 'USSEAWEST'));
    await story.step();
    expect([mailedBy(story, 'near').length > 1, mailedBy(story, 'near').every(Boolean), mailedBy(story, 'far')]).toEqual([true, true, []]);
  }, 60_000);

  it('is given it in parts where there is no other; when a person knows better it is given whole mails again', async () => {
    const story = await withRelays('near');
    story.mail.always = limited;
    const [ref = ''] = await story.take(large(1));
    await story.step();
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: expect.stringMatching(/^handed over by mail: all \d parts/) });
    expect(mailedBy(story, 'mail').slice(0, 3)).toEqual([false, true, true]);
    expect(await forgetCap(story.journey, { of: 'near', because: 'it takes 50 MB now', actor: 'duty manager' })).toMatchObject({ forgotten: true });
    expect(await learnedCaps(story.journey)).toMatchObject({ relays: [] });
  }, 60_000);
});
