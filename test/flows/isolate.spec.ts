import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, oakland, singapore } from '../support/flow-config.js';
import { isa13Of, manifest, sample } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
const quay = longBeach({ answersAfterMs: 500 });
const other = oakland({ end: 'pretend' });
const far = singapore({ end: 'pretend' });
const desk = carrierDesk({ end: 'pretend', leavesFiles: true });
const gateIn = sample('322/gate-in', { from: quay.isaId, to: desk.isaId, control: 500 });
const mailed: string[] = [];

beforeAll(async () => { flow = await openFlow({ name: 'test-isolate', sites: [quay, other, far, desk] }); }, 60_000);
afterAll(() => flow.stop(), 60_000);

const outbox = async () => (await readdir(flow.pathOf(quay.code, 'outbox'))).filter((name) => !name.startsWith('997'));

describe('a region that a person isolates', () => {
  it('is cut in one act, with its reason, and the command says what follows', async () => {
    await flow.inState('acknowledged', [...await flow.take(manifest({ to: quay.isaId, control: 1 })), ...await flow.take(manifest({ to: far.isaId, control: 2 }))]);
    const said = await flow.hawser('isolate', 'AMERICAS', '--because', 'malware in the networks of the Americas', '--actor', 'duty manager');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/^AMERICAS is isolated: USLGB-EAST, USOAK-NORTH\. /);
    expect((await flow.hawser('paths')).out).toMatch(/^AMERICAS ISOLATED since .*, because malware in the networks of the Americas\n/);
    expect(await flow.desk.outages()).toMatchObject([{ scopeKind: 'region', scope: 'AMERICAS', state: 'open', events: [{ what: 'isolated', actor: 'duty manager', because: 'malware in the networks of the Americas' }] }]);
  }, 30_000);

  it('is not cut twice, and a region nobody knows is not cut at all: the command says no and why', async () => {
    const twice = await flow.hawser('isolate', 'AMERICAS', '--because', 'once more');
    expect(twice).toMatchObject({ code: 1, out: '' });
    expect(twice.err).toMatch(/^AMERICAS is isolated already, since .*, because malware in the networks of the Americas \[OUTAGE\.SCOPE\]\n$/);
    const unknown = await flow.hawser('isolate', 'AMERICA', '--because', 'misspelt');
    expect(unknown).toMatchObject({ code: 1, err: 'region "AMERICA" is not in the directory; known: AMERICAS, ASIA, EUROPE [OUTAGE.SCOPE]\n' });
    expect(await flow.hawser('isolate', 'ASIA')).toMatchObject({ code: 2 });
    expect(await flow.hawser('reopen', 'ASIA', '--because', 'it never was')).toMatchObject({ code: 1, err: 'ASIA is not isolated: nothing to reopen [OUTAGE.SCOPE]\n' });
  }, 30_000);

  it('gets no EDI and gives none; its documents leave by mail, and the other region goes on by EDI', async () => {
    await flow.leave(quay.code, 'gate-in.edi', gateIn);
    for (const control of [11, 12, 13]) mailed.push(...await flow.take(manifest({ to: quay.isaId, control })));
    mailed.push(...await flow.take(manifest({ to: other.isaId, control: 14 })));
    const elsewhere = [...await flow.take(manifest({ to: far.isaId, control: 15 })), ...await flow.take(manifest({ to: far.isaId, control: 16 }))];
    await flow.inState('accepted', mailed);
    await flow.inState('acknowledged', elsewhere);
    expect((await flow.story(mailed[0]!)).history.map((step) => step.because)).toContain('The EDI link has been isolated by a person; documents go by e-mail until it is reopened.');
    expect(flow.arrivals(quay.code).slice(1).map((one) => [one.identity.isa13, one.channel])).toEqual([11, 12, 13].map((control) => [isa13Of(control), 'email']));
    expect(flow.arrivals(other.code).map((one) => one.channel)).toEqual(['email']);
    expect(flow.arrivals(far.code).map((one) => one.channel)).toEqual(['edi', 'edi', 'edi']);
    expect((await flow.mails()).map((one) => one.mailbox).sort()).toEqual([quay.mailbox, quay.mailbox, quay.mailbox, other.mailbox].sort());
    expect(await outbox()).toEqual(['gate-in.edi']);
  }, 30_000);

  it('has its partners\' posts refused with a sentence and a time to come again, and nothing is kept of them', async () => {
    const before = await flow.kept();
    const answer = await fetch(new URL('/interchanges', flow.house.gateway.url), {
      method: 'POST', headers: { 'x-api-key': await flow.keyOf(quay.code), 'content-type': 'application/EDI-X12' }, body: new Uint8Array(gateIn),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('300');
    expect(await answer.json()).toEqual({
      code: 'INTAKE.ISOLATED', sentence: expect.stringMatching(/^region AMERICAS is isolated since .* because malware in the networks of the Americas; nothing was taken, send it again when it is reopened$/),
    });
    expect(await flow.kept()).toBe(before);
    // The carrier's own region is not cut.
    expect((await flow.post(manifest({ to: far.isaId, control: 17 }))).status).toBe(202);
  }, 20_000);

  it('returns by canary when it is reopened: the first document is answered before the next one goes', async () => {
    const ediBefore = flow.arrivals(quay.code, 'edi').length;
    const said = await flow.hawser('reopen', 'AMERICAS', '--because', 'networks cleaned, terminals agree');
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toMatch(/^AMERICAS is reopened: USLGB-EAST, USOAK-NORTH return one document at a time/);
    await flow.inState('acknowledged', mailed, 20_000);
    const repeats = flow.arrivals(quay.code, 'edi').slice(ediBefore);
    expect(repeats.map((one) => one.identity.isa13)).toEqual(expect.arrayContaining([11, 12, 13].map(isa13Of)));
    const canary = await flow.story(mailed.find((_, at) => isa13Of(11 + at) === repeats[0]!.identity.isa13)!);
    const answered = canary.history.find((step) => step.event === 'acknowledged')!.at;
    expect(repeats.slice(1).map((one) => one.at >= answered)).toEqual([true, true]);
    await until('the outage of the region is closed', async () => {
      const region = (await flow.desk.outages()).find((one) => one.scopeKind === 'region');
      expect(region).toMatchObject({ state: 'closed', closedAt: expect.any(String) });
      expect(region!.events.map((event) => event.what)).toEqual(['isolated', 'reopened', 'closed']);
    }, 20_000);
    expect(await flow.mails()).toHaveLength(4);
    expect(flow.counts().total).toMatchObject({ deliveredAsNewTwice: 0, misaddressed: 0 });
  }, 60_000);

  it('is read again then: what the terminal left meanwhile reaches the carrier, and its posts are taken', async () => {
    await until('the gate-in is on the carrier\'s disk', async () => {
      const names = (await readdir(flow.pathOf(desk.code, 'inbox'))).filter((name) => name.startsWith(`${quay.isaId}-${isa13Of(500)}-`));
      expect(names).toHaveLength(1);
      expect((await readFile(flow.pathOf(desk.code, 'inbox', names[0]))).equals(gateIn)).toBe(true);
    }, 15_000);
    expect(await outbox()).toEqual([]);
    const own = await flow.take(sample('322/gate-in', { from: quay.isaId, to: desk.isaId, control: 501 }), quay.code);
    await flow.inState('acknowledged', own);
    expect(await flow.brokenHistories()).toEqual([]);
  }, 30_000);
});
