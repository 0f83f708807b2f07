import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asc, eq } from 'drizzle-orm';
import type { DueRule } from '#directory';
import { waitingUnits } from '#documents';
import { brokenLink, chaseStep, document, documentCall, history } from '#ledger';
import { callReport, type CallReport } from '#vessel-calls';
import { interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { redateThese } from './redate.js';
import { reportCall } from './report-call.js';
import { sayCalls } from './say-calls.js';
import { endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('redate'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** A bill of cargo from Shanghai to Long Beach in the HARBOUR LARK, voyage 027W or another. */
const bill = (serial: number, voyage = '027W'): Set => ['310',
  `B3**HWSR${String(serial).padStart(7, '0')}**PP**20180727*100****HWSR`, 'B2A*00', `N9*BM*HWSR${String(serial).padStart(7, '0')}`,
  `V1*9074729*HARBOUR LARK*LR*${voyage}*HWSR***L`, 'N1*CN*THE CONSIGNEE', 'R4*L*UN*CNSHA', 'R4*D*UN*USLGB', 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
const CBP = 'USLGB-CBP';
const customs = endpointOf(CBP, { kind: 'customs', terminal: null, receives: [{ isa08: 'USCBP', gs03: null }] });
const LAST: DueRule = { id: 'RECEIVED', sets: ['*'], direction: 'any', anchor: 'RECEIVED', offsetMinutes: 1_440, law: false, because: 'nothing else is known', source: '[P]' };
const rule = (id: string, more: object): DueRule => ({ id, sets: ['310'], direction: 'to-terminal', offsetMinutes: 0, law: false, because: `${id} says so`, source: '[P]', ...more } as DueRule);

async function storyOf(...rules: DueRule[]): Promise<Story> {
  const story = await openStory(test, { also: [customs] });
  Object.assign(story.journey, { directory: { ...story.journey.directory, dueRules: [...rules, LAST] } });
  return story;
}

const report = (story: Story, more: Partial<CallReport>) => reportCall(story.journey, callReport.parse({
  reference: 'LARK-027W', carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W', ...more,
}));
const arrival = (classifier: 'EST' | 'ACT', at: string) => ({ timestamps: [{ event: 'ARRI' as const, classifier, at }] });
const rowOf = async (story: Story, ref: string) => (await story.ledger.db.select().from(document).where(eq(document.ref, ref)))[0]!;
const eventsOf = async (story: Story, ref: string) => (await story.document(ref)).history.map(({ event }) => event);
const take = async (story: Story, control: number, to: string, ...sets: Set[]) => story.take(interchange({ control, to, groups: [{ gs01: 'IO', gs06: control, sets }] }));

describe('when a call is reported anew', () => {
  it('the due time of each of its documents moves, with what follows from it, in a history that holds', async () => {
    const story = await storyOf(rule('T-MANIFEST', { anchor: 'ETA', offsetMinutes: -2_880 }));
    await report(story, arrival('EST', '2018-07-30T12:00:00Z'));
    const refs = await take(story, 1, 'USLGBEAST', bill(1), bill(2), bill(3));
    const before = await rowOf(story, refs[0]!);
    expect([before.dueRule, before.dueAt, before.amberAt, before.redAt].map((one) => (one instanceof Date ? one.toISOString() : one))).toEqual(['T-MANIFEST', '2018-07-28T12:00:00.000Z', '2018-07-28T00:00:00.000Z', '2018-07-28T08:00:00.000Z']);
    story.clock.advance(60_000);
    expect(await report(story, arrival('EST', '2018-08-01T12:00:00Z'))).toMatchObject({ redated: 3 });
    for (const ref of refs) {
      const after = await rowOf(story, ref);
      expect([after.dueAt, after.effectiveDueAt, after.amberAt, after.redAt].map((one) => one?.toISOString())).toEqual(['2018-07-30T12:00:00.000Z', '2018-07-30T12:00:00.000Z', '2018-07-30T00:00:00.000Z', '2018-07-30T08:00:00.000Z']);
      // Since when it waits is not news about the ship: a digest would else never leave.
      expect([after.changedAt, after.because]).toEqual([before.changedAt, before.because]);
      const chain = await story.ledger.db.select().from(history).where(eq(history.documentId, after.id)).orderBy(asc(history.seq));
      expect([chain.at(-1)?.event, brokenLink(chain), chain.at(-1)?.hash]).toEqual(['due-moved', null, after.historyHash]);
      expect(JSON.parse(chain.at(-1)?.canonical ?? '{}')).toMatchObject({ facts: { from: '2018-07-28T12:00:00.000Z', to: '2018-07-30T12:00:00.000Z', rule: 'T-MANIFEST', countedFrom: 'ETA' } });
    }
    // The same said again changes nothing, and is no event.
    story.clock.advance(60_000);
    expect(await report(story, arrival('EST', '2018-08-01T12:00:00Z'))).toMatchObject({ redated: 0 });
  }, 60_000);

  it('who was mailed and has not answered is asked at half of what was left to the new hour; who was asked already is not asked anew', async () => {
    const story = await openStory(test, { quay: { edi: null }, dueAfterMinutes: 1_440 });
    Object.assign(story.journey, { directory: { ...story.journey.directory, dueRules: [rule('T-MANIFEST', { anchor: 'ETA', offsetMinutes: -2_880 }), LAST] } });
    const begin = story.clock.now();
    const inHours = (hours: number) => new Date(begin.getTime() + hours * 3_600_000).toISOString();
    await report(story, arrival('EST', inHours(48 + 20)));
    const [asked = '', open = ''] = await take(story, 1, 'USLGBEAST', bill(1), bill(2));
    await story.step();
    const hoursTo = async (ref: string) => { const { chaseAt, mailAcceptedAt } = await rowOf(story, ref); return Math.round((chaseAt!.getTime() - mailAcceptedAt!.getTime()) / 360_000) / 10; };
    expect([await story.statesOf([asked, open]), await hoursTo(asked), await hoursTo(open)]).toEqual([['accepted', 'accepted'], 10, 10]);
    const { id, mailAcceptedAt } = await rowOf(story, asked);
    await story.ledger.db.insert(chaseStep).values({ documentId: id, mailAcceptedAt: mailAcceptedAt!, step: 'reminder', at: begin, because: 'not-answered' });
    await report(story, arrival('EST', inHours(48 + 6)));
    expect([await hoursTo(asked), await hoursTo(open)]).toEqual([10, 3]);
    await report(story, arrival('EST', inHours(48 + 30)));
    expect([await hoursTo(asked), await hoursTo(open)]).toEqual([10, 15]);
    await report(story, arrival('EST', inHours(48)));
    expect(await hoursTo(open)).toBe(0.5); // due at once: never sooner than half an hour after it was mailed
  }, 60_000);

  it('the lane takes the new order: what is due later now goes later', async () => {
    const story = await storyOf(rule('T-MANIFEST', { anchor: 'ETA', offsetMinutes: -2_880 }));
    await report(story, arrival('EST', '2018-07-29T12:00:00Z'));
    await report(story, { reference: 'LARK-028W', voyageIn: '028W', ...arrival('EST', '2018-07-30T12:00:00Z') });
    await take(story, 1, 'USLGBEAST', bill(1, '027W'));
    await take(story, 2, 'USLGBEAST', bill(2, '028W'));
    const order = async () => (await waitingUnits(story.ledger.db, QUAY, story.clock.now(), 10)).map(({ interchangeId }) => interchangeId);
    const [first, second] = await order();
    await report(story, arrival('EST', '2018-07-31T12:00:00Z'));
    expect(await order()).toEqual([second, first]);
  }, 60_000);

  it('a cut-off that moved moves what counts from it, and what it does not know of stays', async () => {
    const story = await storyOf(rule('T-CUT', { anchor: 'CARGO_CUTOFF', offsetMinutes: -60 }));
    await report(story, { cutOffs: { cargo: '2018-07-27T23:00:00Z' } });
    const [ref = ''] = await take(story, 1, 'USLGBEAST', bill(1));
    expect((await rowOf(story, ref)).dueAt?.toISOString()).toBe('2018-07-27T22:00:00.000Z');
    await report(story, { cutOffs: { cargo: '2018-07-26T23:00:00Z', reefer: '2018-07-20T00:00:00Z' } });
    expect((await rowOf(story, ref)).dueAt?.toISOString()).toBe('2018-07-26T22:00:00.000Z');
  }, 60_000);

  it('what was delivered keeps its due time, and what waits for an answer does not', async () => {
    const story = await storyOf(rule('T-MANIFEST', { anchor: 'ETA', offsetMinutes: -2_880 }));
    await report(story, arrival('EST', '2018-07-30T12:00:00Z'));
    story.answers(QUAY);
    const [done = ''] = await take(story, 1, 'USLGBEAST', bill(1));
    await story.after(1);
    await story.after(1);
    story.answers(QUAY, () => true);
    const [open = ''] = await take(story, 2, 'USLGBEAST', bill(2));
    await story.after(1);
    expect(await story.statesOf([done, open])).toEqual(['acknowledged', 'accepted']);
    expect(await report(story, arrival('EST', '2018-08-01T12:00:00Z'))).toMatchObject({ redated: 1 });
    expect((await rowOf(story, open)).dueAt?.toISOString()).toBe('2018-07-30T12:00:00.000Z');
  }, 60_000);
});

describe('a document of which somebody says that it belongs to no call', () => {
  it('is dated by what is left, and says so', async () => {
    const story = await storyOf(rule('T-MANIFEST', { anchor: 'ETA', offsetMinutes: -2_880 }));
    await report(story, arrival('EST', '2018-07-30T12:00:00Z'));
    const [ref = ''] = await take(story, 1, 'USLGBEAST', bill(1));
    const { id, receivedAt } = await rowOf(story, ref);
    await story.ledger.transaction(async (tx) => {
      await tx.delete(documentCall).where(eq(documentCall.documentId, id));
      await redateThese(story.journey, tx, [id], story.clock.now());
    });
    const { dueRule, dueAt, dueBecause } = await rowOf(story, ref);
    expect([dueRule, dueAt?.getTime(), dueBecause]).toEqual(['RECEIVED', receivedAt.getTime() + 86_400_000,
      'nothing else is known; T-MANIFEST does not count, since its vessel call and with it the call\'s arrival are not known']);
  }, 60_000);
});

describe('a due time of the law', () => {
  const LAW = rule('US-LAW', { direction: 'to-customs', where: ['US'], anchor: 'ATD_PREV', offsetMinutes: 2_880, law: true });
  const shanghai = (more: Partial<CallReport>) => ({ reference: 'LARK-SHA', unlocode: 'CNSHA', terminal: null, voyageIn: '026E', voyageOut: '027W', ...more });
  const sails = (classifier: 'EST' | 'ACT', at: string) => shanghai({ timestamps: [{ event: 'ARRI', classifier: 'EST', at: '2018-07-14T00:00:00Z' }, { event: 'DEPA', classifier, at }] });

  it('counts from another call of the vessel, moves with its estimate, and moves no more once it has happened', async () => {
    const story = await storyOf(LAW);
    await report(story, sails('EST', '2018-07-16T00:00:00Z'));
    await report(story, arrival('EST', '2018-07-30T12:00:00Z'));
    const [ref = ''] = await take(story, 1, 'USCBP', bill(1));
    const seen = async () => { const row = await rowOf(story, ref); return [row.dueAt?.toISOString(), row.dueIsLaw, row.dueFrozen]; };
    expect(await seen()).toEqual(['2018-07-18T00:00:00.000Z', true, false]);
    story.clock.advance(60_000);
    await report(story, sails('EST', '2018-07-17T00:00:00Z'));
    expect(await seen()).toEqual(['2018-07-19T00:00:00.000Z', true, false]);
    story.clock.advance(60_000);
    await report(story, sails('ACT', '2018-07-17T06:00:00Z'));
    expect(await seen()).toEqual(['2018-07-19T06:00:00.000Z', true, true]);
    story.clock.advance(60_000);
    await report(story, sails('ACT', '2018-07-18T06:00:00Z'));
    await report(story, arrival('EST', '2018-08-02T12:00:00Z'));
    expect(await seen()).toEqual(['2018-07-19T06:00:00.000Z', true, true]);
    expect(await eventsOf(story, ref)).toEqual(['received', 'due-moved', 'due-moved']);
  }, 60_000);

  it('is frozen, and said to be, when what was expected happened to the minute', async () => {
    const story = await storyOf(LAW);
    await report(story, sails('EST', '2018-07-16T00:00:00Z'));
    await report(story, arrival('EST', '2018-07-30T12:00:00Z'));
    const [ref = ''] = await take(story, 1, 'USCBP', bill(1));
    story.clock.advance(60_000);
    await report(story, sails('ACT', '2018-07-16T00:00:00Z'));
    expect([await eventsOf(story, ref), (await rowOf(story, ref)).dueFrozen]).toEqual([['received', 'due-frozen'], true]);
  }, 60_000);

  it('is that of the call a person says, however frozen by another; the same said again moves nothing', async () => {
    const story = await storyOf(rule('US-LAW', { direction: 'to-customs', anchor: 'ATB', offsetMinutes: 2_880, law: true }));
    const wrong = (await report(story, arrival('ACT', '2018-07-20T12:00:00Z'))).id;
    const right = (await report(story, { reference: 'LARK-028W', voyageIn: '028W', ...arrival('ACT', '2018-07-22T12:00:00Z') })).id;
    const [ref = ''] = await take(story, 1, 'USCBP', bill(1));
    await sayCalls(story.journey, ref, { calls: [wrong], because: 'a slip', actor: 'desk' });
    expect(await rowOf(story, ref)).toMatchObject({ dueAt: new Date('2018-07-22T12:00:00Z'), dueFrozen: true });
    await sayCalls(story.journey, ref, { calls: [right], because: 'the bill says so', actor: 'desk' });
    expect(await rowOf(story, ref)).toMatchObject({ dueAt: new Date('2018-07-24T12:00:00Z'), dueFrozen: true });
    story.clock.advance(60_000);
    await report(story, { reference: 'LARK-028W', ...arrival('ACT', '2018-07-23T12:00:00Z') });
    await sayCalls(story.journey, ref, { calls: [right], because: 'once more', actor: 'desk' });
    expect(await rowOf(story, ref)).toMatchObject({ dueAt: new Date('2018-07-24T12:00:00Z'), dueFrozen: true });
  }, 60_000);

  it('is none for the same bill at the terminal', async () => {
    const story = await storyOf(LAW);
    await report(story, sails('EST', '2018-07-16T00:00:00Z'));
    await report(story, arrival('EST', '2018-07-30T12:00:00Z'));
    const [ref = ''] = await take(story, 1, 'USLGBEAST', bill(1));
    expect(await rowOf(story, ref)).toMatchObject({ dueRule: 'RECEIVED', dueIsLaw: false, dueFrozen: false });
  }, 60_000);
});
