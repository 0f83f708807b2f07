import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { openFlow, type Flow, type Story } from '../support/flow.js';
import { carrierDesk, longBeach, type FlowSite } from '../support/flow-config.js';
import { MAILBOXES, RELAY, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { withoutTrace } from '../support/read-mailbox.js';
import { manifest, sample, sha256 } from '../support/samples.js';
import { until } from '../support/until.js';

const SENDER = 'documents@fallback.hawserline.example';
const box = (name: string) => `${name}@quay.example`;
/** A terminal with mail alone, its contacts in this order: nothing but the mail decides what becomes of its documents. */
const quay = (name: string, ...mailboxes: string[]): FlowSite => longBeach({ code: `USLGB-${name}`, terminal: name, isaId: `USLGB${name}`, end: 'none', mailbox: box(mailboxes[0] ?? name.toLowerCase()), contacts: mailboxes.slice(1).map(box) });
const east = quay('EAST');
const gone = quay('GONE');
const grey = quay('GREY');
const full = quay('FULL', 'full', 'shut', 'night');
const none = quay('NONE', 'shut', 'full');
const late = quay('LATE');
const big = quay('BIG');
const drop = quay('DROP');
const calls = quay('CALLS');

/** Bytes: an everyday mail of these flows is about half of it, and no mail in parts is cut as small. */
const SIZE_LIMIT = 120_000;
const DOUBT_MS = 2_500;

let mail: MailHouse;
let flow: Flow;
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({
    domains: ['quay.example', 'fallback.hawserline.example'], sizeLimit: SIZE_LIMIT,
    mailboxes: [{ address: SENDER }, ...['east', 'grey', 'night', 'big', 'drop', 'calls'].map((name) => ({ address: box(name) })), ...['full', 'late'].map((name) => ({ address: box(name), quotaKiB: 1 }))],
  });
  mail.policy.say(box('shut'), '550 5.1.1 no such mailbox here');
  mail.policy.say(box('late'), 'OK'); // its quota is found out when the relay has taken the mail
  flow = await openFlow({
    name: 'test-mail-relay', sites: [east, gone, grey, full, none, late, big, drop, calls, carrierDesk({ end: 'pretend' })],
    settings: { mail: { relay: { host: '127.0.0.1', port: mail.line.port, tls: 'none' }, from: `Hawser Line documents <${SENDER}>`, replyTo: SENDER, domain: 'fallback.hawserline.example' }, tries: { ttl: '2s', doubt: `${DOUBT_MS}ms` } },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
}, 60_000);

let control = 0;
/** Hands in a manifest for that terminal. @returns its ref */
async function take(site: FlowSite, padding = 0): Promise<string> {
  const [ref = ''] = await flow.take(manifest({ to: site.isaId, control: (control += 1), padding }));
  return ref;
}

/** Waits until so many mails lie in a mailbox. */
async function inbox(address: string, count: number): Promise<(ParsedMail & { source: Buffer })[]> {
  const found = await until(`${count} mails for ${address}`, async () => {
    const all = await mail.read(address);
    if (all.length !== count) throw new Error(`found ${all.length}; the servers say:\n${mail.log()}`);
    return all;
  }, 10_000);
  return Promise.all(found.map(async ({ source }) => ({ ...await simpleParser(source, { keepDeliveryStatus: true }), source })));
}

/** The report that came back for a mail, as the part that machines read (RFC 3464). */
async function bounceOf(ref: string): Promise<string> {
  return until(`a report about ${ref}`, async () => {
    const all = await mail.read(SENDER);
    const found = all.map(({ source }) => source.toString()).find((text) => text.includes(`<${ref}.1@`));
    if (found === undefined) throw new Error(`found ${all.length} reports, none about it`);
    return found;
  }, 10_000);
}

const outcomes = (story: Story) => story.tries.map((one) => [one.outcome, one.because]);
const idOf = (ref: string, number: number) => `<${ref}.${number}@fallback.hawserline.example>`;

(MAILBOXES ? describe : describe.skip)(`a document mailed through ${RELAY} into Dovecot`, () => {
  it('lies in the terminal\'s mailbox with the very bytes that the ledger stored, what the way wrote above them apart', async () => {
    const ref = await take(east);
    await flow.inState('accepted', [ref]);
    const [found] = await inbox(box('east'), 1);
    const [stored] = await flow.rows<{ sha256: string; length: number }>('select sha256, byte_length::int as length from transmission where wire_identity = $1', [idOf(ref, 1)]);
    const bytes = withoutTrace(found!.source);
    expect(found!.source.length).toBeGreaterThan(bytes.length);
    expect({ sha256: sha256(bytes), length: bytes.length }).toEqual(stored);
    expect(found).toMatchObject({ messageId: idOf(ref, 1), subject: expect.stringContaining(ref) });
    expect((await flow.story(ref)).because).toMatch(/^handed over by mail: 250 2\.0\.0 Ok: queued as /);
  }, 30_000);

  it('stands with the others of its vessel call in one thread, whatever its set, version and ref; another call\'s in another', async () => {
    const call = async (voyage: string) => { await flow.call({ at: calls, voyage, etaAt: new Date(Date.now() + 60 * 3_600_000) }); };
    await call('0101W');
    await call('0102W');
    const refs = [
      ...await flow.take(manifest({ to: calls.isaId, control: 9_001, voyage: '101W' })), ...await flow.take(manifest({ to: calls.isaId, control: 9_002, voyage: '102W' })),
      ...await flow.take(sample('310/original', { to: calls.isaId, control: 9_003, replace: { '027W': '101W', LGB0000101: 'LGB0009003' } })), ...await flow.take(manifest({ to: calls.isaId, control: 9_004, voyage: '101W' })),
    ];
    await flow.inState('accepted', refs);
    const mails = await inbox(calls.mailbox, 4);
    expect(new Set(mails.map((one) => one.subject)).size).toBe(4);
    expect((await mail.threads(calls.mailbox)).sort()).toEqual([1, 3]);
    const topics = mails.map((one) => one.headers.get('thread-topic'));
    expect(topics.sort()).toEqual([...Array.from({ length: 3 }, () => 'USLGB-CALLS | HARBOUR LARK | 0101W-USLGB-CALLS'), 'USLGB-CALLS | HARBOUR LARK | 0102W-USLGB-CALLS']);
  }, 30_000);

  it('that the mailbox\'s server bounces is still said to be handed over to the relay, and no more, where no mailbox of ours is read', async () => {
    const ref = await take(gone);
    await flow.inState('accepted', [ref]);
    expect(await bounceOf(ref)).toMatch(/Final-Recipient: rfc822; ?gone@quay\.example\r\n[\s\S]*Action: failed\r\nStatus: 5\.1\.1\r\n/);
    expect(await flow.story(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email', acknowledgedAt: null, answers: [], because: expect.stringMatching(/^handed over by mail: 250 .* queued as /) });
  }, 30_000);

  it('for a mailbox that turns out to be full is reported the same way', async () => {
    const ref = await take(late);
    await flow.inState('accepted', [ref]);
    expect(await bounceOf(ref)).toMatch(/Action: failed\r\nStatus: 5\.2\.2\r\n/);
    expect(await mail.read(box('late'))).toEqual([]);
  }, 30_000);

  it('to a terminal that greylists comes late and once, and mail to others is not held back meanwhile', async () => {
    mail.policy.say(box('grey'), '450 4.7.1 greylisted, come back later', { tries: 3 });
    const refs = [await take(grey)];
    await until('it is greylisted', () => { expect(mail.policy.asked(box('grey'))).toBeGreaterThan(0); }, 10_000);
    const other = await take(east);
    await flow.inState('accepted', [other, ...refs]);
    expect((await inbox(box('grey'), 1)).map((one) => one.messageId)).toEqual([idOf(refs[0]!, 1)]);
    const story = await flow.story(refs[0]!);
    expect(outcomes(story)).toEqual([...[1, 2, 3].map(() => ['refused', 'mailbox-asks-to-come-back']), ['accepted', 'accepted']]);
    expect(new Set(story.tries.map((one) => one.transmission)).size).toBe(1);
    expect(await flow.rows('select verdict from path where endpoint = $1', ['mail-relay'])).toEqual([{ verdict: 'up' }]);
  }, 30_000);

  it('goes to the next contact when a mailbox is over quota or refused, as a mail of its own', async () => {
    const ref = await take(full);
    await flow.inState('accepted', [ref]);
    expect((await inbox(box('night'), 1)).map((one) => one.messageId)).toEqual([idOf(ref, 3)]);
    expect(outcomes(await flow.story(ref))).toEqual([['refused', 'mailbox-full'], ['refused', 'no-such-mailbox'], ['accepted', 'accepted']]);
    expect(await mail.read(box('full'))).toEqual([]);
  }, 30_000);

  it('that no contact takes is held, and names each with its reason', async () => {
    const ref = await take(none);
    await until('it is held', async () => { expect(await flow.story(ref)).toMatchObject({ state: 'waiting', held: 'no-mailbox' }); }, 15_000);
    expect((await flow.story(ref)).because).toBe('No mailbox in the directory takes its mail (shut@quay.example: no-such-mailbox, full@quay.example: mailbox-full); it goes by EDI when that is back, or a person says where.');
  }, 30_000);

  it.each([
    // Refused whole and then in parts; what that taught of the relay makes the second document leave in parts at once.
    ['says its SIZE', () => mail.relay.ports.plain, 'too-big-for-the-relay', `Message size larger than allowed ${SIZE_LIMIT}`, 2],
    ['finds it out when the mail has come whole', () => mail.relay.ports.unsized, 'mail-too-big', '552 5.3.4 Error: message file too big', 1],
  ])('that is too big even in parts for a relay that %s is told as that, and is called handed over to nobody', async (_, port, because, words, times) => {
    mail.line.leadTo(port());
    mail.line.become('drop');
    mail.line.become('pass');
    const ref = await take(big, 3_000);
    await until('it is held', async () => { expect(await flow.story(ref)).toMatchObject({ state: 'waiting', held: 'no-mailbox', acceptedAt: null }); }, 15_000);
    const story = await flow.story(ref);
    expect(outcomes(story)).toEqual(Array.from({ length: times }, () => ['refused', because]));
    expect(story.history.map((step) => step.because)).toContainEqual(`mail refused it: part 1/2: ${words}`);
    expect(story.because).toContain(`(big@quay.example: ${because})`);
    expect(await mail.read(box('big'))).toEqual([]);
  }, 30_000);

  it('whose line drops after the final dot may have arrived: it is not sent again as new, but once the allowance is gone, marked', async () => {
    mail.line.leadTo(mail.relay.ports.plain);
    mail.line.become('drop');
    mail.line.become('pass');
    mail.line.insteadOfAnswer((word) => word.includes('queued as'), 'drop');
    const ref = await take(drop);
    await flow.inState('unsettled', [ref]);
    const doubtful = Date.now();
    mail.line.become('pass');
    expect(await flow.story(ref)).toMatchObject({ mayHaveArrived: true, acceptedAt: null, because: expect.stringMatching(/^it may have arrived: /) });
    await inbox(box('drop'), 1); // it had arrived, and nobody could tell
    await flow.inState('accepted', [ref]);
    expect(Date.now() - doubtful).toBeGreaterThan(DOUBT_MS - 1_000);
    const mails = await inbox(box('drop'), 2);
    expect(mails.map((one) => one.messageId)).toEqual([idOf(ref, 1), idOf(ref, 2)]);
    expect(mails.map((one) => /POSSIBLE DUPLICATE/.test(`${one.subject} ${one.text}`))).toEqual([false, true]);
    for (const one of mails) expect(one.subject).toContain(ref);
    const story = await flow.story(ref);
    expect(outcomes(story)).toEqual([['unknown', 'no-answer-after-the-final-dot'], ['accepted', 'accepted']]);
    expect(story.history.map((step) => step.event)).toEqual(expect.arrayContaining(['in-doubt', 'allowance-gone', 'accepted']));
  }, 45_000);

  it('leaves a history that holds', async () => {
    await until('the histories hold', async () => { expect(await flow.brokenHistories()).toEqual([]); }, 5_000);
  }, 20_000);
});
