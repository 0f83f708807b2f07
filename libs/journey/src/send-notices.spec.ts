import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { HOUR, MINUTE, SECOND } from '#common';
import { document, notice, task } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isSignedBy, startWebhookEnd, type Told, type WebhookEnd } from '../../../test/support/webhook-end.js';
import { answerByPerson, type PersonsAnswer } from './answer-by-person.js';
import { checkWebhooks } from './check-webhooks.js';
import { noticeNumber, noticesInBook, tellAgain } from './notice-book.js';
import { giveUpUnaddressed, tellablePartners, tellPartner } from './send-notices.js';
import { DESK, FAR_QUAY, openStory, QUAY, type Story } from './testing.js';

const SECRET_ENV = 'NOTICES_OF_THE_STORY';
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

let test: TestLedger;
const ends: WebhookEnd[] = [];
beforeAll(async () => { process.env[SECRET_ENV] = SECRET; test = await openTestLedger('send-notices'); }, 60_000);
afterEach(async () => { await Promise.all(ends.splice(0).map((end) => end.stop())); });
afterAll(() => test.stop(), 60_000);

/** The carrier has a webhook; its EDI to the quay is cut, so that its documents went by mail. */
async function open(): Promise<{ story: Story; end: WebhookEnd }> {
  const end = await startWebhookEnd();
  ends.push(end);
  return { story: await openStory(test, { desk: { webhook: { url: end.url, secretEnv: SECRET_ENV } }, quay: { edi: null } }), end };
}

let control = 100;
async function mailed(story: Story): Promise<string> {
  const [ref] = await story.take(interchange({ control: (control += 1), to: 'USLGBEAST', gs06: 4711, sets: [event(control)] }));
  await story.step();
  return ref!;
}

async function says(story: Story, ref: string, word: PersonsAnswer['word'], more: Partial<PersonsAnswer> = {}) {
  const { ledger, clock } = story.journey;
  const [doc] = await ledger.db.select({ id: document.id }).from(document).where(eq(document.ref, ref));
  return ledger.transaction((tx) => answerByPerson(story.journey, tx, {
    documentIds: [doc!.id], endpoint: QUAY, word, words: '', saidBy: 'gate@uslgb-east.example', by: 'mail', saidAt: clock.now(), matchedBy: 'ref in its subject', actor: 'mailbox answers', ...more,
  }, clock.now()));
}

const never = new AbortController().signal;
const partnerOf = (story: Story, code = DESK) => tellablePartners(story.journey).find((one) => one.code === code)!;
const round = (story: Story, code = DESK) => tellPartner(story.journey, partnerOf(story, code), never);
const book = async (story: Story) => (await noticesInBook(story.ledger.db, { all: true, limit: 50 })).reverse();
const refuses = (end: WebhookEnd, status = 500) => { end.answer = (_told, reply) => { reply.statusCode = status; reply.end('not now'); }; };
const takes = (end: WebhookEnd) => { end.answer = (_told, reply) => { reply.statusCode = 204; reply.end(); }; };
const bodyOf = (told: Told) => JSON.parse(told.body.toString()) as { type: string; id: string; data: { document: { ref: string } } };

describe('what a person at a terminal said of a carrier\'s document', () => {
  it('is told to the carrier\'s system once, signed, under the numbers the carrier itself wrote, and labelled as not a 997', async () => {
    const { story, end } = await open();
    const ref = await mailed(story);
    await says(story, ref, 'received', { words: 'all keyed by noon' });
    expect(await story.stateOf(ref)).toBe('acknowledged');
    await round(story);
    await round(story);
    expect(end.got).toHaveLength(1);
    const [told] = end.got;
    expect(await isSignedBy(SECRET, told!)).toBe(true);
    expect(JSON.parse(told!.body.toString())).toEqual({
      type: 'document.acknowledged', timestamp: story.clock.now().toISOString(), id: told!.headers['webhook-id'], isNot997: true, sentence: expect.stringContaining('This is not a 997 and stands for none'),
      data: {
        document: expect.objectContaining({
          ref, set: '315', endpoint: QUAY, carrier: 'HWSR', isa05: 'ZZ', isa06: 'HAWSERLINE', isa07: 'ZZ', isa08: 'USLGBEAST', isa13: String(control).padStart(9, '0'), gs01: 'QO', gs06: '4711', st02: '0001', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), test: false, calls: [],
        }),
        answer: { level: 'person', word: 'received', by: 'mail', saidBy: 'gate@uslgb-east.example', saidAt: story.clock.now().toISOString(), words: 'all keyed by noon' },
      },
    });
    expect(await book(story)).toEqual([expect.objectContaining({ ref, event: 'acknowledged', state: 'told', tries: 1, open: false, words: '204' })]);
  }, 30_000);

  it('is told in its order: a REJECT first, the word that took it back after it', async () => {
    const { story, end } = await open();
    const ref = await mailed(story);
    await says(story, ref, 'reject', { words: 'seal is wrong' });
    await says(story, ref, 'keyed', { by: 'phone', saidBy: 'duty planner' });
    await round(story);
    expect(end.got.map((told) => bodyOf(told).type)).toEqual(['document.rejected', 'document.acknowledged']);
    expect(new Set(end.got.map((told) => told.headers['webhook-id'])).size).toBe(2);
  }, 30_000);

  it('of a carrier without a webhook is told to nobody', async () => {
    const story = await openStory(test, { quay: { edi: null } });
    await says(story, await mailed(story), 'received');
    expect(await book(story)).toEqual([]);
  }, 30_000);
});

