import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { simpleParser } from 'mailparser';
import { HOUR, MINUTE } from '#common';
import type { Settings } from '#directory';
import { acknowledgement } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { answerByPerson } from './answer-by-person.js';
import { confirmByLink, lookAtLink } from './confirm-by-link.js';
import { checkConfirmLinks } from './confirm-links.js';
import { actOn } from './person.js';
import { FAR_QUAY, openStory, QUAY, type Story } from './testing.js';

const SECRET_ENV = 'CONFIRM_OF_THE_STORY';
const SECRET = 'c1'.repeat(32);
const confirm = { url: 'https://confirm.hawser.example/', secretEnv: SECRET_ENV, validForMs: 7 * 24 * HOUR };
const digest = { amberEveryMs: 15 * MINUTE, greenEveryMs: HOUR };

let test: TestLedger;
beforeAll(async () => { process.env[SECRET_ENV] = SECRET; test = await openTestLedger('confirm-by-link'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const mailTo = (language: string) => ({ to: ['documents@east.example'], language, forms: ['pdf' as const, 'print' as const], encryptTo: null, confirmLink: true });
/** The quay has mail alone, and wants links in it. */
const open = (language = 'en', mail: Partial<Settings['mail']> = {}) => openStory(test, { quay: { edi: null, mail: mailTo(language) }, mail: { confirm, ...mail } });

let control = 500;
const take = (story: Story, sets = 1) => story.take(interchange({ control: (control += 1), to: 'USLGBEAST', sets: Array.from({ length: sets }, (_none, n) => event(control * 10 + n)) }));
const mails = (story: Story) => Promise.all(story.sentTo('mail').map(({ bytes }) => simpleParser(bytes)));
const linksIn = (text = '') => [...text.matchAll(/https?:\S+/g)].map(([url]) => url);

/** @returns the ref of a document that was mailed, and the token of its link */
async function mailed(story: Story): Promise<{ ref: string; token: string; url: string }> {
  const [ref] = await take(story);
  await story.step();
  const url = linksIn((await mails(story)).at(-1)!.text)[0]!;
  return { ref: ref!, url, token: url.split('/').at(-1)! };
}

async function press(story: Story, token: string, more: Partial<Parameters<typeof confirmByLink>[2]> = {}) {
  const page = await lookAtLink(story.journey, token);
  return confirmByLink(story.journey, token, { word: 'received', name: 'gate desk', proof: page.is === 'open' ? page.proof : '', ...more });
}
const answersOf = async (story: Story, ref: string) => story.ledger.db.select().from(acknowledgement).where(eq(acknowledgement.documentId, (await story.document(ref)).id));

describe('a mail to a terminal that wants confirm links', () => {
  it.each([
    ['en', 'Instead of answering you may confirm on this page', 'We never ask for a password. The one link of our mail confirms'], ['es', 'En lugar de responder puede confirmar', 'Nunca le pedimos una contraseña. El único enlace'],
    ['pt', 'Em vez de responder, você pode confirmar', 'Nunca pedimos senha. O único link'], ['fr', 'Au lieu de répondre, vous pouvez confirmer', 'Nous ne demandons jamais de mot de passe. Le seul lien'],
  ])('in %s carries one, alone on its line, the same in text and HTML, and says that it is the only one', async (language, here, only) => {
    const story = await open(language);
    const { ref, url } = await mailed(story);
    const [mail] = await mails(story);
    const words = mail!.text!.replace(/\s+/g, ' ');
    expect(linksIn(mail!.text)).toEqual([url]);
    expect(mail!.text!.split('\n')).toContain(url);
    expect(url).toMatch(new RegExp(`^https://confirm\\.hawser\\.example/confirm/${ref}\\.`));
    expect([...String(mail!.html).matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([url]);
    expect([words.includes(here), words.includes(only), String(mail!.html).includes(only.slice(0, 20))]).toEqual([true, true, true]);
  }, 30_000);

  it('has one for each document of a digest, each under its own ref', async () => {
    const story = await open('en', { digest });
    // A 315 was looked through; what can wait leaves with the others at the full hour.
    const refs = await take(story, 3);
    await story.step();
    await story.after(60);
    const all = await mails(story);
    expect(all).toHaveLength(1);
    expect(linksIn(all[0]!.text).map((url) => /confirm\/(HW-[^.]+)\./.exec(url)?.[1])).toEqual(refs);
    expect(all[0]!.text!.replace(/\s+/g, ' ')).toContain('The only links of this mail confirm its documents, one each');
    const token = linksIn(all[0]!.text)[1]!.split('/').at(-1)!;
    expect((await press(story, token)).is).toBe('done');
    expect(await story.statesOf(refs)).toEqual(['accepted', 'acknowledged', 'accepted']);
  }, 30_000);

  it('of a terminal that wants none has none, and goes on to say that we never ask to click', async () => {
    const story = await openStory(test, { quay: { edi: null }, mail: { confirm } });
    await take(story);
    await story.step();
    const [mail] = await mails(story);
    expect(linksIn(mail!.text)).toEqual([]);
    expect(mail!.text).toContain('We never ask you to click');
  }, 30_000);
});

describe('a confirm link', () => {
  it('that is looked at moves nothing, however often; pressed with a name it confirms once, at level person', async () => {
    const story = await open();
    const { ref, token } = await mailed(story);
    for (let looks = 0; looks < 5; looks += 1) expect((await lookAtLink(story.journey, token)).is).toBe('open');
    expect([await story.stateOf(ref), await answersOf(story, ref)]).toEqual(['accepted', []]);
    expect(await press(story, token, { name: '  Night clerk\u0007 \n gate ' })).toMatchObject({ is: 'done', thanks: true });
    expect(await story.document(ref)).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'person', because: 'RECEIVED by the confirm link from USLGB-EAST' });
    expect(await answersOf(story, ref)).toEqual([expect.objectContaining({ level: 'person', verdict: 'accepted', saidBy: 'Night clerk gate (by the link mailed to documents@east.example)', matchedBy: expect.stringMatching(/^confirm link [0-9a-f]{12}$/) })]);
  }, 30_000);

  it('that is pressed again says since when it is confirmed, and counts once; so do two who press at the same moment', async () => {
    const story = await open();
    const { ref, token } = await mailed(story);
    const page = await lookAtLink(story.journey, token);
    const proof = page.is === 'open' ? page.proof : '';
    const both = await Promise.all(['gate', 'planner'].map((name) => confirmByLink(story.journey, token, { word: 'keyed', name, proof })));
    expect(both.map((one) => one.is === 'done' && one.thanks).sort()).toEqual([false, true]);
    const since = story.clock.now();
    story.clock.advance(HOUR);
    expect(await confirmByLink(story.journey, token, { word: 'received', name: 'gate', proof })).toMatchObject({ is: 'done', at: since, thanks: false });
    expect(await answersOf(story, ref)).toHaveLength(1);
    expect((await story.document(ref)).because).toMatch(/^KEYED/);
  }, 30_000);

  it.each([
    ['without a name', { name: ' \t ' }, 'name'], ['without the proof of its page', { proof: '' }, 'proof'], ['with the proof of another page', { proof: 'x'.repeat(22) }, 'proof'],
  ])('that is pressed %s confirms nothing, and says so', async (_what, more, fault) => {
    const story = await open();
    const { ref, token } = await mailed(story);
    expect(await press(story, token, more)).toMatchObject({ is: 'open', fault });
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 30_000);

  it('ends when the settings say, and then only says so', async () => {
    const story = await open();
    const { ref, token } = await mailed(story);
    const page = await lookAtLink(story.journey, token);
    story.clock.advance(7 * 24 * HOUR);
    expect(await confirmByLink(story.journey, token, { word: 'received', name: 'gate', proof: page.is === 'open' ? page.proof : '' })).toMatchObject({ is: 'expired', ref, language: 'en' });
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 30_000);

  it('leads nowhere for another document, when forged, and as soon as links are switched off for its terminal or for all', async () => {
    const story = await open();
    const [one, other] = [await mailed(story), await mailed(story)];
    const is = async (text: string) => (await lookAtLink(story.journey, text)).is;
    expect(await is(one.token.replace(one.ref, other.ref))).toBe('unknown');
    expect(await is(one.token.replace(/\.(.)/, (_all, sign) => `.${sign === 'x' ? 'y' : 'x'}`))).toBe('unknown');
    expect(await is('no link at all')).toBe('unknown');
    story.journey.directory.endpoints.get(QUAY)!.mail!.confirmLink = false;
    expect(await is(one.token)).toBe('unknown');
    story.journey.directory.endpoints.get(QUAY)!.mail!.confirmLink = true;
    expect(await is(one.token)).toBe('open');
    Object.assign(story.journey.settings.mail, { confirm: null });
    expect(await is(one.token)).toBe('unknown');
  }, 30_000);

  it('goes on working while its secret is the second of two, and no longer', async () => {
    const story = await open();
    const { token } = await mailed(story);
    try {
      process.env[SECRET_ENV] = `${'d2'.repeat(32)} ${SECRET}`;
      expect((await lookAtLink(story.journey, token)).is).toBe('open');
      process.env[SECRET_ENV] = 'd2'.repeat(32);
      expect((await lookAtLink(story.journey, token)).is).toBe('unknown');
    } finally {
      process.env[SECRET_ENV] = SECRET;
    }
  }, 30_000);

  it('of a document of whose mails not all have left confirms nothing, says so, and does when they have', async () => {
    const story = await openStory(test, { quay: { edi: null, mail: { ...mailTo('en'), forms: ['all', 'print'] } }, mail: { confirm, mailbox: { ratePerMinute: null, ratePerHour: null, capBytes: 320 * 1_024, forgetCapAfterMs: 24 * HOUR } } });
    story.mail.next = [...[1, 2].map(() => ({ outcome: 'accepted', receipt: '250 queued' }) as const), { outcome: 'unreachable', because: 'connection-lost-before-the-final-dot', words: 'read ECONNRESET' }];
    const remarks = Array.from({ length: 2_500 }, (_none, n) => `NTE*OTH*REMARK ${n} ${createHash('sha256').update(String(n)).digest('hex')}`);
    const [ref = ''] = await story.take(interchange({ control: (control += 1), to: 'USLGBEAST', sets: [[...event(control), ...remarks]] }));
    await story.step();
    expect([await story.stateOf(ref), (await mails(story)).length]).toEqual(['waiting', 3]);
    // Its words are too long for a mail, and hang on the second.
    const written = (await mails(story)).flatMap(({ attachments }) => attachments).find(({ filename }) => filename === `${ref}.txt`)!.content.toString();
    const token = linksIn(written)[0]!.split('/').at(-1)!;
    expect(await press(story, token)).toMatchObject({ is: 'open', fault: 'parts' });
    expect([await story.stateOf(ref), await answersOf(story, ref)]).toEqual(['waiting', []]);
    story.clock.advance(MINUTE);
    await story.step();
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await press(story, token)).toMatchObject({ is: 'done', thanks: true });
  }, 60_000);

  it('of a document that was withdrawn meanwhile says that nothing is awaited any more', async () => {
    const story = await open();
    const { ref, token } = await mailed(story);
    await story.ledger.transaction(async (tx) => answerByPerson(story.journey, tx, { documentIds: [(await story.document(ref)).id], endpoint: QUAY, word: 'reject', words: 'wrong seal', saidBy: 'gate', by: 'phone', saidAt: story.clock.now(), matchedBy: 'by phone', actor: 'desk' }, story.clock.now()));
    expect((await press(story, token)).is).toBe('closed');
    await actOn(story.journey, ref, { act: 'cancel', because: 'withdrawn', actor: 'desk' });
    expect((await press(story, token)).is).toBe('closed');
    expect(await story.stateOf(ref)).toBe('cancelled');
  }, 30_000);
});

describe('a house that starts', () => {
  it('refuses links without a secret, without an address, or in the clear, each in a sentence', async () => {
    const story = await open();
    const check = (more: Partial<typeof confirm> | null, environment: NodeJS.ProcessEnv = { [SECRET_ENV]: SECRET }) => () => {
      checkConfirmLinks({ directory: story.journey.directory, settings: { ...story.journey.settings, mail: { ...story.journey.settings.mail, confirm: more && { ...confirm, ...more } } } }, environment);
    };
    expect(check({})).not.toThrow();
    expect(check({ url: 'http://127.0.0.1:8080' })).not.toThrow();
    expect(check(null)).toThrow(`terminals.${QUAY}.mail.confirmLink: found true; expected mail.confirm in settings.yaml`);
    expect(check({}, {})).toThrow(`mail.confirm.secretEnv: found nothing in the environment variable ${SECRET_ENV}; expected at least 32 random signs`);
    expect(check({}, { [SECRET_ENV]: 'secret' })).toThrow('mail.confirm.secretEnv: found no secret');
    expect(check({ url: 'http://confirm.hawser.example' })).toThrow('mail.confirm.url: found http://confirm.hawser.example; expected https');
    expect(story.journey.directory.endpoints.get(FAR_QUAY)!.mail!.confirmLink).toBeUndefined();
  }, 30_000);
});
