import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callEvents, calls, chainOf, freight, linksOf, OAKLAND, openWithCalls, OTHER, person, row, told, toQuay, toUs, turnsBy, unreachable } from '../../../test/support/calls.js';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { callChanged } from './call-changed.js';
import { QUAY, type StoryOptions } from './testing.js';

const turns = turnsBy(callChanged);

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('retarget'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const open = (options?: StoryOptions) => openWithCalls(test, options);

describe('a call that is omitted', () => {
  it('parks what waits for it, whatever path opens, and lets it go when it stands again', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    expect(await turns(story, 'LARK-1', { statuses: ['OMIT'] })).toBe(1);
    expect(await row(story, ref)).toMatchObject({ state: 'waiting', held: 'call-omitted', because: 'Its call is omitted. (LARK-1 at USLGB-EAST)' });
    await story.through(3, 30);
    expect(story.sentTo(QUAY)).toEqual([]);
    expect(story.mailsOf(ref)).toEqual([]);

    await turns(story, 'LARK-1', { statuses: [] });
    expect(await row(story, ref)).toMatchObject({ state: 'waiting', held: null, because: 'Its call stands again. (LARK-1 at USLGB-EAST)', callStanding: null });
    await story.step();
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await callEvents(story)).toEqual([['documents-parked', 1], ['documents-released', 1]]);
  }, 30_000);

  it('says so by the phase alone, too', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { phase: 'omitted' });
    expect(await told(story, ref)).toMatchObject({ held: 'call-omitted' });
  }, 30_000);

  it('parks what comes for it later', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    await turns(story, 'LARK-1', { statuses: ['BLNK'] });
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    expect(await told(story, ref)).toEqual({ endpoint: QUAY, state: 'waiting', held: 'call-blanked', disregard: null });
  }, 30_000);

  it('does not take back a person\'s release, however often it is reported; another change is another matter', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    await person(story, ref, 'release', 'they want it all the same');
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    expect(await told(story, ref)).toMatchObject({ held: null });
    await turns(story, 'LARK-1', { statuses: ['BLNK'] });
    expect(await told(story, ref)).toMatchObject({ held: 'call-blanked' });
    await person(story, ref, 'release', 'they still want it');
    await story.step();
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 30_000);

  it('leaves to a person what a person holds: it does not go when the call stands again', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await person(story, ref, 'hold');
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    expect(await row(story, ref)).toMatchObject({ held: 'person', because: 'held by a person; Its call is omitted. (LARK-1 at USLGB-EAST)' });
    await turns(story, 'LARK-1', { statuses: [] });
    expect(await row(story, ref)).toMatchObject({ held: 'person', because: 'held by a person; Its call stands. (LARK-1 at USLGB-EAST)' });
    await story.step();
    expect(story.sentTo(QUAY)).toEqual([]);
  }, 30_000);

  it('calls nothing back that was handed over, and lets nothing of it be sent again', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    expect(await told(story, ref)).toEqual({ endpoint: QUAY, state: 'accepted', held: null, disregard: null });
    expect((await story.document(ref)).history.at(-1)).toMatchObject({ event: 'call-changed', because: 'Its call is not made any more; it was handed over before. (LARK-1 at USLGB-EAST)' });
    // Nobody answers, the path goes down, and each would go by mail now.
    story.edi().always = unreachable;
    await story.through(12, 30);
    expect(story.mailsOf(ref)).toEqual([]);
    expect(await told(story, ref)).toMatchObject({ state: 'waiting', held: 'call-omitted' });
  }, 60_000);

  it('has no EDI copy follow a mail when the path is back, and that comes up all the same; it does when the call stands again', async () => {
    const story = await open();
    const edi = story.edi();
    await calls(story, 'LARK-1');
    Object.assign(edi, { always: unreachable, reachable: false });
    const [mailed = ''] = await story.take(toQuay(1, freight(1)));
    await story.through(1, 1);
    expect(await story.document(mailed)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    story.seen.length = 0;
    story.answers();
    edi.reachable = true;
    await story.through(2, 5);
    expect(story.sentTo(QUAY)).toEqual([]);
    expect([await story.stateOf(mailed), await story.verdict()]).toEqual(['accepted', 'up']);

    await turns(story, 'LARK-1', { statuses: [] });
    await story.through(0.5, 5);
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect([await story.stateOf(mailed), story.mailsOf(mailed).length]).toEqual(['acknowledged', 0]);
  }, 60_000);

  it('is no matter of documents for the carrier\'s own system, nor of what belongs to no call', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
const [stranger = ''] = await story.take(toUs(1, freight(1, '00', '099W')));
    // A terminal's report on the same voyage, for the carrier.
    const [report = ''] = await story.take(interchange({ control: 2, from: 'USLGBEAST', to: 'HAWSERLINE', sets: [event(1)] }), QUAY);
    expect(await linksOf(story, report)).toHaveLength(1);
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    await story.step();
    expect(await story.statesOf([stranger, report])).toEqual(['accepted', 'accepted']);
  }, 30_000);
});

