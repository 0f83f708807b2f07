import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calls, freight, linksOf, OAKLAND, openWithCalls, OTHER, person, row, THIRD, told, toQuay, toUs, turnsBy } from '../../../test/support/calls.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { callChanged } from './call-changed.js';
import { retargetByPerson } from './retarget-by-person.js';
import { sayCalls } from './say-calls.js';
import { QUAY, type Story, type StoryOptions } from './testing.js';

const turns = turnsBy(callChanged);

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('retarget-by-person'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const open = (options?: StoryOptions) => openWithCalls(test, options);

describe('a person who says where a document belongs', () => {
  it('lets go what was parked for a call that it is not for, and not what is for one that went, too', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [stands, went] = [await calls(story, 'LARK-2', { voyage: '028W' }), await calls(story, 'LARK-3', { voyage: '029W' })];
    const refs = await story.take(toUs(1, freight(1), freight(2), freight(3)));
    await turns(story, 'LARK-3', { statuses: ['BLNK'] });
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    expect(await Promise.all(refs.map((ref) => told(story, ref)))).toMatchObject([{ held: 'call-omitted' }, { held: 'call-omitted' }, { held: 'call-omitted' }]);
    for (const [index, said] of [[stands], [], [went]].entries()) await sayCalls(story.journey, refs[index]!, { calls: said, because: 'the desk knows', actor: 'desk' });
    expect(await Promise.all(refs.map((ref) => told(story, ref)))).toMatchObject([{ held: null }, { held: null }, { held: 'call-blanked' }]);
    await story.step();
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'waiting']);
  }, 30_000);

  it('and names a place alone leaves its call to be found when that is reported', async () => {
    const story = await open();
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    const made = await retargetByPerson(story.journey, ref, { endpoint: OTHER.code, because: 'the quay is closed', actor: 'desk' });
    await calls(story, 'LARK-9', { at: OAKLAND });
    expect(await linksOf(story, made.ref)).toEqual([{ call: 'LARK-9', rule: 'imo+voyage+place' }]);
    expect(await row(story, made.ref)).toMatchObject({ callsSaidBy: null, dueAt: new Date('2018-08-04T14:00:00Z') });
  }, 30_000);

  it('may name another call at its terminal: it stays the same document', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const second = await calls(story, 'LARK-2', { voyage: '028W', eta: '2018-08-19T14:00:00Z' });
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    const done = await retargetByPerson(story.journey, ref, { callId: second, because: 'it comes a week later', actor: 'desk' });
    expect(done).toEqual({ ref, was: 'waiting', endpoint: QUAY, callId: second });
    expect(await row(story, ref)).toMatchObject({ held: null, dueAt: new Date('2018-08-18T14:00:00Z'), callsSaidBy: 'desk' });
    expect(await linksOf(story, ref)).toEqual([{ call: 'LARK-2', rule: 'person' }]);
  }, 30_000);

  it.each([
    ['is on nobody\'s way', async (story: Story, ref: string) => { await person(story, ref, 'cancel'); return {}; }, /is cancelled: retarget is for documents that are waiting, unsettled, accepted, acknowledged, rejected/],
    ['names no place that is known', () => Promise.resolve({ endpoint: 'NOWHERE' }), /endpoint "NOWHERE" is not in the directory/],
    ['names no call that is known', () => Promise.resolve({ endpoint: undefined, callId: 77 }), /there is no call 77/],
    ['names its own terminal and no call', () => Promise.resolve({ endpoint: QUAY }), /is for USLGB-EAST already/],
    ['went on before', async (story: Story, ref: string) => { await retargetByPerson(story.journey, ref, { endpoint: OTHER.code, because: 'x', actor: 'desk' }); return { endpoint: THIRD.code }; }, /goes as HW-\w+ to USOAK-PORT since: retarget that one/],
  ])('is told why not where it %s', async (_, prepare, words) => {
    const story = await open();
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    const more = await prepare(story, ref);
    await expect(retargetByPerson(story.journey, ref, { endpoint: OTHER.code, because: 'x', actor: 'desk', ...more })).rejects.toThrow(words);
  }, 30_000);

  it('is told so where Hawser has no id of its own to send under', async () => {
    const story = await open();
    const [ref = ''] = await story.take(toQuay(1, freight(1)));
    story.journey.settings = { ...story.journey.settings, envelope: { ...story.journey.settings.envelope, own: null } };
    await expect(retargetByPerson(story.journey, ref, { endpoint: OTHER.code, because: 'x', actor: 'desk' })).rejects.toThrow(/envelope.own is not set/);
  }, 30_000);
});
