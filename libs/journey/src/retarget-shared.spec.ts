import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calls, chainOf, freight, linksOf, OAKLAND, openWithCalls, OTHER, told, toQuay, toUs, turnsBy } from '../../../test/support/calls.js';
import { interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { callChanged } from './call-changed.js';
import { retargetByPerson } from './retarget-by-person.js';
import { endpointOf, QUAY, type Story, type StoryOptions } from './testing.js';

const turns = turnsBy(callChanged);

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('retarget-shared'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const open = (options?: StoryOptions) => openWithCalls(test, options);

describe('an interchange that its sender addressed to the terminal', () => {
  it('is parked whole when its call moves: its envelope names the old place; a person may send a set on in an interchange of ours', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const refs = await story.take(toQuay(1, freight(1), freight(2)));
    await calls(story, 'LARK-1', { at: OAKLAND });
    for (const ref of refs) expect(await told(story, ref)).toEqual({ endpoint: QUAY, state: 'waiting', held: 'call-elsewhere', disregard: null });
    await story.step();
    expect(story.sentTo(QUAY)).toEqual([]);

    const done = await retargetByPerson(story.journey, refs[0]!, { endpoint: OTHER.code, because: 'the line says so', actor: 'desk' });
    expect(done).toMatchObject({ was: 'waiting', endpoint: OTHER.code });
    await story.step();
    const [sent] = story.sentTo(OTHER.code);
    expect(sent?.bytes.toString()).toMatch(/^ISA\*.*\*ZZ\*HAWSER +\*ZZ\*USOAKPORT/);
    expect(sent?.bytes.toString()).toContain('HWSR0000001');
    expect(sent?.bytes.toString()).not.toContain('HWSR0000002');
    expect(story.sentTo(QUAY)).toEqual([]);
    expect(await linksOf(story, done.ref)).toMatchObject([{ call: 'LARK-1' }]);
  }, 30_000);

  it('goes whole where another set of it is needed there, and the old terminal has to be told of the one that is not', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [moved = '', other = ''] = await story.take(toQuay(1, freight(1), freight(2, '00', '099W')));
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect(await told(story, moved)).toEqual({ endpoint: QUAY, state: 'waiting', held: null, disregard: 'owed' });
    await story.step();
    expect(await story.statesOf([moved, other])).toEqual(['accepted', 'accepted']);
    expect(story.sentTo(QUAY)).toHaveLength(1);
  }, 30_000);

  it('of which both calls are omitted goes when either stands again, because it goes whole', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    await calls(story, 'LARK-9', { voyage: '099W', eta: '2018-09-20T14:00:00Z' });
    const refs = await story.take(toQuay(1, freight(1), freight(2, '00', '099W')));
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    await turns(story, 'LARK-9', { statuses: ['OMIT'] });
    await story.step();
    expect(story.sentTo(QUAY)).toEqual([]);
    await turns(story, 'LARK-1', { statuses: [] });
    await story.after(10);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted']);
  }, 30_000);
});

describe('lines that share a vessel', () => {
  /** Another line's desk and its endpoints at Long Beach and, where there is one, at Oakland. */
  const shared = (...more: string[]) => [OTHER, endpointOf('OTHR-DESK', { carrier: 'OTHR', kind: 'carrier', unlocode: null, terminal: null, receives: [{ isa08: 'OTHRLINE', gs03: null }] }),
    endpointOf('OTHR-EAST', { carrier: 'OTHR', unlocode: 'USLGB', terminal: 'EAST' }), ...more.map((code) => endpointOf(code, { carrier: 'OTHR', unlocode: 'USOAK', terminal: 'PORT' }))];
  const ofOther = async (story: Story, to = 'HAWSER') => (await story.take(interchange({ control: 9, from: 'OTHRLINE', to, groups: [{ gs01: 'IO', gs06: 9, sets: [freight(1)] }] }), 'OTHR-DESK'))[0]!;

  it('have all their documents parked when its call is omitted, whoever reports it, and let go', async () => {
    const story = await open({ also: shared() });
    await calls(story, 'LARK-1');
    const ref = await ofOther(story);
    expect(await told(story, ref)).toMatchObject({ endpoint: 'OTHR-EAST', held: null });
    await turns(story, 'LARK-1', { statuses: ['OMIT'] });
    expect(await told(story, ref)).toMatchObject({ held: 'call-omitted' });
    await turns(story, 'LARK-1', { statuses: [] });
    expect(await told(story, ref)).toMatchObject({ held: null });
    await turns(story, 'LARK-1', { statuses: ['ROTC'] });
    expect(await told(story, ref)).toEqual({ endpoint: 'OTHR-EAST', state: 'waiting', held: null, disregard: null });
  }, 30_000);

  it('have them made anew each for an endpoint of its own, or parked where the line has none', async () => {
    for (const own of [['OTHR-OAK'], []]) {
      const story = await open({ also: shared(...own) });
      await calls(story, 'LARK-1');
      const ref = await ofOther(story);
      await calls(story, 'LARK-1', { at: OAKLAND });
      expect((await chainOf(story, ref)).map((one) => [one.endpoint, one.carrier, one.state, one.held])).toEqual(own.length > 0
        ? [['OTHR-EAST', 'OTHR', 'superseded', null], ['OTHR-OAK', 'OTHR', 'waiting', null]] : [['OTHR-EAST', 'OTHR', 'waiting', 'call-elsewhere']]);
    }
  }, 30_000);

  it('never have them go to another line, when only that one is where the vessel goes', async () => {
    const story = await open({ also: [endpointOf('USOAK-PORT', { carrier: 'OTHR' })] });
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect((await chainOf(story, ref)).map((one) => [one.endpoint, one.carrier, one.state, one.held])).toEqual([[QUAY, 'HWSR', 'waiting', 'call-elsewhere']]);
  }, 30_000);

  it('have what comes later for the old port go with the rest', async () => {
    const story = await open({ also: shared('OTHR-OAK') });
    await calls(story, 'LARK-1');
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect((await chainOf(story, await ofOther(story))).map((one) => [one.endpoint, one.state])).toEqual([['OTHR-EAST', 'superseded'], ['OTHR-OAK', 'waiting']]);
  }, 30_000);
});