describe('a call that another has the documents of', () => {
  it('slid to the only next call there: its documents follow, the same ones, due by that', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    await calls(story, 'LARK-2', { voyage: '028W', eta: '2018-08-19T14:00:00Z' });
    const [left = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    const [ref = ''] = await story.take(toUs(2, freight(2)));
    expect(await turns(story, 'LARK-1', { statuses: ['SLID'] })).toBe(2);
    for (const one of [left, ref]) expect(await linksOf(story, one)).toEqual([{ call: 'LARK-2', rule: 'call-replaced' }]);
    expect(await row(story, ref)).toMatchObject({ state: 'waiting', held: null, dueAt: new Date('2018-08-18T14:00:00Z'), because: 'Its call went: the same terminal needs it for the call that has its documents now. (LARK-1, now LARK-2 at USLGB-EAST)' });
    expect(await chainOf(story, ref)).toHaveLength(1);
    expect(await told(story, left)).toEqual({ endpoint: QUAY, state: 'accepted', held: null, disregard: null });

    await turns(story, 'LARK-1', { statuses: [] });
    expect(await linksOf(story, ref)).toEqual([{ call: 'LARK-1', rule: 'call-replaced' }]);
    expect(await row(story, ref)).toMatchObject({ dueAt: new Date('2018-08-04T14:00:00Z') });
  }, 30_000);

  it('slid with two that it could be, or none, parks them until one is named', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { statuses: ['SLID'] });
    expect(await told(story, ref)).toMatchObject({ held: 'call-slid' });
    // The next one is reported: now it is known.
    const second = await calls(story, 'LARK-2', { voyage: '028W', eta: '2018-08-19T14:00:00Z' });
    expect(await linksOf(story, ref)).toEqual([{ call: 'LARK-2', rule: 'call-replaced' }]);
    // A further one does not move what went already.
    await calls(story, 'LARK-3', { voyage: '029W', eta: '2018-09-02T14:00:00Z' });
    await turns(story, 'LARK-1', { statuses: ['SLID'] });
    expect(await linksOf(story, ref)).toEqual([{ call: 'LARK-2', rule: 'call-replaced' }]);

    const [late = ''] = await story.take(toUs(2, freight(2)));
    expect(await told(story, late)).toMatchObject({ held: 'call-slid' });
    await turns(story, 'LARK-1', { replacedBy: second });
    expect(await linksOf(story, late)).toEqual([{ call: 'LARK-2', rule: 'call-replaced' }]);
    await story.step();
    expect(await story.statesOf([ref, late])).toEqual(['accepted', 'accepted']);
  }, 30_000);

  it('omitted, and replaced by a call at another terminal: made anew there, and anew here when that is taken back', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const other = await calls(story, 'LARK-OAK', { at: OAKLAND, voyage: '028W', eta: '2018-08-09T14:00:00Z' });
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { statuses: ['OMIT'], replacedBy: other });
    const [, made] = await chainOf(story, ref);
    expect(made).toMatchObject({ endpoint: OTHER.code, state: 'waiting', dueAt: new Date('2018-08-08T14:00:00Z') });
    expect(await linksOf(story, made!.ref)).toEqual([{ call: 'LARK-OAK', rule: 'call-moved' }]);
    await turns(story, 'LARK-1', { statuses: [], replacedBy: null });
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'superseded'], [QUAY, 'waiting']]);
  }, 30_000);

  it('in a circle leads nowhere, and ends', async () => {
    const story = await open();
    const first = await calls(story, 'LARK-1');
    const second = await calls(story, 'LARK-2', { voyage: '028W', eta: '2018-08-19T14:00:00Z' });
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { replacedBy: second });
    await turns(story, 'LARK-2', { replacedBy: first });
    await story.step();
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 30_000);

  it('cut and run: what was handed over stands, what was not is parked', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [left = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    const [ref = ''] = await story.take(toUs(2, freight(2)));
    await turns(story, 'LARK-1', { statuses: ['CUTR'] });
    expect([await told(story, left), await told(story, ref)]).toMatchObject([{ state: 'accepted', held: null, disregard: null }, { state: 'waiting', held: 'call-cut' }]);
  }, 30_000);

  it('of which only the order changed keeps its documents: their times move', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await turns(story, 'LARK-1', { statuses: ['ROTC'] });
    await calls(story, 'LARK-1', { eta: '2018-08-03T14:00:00Z' });
    expect(await row(story, ref)).toMatchObject({ held: null, dueAt: new Date('2018-08-02T14:00:00Z') });
  }, 30_000);
});
