import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unmatchedAnswers } from '#documents';
import { EdiReader, segmentsOf } from '#x12';
import { answerTo, event, interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { mapAddressee } from './map-addressee.js';
import { DESK, endpointOf, FAR_QUAY, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('addressed-to-us'); }, 60_000);
afterAll(() => test.stop(), 60_000);

/** A 310 for each port named: what is discharged there. */
const arrival = (serial: number, ...ports: string[]): Set => ['310',
  'B3**HWSR' + String(serial).padStart(7, '0') + '**PP**20180727*100****HWSR', 'B2A*00', 'N9*BM*HWSR' + String(serial).padStart(7, '0'),
  'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'N1*CN*THE CONSIGNEE', ...ports.map((port) => `R4*D*UN*${port}`), 'LX*1', 'N7*CSQU*305438', 'L3*100*G',
];
const toUs = (control: number, ...sets: Set[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'IO', gs06: control, sets }] });

function read(bytes: Uint8Array) {
  const reader = new EdiReader();
  reader.push(bytes);
  const { verdict, interchanges: [first] } = reader.end();
  const group = first?.groups[0];
  return { verdict, isa06: first?.isa06, isa08: first?.isa08, isa13: first?.isa13, gs06: group?.gs06, sets: group?.sets.map((set) => `${set.st01} ${set.st02}`) };
}

const lastTo = (story: Story, at: string) => story.sentTo(at).at(-1)!.bytes;
/** AK segments of our last answer to the carrier. */
function answerLines(story: Story): string[] {
  const bytes = lastTo(story, DESK);
  const reader = new EdiReader();
  reader.push(bytes);
  const [one] = reader.end().interchanges;
  return (one?.groups ?? []).flatMap((group) => group.sets.flatMap((set) => segmentsOf(bytes.subarray(set.start, set.end), one!.delimiters).map((segment) => segment.join('*'))));
}

