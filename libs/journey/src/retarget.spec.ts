import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import { brokenLink, callEvent, document, history } from '#ledger';
import { calls, chainOf, freight, linksOf, LONG_BEACH, OAKLAND, OTHER, row, THIRD, toQuay, toUs, turnsBy } from '../../../test/support/calls.js';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { callChanged } from './call-changed.js';
import { ActRefusedError } from './errors.js';
import { actOn } from './person.js';
import { retargetByPerson } from './retarget-by-person.js';
import { sayCalls } from './say-calls.js';
import { endpointOf, openStory, QUAY, type Story, type StoryOptions } from './testing.js';

const turns = turnsBy(callChanged);

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('retarget'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** Documents are due by the call: a day before it arrives. */
const DUE_BY_CALL = [
  { id: 'CALL', sets: ['*'], direction: 'any' as const, anchor: 'ETA' as const, offsetMinutes: -1_440, law: false, because: 'a day before the vessel', source: '[P]' },
  { id: 'STORY', sets: ['*'], direction: 'any' as const, anchor: 'RECEIVED' as const, offsetMinutes: 12_960, law: false, because: 'the story says so', source: '[P]' },
];

async function open(options: StoryOptions = {}): Promise<Story> {
  const story = await openStory(test, { own: true, also: [OTHER, THIRD], ...options });
  story.journey.directory = { ...story.journey.directory, dueRules: DUE_BY_CALL };
  return story;
}
const person = (story: Story, ref: string, act: 'hold' | 'release' | 'resend' | 'cancel' | 'told', because = 'the desk knows') => actOn(story.journey, ref, { act, because, actor: 'desk' });
const told = async (story: Story, ref: string) => { const { endpoint, state, held, disregard } = await row(story, ref); return { endpoint, state, held, disregard }; };
const eventsOf = async (story: Story, ref: string) => (await story.document(ref)).history.map((one) => one.event);
const callEvents = async (story: Story) => (await story.ledger.db.select().from(callEvent).orderBy(asc(callEvent.id))).filter((one) => one.what.startsWith('documents-')).map((one) => [one.what, one.facts['documents']]);
const unreachable = { outcome: 'unreachable', because: 'connect-failed', words: 'nobody answers' } as const;

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

describe('a call that moves to another terminal', () => {
  it('has what waits made anew for it: same bytes and version, its own ref and profile, due by the call, both sides linked', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND, eta: '2018-08-06T14:00:00Z' });
    const [old, made] = await chainOf(story, ref);
    expect(old).toMatchObject({ state: 'superseded', endpoint: QUAY, disregard: null, because: `Its call moved to another terminal. (LARK-1 at USOAK-PORT) ${made!.ref} goes to USOAK-PORT instead` });
    expect(made).toMatchObject({ state: 'waiting', endpoint: OTHER.code, retargetedFrom: old!.id, sha256: old!.sha256, version: 1, profile: { code: OTHER.code }, dueAt: new Date('2018-08-05T14:00:00Z'), because: `made from ${ref}: Its call moved to another terminal. (LARK-1 at USOAK-PORT)` });
    expect(await linksOf(story, made!.ref)).toEqual([{ call: 'LARK-1', rule: 'call-moved' }]);
    await story.step();
    expect(story.sentTo(QUAY)).toEqual([]);
    expect(story.sentTo(OTHER.code).map(({ bytes }) => /\*USOAKPORT +\*/.test(bytes.toString()))).toEqual([true]);
    expect(await eventsOf(story, made!.ref)).toEqual(['retargeted', 'try-opened', 'accepted']);
    expect(await story.document(ref)).toMatchObject({ retargetedTo: made!.ref });
    expect(await story.document(made!.ref)).toMatchObject({ retargetedFrom: ref });
    for (const doc of [old!, made!]) expect(brokenLink(await story.ledger.db.select().from(history).where(eq(history.documentId, doc.id)).orderBy(asc(history.seq)))).toBeNull();
  }, 30_000);

  it('owes the old terminal a word where it has it, until a person said it; what it acknowledged stays acknowledged', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    story.answers();
    const [answered = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    await story.step();
    story.edi().always = { outcome: 'accepted', receipt: 'taken' };
    const [silent = ''] = await story.take(toUs(2, freight(2)));
    await story.step();
    expect(await story.statesOf([answered, silent])).toEqual(['acknowledged', 'accepted']);

    await calls(story, 'LARK-1', { at: OAKLAND });
    expect([await told(story, answered), await told(story, silent)]).toEqual([
      { endpoint: QUAY, state: 'acknowledged', held: null, disregard: 'owed' }, { endpoint: QUAY, state: 'superseded', held: null, disregard: 'owed' },
    ]);
    await story.step();
    expect(story.sentTo(OTHER.code)).toHaveLength(2);
    await person(story, silent, 'told', 'by phone, to the gate office');
    expect(await told(story, silent)).toMatchObject({ disregard: 'told' });
    expect((await story.document(silent)).history.at(-1)).toMatchObject({ event: 'told', actor: 'desk', because: 'USLGB-EAST was told to disregard it: by phone, to the gate office' });
    await expect(person(story, silent, 'told')).rejects.toThrow(ActRefusedError);
    // Nothing more of it reaches the old terminal, whatever its path does.
    story.seen.length = 0;
    await story.through(6, 30);
    expect(story.sentTo(QUAY)).toEqual([]);
    expect([...story.mailsOf(answered), ...story.mailsOf(silent)]).toEqual([]);
  }, 60_000);

  it('keeps originals ahead of what changes them, also where only the original was handed over', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [original = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    story.edi().always = unreachable;
    const [change = ''] = await story.take(toUs(2, freight(1, '04')));
    expect(await row(story, change)).toMatchObject({ version: 2, replaces: 'delta' });
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, first] = await chainOf(story, original);
    const [, second] = await chainOf(story, change);
    expect(second).toMatchObject({ predecessorId: first!.id, version: 2 });
    story.edi(OTHER.code).next = [unreachable];
    await story.step();
    await story.through(2, 10);
    const bills = story.sentTo(OTHER.code).map(({ bytes }) => /B2A\*(\d\d)/.exec(bytes.toString())?.[1]);
    expect(bills.slice(0, 2)).toEqual(['00', '00']);
    expect(bills.at(-1)).toBe('04');
  }, 60_000);

  it('does not send there what a later version replaces whole', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [original = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    const [newer = ''] = await story.take(toUs(2, freight(1, '05')));
    await story.step();
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, first] = await chainOf(story, original);
    const [, second] = await chainOf(story, newer);
    expect(first).toMatchObject({ state: 'superseded', because: `not sent: replaced whole by ${second!.ref}` });
    await story.step();
    expect(story.sentTo(OTHER.code)).toHaveLength(1);
  }, 30_000);

  it('does not bring an older version behind a newer one that its sender sent to the new terminal', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [older = ''] = await story.take(toUs(1, freight(1)));
    const there = toUs(2, freight(1, '05')).toString().replace('R4*D*UN*USLGB', 'R4*D*UN*USOAK');
    const [newer = ''] = await story.take(Buffer.from(there));
    expect(await told(story, newer)).toMatchObject({ endpoint: OTHER.code });
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, made] = await chainOf(story, older);
    expect(made).toMatchObject({ state: 'superseded', because: `not sent: replaced whole by ${newer}` });
    expect(await row(story, newer)).toMatchObject({ predecessorId: made!.id, version: 2 });
  }, 30_000);

  it('waits for the end of a try that was open, and moves what came of it then', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [taken = '', refused = ''] = await story.take(toUs(1, freight(1), freight(2)));
    story.edi().next = [async () => {
      expect(await story.stateOf(taken)).toBe('sending');
      await calls(story, 'LARK-1', { at: OAKLAND });
      expect(await told(story, taken)).toMatchObject({ endpoint: QUAY, state: 'sending' });
      return { outcome: 'accepted', receipt: 'taken' };
    }];
    await story.step();
    expect([await told(story, taken), await told(story, refused)]).toEqual([
      { endpoint: QUAY, state: 'superseded', held: null, disregard: 'owed' }, { endpoint: QUAY, state: 'superseded', held: null, disregard: null },
    ]);
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(story.sentTo(OTHER.code)).toHaveLength(2);
  }, 30_000);

  it('and back again makes each a document once more; at no time are two of them open', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND });
    await calls(story, 'LARK-1', { at: LONG_BEACH });
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'superseded'], [QUAY, 'waiting']]);
    await story.step();
    expect([story.sentTo(QUAY).length, story.sentTo(OTHER.code).length]).toEqual([1, 0]);
  }, 30_000);

  it('to a place that is no endpoint of ours parks them, and they go on when it is one', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [left = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    const [ref = ''] = await story.take(toUs(2, freight(2)));
    await calls(story, 'LARK-1', { at: { unlocode: 'CAVAN', terminal: 'DP' } });
    expect(await told(story, ref)).toEqual({ endpoint: QUAY, state: 'waiting', held: 'call-elsewhere', disregard: null });
    expect(await told(story, left)).toEqual({ endpoint: QUAY, state: 'accepted', held: null, disregard: 'owed' });
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'waiting']]);
    expect((await chainOf(story, left)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'waiting']]);
  }, 30_000);

  it('that comes back before the old terminal was told owes it nothing; after, that it stands', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [one = '', two = ''] = await story.take(toUs(1, freight(1), freight(2)));
    await story.step();
    await calls(story, 'LARK-1', { at: { unlocode: 'CAVAN', terminal: 'DP' } });
    await person(story, two, 'told', 'by phone');
    await calls(story, 'LARK-1', { at: LONG_BEACH });
    expect([(await told(story, one)).disregard, (await told(story, two)).disregard]).toEqual([null, 'revoked']);
    await person(story, two, 'told', 'by phone');
    expect((await story.document(two)).history.at(-1)).toMatchObject({ because: 'USLGB-EAST was told that it stands after all: by phone' });
  }, 30_000);

  it('has what comes later and still names the old port; what its sender addressed there goes there', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [original = ''] = await story.take(toUs(1, freight(1)));
    await calls(story, 'LARK-1', { at: OAKLAND });
    const [, first] = await chainOf(story, original);
    const [late = '', stranger = ''] = await story.take(toUs(2, freight(1, '04'), freight(3, '00', '099W')));
    const [old, made] = await chainOf(story, late);
    expect(old).toMatchObject({ endpoint: QUAY, state: 'superseded', disregard: null });
    expect(made).toMatchObject({ endpoint: OTHER.code, state: 'waiting', predecessorId: first!.id, version: 2 });
    expect(await linksOf(story, late)).toEqual([{ call: 'LARK-1', rule: 'call-left' }]);
    expect(await told(story, stranger)).toEqual({ endpoint: QUAY, state: 'waiting', held: null, disregard: null });
    const [addressed = ''] = await story.take(toQuay(3, freight(4)));
    expect(await told(story, addressed)).toEqual({ endpoint: QUAY, state: 'waiting', held: null, disregard: null });
    await story.step();
    await story.after(10);
    expect(story.sentTo(OTHER.code).map(({ bytes }) => /B2A\*(\d\d)/.exec(bytes.toString())?.[1])).toEqual(['00', '04']);
  }, 30_000);

  it('leaves to a person what the terminal refused', async () => {
    const story = await open();
    await calls(story, 'LARK-1');
    const [ref = ''] = await story.take(toUs(1, freight(1)));
    await story.step();
    await story.ledger.db.update(document).set({ state: 'rejected' }).where(eq(document.ref, ref));
    await calls(story, 'LARK-1', { at: OAKLAND });
    expect(await told(story, ref)).toMatchObject({ endpoint: QUAY, state: 'rejected' });
    await person(story, ref, 'resend', 'they mean the new terminal');
    expect((await chainOf(story, ref)).map(({ endpoint, state }) => [endpoint, state])).toEqual([[QUAY, 'superseded'], [OTHER.code, 'waiting']]);
  }, 30_000);
});

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
