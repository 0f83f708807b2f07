import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compose997, readX12 } from '#x12';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, oakland, type FlowSite } from '../support/flow-config.js';
import { isa13Of, manifest, shaOfSet } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
/** One leaves the files where they are put, so that a look finds them; the other takes them away at once, so that only its answer tells. */
const leaves = longBeach({ line: true, leavesFiles: true, concurrency: 3 });
const takes = oakland({ line: true, concurrency: 3 });

beforeAll(async () => {
  flow = await openFlow({ name: 'test-worker-killed', sites: [leaves, takes, carrierDesk({ end: 'pretend' })], settings: { sftp: { stallTimeout: '20s' }, tries: { ttl: '2s', doubt: '10s' }, pickUp: { lease: '2s' } } });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

const finals = (site: FlowSite, control: number) => readdirSync(flow.pathOf(site.code, 'inbox')).filter((name) => name.includes(`-${isa13Of(control)}-`) && name.endsWith('.edi'));
const parts = (site: FlowSite) => readdirSync(flow.pathOf(site.code, 'inbox')).filter((name) => name.endsWith('.part'));
const openTries = (...refs: string[]) => flow.rows<{ ref: string; n: number }>('select d.ref, count(*)::int as n from try_document t join document d on d.id = t.document_id where t.open and d.ref = any($1) group by d.ref', [refs]);
const takeMany = async (site: FlowSite, controls: number[], padding: number) => {
  const refs: string[] = [];
  for (const control of controls) refs.push(...await flow.take(manifest({ to: site.isaId, control, padding })));
  return refs;
};
/** What the terminal's system would say to it. */
async function answerTo(posted: Buffer, number: string): Promise<Buffer> {
  const { interchanges: [read] } = await readX12([posted]);
  return compose997(read!, read!.groups[0]!, { isa13: number, gs06: number, at: new Date('2018-07-24T18:12:00Z') });
}

const range = (from: number, n: number) => Array.from({ length: n }, (_, at) => from + at);

describe('a worker that is killed', () => {
  it('in the middle of a transfer: the half file is taken away by a look, and the document goes whole', async () => {
    const line = flow.line(leaves.code);
    line.afterBytes(150_000, 'stall');
    const controls = range(100, 6);
    const refs = await takeMany(leaves, controls, 3_000);
    await until('half a file is at the terminal', () => { expect(parts(leaves)).not.toEqual([]); }, 15_000);
    const half = isa13Of(Number(/-(\d{9})-/.exec(parts(leaves)[0]!)![1]));
    await flow.killWorker();
    expect(await openTries(...refs)).toContainEqual({ ref: (await flow.business(half)).ref, n: 1 });
    line.become('pass');
    await flow.startWorker();
    await flow.inState('acknowledged', refs, 25_000);
    const story = await flow.story((await flow.business(half)).ref);
    expect(story.history.map((step) => step.event)).toEqual(expect.arrayContaining(['in-doubt', 'settled', 'accepted']));
    expect(story.history.find((step) => step.event === 'in-doubt')!.because).toMatch(/^it may have arrived: its worker stopped in mid-try \(worker-/);
    expect(story.history.find((step) => step.event === 'settled')!.because).toBe('a look proved it absent: only the temporary file was there; it was removed');
    expect(story.tries.map((one) => one.outcome)).toEqual(['unknown', 'accepted']);
    expect(parts(leaves)).toEqual([]);
    expect(flow.arrivals(leaves.code).map((one) => one.identity.isa13).sort()).toEqual(controls.map(isa13Of));
  }, 60_000);

  it('between the rename and its answer, where files stay: a look finds the document, and it is not sent again', async () => {
    await flow.behave(leaves.code, { answers: 'silent' });
    const line = flow.line(leaves.code);
    line.insteadOfAnswer(() => finals(leaves, 200).length > 0, 'stall');
    const posted = manifest({ to: leaves.isaId, control: 200 });
    const [ref = ''] = await flow.take(posted);
    await until('it has its final name', () => { expect(finals(leaves, 200)).toHaveLength(1); }, 15_000);
    await flow.killWorker();
    expect(await openTries(ref)).toEqual([{ ref, n: 1 }]);
    expect(await flow.story(ref)).toMatchObject({ state: 'sending' });
    line.become('drop');
    line.become('pass');
    await flow.startWorker();
    await flow.inState('accepted', [ref], 20_000);
    const story = await flow.story(ref);
    expect(story.history.map((step) => step.event)).toEqual(['received', 'try-opened', 'in-doubt', 'settled']);
    expect(story.history.at(-1)!.because).toMatch(/^a look found it: .*HAWSERLINE-000000200-\d+\.edi [\d,]+ bytes, seen by a look$/);
    expect(story.tries.map((one) => one.outcome)).toEqual(['unknown']);
    await flow.leave(leaves.code, 'answer-200.edi', await answerTo(posted, '800000200'));
    await flow.inState('acknowledged', [ref]);
    await flow.behave(leaves.code, { answers: 'normal' });
    expect(finals(leaves, 200)).toHaveLength(1);
    expect(flow.arrivals(leaves.code).filter((one) => one.identity.isa13 === isa13Of(200))).toHaveLength(1);
  }, 60_000);

  it('between the rename and its answer, where files are taken away: it stays in doubt until the terminal\'s 997 settles it, and is not sent again', async () => {
    await flow.behave(takes.code, { answers: 'silent' });
    const line = flow.line(takes.code);
    const taken = () => flow.arrivals(takes.code).filter((one) => one.identity.isa13 === isa13Of(300)).length;
    line.insteadOfAnswer(() => finals(takes, 300).length > 0 || taken() > 0, 'stall');
    const posted = manifest({ to: takes.isaId, control: 300 });
    const [ref = ''] = await flow.take(posted);
    await until('the terminal took it', () => { expect(taken()).toBe(1); }, 15_000);
    await flow.killWorker();
    expect(await openTries(ref)).toEqual([{ ref, n: 1 }]);
    line.become('drop');
    line.become('pass');
    await flow.startWorker();
    await flow.inState('unsettled', [ref], 20_000);
    // A later document of the lane is through: the one in doubt was looked at meanwhile, and not repeated on the strength of finding nothing.
    await flow.inState('accepted', await flow.take(manifest({ to: takes.isaId, control: 301 })));
    expect(await flow.story(ref)).toMatchObject({ state: 'unsettled', mayHaveArrived: true });
    await flow.leave(takes.code, 'answer-300.edi', await answerTo(posted, '800000300'));
    await flow.leave(takes.code, 'answer-301.edi', await answerTo(manifest({ to: takes.isaId, control: 301 }), '800000301'));
    await flow.inState('acknowledged', [ref]);
    await flow.behave(takes.code, { answers: 'normal' });
    const story = await flow.story(ref);
    expect(story.tries.map((one) => one.outcome)).toEqual(['unknown']);
    // It was handed over, whoever came to know it first: no call's figures may count it as not.
    expect(story).toMatchObject({ acceptedBy: 'sftp', acceptedAt: expect.any(String), mayHaveArrived: false });
    expect(taken()).toBe(1);
  }, 60_000);

  it('again and again with forty documents under way: nothing is lost, nothing comes as new twice', async () => {
    const controls = range(400, 40);
    const site = (control: number) => (control % 2 === 0 ? leaves : takes);
    const before = flow.arrivals(leaves.code).length + flow.arrivals(takes.code).length;
    const came = () => flow.arrivals(leaves.code).length + flow.arrivals(takes.code).length - before;
    const refs: string[] = [];
    // Slow lines, so that each kill meets documents on their way.
    for (const control of controls) refs.push(...await takeMany(site(control), [control], 1_500));
    for (const enough of [5, 20]) {
      await until(`${enough} of forty came`, () => { expect(came()).toBeGreaterThanOrEqual(enough); }, 20_000);
      await flow.killWorker();
      expect((await openTries(...refs)).every((one) => one.n === 1)).toBe(true);
      await flow.startWorker();
    }
    await flow.inState('acknowledged', refs, 40_000);
    for (const control of controls) {
      const here = flow.arrivals(site(control).code).filter((one) => one.identity.isa13 === isa13Of(control));
      expect(new Set(here.map((one) => one.sha256))).toEqual(new Set([shaOfSet(manifest({ to: site(control).isaId, control, padding: 1_500 }))]));
    }
    expect(flow.counts().total).toMatchObject({ documents: 49, deliveredAsNewTwice: 0, misaddressed: 0 });
    expect(flow.counts().unreadable).toBe(0);
  }, 90_000);

  it('leaves no try open and every history whole', async () => {
    await until('no try is open', async () => { expect(await flow.rows('select id from try where open union all select try_id from try_document where open')).toEqual([]); }, 10_000);
    expect(await flow.brokenHistories()).toEqual([]);
    // Each try and each outcome stands there once: no document was in two hands.
    expect(await flow.rows('select document_id, seq from history where event = \'try-opened\' and (document_id, seq - 1) in (select document_id, seq from history where event = \'try-opened\')')).toEqual([]);
  }, 20_000);
});
