import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach, type FlowSite } from '../support/flow-config.js';
import { MAILBOXES, RELAY, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';

const SENDER = 'documents@fallback.hawserline.example';
const quay = (name: string): FlowSite => longBeach({ code: `USLGB-${name}`, terminal: name, isaId: `USLGB${name}`, end: 'none', mailbox: `${name.toLowerCase()}@quay.example` });
const [east, west, north, many] = [quay('EAST'), quay('WEST'), quay('NORTH'), quay('MANY')];

/** Mails a minute, which is six seconds here. */
const MAILBOX_RATE = 2;
/** Mails an hour, of the first relay. */
const RELAY_RATE = 4;
const SPEED = 10;
const MINUTE_MS = 60_000;

let mail: MailHouse;
let flow: Flow;
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({ domains: ['quay.example', 'fallback.hawserline.example'], mailboxes: [{ address: SENDER }, ...[east, west, north, many].map(({ mailbox }) => ({ address: mailbox }))] });
  const relay = (name: string, more: object = {}) => ({ name, host: '127.0.0.1', port: mail.relay.ports.plain, tls: 'none', ...more });
  flow = await openFlow({
    name: 'test-mail-rates', sites: [east, west, north, many, carrierDesk({ end: 'pretend' })], speed: SPEED,
    settings: { mail: { relays: [relay('near', { ratePerHour: RELAY_RATE }), relay('far')], mailbox: { ratePerMinute: MAILBOX_RATE, ratePerHour: null }, from: SENDER, replyTo: SENDER, domain: 'fallback.hawserline.example' } },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
}, 60_000);

let control = 0;
const take = async (site: FlowSite): Promise<string> => (await flow.take(manifest({ to: site.isaId, control: (control += 1) })))[0]!;

/** Mails that left, by the house's clock. */
const left = async (refs: readonly string[]) => (await flow.rows<{ relay: string; at: Date }>(
  `select y.proof->>'relay' as relay, y.opened_at as at from "try" y join try_document d on d.try_id = y.id join document o on o.id = d.document_id where y.outcome = 'accepted' and o.ref = any($1) order by y.id`, [refs])).map(({ relay, at }) => ({ relay, at: at.getTime() }));
const mostWithinAMinute = (times: readonly number[]) => Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));

/** The mailbox holds one mail of each. */
async function lies({ mailbox }: FlowSite, refs: readonly string[]): Promise<void> {
  await until(`the mails lie in ${mailbox}`, async () => {
    const found = (await mail.read(mailbox)).map(({ source }) => /^X-Hawser-Ref: (.*)\r$/m.exec(source.toString('latin1'))?.[1]);
    expect([...found].sort()).toEqual([...refs].sort());
  }, 10_000);
}

(MAILBOXES ? describe : describe.skip)(`mail with rates, by ${RELAY}`, () => {
  it('is given to a relay up to its rate, and what is over it goes by the next at once', async () => {
    const refs = [await take(east), await take(east), await take(west), await take(west), await take(north), await take(north)];
    await flow.inState('accepted', refs, 20_000);
    const mails = await left(refs);
    expect({ near: mails.filter(({ relay }) => relay === 'near').length, far: mails.filter(({ relay }) => relay === 'far').length }).toEqual({ near: RELAY_RATE, far: 6 - RELAY_RATE });
    for (const ref of refs) expect((await flow.story(ref)).history.map((step) => step.event)).not.toContain('held');
    await lies(east, refs.slice(0, 2));
    await lies(west, refs.slice(2, 4));
    await lies(north, refs.slice(4));
  }, 40_000);

  it('comes to a mailbox up to its rate within any minute; what waits says for what and until when, and all arrive', async () => {
    const refs: string[] = [];
    for (let n = 0; n < 5; n += 1) refs.push(await take(many));
    await until('some wait for a place', async () => {
      const stories = await Promise.all(refs.map((ref) => flow.story(ref)));
      expect(stories.flatMap((story) => story.history.map((step) => step.because))).toContainEqual(expect.stringMatching(/^The mailbox many@quay\.example takes 2 mails a minute, and the most urgent go first: this one at \d\d:\d\d:\d\d UTC$/));
    }, 10_000);
    await flow.inState('accepted', refs, 30_000);
    const mails = await left(refs);
    expect(mails).toHaveLength(5);
    expect(mostWithinAMinute(mails.map(({ at }) => at))).toBe(MAILBOX_RATE);
    await lies(many, refs);
  }, 60_000);
});
