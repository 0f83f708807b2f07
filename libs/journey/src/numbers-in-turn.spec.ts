import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql, type SQL } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import { EdiReader } from '#x12';
import { event, interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { deliver } from './deliver.js';
import type { Journey } from './journey.js';
import { actOn } from './person.js';
import { earlierInSequence } from './sequence.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('numbers-in-turn'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const arrival = (serial: number): Set => ['310',
  'B3**HWSR' + String(serial).padStart(7, '0') + '**PP**20180727*100****HWSR', 'B2A*00', 'N9*BM*HWSR' + String(serial).padStart(7, '0'),
  'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N1*CN*THE CONSIGNEE', 'R4*D*UN*USLGB', 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
const toUs = (control: number, ...serials: number[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets: serials.map(arrival) }] });
const numbersAt = (story: Story, at = QUAY) => story.sentTo(at).map(({ bytes }) => {
  const reader = new EdiReader();
  reader.push(bytes);
  return Number(reader.end().interchanges[0]?.isa13);
});

/** An endpoint that wants our numbers in turn, and all that was mailed once more. */
const inTurn: Partial<Endpoint> = { replay: 'all', envelope: { isa07: 'ZZ', isa08: 'USLGBEAST', gs03: 'USLGBEAST', isa12: '00401', sequence: 'strict' } };
const REFUSED_FOR_GOOD = { outcome: 'refused', because: 'bad-name', words: 'not this one', forGood: true } as const;
const CLOSED = { always: { outcome: 'unreachable', because: 'refused', words: 'nobody answers' } as const, reachable: false };

describe('an interchange of ours', () => {
  it('that a mail carries was not tried itself: a mail in doubt is looked for among the mails, and is not mailed twice', async () => {
    const story = await openStory(test, { own: true });
    Object.assign(story.edi(), CLOSED, { finds: { found: 'absent', because: 'neither name is there' } });
    await story.take(toUs(1, 1));
    await story.through(0.5, 1);
    expect(await story.verdict()).toBe('down');
    story.seen.length = 0;
    story.mail.next = [{ outcome: 'unknown', because: 'dropped', words: 'broke after the dot' }];
    const [ref = ''] = await story.take(toUs(2, 2));
    for (let round = 0; round < 3; round += 1) await story.after(1);
    expect(await story.stateOf(ref)).toBe('unsettled');
    expect([story.looksAt(QUAY).length, story.looksAt('mail').length > 0, story.mailsOf(ref).length]).toEqual([0, true, 1]);
  }, 30_000);

  it.each([
    ['is renamed', { qualifier: 'ZZ', id: 'HAWSERNEW', group: 'HAWSERNEW', alsoKnownAs: ['HAWSER'] }],
    ['is taken away', null],
  ])('that was sent before our own id %s goes again as the same bytes', async (_, own) => {
    const story = await openStory(test, { own: true, quay: { mail: null } });
    Object.assign(story.edi(), { next: [{ outcome: 'unknown', because: 'dropped', words: 'the line broke' }], finds: { found: 'absent', because: 'neither name is there' } });
    await story.take(toUs(1, 1));
    await story.step();
    story.journey.settings = { ...story.journey.settings, envelope: { ...story.journey.settings.envelope, own } };
    await story.through(0.2, 1);
    const [first, second, third] = story.sentTo(QUAY);
    expect(second?.bytes.equals(first!.bytes)).toBe(true);
    expect([second?.identity, third]).toEqual([first?.identity, undefined]);
  }, 30_000);
});