describe('a carrier\'s system that does not take a notice', () => {
  it('is told again after each wait of the schedule, with the same id and bytes and the hour of the try; what came later waits its turn', async () => {
    const { story, end } = await open();
    refuses(end);
    const [first, second] = [await mailed(story), await mailed(story)];
    await says(story, first, 'received');
    await says(story, second, 'received');
    await round(story);
    story.clock.advance(9 * SECOND);
    await round(story);
    expect(end.got).toHaveLength(1);
    story.clock.advance(SECOND);
    await round(story);
    story.clock.advance(MINUTE);
    takes(end);
    await round(story);
    expect(end.got.map((told) => bodyOf(told).data.document.ref)).toEqual([first, first, first, second]);
    const tries = end.got.slice(0, 3);
    expect([new Set(tries.map((told) => told.headers['webhook-id'])).size, new Set(tries.map((told) => told.body.toString())).size, new Set(tries.map((told) => told.headers['webhook-timestamp'])).size]).toEqual([1, 1, 3]);
    expect(await Promise.all(end.got.map((told) => isSignedBy(SECRET, told)))).toEqual([true, true, true, true]);
    expect((await book(story)).map(({ state, tries: n }) => `${state} ${n}`)).toEqual(['told 3', 'told 1']);
  }, 30_000);

  it('waits as long as it asks for, where that is longer than the schedule', async () => {
    const { story, end } = await open();
    end.answer = (_told, reply) => { reply.writeHead(429, { 'retry-after': '3600' }); reply.end(); };
    await says(story, await mailed(story), 'received');
    await round(story);
    expect((await book(story))[0]!.notBefore.getTime() - story.clock.now().getTime()).toBe(HOUR);
  }, 30_000);

  it('is in the ledger as being told before its first byte leaves: whoever dies then is followed by one who tells it again under the same id', async () => {
    const { story, end } = await open();
    const seen: unknown[] = [];
    const dies = new AbortController();
    end.answer = () => { void noticesInBook(story.ledger.db, { all: true, limit: 1 }).then(([row]) => { seen.push([row!.tries, row!.open]); dies.abort(); }); };
    await says(story, await mailed(story), 'received');
    await tellPartner(story.journey, partnerOf(story), dies.signal);
    expect(seen).toEqual([[1, true]]);
    expect(await book(story)).toEqual([expect.objectContaining({ state: 'waiting', tries: 1, open: true })]);
    takes(end);
    await round(story);
    expect(new Set(end.got.map((told) => told.headers['webhook-id'])).size).toBe(1);
    expect(await book(story)).toEqual([expect.objectContaining({ state: 'told', tries: 2, open: false })]);
  }, 30_000);

  it('delays no other carrier: each has its own order', async () => {
    const { story, end } = await open();
    const other = await startWebhookEnd();
    ends.push(other);
    story.journey.directory.partners.get(FAR_QUAY)!.webhook = { url: other.url, secretEnv: SECRET_ENV };
    const ref = await mailed(story);
    const [theirs] = await story.take(interchange({ control: (control += 1), from: 'SGSINSOUTH', to: 'USLGBEAST', sets: [event(control)] }), FAR_QUAY);
    await story.step();
    await says(story, ref, 'received');
    await says(story, theirs!, 'received');
    let let_go = (): void => undefined;
    end.answer = (_told, reply) => { let_go = () => { reply.statusCode = 204; reply.end(); }; };
    const slow = round(story);
    await round(story, FAR_QUAY);
    expect(other.got.map((told) => bodyOf(told).data.document.ref)).toEqual([theirs]);
    expect((await book(story)).map(({ partner, state }) => `${partner} ${state}`)).toEqual([`${DESK} waiting`, `${FAR_QUAY} told`]);
    let_go();
    await slow;
  }, 30_000);

  it('and waits for its next try has it at once, when a person knows that it listens again', async () => {
    const { story, end } = await open();
    refuses(end);
    await says(story, await mailed(story), 'received');
    await round(story);
    const [one] = await book(story);
    expect(one).toMatchObject({ state: 'waiting', tries: 1 });
    takes(end);
    await round(story);
    expect((await book(story))[0]).toMatchObject({ state: 'waiting', tries: 1 });
    const [row] = await story.ledger.db.select().from(notice) as [typeof notice.$inferSelect];
    expect([await noticeNumber(story.ledger.db, row.noticeId), await noticeNumber(story.ledger.db, String(row.id)), await noticeNumber(story.ledger.db, 'ntc_x'), await noticeNumber(story.ledger.db, '999')]).toEqual([row.id, row.id, null, null]);
    expect(await tellAgain(story.journey, row.id, 'desk')).toMatchObject({ was: 'waiting' });
    await round(story);
    expect((await book(story))[0]).toMatchObject({ state: 'told', tries: 2 });
  }, 30_000);

  it('for as long as the settings give it is left to a person, as one task however many notices, which ends when all are told after all', async () => {
    const { story, end } = await open();
    refuses(end);
    const refs = [await mailed(story), await mailed(story)];
    for (const ref of refs) await says(story, ref, 'received');
    await round(story);
    story.clock.advance(72 * HOUR);
    await round(story);
    const tasks = () => story.ledger.db.select().from(task).where(eq(task.kind, 'tell-carrier'));
    expect((await book(story)).map(({ state }) => state)).toEqual(['given-up', 'given-up']);
    expect(await tasks()).toEqual([expect.objectContaining({ cause: `tell-carrier ${DESK}`, carrier: 'HWSR', closedAt: null, what: expect.stringContaining('took none for 72 h; the last try said: 500: not now') })]);
    takes(end);
    const [one, two] = await book(story);
    await tellAgain(story.journey, one!.id, 'desk');
    await expect(tellAgain(story.journey, one!.id, 'desk')).rejects.toThrow('is due already');
    await round(story);
    expect((await tasks())[0]!.closedAt).toBeNull();
    await tellAgain(story.journey, two!.id, 'desk');
    await round(story);
    expect((await tasks())[0]).toMatchObject({ closedBecause: 'its system was told after all' });
    expect(end.got.map((told) => told.headers['webhook-id']).slice(-2)).toEqual([one!.noticeId, two!.noticeId]);
  }, 30_000);

  it('that says 410 is told nothing more of that, and a person is', async () => {
    const { story, end } = await open();
    refuses(end, 410);
    await says(story, await mailed(story), 'received');
    await round(story);
    expect(await book(story)).toEqual([expect.objectContaining({ state: 'given-up', tries: 1 })]);
    expect(await story.ledger.db.select({ what: task.what }).from(task)).toEqual([{ what: expect.stringContaining('wants no more of them (410: not now)') }]);
  }, 30_000);

  it('that left the configuration with notices still waiting is told by a person once their time is over', async () => {
    const { story } = await open();
    await says(story, await mailed(story), 'received');
    delete story.journey.directory.partners.get(DESK)!.webhook;
    await giveUpUnaddressed(story.journey);
    expect(await book(story)).toEqual([expect.objectContaining({ state: 'waiting' })]);
    story.clock.advance(72 * HOUR);
    await giveUpUnaddressed(story.journey);
    expect(await book(story)).toEqual([expect.objectContaining({ state: 'given-up', words: 'its partner has no webhook any more' })]);
    expect(await story.ledger.db.select({ kind: task.kind }).from(task)).toEqual([{ kind: 'tell-carrier' }]);
    const [row] = await story.ledger.db.select({ id: notice.id }).from(notice);
    await expect(tellAgain(story.journey, row!.id, 'desk')).rejects.toThrow('has no webhook in its file');
  }, 30_000);
});

describe('a worker whose environment holds no secret for a webhook', () => {
  it('does not start, and names each partner, the variable and what is expected', async () => {
    const { story } = await open();
    const check = (environment: NodeJS.ProcessEnv) => () => { checkWebhooks(story.journey, environment, story.journey.log); };
    expect(check({ [SECRET_ENV]: SECRET })).not.toThrow();
    expect(check({})).toThrow(`partners.${DESK}.webhook.secretEnv: found nothing in the environment variable ${SECRET_ENV}; expected whsec_`);
    expect(check({ [SECRET_ENV]: 'password1' })).toThrow(`what ${SECRET_ENV} holds is no secret`);
  }, 30_000);
});
