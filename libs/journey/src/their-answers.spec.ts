import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { unmatchedAnswers } from '#documents';
import { compose824, composeContrl, composeTa1, EdiReader, type AdviceItem, type ReadInterchange } from '#x12';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { DESK, openStory, QUAY } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('their-answers'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const at = new Date('2018-07-24T19:00:00Z');
const two = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(1), event(2)] });

function readOne(bytes: Uint8Array): ReadInterchange {
  const reader = new EdiReader();
  reader.push(bytes);
  return reader.end().interchanges[0]!;
}

/** Their 824 on what they were sent: a verdict by ST02. */
function advice(bytes: Uint8Array, control: number, verdicts: Record<string, AdviceItem['verdict']>): Buffer {
  const read = readOne(bytes);
  const items = Object.entries(verdicts).map(([st02, verdict]): AdviceItem => ({ st01: '315', st02, verdict, reasons: verdict === 'TA' ? [] : [{ code: '848', text: 'this container is not announced' }] }));
  return compose824(read, read.groups[0]!, items, { isa13: String(control), gs06: String(control), at });
}

describe('an endpoint that answers for the content', () => {
  it('has the document handed over by its 997 and acknowledged by its 824; a refusal there stands, whatever 997 comes later', async () => {
    const story = await openStory(test, { quay: { acknowledges: 'content' } });
    const refs = await story.take(two(1));
    await story.step();
    await story.take(answerTo(two(1), { control: 501 }), QUAY);
    expect(await Promise.all(refs.map((ref) => story.document(ref)))).toMatchObject([{ state: 'accepted', answers: [{ level: 'syntax', verdict: 'accepted' }] }, { state: 'accepted' }]);
    await story.take(advice(two(1), 502, { '0001': 'TA', '0002': 'TR' }), QUAY);
    expect(await story.document(refs[0] ?? '')).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'content' });
    expect((await story.document(refs[1] ?? '')).because).toContain('this container is not announced');
    await story.take(answerTo(two(1), { control: 503 }), QUAY);
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'rejected']);
  }, 30_000);

  it('may refuse by 824 what its 997 took, also where the 997 is enough', async () => {
    const story = await openStory(test);
    const refs = await story.take(two(2));
    await story.step();
    await story.take(answerTo(two(2), { control: 501 }), QUAY);
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'acknowledged']);
    await story.take(advice(two(2), 502, { '0002': 'TR' }), QUAY);
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'rejected']);
    // It was addressed to the carrier, so it goes on to it as well.
    await story.step();
    expect(story.sentTo(DESK)).toHaveLength(2);
  }, 30_000);
});

describe('a TA1', () => {
  it('that accepts settles a doubt and stops no clock; one that refuses refuses all it carried', async () => {
    const story = await openStory(test);
    story.edi().next = [{ outcome: 'unknown', because: 'dropped', words: 'the line broke after the rename was asked for' }];
    const refs = await story.take(two(3));
    await story.step();
    expect(await story.statesOf(refs)).toEqual(['unsettled', 'unsettled']);
    await story.take(composeTa1(readOne(two(3)), { isa13: '901', at }), QUAY);
    expect(await story.document(refs[0] ?? '')).toMatchObject({ state: 'accepted', acknowledgedAt: null, because: expect.stringContaining('TA1') });
    await story.take(composeTa1(readOne(two(3)), { isa13: '902', at, code: 'R', note: '022' }), QUAY);
    expect(await story.statesOf(refs)).toEqual(['rejected', 'rejected']);
  }, 30_000);

  it('with a number that was never sent there raises an alarm and moves nothing', async () => {
    const story = await openStory(test);
    const refs = await story.take(two(4));
    await story.step();
    await story.take(composeTa1(readOne(two(99)), { isa13: '901', at, code: 'R', note: '022' }), QUAY);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted']);
    expect(await unmatchedAnswers(story.ledger.db, 5)).toMatchObject([{ alarm: true, matchedBy: 'interchange 000000099 was never sent there' }]);
  }, 30_000);
});

