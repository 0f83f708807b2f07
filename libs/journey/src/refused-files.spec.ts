import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EdiReader, segmentsOf } from '#x12';
import { event, interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { DESK, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('refused-files'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const toUs = (control: number, ...sets: Set[]) => interchange({ control, to: 'HAWSER', groups: [{ gs01: 'QO', gs06: control, sets }] });

/** TA1, AK and OTI lines of everything we sent the carrier, in order. */
function answers(story: Story): string[] {
  return story.sentTo(DESK).flatMap(({ bytes }) => {
    const reader = new EdiReader();
    reader.push(bytes);
    const [one] = reader.end().interchanges;
    const sets = (one?.groups ?? []).flatMap((group) => group.sets.flatMap((set) => segmentsOf(bytes.subarray(set.start, set.end), one!.delimiters).map((segment) => segment.join('*'))));
    return [...(one?.ta1 ?? []).map((ta1) => `TA1 ${ta1.isa13} ${ta1.code} ${ta1.note}`), ...sets.filter((line) => /^(AK|OTI)/.test(line))];
  });
}

describe('a file that is refused', () => {
  it('says of each interchange addressed to us that no set of it was taken, the sound ones as well', async () => {
    const story = await openStory(test, { own: true });
    const half = toUs(1, event(1), event(2)).toString().replace('SE*8*0002', 'SE*9*0002');
    const relayed = interchange({ control: 2, to: 'USLGBEAST', sets: [event(3)] }).toString().replace('SE*8*0001', 'SE*9*0001');
    const receipt = await story.hand(Buffer.from(half + relayed + toUs(3, event(4)).toString()));
    expect(receipt).toMatchObject({ status: 'rejected', answers: [{ as: '997' }, { as: '997' }] });
    await story.step();
    expect(answers(story)).toEqual([
      'AK1*QO*1', 'AK2*315*0001', 'AK5*R', 'AK2*315*0002', 'AK5*R*4', 'AK9*R*2*2*0',
      'AK1*QO*3', 'AK2*315*0001', 'AK5*R', 'AK9*R*1*1*0',
    ]);
    expect(story.sentTo(QUAY)).toEqual([]);
  }, 30_000);

  it('handed in again as it was is refused as it was; its answer goes once, and again to a sender that repeats after it', async () => {
    const story = await openStory(test, { own: true });
    const broken = Buffer.from(toUs(4, event(1)).toString().replace('SE*8*0001', 'SE*9*0001'));
    const first = await story.hand(broken);
    expect(await story.hand(broken)).toEqual(first);
    await story.step();
    expect(story.sentTo(DESK)).toHaveLength(1);
    expect(await story.hand(broken)).toEqual(first);
    await story.step();
    const [answer, repeated, ...more] = story.sentTo(DESK);
    expect(repeated!.bytes.equals(answer!.bytes)).toBe(true);
    expect(more).toEqual([]);
    expect(await story.hand(toUs(4, event(1)))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ set: '315' }] }] });
  }, 30_000);

  it('handed in again, and refused for other reasons meanwhile, hears those', async () => {
    const story = await openStory(test, { own: true, desk: { structure: 'reject' } });
    const broken = Buffer.from(toUs(11, ['315', 'N9*BM*HWSRLGB0000001']).toString().replace('SE*3*0001', 'SE*9*0001'));
    expect(await story.hand(broken)).toMatchObject({ findings: [{ code: 'X12.SEGMENT_MISSING' }, { code: 'X12.SE01_COUNT' }, { code: 'X12.SEGMENT_MISSING' }] });
    story.journey.directory.partners.get(DESK)!.structure = null;
    expect(await story.hand(broken)).toMatchObject({ findings: [{ code: 'X12.SE01_COUNT' }] });
    await story.step();
    expect(answers(story).filter((line) => line.startsWith('AK5'))).toEqual(['AK5*R*4*5', 'AK5*R*4']);
  }, 30_000);

  it.each([
    ['GS06', (text: string) => text.replace('*1800*5*X*', `*1800*${'7'.repeat(3_000)}*X*`).replace('GE*1*5', `GE*1*${'7'.repeat(3_000)}`)],
    ['ST02', (text: string) => text.replace('ST*315*0001', `ST*315*${'8'.repeat(3_000)}`).replace('SE*8*0001', `SE*8*${'8'.repeat(3_000)}`)],
    ['ISA13', (text: string) => text.replaceAll('000000005', '9'.repeat(300))],
  ])('has a %s of thousands of characters, and hears what the limit is', async (element, lengthen) => {
    const story = await openStory(test, { own: true });
    const receipt = await story.hand(Buffer.from(lengthen(toUs(5, event(1)).toString())));
    expect(receipt).toMatchObject({ status: 'rejected', sentence: expect.stringContaining(`${element} has ${element === 'ISA13' ? 300 : 3000} characters, the limit is 64`) });
  }, 30_000);
});

