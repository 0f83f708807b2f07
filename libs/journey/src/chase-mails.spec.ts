import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq, sql } from 'drizzle-orm';
import { simpleParser } from 'mailparser';
import type { Endpoint } from '#directory';
import { chaseStep, document, interchange as interchanges, task, transmission, transmissionDocument, tries } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { answeredByPhone } from './answered-by-phone.js';
import { chaseMails } from './chase-mails.js';
import { chasesDue } from './chase-due.js';
import { ChaseOver } from './chase-steps.js';
import { callTerminal } from './call-terminal.js';
import { askNextContact } from './ask-next-contact.js';
import { remind } from './remind.js';
import { isolate, reopen } from './isolate.js';
import { actOn } from './person.js';
import { expireTries } from './settle.js';
import { openTask } from './tasks.js';
import { openStory, QUAY, type Story, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('chase-mails'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const act = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };
const signal = new AbortController().signal;
const MINUTE = 60_000;
const gone = { outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' } as const;
const unknownBox = { outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such user', forGood: true } as const;
const doubt = { outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' } as const;
const taken = { outcome: 'accepted', receipt: 'taken' } as const;
const TWO: NonNullable<Endpoint['mail']> = { to: ['gate@quay.example', 'shift@quay.example'], language: 'en', forms: ['all', 'print'], encryptTo: null };

/** A quay with mail alone, two contacts and a phone; what is handed in leaves by mail at once and is due so many minutes later. */
async function mailedStory(options: { dueIn?: number; sets?: number; quay?: StoryOptions['quay'] } = {}): Promise<{ story: Story; refs: string[] }> {
  const story = await openStory(test, { quay: { edi: null, mail: TWO, phones: ['Gate, +1 555 010 0142'], ...options.quay }, dueAfterMinutes: options.dueIn ?? 240 });
  const refs = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: Array.from({ length: options.sets ?? 1 }, (_, n) => event(n + 1)) }));
  await story.step();
  return { story, refs };
}

/** So many minutes later, one round of the loop that chases. @returns what was mailed in it: Message-ID and to whom */
async function chase(story: Story, minutes = 0): Promise<[string, ...string[]][]> {
  story.clock.advance(minutes * MINUTE);
  const before = story.sentTo('mail').length;
  await chaseMails(story.journey, signal);
  return story.sentTo('mail').slice(before).map(({ identity, to }) => [identity, ...to]);
}
const rowOf = async (story: Story, ref: string) => (await story.ledger.db.select().from(document).where(eq(document.ref, ref)))[0]!;
const stepsOf = async (story: Story) => (await story.ledger.db.select().from(chaseStep).orderBy(asc(chaseStep.id))).map(({ step }) => step);
const tasksOf = (story: Story) => story.ledger.db.select().from(task).orderBy(asc(task.id));
const phone = { who: 'A. Clerk', saidAt: null, because: 'it lies on my desk', actor: 'desk' } as const;
const minutesTo = async (story: Story, ref: string) => { const { chaseAt, mailAcceptedAt } = await rowOf(story, ref); return chaseAt && Math.round((chaseAt.getTime() - mailAcceptedAt!.getTime()) / MINUTE); };

describe('a document that was mailed', () => {
  it.each<[minutesLeft: number, after: number]>([[600, 300], [240, 120], [64, 32], [60, 30], [59, 30], [10, 30], [0, 30], [-500, 30], [9 * 24 * 60, 9 * 12 * 60]])('%i minutes before it is due is chased from %i minutes later on', async (minutesLeft, after) => {
    const { story, refs: [ref = ''] } = await mailedStory({ dueIn: minutesLeft });
    expect(await minutesTo(story, ref)).toBe(after);
  }, 60_000);

  it.each<[fact: string, options: Parameters<typeof mailedStory>[0]]>([['where its terminal never answers', { quay: { acknowledges: 'none' } }]])('is not chased %s', async (_, options) => {
    const { story, refs: [ref = ''] } = await mailedStory(options);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await minutesTo(story, ref)).toBeNull();
  }, 60_000);

  it('is not chased as a test', async () => {
    const story = await openStory(test, { quay: { edi: null, mail: TWO } });
    const bytes = Buffer.from(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }).toString().replace('*0*P*>', '*0*T*>'));
    const [ref = ''] = await story.take(bytes);
    await story.step();
    expect((await story.ledger.db.select().from(interchanges))[0]?.usage).toBe('T');
    expect([await story.stateOf(ref), await minutesTo(story, ref)]).toEqual(['accepted', null]);
  }, 60_000);

  it('is asked for step by step: reminder, next contact, phone; each once', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    expect(await chase(story, 119)).toEqual([]);
    expect(await chase(story, 1)).toEqual([[`<remind.${ref}.1@hawser.example>`, 'gate@quay.example']]);
    expect(await chase(story, 29)).toEqual([]);
    expect(await chase(story, 1)).toEqual([[`<${ref}.2@hawser.example>`, 'shift@quay.example']]);
    expect(await chase(story, 29)).toEqual([]);
    expect(await tasksOf(story)).toEqual([]);
    expect(await chase(story, 1)).toEqual([]);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call', cause: `call ${ref}`, endpoint: QUAY, closedAt: null, facts: { phones: ['Gate, +1 555 010 0142'], readOut: { ref, mailboxes: ['shift@quay.example', 'gate@quay.example'] } } }]);
    for (let round = 0; round < 10; round += 1) expect(await chase(story, 60)).toEqual([]);
    expect(await stepsOf(story)).toEqual(['reminder', 'next-contact', 'call']);
    const doc = await story.document(ref);
    expect(doc.state).toBe('accepted');
    expect(doc.history.map(({ event: what }) => what)).toEqual(expect.arrayContaining(['reminded', 'reopened', 'to-call']));
  }, 60_000);

  it('reminds in words of its thread, and the reminder claims no document', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    await chase(story, 120);
    const mail = await simpleParser(story.sentTo('mail').at(-1)!.bytes);
    expect(mail.subject).toBe(`USLGB-EAST | HARBOUR LARK 027W | PLEASE ANSWER | Ref ${ref}`);
    const text = mail.text!.replace(/\s+/g, ' ');
    for (const words of ['We handed over this document to gate@quay.example and have no answer yet', 'RECEIVED (you have it), KEYED', `Message-ID <${ref}.1@hawser.example>`, ref]) expect([words, text.includes(words)]).toEqual([words, true]);
    const [reminder] = await story.ledger.db.select().from(transmission).where(eq(transmission.kind, 'reminder'));
    expect(await story.ledger.db.select().from(transmissionDocument).where(eq(transmissionDocument.transmissionId, reminder!.id))).toEqual([]);
    expect(await story.ledger.db.select().from(tries).where(eq(tries.transmissionId, reminder!.id))).toMatchObject([{ outcome: 'accepted', open: false }]);
  }, 60_000);

  it('goes to the next contact marked as a possible duplicate under the same ref', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    await chase(story, 120);
    await chase(story, 30);
    const mail = await simpleParser(story.mailsOf(ref).at(-1)!.bytes);
    expect(mail.subject).toContain('POSSIBLE DUPLICATE');
    expect(mail.subject).toContain(`Ref ${ref}`);
    expect(mail.text!.replace(/\s+/g, ' ')).toContain('It was mailed to another of your addresses, and nobody has answered there.');
  }, 60_000);

  it('is called about at once in the place of a next contact that there is not', async () => {
    const { story } = await mailedStory({ quay: { mail: { ...TWO, to: ['gate@quay.example'] } } });
    await chase(story, 120);
    expect(await chase(story, 30)).toEqual([]);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call' }]);
  }, 60_000);

  it('in one mail with others of its mailbox that are due for it', async () => {
    const { story, refs } = await mailedStory({ sets: 3 });
    const sent = await chase(story, 121);
    expect(sent).toHaveLength(1);
    const mail = await simpleParser(story.sentTo('mail').at(-1)!.bytes);
    expect(mail.subject).toContain(`Ref ${refs[0]} + 2`);
    for (const ref of refs) expect(mail.text).toContain(ref);
    expect(await stepsOf(story)).toEqual(['reminder', 'reminder', 'reminder']);
  }, 60_000);
});

