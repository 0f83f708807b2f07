import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { waitingUnits } from '#documents';
import { EdiReader } from '#x12';
import { answerTo, interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { deliver } from './deliver.js';
import { WAITING_CHANNEL } from './journey.js';
import { actOn } from './person.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('returning-one-by-one'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const arrival = (serial: number): Set => ['310',
  'B3**HWSR' + String(serial).padStart(7, '0') + '**PP**20180727*100****HWSR', 'B2A*00', 'N9*BM*HWSR' + String(serial).padStart(7, '0'),
  'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N1*CN*THE CONSIGNEE', 'R4*D*UN*USLGB', 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
const toUs = (control: number, ...serials: number[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets: serials.map(arrival) }] });
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const numbersAt = (story: Story) => story.sentTo(QUAY).map(({ bytes }) => {
  const reader = new EdiReader();
  reader.push(bytes);
  return Number(reader.end().interchanges[0]?.isa13);
});
const strict = { isa07: 'ZZ', isa08: 'USLGBEAST', gs03: 'USLGBEAST', isa12: '00401', sequence: 'strict' as const };
const CLOSED = { always: { outcome: 'unreachable', because: 'refused', words: 'nobody answers' } as const, reachable: false };
const OPEN = { always: { outcome: 'accepted', receipt: 'taken' } as const, reachable: true };

describe('sets of one interchange that was addressed to us', () => {
  it('take a place each of a path that returns: few at first, more with every answer', async () => {
    const story = await openStory(test, { own: true, quay: { mail: null } });
    Object.assign(story.edi(), CLOSED);
    await story.take(toUs(1, ...upTo(20)));
    await story.through(0.5, 1);
    expect(await story.verdict()).toBe('down');
    story.seen.length = 0;
    Object.assign(story.edi(), OPEN);
    for (let minute = 0; minute < 60 && story.sentTo(QUAY).length === 0; minute += 1) await story.after(1);
    await story.after(2);
    expect([await story.verdict(), story.sentTo(QUAY).length]).toEqual(['returning', 1]);
    await story.hand(answerTo(story.sentTo(QUAY)[0]!.bytes, { control: 801 }), QUAY);
    await story.after(2);
    await story.after(2);
    expect([await story.verdict(), story.sentTo(QUAY).length]).toEqual(['returning', 3]);
  }, 60_000);

  it('that nobody answers are one answer missing, under the number they were sent by, also when they were sent minutes apart', async () => {
    const story = await openStory(test, { own: true, quay: { mail: null } });
    await story.take(toUs(77, 1, 2, 3, 4, 5, 6));
    // The later ones are let go a minute each after the ones before.
    const refs = (await story.ledger.db.execute<{ ref: string }>(sql`select ref from document where endpoint = ${QUAY} order by id`)).rows.map((row) => row.ref);
    for (const ref of refs.slice(2)) await actOn(story.journey, ref, { act: 'hold', because: 'one after the other', actor: 'desk' });
    await story.step();
    for (const ref of refs.slice(2)) {
      await actOn(story.journey, ref, { act: 'release', because: 'its turn', actor: 'desk' });
      await story.after(1);
    }
    expect(story.sentTo(QUAY)).toHaveLength(6);
    await story.through(0.75, 1);
    expect(await story.evidence('answer-missing')).toEqual(['no 997 for ISA13 000000001']);
    expect(await story.verdict()).toBe('up');
  }, 60_000);
});

describe('a lane with a large interchange that was addressed to us', () => {
  it('turns to what is more urgent as soon as it comes, and goes on afterwards', async () => {
    const story = await openStory(test, { own: true, quay: { mail: null } });
    await story.take(toUs(1, ...upTo(20)));
    const [large] = await waitingUnits(story.ledger.db, QUAY, story.clock.now(), 1);
    const soon = { ...story.journey.directory.dueRules[0]!, offsetMinutes: 300 };
    let urgent = '';
    const take = async () => {
      story.journey.directory = { ...story.journey.directory, dueRules: [soon] };
      [urgent = ''] = await story.take(toUs(2, 500));
      return OPEN.always;
    };
    story.edi().next = [OPEN.always, OPEN.always, take];
    await deliver(story.journey, QUAY, large!.interchangeId, new AbortController().signal);
    expect(story.sentTo(QUAY)).toHaveLength(3);
    await story.step();
    expect(story.sentTo(QUAY)[3]?.identity).toContain(urgent);
    expect(story.sentTo(QUAY)).toHaveLength(21);
  }, 60_000);

  it('sends fifty in one go and asks for the rest, of which a part that is held meanwhile stays', async () => {
    const story = await openStory(test, { own: true, quay: { mail: null } });
    const refs = await story.take(toUs(1, ...upTo(60)));
    const [large] = await waitingUnits(story.ledger.db, QUAY, story.clock.now(), 1);
    story.edi().next = [async () => { await actOn(story.journey, refs[5] ?? '', { act: 'hold', because: 'the broker asked', actor: 'desk' }); return OPEN.always; }];
    let tell = () => {};
    const told = new Promise<void>((resolve) => { tell = resolve; });
    const unlisten = await story.ledger.listen(WAITING_CHANNEL, (lane) => { if (lane === QUAY && story.sentTo(QUAY).length === 50) tell(); });
    try {
      await deliver(story.journey, QUAY, large!.interchangeId, new AbortController().signal);
      expect(story.sentTo(QUAY)).toHaveLength(50);
      await told;
    } finally {
      await unlisten();
    }
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(59);
    expect(await story.stateOf(refs[5] ?? '')).toBe('waiting');
  }, 60_000);
});

describe('an endpoint that wants our numbers in turn', () => {
  it('gets what was mailed in the order of its numbers when the path is back, also where the first of them is due last', async () => {
    const story = await openStory(test, { own: true, quay: { envelope: strict, replay: 'all' } });
    Object.assign(story.edi(), CLOSED);
    const [first = ''] = await story.take(toUs(1, 1));
    await story.through(0.5, 1);
    await story.ledger.db.execute(sql`update document set effective_due_at = effective_due_at + interval '20 days' where ref = ${first}`);
    for (const serial of [2, 3, 4, 5, 6, 7]) await story.take(toUs(serial, serial));
    await story.through(0.2, 1);
    expect(await story.verdict()).toBe('down');
    story.seen.length = 0;
    story.answers();
    story.edi().reachable = true;
    await story.take(toUs(8, 8)); // never handed over, and still it waits for those before
    await story.through(6, 5);
    expect(await story.verdict()).toBe('up');
    expect(numbersAt(story)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }, 90_000);
});