describe('a sender of what is relayed', () => {
  it('that asks in ISA14 hears by TA1 from us that it came, under our id and before the endpoint says anything; a 997 only from the endpoint', async () => {
    const story = await openStory(test, { own: true });
    await story.hand(Buffer.from(two(5).toString().replace('*0*P*>', '*1*P*>')));
    await story.step();
    const [ta1] = story.sentTo(DESK);
    expect(readOne(ta1!.bytes)).toMatchObject({ isa06: 'HAWSER', isa08: 'HAWSERLINE', groups: [], ta1: [{ isa13: '000000005', code: 'A', note: '000' }] });
    const answer = answerTo(two(5), { control: 501 });
    await story.take(answer, QUAY);
    await story.step();
    expect(story.sentTo(DESK).at(-1)!.bytes.equals(answer)).toBe(true);
    expect(story.sentTo(DESK)).toHaveLength(2);
  }, 30_000);

  it('is held to the structure of its sets where its file says so, and as strictly as it says', async () => {
    // Q2 is not a segment of a 301; a 315 needs its B4.
    const bad = interchange({ control: 6, to: 'USLGBEAST', sets: [['315', 'N9*BM*HWSRLGB0000001', 'R4*D*UN*USLGB']] });
    const strict = await openStory(test, { desk: { structure: 'reject' } });
    expect(await strict.hand(bad)).toMatchObject({ status: 'rejected', findings: [{ code: 'X12.SEGMENT_MISSING', segment: expect.any(Number) }] });
    const lenient = await openStory(test, { own: true, desk: { structure: 'accept-with-errors' } });
    expect(await lenient.hand(bad)).toMatchObject({ status: 'accepted', interchanges: [{ notes: [expect.stringContaining('B4')] }] });
    const toUs = interchange({ control: 7, to: 'HAWSER', sets: [['315', 'N9*BM*HWSRLGB0000001', 'R4*D*UN*USLGB']] });
    await lenient.hand(toUs);
    await lenient.step();
    expect(lenient.sentTo(DESK).at(-1)!.bytes.toString()).toMatch(/AK3\*B4\*\d+\*\*3~\s*AK5\*E\*5~\s*AK9\*E\*1\*1\*1/);
  }, 30_000);
});

describe('EDIFACT', () => {
  const coprar = readFileSync(join(projectRoot(), 'test/fixtures/edifact/coprar', 'discharge-order.edi'));

  it('is relayed as its bytes, indexed, answered by CONTRL, and mailed as application/EDIFACT', async () => {
    const { isa06, isa08, isa13 } = readOne(coprar);
    const story = await openStory(test, { quay: { receives: [{ isa08, gs03: null }] }, desk: { identities: [{ isa05: null, isa06 }] } });
    const [ref = ''] = await story.take(coprar);
    await story.step();
    expect(story.sentTo(QUAY)[0]!.bytes.equals(coprar)).toBe(true);
    expect(await story.document(ref)).toMatchObject({ set: 'COPRAR', isa13, state: 'accepted', facts: { set: 'COPRAR', vessel: { callSign: 'D5HL7' } } });
    await story.take(composeContrl(readOne(coprar), { reference: '77', at }), QUAY);
    expect(await story.document(ref)).toMatchObject({ state: 'acknowledged', acknowledgedLevel: 'syntax' });

    const cut = await openStory(test, { quay: { receives: [{ isa08, gs03: null }], edi: null }, desk: { identities: [{ isa05: null, isa06 }] } });
    const [mailed = ''] = await cut.take(coprar);
    await cut.step();
    const mail = cut.mailsOf(mailed)[0]!.bytes.toString();
    expect(mail).toContain('Content-Type: application/EDIFACT');
    expect(mail).toMatch(/^Subject: .*LOAD-DISCHARGE LIST COPRAR/m);
  }, 60_000);

  it('that asks in 0031 hears by CONTRL from us that it came, and not a word on its messages; the same word from the endpoint settles a doubt', async () => {
    const asking = Buffer.from(coprar.toString().replace(/UNB\+([^']*)'/, (_all, head: string) => `UNB+${[...head.split('+').slice(0, 5), '', '', '', '1'].join('+')}'`));
    const { isa06, isa08, isa13 } = readOne(asking);
    const story = await openStory(test, { own: true, quay: { receives: [{ isa08, gs03: null }] }, desk: { identities: [{ isa05: null, isa06 }] } });
    story.edi().next = [{ outcome: 'unknown', because: 'dropped', words: 'the line broke after the rename was asked for' }];
    const [ref = ''] = await story.take(asking);
    await story.step();
    expect(story.sentTo(DESK)[0]!.bytes.toString()).toMatch(new RegExp(`UCI\\+${isa13}\\+[^']*\\+8'\\s*UNT\\+3\\+1'`));
    expect(await story.stateOf(ref)).toBe('unsettled');
    await story.take(composeContrl(readOne(asking), { reference: '78', at, whole: 'received' }), QUAY);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acknowledgedAt: null, answers: [{ level: 'transport', verdict: 'accepted' }] });
    expect(await unmatchedAnswers(story.ledger.db, 5)).toEqual([]);
  }, 60_000);
});
