import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc } from 'drizzle-orm';
import { MINUTE } from '#common';
import { mailDeparture, tries } from '#ledger';
import { callOf, flat, MAILBOX, NORTH, one, parsed, refsIn, sent, sha, status, storyWithDigests, takeAll } from '../../../test/support/digests.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { deliver } from './deliver.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('digest-trouble'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const withDigests = (...more: Parameters<typeof storyWithDigests> extends [unknown, ...infer More] ? More : never) => storyWithDigests(test, ...more);
/** The first makes the relay suspect, which wakes its lanes at once; after the second they rest. */
const nobody = { outcome: 'unreachable', because: 'connection-refused', words: 'nobody' } as const;
const accepted = { outcome: 'accepted', receipt: '250 2.0.0 queued' } as const;

describe('a digest that is not taken', () => {
  it('goes again as it is stored, all of it, when nothing reached the relay', async () => {
    const story = await withDigests();
    story.mail.next = [nobody, nobody];
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    expect(await story.statesOf(refs)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await story.ledger.db.select().from(mailDeparture)).toEqual([]);
    const [late = ''] = await story.take(one(9));
    await story.after(1);
    const [first, ...again] = sent(story);
    expect(again.map((mail) => mail.identity)).toEqual([first!.identity, first!.identity]);
    expect(again.every((mail) => mail.bytes.equals(first!.bytes))).toBe(true);
    expect(await story.statesOf([...refs, late])).toEqual(['accepted', 'accepted', 'accepted', 'waiting']);
    expect((await story.ledger.db.select().from(tries).orderBy(asc(tries.id))).map((row) => row.outcome)).toEqual(['unreachable', 'unreachable', 'accepted']);
  }, 60_000);

  it('is made anew of what is left when one of its documents turned red meanwhile', async () => {
    const story = await withDigests();
    story.mail.next = [nobody, nobody];
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    await story.dueIn(refs[0]!, 30);
    await story.after(1);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
    const again = (await parsed(story)).slice(2);
    expect(again.map((mail) => refsIn(mail).length).sort()).toEqual([1, 2]);
    expect(sent(story).find((mail) => mail.identity.startsWith(`<${refs[0]}.`))).toBeDefined();
  }, 60_000);

  it('goes to the next contact, when its mailbox refuses for good', async () => {
    const story = await withDigests({}, { mail: { to: [MAILBOX, 'night@usoak-north.example'], language: 'en', forms: ['all'], encryptTo: null } });
    story.mail.always = ({ to }) => (to.includes(MAILBOX) ? { outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such user', forGood: true } : accepted);
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    await story.step();
    expect(sent(story).map((mail) => mail.to)).toEqual([[MAILBOX], ['night@usoak-north.example']]);
    expect(new Set(sent(story).map((mail) => mail.identity)).size).toBe(2);
    expect((await parsed(story)).map((mail) => refsIn(mail).length)).toEqual([3, 3]);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 60_000);

  it.each([
    ['refused-by-policy', '554 5.7.1 attachment type not allowed'], ['relay-refused-it', '554 5.6.0 content rejected'], ['mail-too-big', '552 5.3.4 message too big'], ['some-new-reason', '571 what is this'],
  ])('is taken apart when it is refused for good as %s, which may speak of one document in it: each leaves alone, at once, to the same mailbox in the same form', async (because, words) => {
    const story = await withDigests({}, { mail: { to: [MAILBOX, 'night@usoak-north.example'], language: 'en', forms: ['plain', 'words', 'print'], encryptTo: null } });
    story.mail.always = ({ identity }) => (identity.startsWith('<digest.') ? { outcome: 'refused', because, words, forGood: true } : accepted);
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    await story.step();
    const [digest, ...alone] = sent(story);
    expect(digest!.identity).toMatch(/^<digest\./);
    expect(alone.map((mail) => mail.identity).sort()).toEqual(refs.map((ref) => `<${ref}.2@hawser.example>`).sort());
    expect(alone.map((mail) => mail.to)).toEqual([[MAILBOX], [MAILBOX], [MAILBOX]]);
    expect((await parsed(story)).slice(1).map((mail) => mail.attachments.length)).toEqual([1, 1, 1]);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 60_000);

  it('is taken apart for one document that a gateway refuses; that one alone falls to the next form', async () => {
    const story = await withDigests({}, { mail: { to: [MAILBOX], language: 'en', forms: ['plain', 'words', 'print'], encryptTo: null } });
    const refs = await takeAll(story, 3);
    story.mail.always = ({ bytes }) => (bytes.includes('.edi.txt') && bytes.includes(refs[1]!) ? { outcome: 'refused', because: 'refused-by-policy', words: '554 5.7.1 no', forGood: true } : accepted);
    await story.step();
    await story.after(60);
    await story.step();
    await story.step();
    const mails = (await parsed(story)).slice(1);
    expect(Object.fromEntries(refs.map((ref) => [ref, mails.filter((mail) => refsIn(mail)[0] === ref).map((mail) => mail.attachments.length)]))).toEqual({ [refs[0]!]: [1], [refs[1]!]: [1, 0], [refs[2]!]: [1] });
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 60_000);

  it('puts all of its documents in doubt when nobody knows; they go again as one digest that says so, apart from what is new', async () => {
    const story = await withDigests();
    story.mail.next = [{ outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' }];
    const refs = await takeAll(story, 3);
    await story.step();
    await story.after(60);
    expect(await story.statesOf(refs)).toEqual(['unsettled', 'unsettled', 'unsettled']);
    const fresh = await takeAll(story, 2, 8);
    await story.step();
    await story.after(11);
    expect(await story.statesOf([...refs, ...fresh])).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
    await story.after(49);
    const again = (await parsed(story)).slice(1);
    const marked = again.find((mail) => mail.subject?.includes('POSSIBLE DUPLICATE'));
    expect(again.map((mail) => refsIn(mail).length).sort()).toEqual([2, 3]);
    expect(refsIn(marked!).sort()).toEqual([...refs].sort());
    expect(marked!.subject).toMatch(/\| DIGEST OF 3 \| POSSIBLE DUPLICATE \|/);
    expect(flat(marked!.text)).toContain('You may already hold these documents');
  }, 60_000);

  it('is split smaller when it is too big for its mailbox, and the smaller cap is known from then on', async () => {
    const story = await withDigests();
    const large = (control: number) => one(control, status(control, '027W', 'UV', ...Array.from({ length: 900 }, (_, n) => `NTE*OTH*REMARK ${n} ${sha(Buffer.from(`${control} ${n}`)).slice(0, 40)}`)));
    const refs: string[] = [];
    for (let control = 1; control <= 4; control += 1) refs.push(...await story.take(large(control)));
    story.mail.next = [{ outcome: 'refused', because: 'mail-too-big', words: '552 5.3.4 message too big', forGood: true }];
    await story.step();
    await story.after(60);
    await story.step();
    await story.step();
    const [first, ...again] = await parsed(story);
    expect(refsIn(first!)).toHaveLength(4);
    expect(again.length).toBeGreaterThan(1);
    expect(again.flatMap(refsIn).sort()).toEqual([...refs].sort());
    for (const mail of sent(story).slice(1)) expect(mail.bytes.length).toBeLessThanOrEqual(sent(story)[0]!.bytes.length / 2);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  }, 60_000);
});

describe('a digest and what a mailbox takes', () => {
  it('ends where the mailbox\'s cap ends; what does not fit is in the next, at once', async () => {
    const story = await withDigests({ mailbox: { ratePerMinute: null, ratePerHour: null, capBytes: 300 * 1024, forgetCapAfterMs: 86_400_000 } });
    const refs = await takeAll(story, 12);
    await story.step();
    await story.after(60);
    const mails = await parsed(story);
    expect(mails.length).toBeGreaterThan(1);
    expect(mails[0]!.attachments.length).toBeGreaterThan(3);
    for (const mail of sent(story)) expect(mail.bytes.length).toBeLessThanOrEqual(300 * 1024 * 78 / 57);
    expect(mails.flatMap(refsIn).sort()).toEqual([...refs].sort());
  }, 60_000);

  it('takes one place of its rate; what has none waits for it together and leaves as one digest', async () => {
    const story = await withDigests({ mailbox: { ratePerMinute: 1, ratePerHour: null, capBytes: 10_485_760, forgetCapAfterMs: 1 } });
    await callOf(story, '027W');
    const refs: string[] = [];
    for (const [control, voyage] of ['027W', '027W', '099X', '099X'].entries()) refs.push(...await story.take(one(control + 1, status(control + 1, voyage))));
    await story.step();
    await story.after(60);
    expect(sent(story)).toHaveLength(1);
    expect(await story.ledger.db.select().from(mailDeparture)).toHaveLength(1);
    const waiting = (await Promise.all(refs.map((ref) => story.document(ref)))).filter((doc) => doc.state === 'waiting');
    expect(waiting.map((doc) => doc.held)).toEqual(['mailbox-rate', 'mailbox-rate']);
    expect(waiting[0]!.notBefore).toEqual(waiting[1]!.notBefore);
    await story.after(1.1);
    expect((await parsed(story)).map((mail) => refsIn(mail).length)).toEqual([2, 2]);
  }, 60_000);

  it('leaves once, however many lanes\' jobs find it due at the same moment', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 4);
    await story.step();
    story.clock.advance(60 * MINUTE);
    const ids = (await Promise.all(refs.map((ref) => story.document(ref)))).map((doc) => doc.interchangeId);
    await Promise.all(ids.map((id, index) => deliver({ ...story.journey, holder: `worker-${index}` }, NORTH, id, new AbortController().signal)));
    await story.step();
    expect(sent(story).flatMap((mail) => mail.identity)).toHaveLength(1);
    expect(await story.statesOf(refs)).toEqual(refs.map(() => 'accepted'));
  }, 60_000);

  it('leaves without what cannot be made in its form; that leaves at once as well, alone, in the next form', async () => {
    const story = await withDigests({}, { mail: { to: [MAILBOX], language: 'en', forms: ['tables', 'words', 'print'], encryptTo: null } });
    const refs = await takeAll(story, 4);
    const [first, second, ...unmade] = refs;
    await story.step();
    const { renderMail } = story.journey.rendering;
    story.journey.rendering.renderMail = (document, attach) => (unmade.includes(document.context.ref) && attach.forms.includes('xlsx') ? Promise.reject(new Error('no room for a workbook')) : renderMail(document, attach));
    await story.after(60);
    const mails = await parsed(story);
    expect(refsIn(mails[0]!).sort()).toEqual([first, second].sort());
    expect(mails.slice(1).flatMap(refsIn).sort()).toEqual([...unmade].sort());
    expect(mails.map((mail) => mail.attachments.length)).toEqual([4, 0, 0]);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect((await story.document(unmade[0]!)).history.map(({ because }) => because)).toContainEqual(expect.stringContaining('The form before this one could not be made.'));
  }, 60_000);

  it('keeps the others when one of its documents cannot be made into words', async () => {
    const story = await withDigests();
    const refs = await takeAll(story, 3);
    await story.step();
    const { renderMail } = story.journey.rendering;
    story.journey.rendering.renderMail = (document, attach) => (document.context.ref === refs[1] ? Promise.reject(new Error('the thread ended')) : renderMail(document, attach));
    await story.after(60);
    expect(refsIn((await parsed(story))[0]!).sort()).toEqual([refs[0], refs[2]].sort());
    expect(await story.document(refs[1]!)).toMatchObject({ state: 'waiting', held: 'trouble', because: 'It could not be composed: the thread ended' });
  }, 60_000);
});