describe('an answer', () => {
  it.each<[before: string, minutes: readonly number[]]>([['the reminder', []], ['the next contact', [120]], ['the phone', [120, 30]]])('that comes before %s ends the chase there', async (_, minutes) => {
    const { story, refs: [ref = ''] } = await mailedStory();
    for (const wait of minutes) await chase(story, wait);
    const steps = await stepsOf(story);
    await answeredByPhone(story.journey, ref, { word: 'received', ...phone });
    expect((await rowOf(story, ref)).chaseAt).toBeNull();
    for (let round = 0; round < 5; round += 1) expect(await chase(story, 60)).toEqual([]);
    expect(await stepsOf(story)).toEqual(steps);
    expect(await tasksOf(story)).toEqual([]);
  }, 60_000);

  it('that comes while a step is prepared stops it in its claim: nothing leaves, nobody is to call', async () => {
    const { story, refs: [first = '', second = '', third = ''] } = await mailedStory({ sets: 3 });
    story.clock.advance(120 * MINUTE);
    const [one, two, three] = await chasesDue(story.journey, true);
    for (const ref of [first, second, third]) await answeredByPhone(story.journey, ref, { word: 'keyed', ...phone });
    const before = story.sentTo('mail').length;
    const because = 'not-answered';
    await expect(remind(story.journey, { mailbox: 'gate@quay.example', because, due: [one!] }, signal)).rejects.toThrow(ChaseOver);
    await askNextContact(story.journey, { ...two!, contact: two!.contact!, because }, signal);
    await expect(callTerminal(story.journey, { ...three!, because })).rejects.toThrow(ChaseOver);
    expect(story.sentTo('mail')).toHaveLength(before);
    expect([await stepsOf(story), await tasksOf(story)]).toEqual([[], []]);
  }, 60_000);

  it('on one of three keeps the reminder to the other two', async () => {
    const { story, refs: [first = '', ...others] } = await mailedStory({ sets: 3 });
    await answeredByPhone(story.journey, first, { word: 'duplicate', ...phone });
    await chase(story, 121);
    const { text = '' } = await simpleParser(story.sentTo('mail').at(-1)!.bytes);
    expect([text.includes(first), ...others.map((ref) => text.includes(ref))]).toEqual([false, true, true]);
  }, 60_000);

  it('by any other way closes the task to call', async () => {
    const { story, refs: [ref = ''] } = await mailedStory({ quay: { mail: { ...TWO, to: ['gate@quay.example'] } } });
    await chase(story, 120);
    await chase(story, 30);
    await story.ledger.db.update(document).set({ state: 'acknowledged', because: 'AK5 A' }).where(eq(document.ref, ref));
    await chase(story, 1);
    expect(await tasksOf(story)).toMatchObject([{ closedBecause: 'it is acknowledged now: AK5 A' }]);
  }, 60_000);
});

