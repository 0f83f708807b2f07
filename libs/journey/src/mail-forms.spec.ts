import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { FallbackForm } from '#directory';
import { transmission } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { waitingFor } from './print-folder.js';
import { endpointOf, openStory, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('mail-forms'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const BY_MAIL = 'USOAK-NORTH';
const DAY = 'documents@usoak-north.example';
const NIGHT = 'night@usoak-north.example';
const one = (control: number) => interchange({ control, to: 'USOAKNORTH', sets: [event(control)] });
const taking = (forms: FallbackForm[], to = [DAY]) => openStory(test, { also: [endpointOf(BY_MAIL, { edi: null, mail: { to, language: 'en', forms, encryptTo: null } })] });
const accepted = { outcome: 'accepted', receipt: '250 2.0.0 queued' } as const;
const policy = { outcome: 'refused', because: 'refused-by-policy', words: '554 5.7.1 attachment type not allowed', forGood: true } as const;
const tooBig = { outcome: 'refused', because: 'mail-too-big', words: '552 5.3.4 message too big for system', forGood: true } as const;
const attachedTo = async (story: Story) => Promise.all(story.sentTo('mail').map(async ({ bytes, to }) => [to[0], ...(await simpleParser(bytes)).attachments.map(({ filename = '' }) => filename.replace(/^.*(?=\.(?:pdf|xlsx|edi\.txt)$)/, ''))]));

describe('the form of a mail is data of its endpoint', () => {
  it.each<[form: FallbackForm, attached: string[]]>([
    ['all', ['.pdf', '.xlsx', '.edi.txt']], ['tables', ['.xlsx', '.edi.txt']], ['pdf', ['.pdf', '.edi.txt']], ['plain', ['.edi.txt']], ['words', []],
  ])('%s carries %j beside its words', async (form, attached) => {
    const story = await taking([form, 'print']);
    const [ref = ''] = await story.take(one(1));
    await story.step();
    expect(await attachedTo(story)).toEqual([[DAY, ...attached]]);
    expect((await story.ledger.db.select({ form: transmission.form }).from(transmission))).toEqual([{ form }]);
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);

  it('the next form is used where a gateway refused what the first carries, as a new mail that is no duplicate; the history says why', async () => {
    const story = await taking(['all', 'pdf', 'words', 'print']);
    story.mail.next = [policy, policy];
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await story.step();
    await story.step();
    expect(await attachedTo(story)).toEqual([[DAY, '.pdf', '.xlsx', '.edi.txt'], [DAY, '.pdf', '.edi.txt'], [DAY]]);
    expect(story.mailsOf(ref).map(({ identity }) => identity)).toEqual([1, 2, 3].map((n) => `<${ref}.${n}@hawser.example>`));
    expect((await simpleParser(story.mailsOf(ref).at(-1)!.bytes)).subject).not.toContain('DUPLICATE');
    const { state, history } = await story.document(ref);
    expect(state).toBe('accepted');
    expect(history.filter(({ event: what }) => what === 'try-opened').map(({ because }) => because.replace(/^.*?\. ?/, ''))).toEqual(['', 'The form before this one was refused for what it carries.', 'The form before this one was refused for what it carries.']);
  }, 60_000);

  it('the same form goes again, the same bytes, where its mail could not be given to a relay', async () => {
    const story = await taking(['pdf', 'words', 'print']);
    story.mail.next = [{ outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' }, accepted];
    await story.take(one(1));
    await story.step();
    await story.after(1);
    const [first, again] = story.sentTo('mail');
    expect(again!.bytes.equals(first!.bytes)).toBe(true);
  }, 60_000);

  it('the next form is used where the first is too large in its smallest parts', async () => {
    const story = await taking(['all', 'words', 'print']);
    story.mail.always = ({ bytes }) => (bytes.includes('X-Hawser-Part') || bytes.includes('.pdf') ? tooBig : accepted);
    const [ref = ''] = await story.take(one(1));
    await story.through(0.5, 1);
    expect((await attachedTo(story)).at(-1)).toEqual([DAY]);
    expect((await story.document(ref)).history.map(({ because }) => because)).toContainEqual(expect.stringContaining('The form before this one is too large for the mailbox, even in its smallest parts.'));
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);

  it('the next form is used where the first cannot be made; what waits is not kept back for a workbook', async () => {
    const story = await taking(['tables', 'plain', 'print']);
    const { rendering } = story.journey;
    story.journey.rendering = Object.assign(Object.create(rendering) as typeof rendering, {
      renderMail: (...[document, attach]: Parameters<typeof rendering.renderMail>) => (attach.forms.includes('xlsx') ? Promise.reject(new Error('no room for a workbook')) : rendering.renderMail(document, attach)),
    });
    const [ref = ''] = await story.take(one(1));
    await story.step();
    expect(await attachedTo(story)).toEqual([[DAY, '.edi.txt']]);
    expect((await story.document(ref)).history.map(({ because }) => because)).toContainEqual(expect.stringContaining('The form before this one could not be made.'));
  }, 60_000);

  it('all forms are tried with one mailbox before the next is written to; a mailbox that does not exist is passed over at once', async () => {
    const story = await taking(['pdf', 'words', 'print'], ['gone@usoak-north.example', DAY, NIGHT]);
    story.mail.always = ({ to }) => (to.includes(NIGHT) ? accepted : to.includes(DAY) ? policy : { outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such user', forGood: true });
    await story.take(one(1));
    await story.through(0.2, 1);
    expect(await attachedTo(story)).toEqual([['gone@usoak-north.example', '.pdf', '.edi.txt'], [DAY, '.pdf', '.edi.txt'], [DAY], [NIGHT, '.pdf', '.edi.txt']]);
  }, 60_000);

  it('when no form gets through to any mailbox the document waits, says so, and is among what is left for paper', async () => {
    const story = await taking(['pdf', 'words', 'print']);
    story.mail.always = policy;
    const [ref = ''] = await story.take(one(1));
    await story.through(0.2, 1);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'no-mailbox', because: expect.stringContaining(`(${DAY}: refused-by-policy)`) });
    expect(story.sentTo('mail')).toHaveLength(2);
    expect((await waitingFor(story.journey, BY_MAIL)).documents.map((doc) => doc.ref)).toEqual([ref]);
  }, 60_000);
});
