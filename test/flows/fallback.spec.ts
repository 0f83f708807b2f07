import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readX12 } from '#x12';
import { openFlow, type Flow, type Mail } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { isa13Of, manifest, shaOfSet } from '../support/samples.js';
import { until } from '../support/until.js';

let flow: Flow;
// Slow to answer on purpose: between the first file after an outage and its 997 nothing else may come.
const quay = longBeach({ answersAfterMs: 700 });

/** One manifest per call, in the order they are handed in; due two days before arrival (config/deadlines.yaml, T-MANIFEST). */
const DOCUMENTS = [9, 5, 7, 10, 6, 8].map((hoursToDue, at) => ({ hoursToDue, control: at + 1, voyage: `${hoursToDue}01E` }));
const MOST_URGENT_FIRST = [...DOCUMENTS].sort((a, b) => a.hoursToDue - b.hoursToDue).map((one) => isa13Of(one.control));
const bytesOf = ({ control, voyage }: { control: number; voyage: string }) => manifest({ to: quay.isaId, control, voyage });

const refs: string[] = [];
let mails: Mail[] = [];

beforeAll(async () => {
  flow = await openFlow({
    name: 'test-fallback', sites: [quay, carrierDesk()],
    // Enough failures to the verdict that all six are waiting when it comes.
    settings: { outage: { failuresToDown: 12 }, pickUp: { endpointsEvery: '300ms' } },
  });
  for (const { voyage, hoursToDue } of DOCUMENTS) await flow.call({ at: quay, voyage, etaAt: new Date(Date.now() + (hoursToDue + 48) * 3_600_000) });
}, 60_000);
afterAll(() => flow.stop(), 60_000);

describe('a terminal whose sshd stops', () => {
  it('is suspected, then down, by evidence alone; until the verdict what is not urgent waits', async () => {
    const [before = ''] = await flow.take(manifest({ to: quay.isaId, control: 90 }));
    await flow.inState('acknowledged', [before]);
    await flow.sshd(quay.code).down();
    for (const one of DOCUMENTS) refs.push(...await flow.take(bytesOf(one)));
    await flow.pathIs('suspect', quay.code);
    expect(await flow.mails()).toEqual([]);
    expect((await flow.documents()).filter((doc) => refs.includes(doc.ref)).map((doc) => doc.state)).toEqual(refs.map(() => 'waiting'));
    await flow.pathIs('down', quay.code);
    expect((await flow.path(quay.code))?.because).toMatch(/^12 failures within 60 s|^12 failures within 1 min/);
    expect(await flow.desk.outages()).toMatchObject([{ scopeKind: 'endpoint', scope: quay.code, closedAt: null, events: [{ what: 'suspect', because: expect.stringContaining('ECONNREFUSED') }, { what: 'down' }] }]);
  }, 30_000);

  it('gets its documents by mail, one mail each, the most urgent first', async () => {
    await flow.inState('accepted', refs);
    expect(flow.arrivals(quay.code, 'email').map((one) => one.identity.isa13)).toEqual(MOST_URGENT_FIRST);
    mails = await flow.mails();
    expect(mails.map((one) => one.mailbox)).toEqual(DOCUMENTS.map(() => quay.mailbox));
    expect((await flow.documents()).filter((doc) => refs.includes(doc.ref)).map((doc) => doc.acceptedBy)).toEqual(refs.map(() => 'email'));
    expect((await flow.story(refs[0]!)).because).toMatch(/^handed over by mail: 250 /);
  }, 20_000);

  it('gets mails that a clerk can key in, with the very bytes of the document attached', async () => {
    for (const [at, isa13] of MOST_URGENT_FIRST.entries()) {
      const { mail } = mails[at]!;
      const one = DOCUMENTS.find((each) => isa13Of(each.control) === isa13)!;
      const line = await flow.business(isa13);
      const serial = String(one.control).padStart(6, '0');
      for (const page of [mail.text ?? '', String(mail.html)]) {
        for (const said of ['HARBOUR LARK', one.voyage, line.ref, 'CSQU3054383', 'CBHU3202732', 'MWCU6059784', `LGB${serial}1`, `LGB${serial}2`, 'HWS000103', '1263']) expect(page).toContain(said);
      }
      expect(mail.subject).toContain('HARBOUR LARK');
      expect(mail.attachments.map((part) => part.contentType.toLowerCase())).toEqual(['application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/edi-x12']);
      const extract = mail.attachments[2]!.content;
      expect(shaOfSet(extract)).toBe(shaOfSet(bytesOf(one)));
      expect(line.sha256).toBe(shaOfSet(extract));
      const read = await readX12([extract]);
      expect(read).toMatchObject({ verdict: 'accepted', interchanges: [{ isa13, isa06: expect.stringContaining('HAWSERLINE'), groups: [{ gs06: String(one.control), sets: [{ st02: '0001' }] }] }] });
    }
    expect(new Set(mails.map((one) => one.mail.messageId)).size).toBe(DOCUMENTS.length);
  }, 20_000);

  it('is tried by one document when it is back; the others follow when that one is answered', async () => {
    await flow.sshd(quay.code).up();
    await flow.inState('acknowledged', refs, 30_000);
    const repeats = flow.arrivals(quay.code, 'edi').filter((one) => one.identity.isa13 !== isa13Of(90));
    const [canary, ...others] = repeats;
    expect(canary!.identity.isa13).toBe(MOST_URGENT_FIRST[0]);
    const story = await flow.story((await flow.business(canary!.identity.isa13)).ref);
    const answered = story.history.find((step) => step.event === 'acknowledged')!;
    expect(others.map((one) => one.at >= answered.at)).toEqual(others.map(() => true));
    await flow.pathIs('up', quay.code);
    const [outage] = await flow.desk.outages();
    expect(outage).toMatchObject({ state: 'closed' });
    expect(outage!.events.map((event) => event.what)).toEqual(['suspect', 'down', 'returning', 'up']);
  }, 45_000);

  it('has each document once as a document: by mail first, then by EDI under the same numbers, and no mail twice', async () => {
    for (const { control } of DOCUMENTS) {
      const came = flow.arrivals(quay.code).filter((one) => one.identity.isa13 === isa13Of(control));
      expect(came.map((one) => one.channel)).toEqual(['email', 'edi']);
      expect(new Set(came.map((one) => `${JSON.stringify(one.identity)} ${one.sha256}`)).size).toBe(1);
    }
    expect(flow.counts().sites[quay.code]).toMatchObject({ documents: 7, byEmail: 6, byEdi: 1, seenAgain: 6, deliveredAsNewTwice: 0, misaddressed: 0 });
    expect(await flow.mails()).toHaveLength(DOCUMENTS.length);
    expect((await flow.documents()).filter((doc) => refs.includes(doc.ref)).map((doc) => doc.acceptedBy)).toEqual(refs.map(() => 'email'));
    await until('the histories hold', async () => { expect(await flow.brokenHistories()).toEqual([]); }, 5_000);
    // What went by mail and was repeated is one story.
    expect((await flow.story(refs[0]!)).history.map((step) => step.event)).toEqual(expect.arrayContaining(['reopened', 'acknowledged']));
  }, 20_000);
});
