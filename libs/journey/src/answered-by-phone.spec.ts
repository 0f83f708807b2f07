import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { acknowledgement, document, task } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { answeredByPhone, type PhoneAnswer } from './answered-by-phone.js';
import { ActRefusedError } from './errors.js';
import { isolate } from './isolate.js';
import { actOn } from './person.js';
import { doneTask, onTheSameCall, TaskRefusedError, taskInBook, tasksInBook } from './task-book.js';
import { openTask, type NewTask } from './tasks.js';
import { openStory, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('answered-by-phone'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const MINUTE = 60_000;
const said = (more: Partial<PhoneAnswer> = {}): PhoneAnswer => ({ word: 'received', who: 'gate clerk', saidAt: null, because: 'it lies on my desk', actor: 'night desk', ...more });

/** A document that was mailed an hour ago and that a person is to call about. */
async function mailed(): Promise<{ story: Story; ref: string }> {
  const story = await openStory(test, { quay: { edi: null } });
  const [ref = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
  await story.step();
  story.clock.advance(60 * MINUTE);
  const [doc] = await story.ledger.db.select().from(document).where(eq(document.ref, ref));
  await story.ledger.transaction((tx) => openTask(tx, { ...TASK, cause: `call ${ref}`, documentId: doc!.id }, story.clock.now()));
  return { story, ref };
}
const TASK: NewTask = { kind: 'call', cause: '', carrier: 'HWSR', region: null, endpoint: 'USLGB-EAST', documentId: null, mailInId: null, what: 'Call them.', facts: {}, urgentAt: new Date('2018-07-24T20:00:00Z') };
const ago = (story: Story, minutes: number) => new Date(story.clock.now().getTime() - minutes * MINUTE);
const answersOf = (story: Story) => story.ledger.db.select().from(acknowledgement);

describe('a phone answer', () => {
  it.each<[word: PhoneAnswer['word'], state: string, because: string]>([
    ['received', 'acknowledged', 'RECEIVED by phone from USLGB-EAST: it lies on my desk'], ['keyed', 'acknowledged', 'KEYED by phone from USLGB-EAST: it lies on my desk'],
    ['duplicate', 'acknowledged', 'DUPLICATE by phone from USLGB-EAST: it lies on my desk'], ['reject', 'rejected', 'REJECT by phone from USLGB-EAST: it lies on my desk'],
  ])('%s moves its document to %s in their words, with their name, and closes the task to call', async (word, state, because) => {
    const { story, ref } = await mailed();
    expect(await answeredByPhone(story.journey, ref.toLowerCase(), said({ word }))).toEqual({ ref, was: 'accepted', effect: 'moved', endpoint: 'USLGB-EAST' });
    expect(await story.document(ref)).toMatchObject({ state, because, acknowledgedLevel: state === 'acknowledged' ? 'person' : null });
    expect((await story.document(ref)).history.at(-1)).toMatchObject({ actor: 'night desk', because });
    expect(await answersOf(story)).toMatchObject([{ level: 'person', saidBy: 'gate clerk', words: because }]);
    // A refusal is told on by a person, since its sender has no webhook here.
    const telling = state === 'rejected' ? [{ kind: 'tell-carrier', closedAt: null, what: expect.stringContaining(`rejects ${ref}: it lies on my desk`) }] : [];
    expect(await story.ledger.db.select().from(task).orderBy(task.id)).toMatchObject([{ kind: 'call', closedBy: 'night desk', closedBecause: because }, ...telling]);
  }, 60_000);

  it('stops the delay clock when they said so, not when it was entered', async () => {
    const { story, ref } = await mailed();
    const saidAt = ago(story, 40);
    await answeredByPhone(story.journey, ref, said({ saidAt }));
    const [doc] = await story.ledger.db.select().from(document).where(eq(document.ref, ref));
    expect([doc?.acknowledgedAt, doc?.deliveredAt]).toEqual([saidAt, saidAt]);
  }, 60_000);

  it('of what stood so already is kept and moves nothing', async () => {
    const { story, ref } = await mailed();
    await answeredByPhone(story.journey, ref, said());
    expect(await answeredByPhone(story.journey, ref, said({ word: 'keyed' }))).toMatchObject({ effect: 'noted', was: 'acknowledged' });
    expect(await answersOf(story)).toHaveLength(2);
  }, 60_000);

  it.each<[fact: string, minutesAgo: number, words: RegExp]>([['in the future', -1, /it is .* now/], ['before it was handed over', 61.5, /it was handed over at/]])('%s is refused, and nothing is kept', async (_, minutesAgo, words) => {
    const { story, ref } = await mailed();
    await expect(answeredByPhone(story.journey, ref, said({ saidAt: ago(story, minutesAgo) }))).rejects.toThrow(words);
    expect([await story.stateOf(ref), await answersOf(story)]).toEqual(['accepted', []]);
  }, 60_000);

  it('in the very minute of the handing over counts: people tell minutes', async () => {
    const { story, ref } = await mailed();
    const [doc] = await story.ledger.db.select().from(document).where(eq(document.ref, ref));
    const saidAt = new Date(Math.floor(doc!.acceptedAt!.getTime() / MINUTE) * MINUTE);
    expect(await answeredByPhone(story.journey, ref, said({ saidAt }))).toMatchObject({ effect: 'moved' });
  }, 60_000);

  it('on what was never handed over is refused with what to say first; after that it counts', async () => {
    const story = await openStory(test, { quay: { mail: null } });
    await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
    const [ref = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
    await story.step();
    await expect(answeredByPhone(story.journey, ref, said())).rejects.toThrow(`${ref} is waiting and was never handed over: read it out and say so first (npx hawser handed-over ${ref} --because "…")`);
    await actOn(story.journey, ref, { act: 'handed-over', because: 'read out', actor: 'night desk' });
    expect(await answeredByPhone(story.journey, ref, said())).toMatchObject({ effect: 'moved' });
  }, 60_000);

  it('on no document, or one that is withdrawn, is refused', async () => {
    const { story, ref } = await mailed();
    await expect(answeredByPhone(story.journey, 'HW-NONE', said())).rejects.toThrow(ActRefusedError);
    await answeredByPhone(story.journey, ref, said({ word: 'reject' }));
    await actOn(story.journey, ref, { act: 'cancel', because: 'wrong voyage', actor: 'desk' });
    await expect(answeredByPhone(story.journey, ref, said())).rejects.toThrow(`${ref} is cancelled: no answer moves it`);
  }, 60_000);
});

describe('tasks', () => {
  it('are listed the most urgent first, are done once with who and why, and stand behind the open ones then', async () => {
    const { story, ref } = await mailed();
    const { db } = story.ledger;
    await story.ledger.transaction((tx) => openTask(tx, { ...TASK, kind: 'unread-mail', cause: 'mail 17', what: 'Read it.', urgentAt: new Date('2018-07-24T19:00:00Z') }, story.clock.now()));
    const [first, second] = await tasksInBook(db, { all: false, limit: 10 });
    expect([first, second]).toMatchObject([{ what: 'Read it.', ref: null }, { what: 'Call them.', ref }]);
    expect(await doneTask(story.journey, first!.id, { because: 'it was an advertisement', actor: 'desk' })).toMatchObject({ closedBy: 'desk', closedBecause: 'it was an advertisement' });
    await expect(doneTask(story.journey, first!.id, { because: 'again', actor: 'desk' })).rejects.toThrow(TaskRefusedError);
    await expect(doneTask(story.journey, 999, { because: 'x', actor: 'desk' })).rejects.toThrow('there is no task 999');
    expect((await tasksInBook(db, { all: false, limit: 10 })).map(({ id }) => id)).toEqual([second!.id]);
    expect((await tasksInBook(db, { all: true, limit: 10 })).map(({ id }) => id)).toEqual([second!.id, first!.id]);
    expect(await taskInBook(db, 999)).toBeNull();
  }, 60_000);

  it('are, where the same terminal is to be called, one call: each shows the others, the most urgent first, and no other terminal\'s', async () => {
    const { story, ref } = await mailed();
    const { db } = story.ledger;
    const ask = (kind: 'call' | 'call-back' | 'check-answer', cause: string, endpoint: string | null, hour: number) => story.ledger.transaction((tx) => openTask(tx, { ...TASK, kind, cause, endpoint, documentId: null, what: cause, urgentAt: new Date(Date.UTC(2018, 6, 24, hour)) }, story.clock.now()));
    await ask('call', 'late', TASK.endpoint, 23);
    await ask('call-back', 'soon', TASK.endpoint, 1);
    await ask('call', 'elsewhere', 'SGSIN-SOUTH', 1);
    await ask('check-answer', 'to be read', TASK.endpoint, 1);
    const [own] = (await tasksInBook(db, { all: false, limit: 10 })).filter((one) => one.ref === ref);
    expect((await onTheSameCall(db, own!)).map(({ what }) => what)).toEqual(['soon', 'late']);
    await doneTask(story.journey, own!.id, { because: 'called', actor: 'desk' });
    expect(await onTheSameCall(db, (await taskInBook(db, own!.id))!)).toEqual([]);
  }, 60_000);
});