describe('a terminal that says on the phone that it never came', () => {
  it('gets it once more, marked; who called is done, and it is chased from its beginning, the next contact left to the phone', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    for (const minutes of [120, 30, 30]) await chase(story, minutes);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call', closedAt: null }]);
    await actOn(story.journey, ref, { act: 'resend', because: 'the gate says that nothing came', actor: 'duty manager' });
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call', closedBy: 'duty manager', closedBecause: 'sent again: the gate says that nothing came' }]);
    expect(await rowOf(story, ref)).toMatchObject({ state: 'waiting', mailAcceptedAt: null, chaseAt: null, acceptedAt: null, lastAcceptedBy: null });
    await story.step();
    expect((await simpleParser(story.mailsOf(ref).at(-1)!.bytes)).subject).toContain('POSSIBLE DUPLICATE');
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', history: expect.arrayContaining([expect.objectContaining({ event: 'resent', actor: 'duty manager' })]) });
    await chase(story, 30);
    expect((await tasksOf(story)).filter(({ closedAt }) => closedAt === null)).toMatchObject([{ kind: 'call', cause: `call ${ref}` }]);
    await answeredByPhone(story.journey, ref, { word: 'received', ...phone });
    expect(await story.stateOf(ref)).toBe('acknowledged');
  }, 60_000);

  it('of what EDI took is not asked: its system answers, or is silent', async () => {
    const story = await openStory(test);
    const [ref = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
    await story.step();
    await expect(actOn(story.journey, ref, { act: 'resend', because: 'nothing came', actor: 'desk' })).rejects.toThrow(`${ref} went by EDI, and waits for the answer of ${QUAY}`);
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);
});

describe('what a person was to do', () => {
  it.each([
    ['acknowledged', ['call', 'check-bounce', 'tell-carrier']], ['rejected', ['call', 'check-bounce']], ['superseded', ['call', 'check-bounce', 'tell-carrier']], ['cancelled', ['call', 'check-bounce', 'tell-carrier']], ['waiting', ['tell-carrier']], ['accepted', ['tell-carrier']],
  ])('is done with by itself where its document is %s: %j, and nothing that somebody has to read', async (state, closed) => {
    const { story, refs: [ref = ''] } = await mailedStory();
    const [{ id } = { id: 0 }] = await story.ledger.db.select({ id: document.id }).from(document).where(eq(document.ref, ref));
    const at = story.clock.now();
    await story.ledger.transaction(async (tx) => { for (const kind of ['call', 'check-bounce', 'tell-carrier', 'check-answer', 'call-back'] as const) await openTask(tx, { kind, cause: kind, carrier: null, region: null, endpoint: QUAY, documentId: id, mailInId: null, what: kind, facts: {}, urgentAt: at }, at); });
    await story.ledger.db.update(document).set({ state, because: 'so' }).where(eq(document.ref, ref));
    await chase(story, 1);
    expect((await tasksOf(story)).filter((one) => one.closedAt !== null).map(({ kind, closedBecause }) => `${kind} ${closedBecause}`).sort()).toEqual(closed.map((kind) => `${kind} it is ${state} now: so`));
  }, 60_000);
});

describe('a reminder that no relay takes', () => {
  it('goes again, and the next contact and the phone have their times all the same', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    story.mail.always = gone;
    expect(await chase(story, 120)).toHaveLength(1);
    story.mail.always = taken;
    expect(await chase(story, 10)).toEqual([[`<remind.${ref}.2@hawser.example>`, 'gate@quay.example']]);
    expect(await chase(story, 19)).toEqual([]);
    expect(await chase(story, 1)).toHaveLength(0);
    expect(await chase(story, 10)).toEqual([[`<${ref}.2@hawser.example>`, 'shift@quay.example']]);
    expect(await stepsOf(story)).toEqual(['reminder', 'next-contact']);
  }, 60_000);

  it('because its mailbox is gone gives its time to the next contact', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    story.mail.next = [unknownBox];
    await chase(story, 120);
    expect(await chase(story)).toEqual([[`<${ref}.2@hawser.example>`, 'shift@quay.example']]);
  }, 60_000);

  it('may have arrived, and is not repeated', async () => {
    const { story } = await mailedStory();
    story.mail.next = [doubt];
    expect(await chase(story, 120)).toHaveLength(1);
    expect(await chase(story, 29)).toEqual([]);
  }, 60_000);

  it('for want of a place waits for one', async () => {
    const { story, refs: [ref = ''] } = await mailedStory({ dueIn: 60 });
    Object.assign(story.journey.settings.mail.mailbox, { ratePerMinute: 1, ratePerHour: 1 });
    expect(await chase(story, 30)).toEqual([]);
    expect(await chase(story, 31)).toEqual([[`<remind.${ref}.1@hawser.example>`, 'gate@quay.example']]);
  }, 60_000);

  it('while all mail is down leaves it to the phone', async () => {
    const { story } = await mailedStory();
    story.mail.always = gone;
    story.mail.reachable = false;
    for (let minute = 0; minute < 300 && (await tasksOf(story)).length === 0; minute += 5) await chase(story, 5);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call' }]);
  }, 60_000);
});