describe('an interchange addressed to us', () => {
  it('is split: each set goes to the terminal its port names, under our ids and numbers', async () => {
    const story = await openStory(test, { own: true });
    const refs = await story.take(toUs(1, arrival(1, 'USLGB'), arrival(2, 'SGSIN'), arrival(3, 'USLGB')));
    await story.step();
    expect(story.sentTo(QUAY).map(({ bytes }) => read(bytes))).toEqual([
      { verdict: 'accepted', isa06: 'HAWSER', isa08: 'USLGBEAST', isa13: '000000001', gs06: '1', sets: ['310 0001'] },
      { verdict: 'accepted', isa06: 'HAWSER', isa08: 'USLGBEAST', isa13: '000000002', gs06: '2', sets: ['310 0002'] },
    ]);
    expect(story.sentTo(FAR_QUAY).map(({ bytes }) => read(bytes))).toMatchObject([{ isa08: 'SGSINSOUTH', isa13: '000000001' }]);
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'accepted']);
  }, 30_000);

  it('with two ports in one set becomes a document for each; a port nobody stands at waits for a person and is released by one mapping', async () => {
    const story = await openStory(test, { own: true });
    const refs = await story.take(toUs(1, arrival(1, 'USLGB', 'SGSIN'), arrival(2, 'BRSSZ')));
    await story.step();
    expect(await story.statesOf(refs)).toEqual(['accepted', 'accepted', 'unroutable']);
    expect((await story.document(refs[2] ?? '')).because).toContain('BRSSZ');
    story.journey.directory = { ...story.journey.directory, endpoints: new Map([...story.journey.directory.endpoints, ['BRSSZ-NEW', endpointOf('BRSSZ-NEW', { unlocode: null, terminal: null })]]) };
    await mapAddressee(story.journey, { isa08: 'UN:BRSSZ', gs03: '*', endpoint: 'BRSSZ-NEW', because: 'new terminal', actor: 'desk' });
    await story.step();
    expect(await story.stateOf(refs[2] ?? '')).toBe('accepted');
    const [later = ''] = await story.take(toUs(2, arrival(3, 'BRSSZ')));
    expect((await story.document(later)).because).toBe('UN:BRSSZ was mapped to BRSSZ-NEW: new terminal');
  }, 30_000);

  it('is answered by our 997, set by set, once; a set that is refused is not taken and the group is P', async () => {
    const story = await openStory(test, { own: true });
    const broken = toUs(7, arrival(1, 'USLGB'), arrival(2, 'USLGB')).toString().replace('SE*11*0002', 'SE*99*0002');
    const receipt = await story.hand(Buffer.from(broken));
    expect(receipt).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ st02: '0001', endpoint: QUAY }], refused: [{ set: '310', st02: '0002', because: expect.stringContaining('SE01 says 99 segments') }], answers: [{ as: '997', to: DESK, x12: null }] }] });
    await story.step();
    expect(read(lastTo(story, DESK))).toMatchObject({ verdict: 'accepted', isa06: 'HAWSER', isa08: 'HAWSERLINE', sets: ['997 0001'] });
    expect(answerLines(story).slice(1, -1)).toEqual(['AK1*IO*7', 'AK2*310*0001', 'AK5*A', 'AK2*310*0002', 'AK5*R*4', 'AK9*P*2*2*1']);

    // The sender mends the refused set and sends it all again under the same numbers: only that one is new.
    const again = await story.hand(toUs(7, arrival(1, 'USLGB'), arrival(2, 'USLGB')));
    expect(again).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ st02: '0002', endpoint: QUAY }] }] });
    await story.step();
    expect(answerLines(story).slice(1, -1)).toEqual(['AK1*IO*7', 'AK2*310*0001', 'AK5*A', 'AK2*310*0002', 'AK5*A', 'AK9*A*2*2*2']);
    expect(story.sentTo(QUAY)).toHaveLength(2);

    // All of it a third time, in another hour: it was all taken, and the last answer goes again.
    const third = Buffer.from(toUs(7, arrival(1, 'USLGB'), arrival(2, 'USLGB')).toString().replace('*180724*1800*', '*180724*2200*'));
    const last = lastTo(story, DESK);
    expect(await story.hand(third)).toMatchObject({ status: 'duplicate' });
    await story.step();
    expect(lastTo(story, DESK).equals(last)).toBe(true);
    expect(story.sentTo(DESK)).toHaveLength(3);
  }, 30_000);

  it('that is refused whole is answered by a TA1 where its envelope is at fault, by a 997 R where its sets are', async () => {
    const story = await openStory(test, { own: true });
    const text = toUs(8, arrival(1, 'USLGB')).toString();
    expect(await story.hand(Buffer.from(text.replace('IEA*1*000000008', 'IEA*1*000000009')))).toMatchObject({ status: 'rejected', answers: [{ as: 'TA1' }] });
    await story.step();
    expect(lastTo(story, DESK).toString()).toContain('TA1*000000008*180724*1800*R*001');
    expect(await story.hand(Buffer.from(text.replace('SE*11*0001', 'SE*12*0001')))).toMatchObject({ status: 'rejected', answers: [{ as: '997' }] });
    await story.step();
    expect(answerLines(story)).toContain('AK9*R*1*1*0');
    expect(await story.hand(Buffer.from(text))).toMatchObject({ status: 'accepted' });
  }, 30_000);

  it('that comes again gets the first answer again, the same bytes, and nothing is delivered twice; other content is a conflict', async () => {
    const story = await openStory(test, { own: true });
    await story.take(toUs(9, arrival(1, 'USLGB')));
    await story.step();
    const first = lastTo(story, DESK);
    // Sent again an hour later: only ISA10 differs.
    const repeated = Buffer.from(toUs(9, arrival(1, 'USLGB')).toString().replace('*180724*1800*', '*180724*1900*'));
    expect(await story.hand(repeated)).toMatchObject({ status: 'duplicate', interchanges: [{ documents: [{ st02: '0001' }] }] });
    await story.step();
    expect(story.sentTo(DESK)).toHaveLength(2);
    expect(lastTo(story, DESK).equals(first)).toBe(true);
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(await story.hand(toUs(9, arrival(5, 'USLGB')))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'conflict', because: expect.stringContaining('ISA13 000000009 came before') }] }] });
  }, 30_000);

  it('has its documents moved by the 997 that answers our numbers, which ends with us; TA1 and foreign numbers are told apart', async () => {
    const story = await openStory(test, { own: true });
    const refs = await story.take(toUs(11, arrival(1, 'USLGB'), arrival(2, 'USLGB')));
    await story.step();
    const [sentFirst, sentSecond] = story.sentTo(QUAY);
    const soFar = story.sentTo(DESK).length;
    await story.take(answerTo(sentSecond!.bytes, { control: 501, verdicts: { '0002': { verdict: 'R', code: '5' } } }), QUAY);
    await story.take(answerTo(sentFirst!.bytes, { control: 502 }), QUAY);
    expect(await story.statesOf(refs)).toEqual(['acknowledged', 'rejected']);
    await story.step();
    expect(story.sentTo(DESK)).toHaveLength(soFar);

    // The numbers the carrier used are not the numbers this terminal was sent under.
    await story.take(answerTo(interchange({ control: 11, from: 'HAWSER', to: 'USLGBEAST', groups: [{ gs01: 'IO', gs06: 4711, sets: [event(1)] }] }), { control: 503 }), QUAY);
    expect(await unmatchedAnswers(story.ledger.db, 1)).toMatchObject([{ endpoint: QUAY, alarm: true, matchedBy: 'group IO 4711 was never sent there' }]);
  }, 30_000);

  it('goes by mail with the very interchange that EDI would carry, and is repeated by EDI under the same numbers when the path is back', async () => {
    const story = await openStory(test, { own: true });
    Object.assign(story.edi(), { always: { outcome: 'unreachable', because: 'refused', words: 'nobody answers' }, reachable: false });
    const [ref = ''] = await story.take(toUs(12, arrival(1, 'USLGB')));
    await story.through(0.5, 1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    const mail = story.mailsOf(ref).at(-1)!.bytes.toString();
    const offered = story.sentTo(QUAY)[0]!.bytes;
    expect(mail.replace(/\s/g, '')).toContain(offered.toString('base64'));

    story.answers();
    story.edi().reachable = true;
    await story.through(2, 10);
    expect(story.sentTo(QUAY).every((sent) => sent.bytes.equals(offered))).toBe(true);
    expect(await story.stateOf(ref)).toBe('acknowledged');
  }, 60_000);

  it('leaves for information (ISA15 I) where it came so, numbered with what is live', async () => {
    const story = await openStory(test, { own: true });
    await story.take(Buffer.from(toUs(16, arrival(1, 'USLGB')).toString().replace('*0*P*>', '*0*I*>')));
    await story.take(toUs(17, arrival(2, 'USLGB')));
    await story.step();
    expect(story.sentTo(QUAY).map(({ bytes }) => /\d{9}\*0\*[A-Z]/.exec(bytes.toString())?.[0])).toEqual(['000000001*0*I', '000000002*0*P']);
  }, 30_000);

  it('keeps test apart from live: ISA15 T counts from 1 of its own', async () => {
    const story = await openStory(test, { own: true });
    await story.take(toUs(13, arrival(1, 'USLGB')));
    await story.take(Buffer.from(toUs(14, arrival(2, 'USLGB')).toString().replace('*0*P*>', '*0*T*>')));
    await story.step();
    expect(story.sentTo(QUAY).map(({ bytes }) => [read(bytes).isa13, bytes.toString().slice(102, 103)])).toEqual([['000000001', 'P'], ['000000001', 'T']]);
  }, 30_000);

  it('to an endpoint that wants its numbers in turn is handed over one by one, and a later number never overtakes', async () => {
    const strict = { isa07: 'ZZ', isa08: 'USLGBEAST', gs03: 'USLGBEAST', isa12: '00401', sequence: 'strict' as const };
    const story = await openStory(test, { own: true, quay: { envelope: strict, replay: 'all', mail: null } });
    Object.assign(story.edi(), { next: [() => { throw new Error('our own trouble'); }], finds: { found: 'absent', because: 'neither name is there' } });
    const refs = await story.take(toUs(15, arrival(1, 'USLGB'), arrival(2, 'USLGB'), arrival(3, 'USLGB')));
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect((await story.document(refs[1] ?? '')).held).toBe('waits-for-sequence');
    await story.through(1, 1);
    expect(story.sentTo(QUAY).map(({ bytes }) => read(bytes).isa13)).toEqual(['000000001', '000000001', '000000002', '000000003']);
  }, 60_000);
});

describe('a sender that wants to hear by 824', () => {
  it('is told of what could not be routed, under the numbers it used', async () => {
    const story = await openStory(test, { own: true, desk: { answers: { interchange: 'always', functional: '999', application: '824' } } });
    await story.hand(toUs(21, arrival(1, 'BRSSZ')));
    await story.step();
    expect(story.sentTo(DESK).map(({ bytes }) => read(bytes).sets?.[0] ?? 'TA1')).toEqual(['TA1', '999 0001', '824 0001']);
    expect(lastTo(story, DESK).toString()).toMatch(/OTI\*TE\*.*\*21\*0001\*310/);
  }, 30_000);
});

describe('an installation without an id of its own', () => {
  it('takes an interchange for HAWSER as one for an unknown endpoint, and answers nothing in EDI', async () => {
    const story = await openStory(test);
    expect(await story.hand(toUs(1, arrival(1, 'USLGB')))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'unroutable' }], answers: [] }] });
  }, 30_000);
});