describe('an endpoint that wants our numbers in turn', () => {
  it('is not kept waiting for a number that EDI refused for good, whether it went by mail or has no other way', async () => {
    for (const mail of [{}, { mail: null }]) {
      const story = await openStory(test, { own: true, quay: { ...inTurn, ...mail } });
      story.answers();
      story.edi().next = [REFUSED_FOR_GOOD];
      const [first = ''] = await story.take(toUs(1, 1));
      await story.step();
      await story.step();
      const [second = ''] = await story.take(toUs(2, 2));
      await story.through(1, 10);
      expect(numbersAt(story)).toEqual([1, 2]);
      expect(await story.statesOf([first, second])).toEqual([mail.mail === null ? 'waiting' : 'accepted', 'acknowledged']);
    }
  }, 60_000);

  it('is not kept waiting for a number of the time before it had an EDI link', async () => {
    const story = await openStory(test, { own: true, quay: { ...inTurn, edi: null } });
    story.mail.always = { outcome: 'refused', because: 'greylisted', words: 'come again', forGood: false };
    const [byMail = ''] = await story.take(toUs(1, 1));
    await story.step();
    const linked = await openStory(test, { own: true, quay: inTurn });
    story.journey.directory = linked.journey.directory;
    await story.take(toUs(2, 2));
    await story.step();
    expect([await story.stateOf(byMail), numbersAt(story)]).toEqual(['waiting', [2]]);
  }, 30_000);

  it('waits knowingly for a number that a person holds: whoever waits says for which; the next are sent when that is let go', async () => {
    const story = await openStory(test, { own: true, quay: { ...inTurn, mail: null } });
    story.edi().next = [{ outcome: 'refused', because: 'quota', words: 'full', forGood: false }];
    const [held = ''] = await story.take(toUs(1, 1));
    await story.step();
    await actOn(story.journey, held, { act: 'hold', because: 'the broker asked', actor: 'desk' });
    const [next = '', last = ''] = await story.take(toUs(2, 2, 3));
    await story.through(1, 10);
    expect(numbersAt(story)).toEqual([1]);
    expect(await story.document(next)).toMatchObject({ state: 'waiting', held: 'waits-for-sequence', because: `${held} with number 1 is still to be handed over, and this endpoint wants them in turn.` });
    await actOn(story.journey, held, { act: 'release', because: 'the broker is done', actor: 'desk' });
    await story.step();
    await story.step();
    expect(numbersAt(story)).toEqual([1, 1, 2, 3]);
    expect(await story.statesOf([held, next, last])).toEqual(['accepted', 'accepted', 'accepted']);
  }, 30_000);

  it('gets no number again that was mailed and that a later one overtook: its mail is all there is', async () => {
    const story = await openStory(test, { own: true, quay: inTurn });
    const [mailed = ''] = await story.take(toUs(1, 1));
    await story.step();
    await story.take(toUs(2, 2));
    await story.step();
    expect(numbersAt(story)).toEqual([1, 2]);
    // As if the first had gone by mail while the second was taken, and the path came back only now.
    await story.ledger.db.execute(sql`update document set edi_accepted_at = null, last_accepted_by = 'email', accepted_by = 'email', mail_accepted_at = edi_accepted_at, answer_due_at = null where ref = ${mailed}`);
    story.edi().next = [CLOSED.always, CLOSED.always, CLOSED.always];
    story.answers();
    const [third = ''] = await story.take(toUs(3, 3));
    await story.through(4, 2);
    expect(await story.verdict()).toBe('up');
    await deliver(story.journey, QUAY, (await story.document(mailed)).interchangeId, new AbortController().signal);
    expect(numbersAt(story).slice(2)).not.toContain(1);
    expect(await story.statesOf([mailed, third])).toEqual(['accepted', 'acknowledged']);
  }, 60_000);

  it('never sees a number overtaken by one that was drawn between the look and the drawing', async () => {
    const story = await openStory(test, { own: true, quay: inTurn });
    const [ref = ''] = await story.take(toUs(1, 1));
    // While this document is composed, the terminal's own report comes in and is answered under the number before.
    let between = async () => { between = () => Promise.resolve(); await story.hand(interchange({ control: 5, from: 'USLGBEAST', to: 'HAWSER', sets: [event(1)] }), QUAY); };
    const { ledger } = story;
    const slow: Journey = { ...story.journey, ledger: { ...ledger, transaction: async (work) => { await between(); return ledger.transaction(work); } } };
    await deliver(slow, QUAY, (await story.document(ref)).interchangeId, new AbortController().signal);
    expect(numbersAt(story)).toEqual([]);
    expect((await story.document(ref)).because).toMatch(/with number 1 is still to be handed over/);
    await story.step();
    await story.step();
    expect(numbersAt(story)).toEqual([1, 2]);
  }, 30_000);

  it('keeps test numbers and live ones apart: neither waits for the other', async () => {
    const story = await openStory(test, { own: true, quay: { ...inTurn, mail: null } });
    story.edi().next = [{ outcome: 'refused', because: 'quota', words: 'full', forGood: false }];
    const [held = ''] = await story.take(toUs(1, 1));
    await story.step();
    await actOn(story.journey, held, { act: 'hold', because: 'the broker asked', actor: 'desk' });
    await story.take(Buffer.from(toUs(2, 2).toString().replace('*0*P*>', '*0*T*>')));
    await story.through(0.2, 1);
    expect(story.sentTo(QUAY).map(({ bytes }) => bytes.toString().slice(90, 103))).toEqual(['000000001*0*P', '000000001*0*T']);
  }, 30_000);

  it('takes 999,999,999 before 1', async () => {
    const story = await openStory(test, { own: true, quay: { ...inTurn, mail: null } });
    const refs = await story.take(toUs(1, 1, 2, 3));
    // The first two have their numbers, the third comes after them.
    await story.ledger.db.execute(sql`update document set own_isa13 = case when ref = ${refs[0]} then 1 else 999999999 end where ref in (${refs[0]}, ${refs[1]})`);
    const blocking = async (ref = '') => (await earlierInSequence(story.journey, story.journey.directory.endpoints.get(QUAY)!, { mode: 'rewrap', documents: [{ id: await idOf(story, ref) }] }))?.ref ?? null;
    expect([await blocking(refs[0]), await blocking(refs[1])]).toEqual([refs[1], null]);
    expect(refs.slice(0, 2)).toContain(await blocking(refs[2]));
  }, 30_000);

  it('finds what comes first by an index among 50,000 that wait, and wakes only the next few when it is out of the way', async () => {
    const story = await openStory(test, { own: true, quay: { ...inTurn, mail: null } });
    story.edi().next = [{ outcome: 'refused', because: 'quota', words: 'full', forGood: false }];
    const [held = ''] = await story.take(toUs(1, 1));
    await story.step();
    await actOn(story.journey, held, { act: 'hold', because: 'the broker asked', actor: 'desk' });
    const [one = ''] = await story.take(toUs(2, 2));
    await story.step();
    await copies(story, one, 50_000);
    const asked: SQL[] = [];
    const { db } = story.ledger;
    const overheard = new Proxy(db, { get: (target, key) => (key === 'execute' ? (query: SQL) => { asked.push(query); return target.execute(query); } : Reflect.get(target, key) as unknown) });
    const listening: Journey = { ...story.journey, ledger: { ...story.ledger, db: overheard } };
    expect(await earlierInSequence(listening, story.journey.directory.endpoints.get(QUAY)!, { mode: 'rewrap', documents: [{ id: await idOf(story, one) }] })).toMatchObject({ ref: held });
    const plan = await db.execute(sql`explain ${asked.at(-1)}`);
    expect(JSON.stringify(plan.rows)).toContain('using document_number_open');

    const waiting = async () => (await db.execute(sql`select 1 from document where endpoint = ${QUAY} and state = 'waiting' and not_before <= ${story.clock.now()}`)).rows.length;
    expect(await waiting()).toBe(1); // the one that is held
    await actOn(story.journey, held, { act: 'release', because: 'the broker is done', actor: 'desk' });
    await db.execute(sql`update document set not_before = ${new Date(story.clock.now().getTime() + 600_000)} where endpoint = ${QUAY} and state = 'waiting' and ref <> ${held}`);
    await deliver(story.journey, QUAY, (await story.document(held)).interchangeId, new AbortController().signal);
    expect(numbersAt(story)).toEqual([1, 1]);
    expect(await waiting()).toBe(10);
  }, 60_000);
});

const idOf = async (story: Story, ref: string): Promise<number> => Number((await story.ledger.db.execute<{ id: string }>(sql`select id from document where ref = ${ref}`)).rows[0]!.id);

/** The same document so often, each an interchange of its own, without a number of ours. */
async function copies(story: Story, ref: string, count: number): Promise<void> {
  const { rows } = await story.ledger.db.execute<{ name: string }>(sql`select column_name as name from information_schema.columns where table_name = 'document' and column_name <> 'id' and is_generated = 'NEVER' order by ordinal_position`);
  const other: Record<string, string> = { ref: `'Z' || n`, own_isa13: 'null', byte_start: '1000 + n' };
  const names = rows.map((row) => row.name);
  await story.ledger.db.execute(sql.raw(`insert into document (${names.map((name) => `"${name}"`).join(', ')}) select ${names.map((name) => other[name] ?? `x."${name}"`).join(', ')} from (select * from document where ref = '${ref}') x, generate_series(1, ${count}) n`));
}