describe('two workers that chase at the same moment', () => {
  it('send one reminder, one mail to the next contact and ask one person to call', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    const both = async (minutes: number) => {
      story.clock.advance(minutes * MINUTE);
      const before = story.sentTo('mail').length;
      await Promise.all([chaseMails(story.journey, signal), chaseMails(story.journey, signal)]);
      return story.sentTo('mail').slice(before).map(({ identity }) => identity);
    };
    expect(await both(121)).toEqual([`<remind.${ref}.1@hawser.example>`]);
    expect(await both(31)).toEqual([`<${ref}.2@hawser.example>`]);
    expect(await both(31)).toEqual([]);
    expect(await tasksOf(story)).toHaveLength(1);
  }, 60_000);

  it('with facts of before its step was taken, the second takes none', async () => {
    const { story } = await mailedStory();
    story.clock.advance(121 * MINUTE);
    const [one] = await chasesDue(story.journey, true);
    await chase(story);
    await expect(remind(story.journey, { mailbox: 'gate@quay.example', because: 'not-answered', due: [one!] }, signal)).rejects.toThrow(ChaseOver);
    expect(story.sentTo('mail').filter(({ identity }) => identity.startsWith('<remind.'))).toHaveLength(1);
  }, 60_000);
});

describe('a worker that dies while its reminder is on its way', () => {
  it('leaves a doubt: the reminder is not repeated, and the next step has its time', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    story.clock.advance(120 * MINUTE);
    let answer: (outcome: typeof taken) => void = () => undefined;
    const reached = new Promise<void>((reach) => { story.mail.next = [() => new Promise((resolve) => { answer = resolve; reach(); })]; });
    const dead = chaseMails(story.journey, signal);
    await reached;
    expect(await stepsOf(story)).toEqual(['reminder']);
    await story.ledger.db.execute(sql`update "try" set expires_at = clock_timestamp() - interval '1 second' where open`);
    expect(await expireTries(story.journey)).toBe(1);
    expect(await chase(story, 29)).toEqual([]);
    expect(await chase(story, 1)).toEqual([[`<${ref}.2@hawser.example>`, 'shift@quay.example']]);
    answer(taken);
    await dead;
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);

  it('before its claim leaves nothing, and the next worker reminds', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    story.clock.advance(120 * MINUTE);
    const { email } = story.journey.channels;
    Object.assign(story.journey.channels, { email: () => { throw new Error('the worker was killed'); } });
    await chaseMails(story.journey, signal);
    expect(await stepsOf(story)).toEqual([]);
    Object.assign(story.journey.channels, { email });
    expect(await chase(story, 10)).toEqual([[`<remind.${ref}.1@hawser.example>`, 'gate@quay.example']]);
  }, 60_000);
});