describe('an answer of ours that cannot be written', () => {
  it('takes nothing away: the documents are in, the other answers go, and the receipt says which is missing', async () => {
    // ISA06 holds the separator that our answers are written with.
    const story = await openStory(test, { own: true, desk: { identities: [{ isa05: 'ZZ', isa06: 'HAWSER^LINE' }] } });
    const odd = toUs(6, event(1)).toString().replace('HAWSERLINE     ', 'HAWSER^LINE    ');
    expect(await story.hand(Buffer.from(odd))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ set: '315' }], answers: [], notes: [expect.stringContaining('our 997 cannot be written: ')] }] });
  }, 30_000);
});

describe('sets under a wrong GS01', () => {
  it('are answered for what they are: a 315 under FA is no acknowledgement', async () => {
    const story = await openStory(test, { own: true });
    await story.hand(interchange({ control: 8, to: 'HAWSER', groups: [{ gs01: 'FA', gs06: 8, sets: [event(1)] }] }));
    await story.step();
    expect(answers(story)).toEqual(['AK1*FA*8', 'AK2*315*0001', 'AK5*A', 'AK9*A*1*1*1']);
  }, 30_000);
});

describe('test and live', () => {
  it('under one number are two: an answer to the test moves the test alone', async () => {
    const story = await openStory(test);
    const live = interchange({ control: 9, to: 'USLGBEAST', sets: [event(1)] });
    const tested = Buffer.from(live.toString().replace('*0*P*>', '*0*T*>').replace('HWSRLGB0000001', 'HWSRLGB0000009'));
    const [first = ''] = await story.take(live);
    const [second = ''] = await story.take(tested);
    await story.step();
    const answer = interchange({ control: 901, from: 'USLGBEAST', to: 'HAWSERLINE', groups: [{ gs01: 'FA', gs06: 901, sets: [['997', 'AK1*QO*9', 'AK2*315*0001', 'AK5*R*5', 'AK9*R*1*1*0']] }] });
    await story.take(Buffer.from(answer.toString().replace('*0*P*>', '*0*T*>')), QUAY);
    expect(await story.statesOf([first, second])).toEqual(['accepted', 'rejected']);
  }, 30_000);
});

describe('a repeat under names that were mended', () => {
  it('is no duplicate: the group was meant for another, and a person decides', async () => {
    const story = await openStory(test, { quay: { receives: [{ isa08: 'USLGBEAST', gs03: 'EAST' }] } });
    const to = (gs03: string) => Buffer.from(interchange({ control: 10, to: 'USLGBEAST', sets: [event(1)] }).toString().replace('*HAWSERLINE*USLGBEAST*2018', `*HAWSERLINE*${gs03}*2018`));
    expect(await story.hand(to('EASST'))).toMatchObject({ interchanges: [{ documents: [{ state: 'unroutable' }] }] });
    expect(await story.hand(to('EAST'))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'conflict' }] }] });
  }, 30_000);
});
