import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, type FlowSite } from '../support/flow-config.js';
import { MAILBOXES, RELAY, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { withoutTrace } from '../support/read-mailbox.js';
import { manifest, sha256 } from '../support/samples.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const SENDER = 'documents@fallback.hawserline.example';
const box = (name: string) => `${name}@quay.example`;
const quay = (name: string): FlowSite => longBeach({ code: `USLGB-${name}`, terminal: name, isaId: `USLGB${name}`, end: 'none', mailbox: box(name.toLowerCase()) });
const sites = { dead: quay('DEAD'), later: quay('LATER'), wrong: quay('WRONG'), half: quay('HALF'), apart: quay('APART'), busy: quay('BUSY'), doubt: quay('DOUBT'), spool: quay('SPOOL') };

let mail: MailHouse;
/** Two ways into one relay, each with a line of its own that can be broken: near is asked first. */
let near: TcpProxy;
let far: TcpProxy;
let flow: Flow;
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({ domains: ['quay.example', 'fallback.hawserline.example'], mailboxes: [{ address: SENDER }, ...Object.values(sites).map(({ mailbox }) => ({ address: mailbox }))] });
  near = mail.line;
  far = await startTcpProxy({ host: '127.0.0.1', port: mail.relay.ports.plain });
  const relay = (name: string, { port }: TcpProxy, more: object = {}) => ({ name, host: '127.0.0.1', port, tls: 'none', connectTimeout: '2s', stallTimeout: '20s', ...more });
  flow = await openFlow({
    name: 'test-mail-relays', sites: [...Object.values(sites), carrierDesk({ end: 'pretend' })],
    settings: {
      // No endpoint stands in near's region: isolating it cuts near and nobody else.
      mail: { relays: [relay('near', near, { region: 'OCEANIA' }), relay('far', far)], from: `Hawser Line documents <${SENDER}>`, replyTo: SENDER, domain: 'fallback.hawserline.example' },
      tries: { ttl: '2s', doubt: '2500ms' }, outage: { failuresToDown: 3, failureWindow: '1m', proofsToUp: 1, minimumDown: '100ms', probeEvery: '200ms' },
    },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await far?.stop();
  await mail?.stop();
}, 60_000);
/** Both relays are up again, and nothing is known against them. */
afterEach(async () => {
  if (!MAILBOXES) return;
  near.become('pass');
  far.become('pass');
  await until('both relays are up', async () => { expect((await relays()).map(({ verdict }) => verdict)).toEqual(['up', 'up']); }, 15_000);
}, 20_000);

let control = 0;
const take = async (site: FlowSite, voyage?: string): Promise<string> => (await flow.take(manifest({ to: site.isaId, control: (control += 1), ...(voyage ? { voyage } : {}) })))[0]!;
const relays = async () => (await flow.desk.ask<{ endpoint: string; kind: string; verdict: string }[]>('GET', '/paths')).filter((one) => one.kind === 'email');
const isolate = (because: string) => flow.hawser('isolate', 'OCEANIA', '--because', because);
const reopen = () => flow.hawser('reopen', 'OCEANIA', '--because', 'it is clean');
const idOf = (ref: string, number: number) => `<${ref}.${number}@fallback.hawserline.example>`;

/** Each try of a document's mail: which relay had it, what it came to, under which SHA-256. */
const triesOf = async (ref: string) => (await flow.rows<{ relay: string; outcome: string; because: string; sha256: string }>(
  `select y.proof->>'relay' as relay, y.outcome, y.because, t.sha256 from "try" y join transmission t on t.id = y.transmission_id join try_document d on d.try_id = y.id join document o on o.id = d.document_id where o.ref = $1 and y.outcome is not null order by y.id`, [ref]));
const ways = async (ref: string) => (await triesOf(ref)).map(({ relay, because }) => `${relay} ${because}`);

/** Waits until so many mails lie in a mailbox. @returns their Message-IDs, the first to come first */
async function lying({ mailbox }: FlowSite, count: number): Promise<{ id: string; bytes: Buffer }[]> {
  return until(`${count} mails for ${mailbox}`, async () => {
    const all = await mail.read(mailbox);
    if (all.length !== count) throw new Error(`found ${all.length}; the servers say:\n${mail.log().slice(-5_000)}`);
    return all.map(({ source }) => ({ id: /^Message-ID: (<.*>)\r$/mi.exec(source.toString('latin1'))?.[1] ?? '', bytes: withoutTrace(source) }));
  }, 10_000);
}

/** The mail lies there once, and is what its first try stored. */
async function liesOnceAsStored(site: FlowSite, ref: string): Promise<void> {
  const tries = await triesOf(ref);
  expect(new Set(tries.map((one) => one.sha256)).size).toBe(1);
  expect((await lying(site, 1)).map(({ id, bytes }) => [id, sha256(bytes)])).toEqual([[idOf(ref, 1), tries[0]!.sha256]]);
}

(MAILBOXES ? describe : describe.skip)(`mail with two relays in order, both lines to ${RELAY}`, () => {
  it('goes by the second when the first is dead: the stored bytes, at once', async () => {
    near.become('drop');
    const ref = await take(sites.dead);
    await flow.inState('accepted', [ref]);
    expect(await ways(ref)).toEqual(['near connection-lost-before-the-final-dot', 'far accepted']);
    await liesOnceAsStored(sites.dead, ref);
  }, 30_000);

  it('goes by the second when the first says "not now" of its own', async () => {
    mail.policy.say(sites.later.mailbox, '451 4.3.0 the queue cannot be written', { tries: 1 });
    const ref = await take(sites.later);
    await flow.inState('accepted', [ref]);
    expect(await ways(ref)).toEqual(['near relay-asks-to-come-back', 'far accepted']);
    await liesOnceAsStored(sites.later, ref);
  }, 30_000);

  it('goes by the second when the first is cut before the mail\'s content, once', async () => {
    near.insteadOfAnswer((word) => /^354 /m.test(word.toString()), 'drop');
    const ref = await take(sites.half);
    await flow.inState('accepted', [ref]);
    expect(await ways(ref)).toEqual(['near connection-lost-before-the-final-dot', 'far accepted']);
    await liesOnceAsStored(sites.half, ref);
  }, 30_000);

  it('is not given to the second when the first lost the line after the final dot; once the allowance is gone it goes again, marked', async () => {
    near.insteadOfAnswer((word) => word.includes('queued as'), 'drop');
    const ref = await take(sites.doubt);
    await flow.inState('unsettled', [ref]);
    await lying(sites.doubt, 1);
    expect(await ways(ref)).toEqual(['near no-answer-after-the-final-dot']);
    await flow.inState('accepted', [ref]);
    expect((await lying(sites.doubt, 2)).map(({ id, bytes }) => [id, bytes.includes('POSSIBLE DUPLICATE')])).toEqual([[idOf(ref, 1), false], [idOf(ref, 2), true]]);
  }, 30_000);

  it('waits in the ledger while no relay is left, needs no network for that, and leaves most urgent first when one is back', async () => {
    for (const line of [near, far]) line.become('drop');
    await take(sites.dead); // its tries find it out
    await until('both are down', async () => { expect((await relays()).map(({ verdict }) => verdict)).toEqual(['down', 'down']); }, 20_000);
    const hours = [30, 14, 22];
    for (const [index, hour] of hours.entries()) await flow.call({ at: sites.spool, voyage: `03${index}W`, etaAt: new Date(Date.now() + hour * 3_600_000) });
    const refs: string[] = [];
    for (const index of hours.keys()) refs.push(await take(sites.spool, `03${index}W`));
    await until('they wait for a relay', async () => {
      for (const ref of refs) expect(await flow.story(ref)).toMatchObject({ state: 'waiting', held: 'path-down', because: 'The receiver takes documents by e-mail only, and mail does not work at the moment.' });
    }, 10_000);
    const due = await Promise.all(refs.map(async (ref) => (await flow.story(ref)).dueAt));
    expect([...refs.keys()].sort((a, b) => (due[a]! < due[b]! ? -1 : 1))).toEqual([1, 2, 0]);
    expect(await mail.read(sites.spool.mailbox)).toEqual([]);
    far.become('pass');
    await flow.inState('accepted', refs, 20_000);
    const left = await flow.rows<{ ref: string; relay: string }>(`select o.ref, y.proof->>'relay' as relay from "try" y join try_document d on d.try_id = y.id join document o on o.id = d.document_id where y.outcome = 'accepted' and o.ref = any($1) order by y.id`, [refs]);
    expect(left).toEqual([1, 2, 0].map((index) => ({ ref: refs[index], relay: 'far' })));
    await lying(sites.spool, 3);
  }, 60_000);
});

(MAILBOXES ? describe : describe.skip)(`a relay whose region is isolated, by ${RELAY}`, () => {
  afterEach(async () => { await reopen(); });

  it('is not asked any more; it is said to be isolated and why, and the next takes its mail', async () => {
    expect(await isolate('malware in the networks there')).toMatchObject({ code: 0, out: expect.stringMatching(/^OCEANIA is isolated: our mail relays there\./) });
    const before = near.connections();
    const ref = await take(sites.apart);
    await flow.inState('accepted', [ref]);
    expect(await ways(ref)).toEqual(['far accepted']);
    expect(near.connections()).toBe(before);
    expect((await flow.hawser('paths')).out).toMatch(/\nnear email 1: 127\.0\.0\.1:\d+ +isolated +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +malware in the networks there\n/);
    await liesOnceAsStored(sites.apart, ref);
  }, 30_000);

  it('is cut in the middle of a session: a mail whose content had not begun leaves by the next, once', async () => {
    near.insteadOfAnswer((word) => /^354 /m.test(word.toString()), 'stall');
    const ref = await take(sites.busy);
    await until('it is on its way', async () => { expect(near.heard()).toContain(`RCPT TO:<${sites.busy.mailbox}>`); expect(await flow.story(ref)).toMatchObject({ state: 'sending' }); }, 10_000);
    await isolate('malware in the networks there');
    await flow.inState('accepted', [ref], 10_000); // far sooner than its line would have been given up
    expect(await ways(ref)).toEqual(['near stopped-by-us', 'far accepted']);
    await liesOnceAsStored(sites.busy, ref);
  }, 30_000);

  it('is cut while its answer to the final dot is awaited: the mail is in doubt, and so it is said', async () => {
    near.insteadOfAnswer((word) => word.includes('queued as'), 'stall');
    const ref = await take(sites.wrong);
    await lying(sites.wrong, 1);
    await isolate('malware in the networks there');
    await flow.inState('unsettled', [ref], 10_000);
    expect(await ways(ref)).toEqual(['near no-answer-after-the-final-dot']);
    await flow.inState('accepted', [ref]);
    expect(await ways(ref)).toEqual(['near no-answer-after-the-final-dot', 'far accepted']);
    expect((await lying(sites.wrong, 2)).map(({ bytes }) => bytes.includes('POSSIBLE DUPLICATE'))).toEqual([false, true]);
  }, 30_000);

  it('leaves a history that holds', async () => {
    await until('the histories hold', async () => { expect(await flow.brokenHistories()).toEqual([]); }, 5_000);
  }, 20_000);
});
