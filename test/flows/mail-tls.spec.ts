import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { MAILBOXES, RELAY, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { manifest } from '../support/samples.js';
import { until } from '../support/until.js';

const SENDER = 'documents@fallback.hawserline.example';
const CLERK = 'east@quay.example';
const quay = longBeach({ end: 'none', mailbox: CLERK });

let mail: MailHouse;
let flow: Flow;
const before = { ...process.env };
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({ domains: ['quay.example', 'fallback.hawserline.example'], mailboxes: [{ address: SENDER }, { address: CLERK }] });
  // The apps inherit both: whom else to trust, and the password that no configuration text holds.
  Object.assign(process.env, { NODE_EXTRA_CA_CERTS: mail.certificates.caFile, RELAY_PASSWORD: mail.dovecot.password });
  flow = await openFlow({
    name: 'test-mail-tls', sites: [quay, carrierDesk({ end: 'pretend' })],
    settings: {
      mail: { relay: { host: '127.0.0.1', port: mail.line.port, tls: 'required', user: SENDER, passwordEnv: 'RELAY_PASSWORD' }, from: SENDER, replyTo: SENDER, domain: 'fallback.hawserline.example' },
      outage: { failuresToDown: 3, failureWindow: '1m', proofsToUp: 1, minimumDown: '100ms', probeEvery: '200ms' },
    },
  });
}, 60_000);
afterAll(async () => {
  for (const name of ['NODE_EXTRA_CA_CERTS', 'RELAY_PASSWORD']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  await flow?.stop();
  await mail?.stop();
}, 60_000);

/** What stood on the line in clear, from this test's beginning on. */
const inClear = () => mail.line.heard().slice(heardBefore);
let heardBefore = 0;
let control = 0;
const take = async () => (await flow.take(manifest({ to: quay.isaId, control: (control += 1) })))[0]!;

/** The clerk's mailbox has it, once, after so many others. */
async function liesThere(ref: string, after: number): Promise<void> {
  await until('it lies there', async () => { expect((await mail.read(CLERK)).slice(after).map(({ source }) => source.includes(`<${ref}.1@`))).toEqual([true]); }, 10_000);
}

function leadTo(port: number): void {
  mail.line.leadTo(port);
  mail.line.become('drop');
  mail.line.become('pass');
}

beforeEach(() => { heardBefore = MAILBOXES ? mail.line.heard().length : 0; });

(MAILBOXES ? describe : describe.skip)(`mail by submission to ${RELAY}, with TLS required`, () => {
  it('logs in and is handed over inside TLS: in clear the line carries a greeting and STARTTLS', async () => {
    leadTo(mail.relay.ports.submission);
    const ref = await take();
    await flow.inState('accepted', [ref]);
    expect(inClear()).toMatch(/^EHLO [^\r\n]+\r\nSTARTTLS\r\n/);
    expect(inClear()).not.toMatch(/AUTH|MAIL FROM|RCPT TO|Subject:/);
    await liesThere(ref, 0);
  }, 30_000);

  it.each([
    ['does no TLS', () => mail.relay.ports.plain, /command not (?:implemented|recognized)/i, 'relay-does-not-begin-tls'],
    ['shows a certificate that nobody we trust has signed', () => mail.relay.ports.wrongCertificate, /unable to verify the first certificate|self-signed certificate/, 'certificate-not-trusted'],
  ])('is not given to a relay that %s: no login, no word of the mail, and it leaves when the right one is back', async (_, port, words, because) => {
    const there = (await mail.read(CLERK)).length;
    leadTo(port());
    const ref = await take();
    // Between two tries: the next one may have begun before anybody looks.
    const story = await until('it was tried in vain, and waits', async () => {
      const seen = await flow.story(ref);
      expect(seen.tries.map((one) => [one.outcome, one.because])).toContainEqual(['unreachable', because]);
      expect(seen).toMatchObject({ state: 'waiting', acceptedAt: null, mayHaveArrived: false });
      return seen;
    }, 15_000);
    expect(story.history.map((step) => step.because).join('\n')).toMatch(words);
    expect(inClear()).toContain('STARTTLS');
    expect(inClear()).not.toMatch(/AUTH|MAIL FROM|RCPT TO|Subject:/);
    expect(await mail.read(CLERK)).toHaveLength(there);
    leadTo(mail.relay.ports.submission);
    await flow.inState('accepted', [ref], 20_000);
    await liesThere(ref, there);
    // Else the next case begins while the relay is on its way back, and what fails then is a probe and no mail.
    await until('the relay is up again', async () => { expect(await flow.rows('select verdict from path where kind = $1', ['email'])).toEqual([{ verdict: 'up' }]); }, 10_000);
  }, 45_000);
});
