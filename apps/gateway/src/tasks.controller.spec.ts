import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTask } from '#journey';
import { task } from '#ledger';
import { openStory, type Story } from '../../../libs/journey/src/testing.js';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { Refusal } from './door.js';
import { TasksController } from './tasks.controller.js';

let test: TestLedger;
let story: Story;
let door: TasksController;
let ref = '';
beforeAll(async () => {
  test = await openTestLedger('tasks-controller');
  story = await openStory(test, { quay: { edi: null } });
  door = new TasksController(story.journey);
  [ref = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1)] }));
  await story.step();
  await story.ledger.transaction((tx) => openTask(tx, { kind: 'call-back', cause: 'mail 1', carrier: null, region: null, endpoint: null, documentId: null, mailInId: null, what: 'Call them back.', facts: {}, urgentAt: story.clock.now() }, story.clock.now()));
}, 60_000);
afterAll(() => test.stop(), 60_000);

/** What the door says no with. */
async function refusal(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return error.getResponse();
    throw error;
  }
  return 'it was not refused';
}

describe('the door for tasks and phone answers', () => {
  it.each<[fact: string, body: Record<string, unknown>, fault: RegExp]>([
    ['no name', { word: 'received', because: 'x' }, /who/], ['a word of its own', { word: 'fine', who: 'A', because: 'x' }, /word/], ['an hour without a zone', { word: 'received', who: 'A', because: 'x', saidAt: '2018-07-24 18:05' }, /saidAt: expected an instant/],
    ['two lines', { word: 'received', who: 'A\nB', because: 'x' }, /one line/], ['what nobody asked for', { word: 'received', who: 'A', because: 'x', level: 'syntax' }, /level/],
  ])('refuses an answer with %s, and says where', async (_, body, fault) => {
    expect(await refusal(() => door.answer(ref, body))).toMatchObject({ code: 'DOOR.WRONG_SHAPE', sentence: expect.stringMatching(fault) });
    expect(await story.stateOf(ref)).toBe('accepted');
  });

  it('refuses an answer that cannot be in words that say why, and takes one that can', async () => {
    expect(await refusal(() => door.answer(ref, { word: 'received', who: 'A', because: 'x', saidAt: '2030-01-01T00:00Z' }))).toMatchObject({ code: 'JOURNEY.ACT_REFUSED', sentence: expect.stringContaining('cannot have been answered') });
    expect(await door.answer(ref, { word: 'keyed', who: 'A. Clerk', because: 'all keyed in' })).toMatchObject({ ref, was: 'accepted', effect: 'moved' });
  });

  it('shows a task, takes that it is done, and says what there is not', async () => {
    const [{ id } = { id: 0 }] = await story.ledger.db.select().from(task);
    expect(await door.tasks({})).toMatchObject([{ id, what: 'Call them back.' }]);
    expect(await refusal(() => door.act(String(id), { act: 'done', because: '' }))).toMatchObject({ code: 'DOOR.WRONG_SHAPE' });
    expect(await door.act(String(id), { act: 'done', because: 'called them' })).toMatchObject({ closedBy: 'desk' });
    expect(await door.tasks({})).toEqual([]);
    expect(await door.tasks({ all: 'true' })).toMatchObject([{ id, closedBecause: 'called them' }]);
    for (const wrong of ['999', 'x', "1' or 1=1"]) expect(await refusal(() => door.task(wrong))).toMatchObject({ code: 'JOURNEY.NO_TASK' });
    expect(await refusal(() => door.act(String(id), { act: 'done', because: 'again' }))).toMatchObject({ code: 'JOURNEY.TASK_REFUSED' });
  });
});