describe('where there are several relays', () => {
  it('a reminder and a mail to the next contact go to the next relay when the first is not there, the same bytes', async () => {
    const story = await openStory(test, { quay: { edi: null, mail: TWO }, dueAfterMinutes: 240 });
    const [near] = story.journey.settings.mail.relays;
    Object.assign(story.journey.settings.mail, { relays: [{ ...near!, name: 'near' }, { ...near!, name: 'far' }] });
    const [ref = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
    await story.step();
    story.relay('near').next = [gone];
    await chase(story, 120);
    story.relay('near').next = [gone];
    await chase(story, 30);
    const sent = (relay: string) => story.sentTo(relay).map(({ identity, bytes }) => [identity, bytes.toString()]);
    expect(sent('far').map(([identity]) => identity)).toEqual([`<remind.${ref}.1@hawser.example>`, `<${ref}.2@hawser.example>`]);
    expect(sent('near').slice(1)).toEqual(sent('far'));
    expect(await stepsOf(story)).toEqual(['reminder', 'next-contact']);
  }, 60_000);
});

describe('a next contact that takes no mail', () => {
  it('for now gets it later, and meanwhile the first mail stands', async () => {
    const { story, refs: [ref = ''] } = await mailedStory();
    await chase(story, 120);
    story.mail.next = [gone];
    await chase(story, 30);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: 'its mail stands; mail could not be reached: connect ECONNREFUSED' });
    const sent = [...await chase(story, 5), ...await chase(story, 5)];
    expect(sent).toEqual([[`<${ref}.2@hawser.example>`, 'shift@quay.example']]);
  }, 60_000);

  it('for good leaves it to the one after it, then to the phone', async () => {
    const { story, refs: [ref = ''] } = await mailedStory({ quay: { mail: { ...TWO, to: [...TWO.to, 'night@quay.example'] } } });
    await chase(story, 120);
    story.mail.next = [unknownBox, unknownBox];
    expect((await chase(story, 30)).map(([, to]) => to)).toEqual(['shift@quay.example']);
    expect((await chase(story, 1)).map(([, to]) => to)).toEqual(['night@quay.example']);
    await chase(story, 1);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call' }]);
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);
});

describe('a document that went on paper', () => {
  it('is asked for by phone alone, at half of its time', async () => {
    const { story, refs: [ref = ''] } = await mailedStory({ quay: { edi: null, mail: null } });
    expect(await story.stateOf(ref)).toBe('waiting');
    await actOn(story.journey, ref, { act: 'handed-over', because: 'given to the gate', actor: 'desk' });
    expect(await minutesTo(story, ref)).toBe(120);
    expect(await chase(story, 120)).toEqual([]);
    expect(await tasksOf(story)).toMatchObject([{ kind: 'call', what: `Call ${QUAY} and ask whether they have ${ref}. It was handed over on paper or by phone, and nobody has answered: somebody calls.` }]);
  }, 60_000);
});

describe('a document that went by mail and then by EDI', () => {
  it('is not chased by mail any more once EDI took it, nor when its terminal\'s system answers', async () => {
    const story = await openStory(test, { quay: { mail: TWO }, dueAfterMinutes: 600 });
    await isolate(story.journey, act);
    const [ref = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
    await story.step();
    expect(await minutesTo(story, ref)).toBe(300);
    story.answers();
    await reopen(story.journey, act);
    await story.through(1, 1);
    expect(await story.document(ref)).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'syntax', acceptedBy: 'email' });
    expect((await rowOf(story, ref)).chaseAt).toBeNull();
    for (let round = 0; round < 12; round += 1) expect(await chase(story, 60)).toEqual([]);
  }, 60_000);
});
