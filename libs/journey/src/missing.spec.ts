import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '#common';
import { loadDirectory, loadSettings, type Directory, type Endpoint } from '#directory';
import { callReport } from '#vessel-calls';
import { interchange, type Set } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { missingNow } from './missing.js';
import { reportCall } from './report-call.js';
import { DESK, endpointOf, openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('missing'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const EVERYTHING = { carrier: null, region: null };
const OURS = loadDirectory({ settings: loadSettings({ env: {} }), env: {} }).expected;

async function open(also: readonly Endpoint[] = [], expected: Directory['expected'] = OURS): Promise<Story> {
  const story = await openStory(test, { also });
  Object.assign(story.journey.directory, { expected });
  return story;
}
let control = 0;
const hand = async (story: Story, set: Set, where = 'USLGBEAST', partner = DESK, from = 'HAWSERLINE') => story.take(interchange({ control: (control += 1), to: where, from, groups: [{ gs01: 'SO', gs06: control, sets: [set] }] }), partner);
const report = (story: Story, arrivesIn: number, more: Record<string, unknown> = {}) => reportCall(story.journey, callReport.parse({
  reference: 'LB-027W', carrier: 'HWSR', imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', terminal: 'EAST', voyageIn: '027W',
  timestamps: [{ event: 'ARRI', classifier: 'EST', at: new Date(story.clock.now().getTime() + arrivesIn * HOUR).toISOString() }, { event: 'DEPA', classifier: 'EST', at: new Date(story.clock.now().getTime() + (arrivesIn + 30) * HOUR).toISOString() }], ...more,
}));
const told = async (story: Story, asked: { all?: boolean; id?: number; carrier?: string } = {}) => {
  const { carrier = null, ...rest } = asked;
  return (await missingNow(story.journey, { scope: { ...EVERYTHING, carrier }, ...rest }))?.missing.map((one) => `${one.line} ${one.what} ${one.level}`);
};
const manifest: Set = ['309', 'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*A*L', 'P4*2709*20180728', 'LX*1', 'M11*6180001234*57035*10*PKG*9000*K*46*X*00*SANTOS**HWSR', 'VID*CN**CSQU3054383'];
const plan: Set = ['324', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*5*UN*USLGB', 'N7*CSQU*305438'];
const unloaded: Set = ['322', 'Q5*UV*20180727*0900*LT**LONG BEACH*CA*US', 'N9*BM*HWSR6180001234', 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB', 'N7*CSQU*305438'];

describe('what a call lacks', () => {
  it('is shown before it is late, goes when it comes, and is asked of the terminal after departure', async () => {
    const story = await open();
    const { id } = await report(story, 100);
    expect([await told(story), await told(story, { all: true })]).toEqual([[], ['HWSR stow plan not-yet', 'HWSR manifest not-yet']]);
    story.clock.advance(30 * HOUR);
    expect(await told(story)).toEqual(['HWSR stow plan soon', 'HWSR manifest soon']);
    await hand(story, manifest);
    expect(await told(story)).toEqual(['HWSR stow plan soon']);
    story.clock.advance(22 * HOUR);
    expect(await told(story, { id })).toEqual(['HWSR stow plan late']);
    await hand(story, plan);
    expect(await told(story, { id, all: true })).toEqual([]);

    // It sailed 78 h after now: the terminal owes its departure plan 4 h later, its report a day later.
    await report(story, 48, { phase: 'departed' });
    story.clock.advance(78 * HOUR + 5 * 60 * MINUTE);
    expect(await told(story)).toEqual(['HWSR departure stow plan late']);
    story.clock.advance(8 * HOUR);
    expect(await told(story)).toEqual(['HWSR departure stow plan late', 'HWSR load and discharge report soon']);
    await hand(story, unloaded, 'HAWSERLINE', QUAY, 'USLGBEAST');
    expect(await told(story)).toEqual(['HWSR departure stow plan late']);
    story.clock.advance(8 * 24 * HOUR);
    expect(await told(story)).toEqual([]);
  }, 60_000);

  it('is nothing that was only a test, was withdrawn, or went to another call', async () => {
    const story = await open();
    await report(story, 60);
    const bytes = interchange({ control: (control += 1), to: 'USLGBEAST', from: 'HAWSERLINE', groups: [{ gs01: 'SO', gs06: control, sets: [plan] }] }).toString('latin1').replace('*0*P*>', '*0*T*>');
    await story.take(Buffer.from(bytes, 'latin1'));
    await hand(story, ['309', ...manifest.slice(1).map((segment) => segment.replace('027W', '028W'))] as unknown as Set);
    expect(await told(story)).toEqual(['HWSR stow plan soon', 'HWSR manifest soon']);
  }, 30_000);

  it('is asked of each line in the vessel, for its own endpoint there, and each line sees what is its own', async () => {
    const story = await open([
      endpointOf('OTHR-EAST', { carrier: 'OTHR', unlocode: 'USLGB', terminal: 'EAST', receives: [{ isa08: 'EASTFOROTHR', gs03: null }] }),
      endpointOf('OTHR-DESK', { carrier: 'OTHR', kind: 'carrier', unlocode: null, terminal: null, receives: [{ isa08: 'OTHRLINE', gs03: null }] }),
    ]);
    await report(story, 60, { aliases: [{ line: 'OTHR', voyage: '118E' }, { line: 'NOBD', voyage: '5' }] });
    await hand(story, manifest);
    expect(await told(story)).toEqual(['HWSR stow plan soon', 'OTHR manifest soon']);
    expect([await told(story, { carrier: 'HWSR' }), await told(story, { carrier: 'OTHR' })]).toEqual([['HWSR stow plan soon'], ['OTHR manifest soon']]);
  }, 30_000);

  it('is not asked of a line that never sends it, nor for a terminal that never takes it, nor at a place that is not ours', async () => {
    const story = await open();
    await report(story, 60);
    await report(story, 60, { reference: 'OAK', unlocode: 'USOAK', terminal: 'B58' });
    const { partners, endpoints } = story.journey.directory;
    Object.assign(partners.get(DESK)!, { neverSends: ['324', 'BAPLIE'] });
    expect(await told(story)).toEqual(['HWSR manifest soon']);
    Object.assign(endpoints.get(QUAY)!, { neverTakes: ['309', '310'] });
    expect(await told(story)).toEqual([]);
    expect(await told(story, { id: 4_711 })).toBeUndefined();
  }, 30_000);

  it('is nothing of a call that was omitted', async () => {
    const story = await open();
    await report(story, 60, { phase: 'omitted' });
    expect(await told(story, { all: true })).toEqual([]);
  }, 30_000);
});
