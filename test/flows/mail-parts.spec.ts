import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { openFlow, type Flow, type Story } from '../support/flow.js';
import { carrierDesk, longBeach, type FlowSite } from '../support/flow-config.js';
import { MAILBOXES, RELAY, startMailHouse, type MailHouse } from '../support/mail-house.js';
import { manifest, sha256, shaOfSet } from '../support/samples.js';
import { until } from '../support/until.js';

const SENDER = 'documents@fallback.hawserline.example';
const box = (name: string) => `${name}@quay.example`;
/** A terminal with mail alone, its contacts in this order. */
const quay = (name: string, ...contacts: string[]): FlowSite => longBeach({ code: `USLGB-${name}`, terminal: name, isaId: `USLGB${name}`, end: 'none', mailbox: box(name.toLowerCase()), contacts: contacts.map(box) });
const east = quay('EAST');
const wide = quay('WIDE');
const busy = quay('BUSY');
const shut = quay('SHUT', 'night');
const alone = quay('ALONE');
const cut = quay('CUT');
const half = quay('HALF');
const drop = quay('DROP');

/** Bytes: as the relay announces it (SIZE). */
const SIZE_LIMIT = 300_000;
/** Segments of text: some 300 KB of X12, which no one mail of that size takes. */
const LARGE = 15_000;
/** Segments of text: two or three mails. */
const SMALLER = 4_000;

let mail: MailHouse;
let flow: Flow;
beforeAll(async () => {
  if (!MAILBOXES) return;
  mail = await startMailHouse({ domains: ['quay.example', 'fallback.hawserline.example'], sizeLimit: SIZE_LIMIT, mailboxes: [SENDER, ...['east', 'wide', 'busy', 'shut', 'night', 'alone', 'cut', 'half', 'drop'].map(box)].map((address) => ({ address })) });
  flow = await openFlow({
    name: 'test-mail-parts', sites: [east, wide, busy, shut, alone, cut, half, drop, carrierDesk({ end: 'pretend' })],
    settings: {
      mail: { relay: { host: '127.0.0.1', port: mail.line.port, tls: 'none' }, from: `Hawser Line documents <${SENDER}>`, replyTo: SENDER, domain: 'fallback.hawserline.example' },
      tries: { ttl: '2s', doubt: '2500ms' }, outage: { failuresToDown: 3, failureWindow: '1m', proofsToUp: 1, minimumDown: '100ms', probeEvery: '200ms' },
    },
  });
}, 60_000);
afterAll(async () => {
  await flow?.stop();
  await mail?.stop();
}, 60_000);
beforeEach(() => { mail?.line.become('pass'); });

let control = 0;
/** Hands in a manifest that is too large for one mail. @returns its ref */
async function take(site: FlowSite, padding = SMALLER): Promise<string> {
  const [ref = ''] = await flow.take(manifest({ to: site.isaId, control: (control += 1), padding }));
  return ref;
}

function leadTo(port: number): void {
  mail.line.leadTo(port);
  mail.line.become('drop');
  mail.line.become('pass');
}

type Lying = ParsedMail & { byteLength: number };
/** Waits until that mailbox holds these mails, in whatever order they came. */
async function lying(address: string, count: number): Promise<Lying[]> {
  return until(`${count} mails for ${address}`, async () => {
    const all = await mail.read(address);
    if (all.length !== count) throw new Error(`found ${all.length}; the servers say:\n${mail.log().slice(-5_000)}`);
    const parsed = await Promise.all(all.map(async ({ source }) => ({ ...await simpleParser(source), byteLength: source.length })));
    return parsed.sort((a, b) => ((a.messageId ?? '') < (b.messageId ?? '') ? -1 : 1));
  }, 15_000);
}

const partsOf = (ref: string) => flow.rows<{ transmission: string; number: number; identity: string; taken: boolean; receipt: string | null }>(
  `select t.wire_identity as transmission, p.number, p.wire_identity as identity, p.accepted_at is not null as taken, p.receipt from mail_part p join transmission t on t.id = p.transmission_id
   join transmission_document d on d.transmission_id = t.id join document o on o.id = d.document_id where o.ref = $1 order by t.id, p.number`, [ref]);
const outcomes = (story: Story) => story.tries.map((one) => [one.outcome, one.because]);
const handedOver = (parts: number) => expect.stringMatching(new RegExp(`^handed over by mail: all ${parts} parts, the last: 250 `));

(MAILBOXES ? describe : describe.skip)(`a document too large for one mail, by ${RELAY} into Dovecot`, () => {
  it('is refused whole by the relay\'s SIZE, goes in parts, and joined as they say it is the EDI copy byte for byte', async () => {
    const x12 = manifest({ to: east.isaId, control: (control += 1), padding: LARGE });
    const [ref = ''] = await flow.take(x12);
    await flow.inState('accepted', [ref], 30_000);
    const story = await flow.story(ref);
    expect(outcomes(story)).toEqual([['refused', 'too-big-for-the-relay'], ['accepted', 'accepted']]);
    const parts = await partsOf(ref);
    expect(story.because).toEqual(handedOver(parts.length));
    expect(parts.map((part) => part.receipt)).toEqual(parts.map(() => expect.stringMatching(/^250 2\.0\.0 Ok: queued as /)));
    const mails = await lying(box('east'), parts.length);
    expect(mails.map((one) => one.messageId).sort()).toEqual(parts.map((part) => part.identity).sort());
    for (const one of mails) expect(one.byteLength).toBeLessThanOrEqual(SIZE_LIMIT);
    const inOrder = parts.map((part) => mails.find((one) => one.messageId === part.identity)!);
    expect(inOrder.map((one) => one.subject)).toEqual(parts.map((part) => expect.stringMatching(new RegExp(`\\| Ref ${ref} \\| part ${part.number}/${parts.length}$`))));
    const slices = inOrder.flatMap((one) => one.attachments).filter((one) => one.filename?.includes('-309.edi.txt'));
    expect(slices.map((one) => one.filename?.replace(/^.*\.edi\.txt\./, ''))).toEqual(slices.map((_, index) => `slice-${index + 1}-of-${slices.length}.txt`));
    const joined = Buffer.concat(slices.map((one) => one.content));
    expect(slices.length).toBeGreaterThan(1);
    expect(shaOfSet(joined)).toBe(shaOfSet(x12));
    for (const one of inOrder) expect(one.text?.replace(/\s+/g, '')).toContain(`SHA-256${sha256(joined)}`);
  }, 60_000);

  it('teaches the relay\'s cap, which the desk sees and may forget; the next document goes in parts at once', async () => {
    const ref = await take(east);
    await flow.inState('accepted', [ref], 30_000);
    expect(outcomes(await flow.story(ref))).toEqual([['accepted', 'accepted']]);
    const shown = await flow.hawser('mailboxes');
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toMatch(/^A mail is at most 13\.7 MiB as it travels \(mail\.mailbox\.cap\); what is larger goes in parts\.\n/);
    expect(shown.out).toMatch(/\nrelay mail-relay +0\.3 MiB +\d{4}-\d\d-\d\d \d\d:\d\d +a mail of \d+ bytes was refused: Message size larger than allowed 300000 \(relay mail-relay\)\n/);
    expect(JSON.parse((await flow.hawser('mailboxes', '--json')).out)).toMatchObject({ defaultCapBytes: expect.any(Number), mailboxes: [], relays: [{ of: 'mail-relay', capBytes: SIZE_LIMIT }] });
    expect(await flow.hawser('forget-cap', 'mail-relay')).toMatchObject({ code: 2 });
    expect(await flow.hawser('forget-cap', 'Mail relay', '--because', 'misspelt')).toMatchObject({ code: 2, err: expect.stringContaining('expected a mail address, or the name of a relay') });
    expect(await flow.hawser('forget-cap', box('east'), '--because', 'it was never learned')).toMatchObject({ code: 0, out: `Nothing was learned of ${box('east')}: it is given mails of up to 13.7 MiB already.\n` });
    expect(await flow.hawser('forget-cap', 'mail-relay', '--because', 'it takes 50 MB from Monday on', '--actor', 'duty manager')).toMatchObject({ code: 0, out: 'mail-relay is given mails of up to 13.7 MiB again.\n' });
    expect((await flow.hawser('mailboxes')).out).toContain('No mailbox and no relay has refused one for its size.\n');
    expect(await flow.rows('select mailbox, cap_bytes, because, actor from mailbox_cap order by id desc limit 1')).toEqual([{ mailbox: 'mail-relay', cap_bytes: null, because: 'it takes 50 MB from Monday on', actor: 'duty manager' }]);
  }, 60_000);

  it('is refused when it has come whole, by a relay that announces no SIZE: its mailbox is given half of that from then on, until a person says otherwise', async () => {
    leadTo(mail.relay.ports.unsized);
    const ref = await take(wide);
    await flow.inState('accepted', [ref], 30_000);
    leadTo(mail.relay.ports.plain);
    const story = await flow.story(ref);
    expect(outcomes(story)).toEqual([['refused', 'mail-too-big'], ['accepted', 'accepted']]);
    const parts = await partsOf(ref);
    expect(story.because).toEqual(handedOver(parts.length));
    expect((await lying(wide.mailbox, parts.length)).map((one) => one.messageId).sort()).toEqual(parts.map((part) => part.identity).sort());
    expect((await flow.hawser('mailboxes')).out).toMatch(/\nwide@quay\.example +0\.\d MiB .* was refused: 552 5\.3\.4 Error: message file too big \(relay mail-relay\)\n/);
    expect(await flow.hawser('forget-cap', 'Wide@quay.example', '--because', 'their new limit is 50 MB')).toMatchObject({ code: 0, out: 'Wide@quay.example is given mails of up to 13.7 MiB again.\n' });
  }, 60_000);

  it('is not handed over while the mailbox takes a part of it and puts off the next; only what is missing is sent again', async () => {
    mail.policy.say(box('busy'), '450 4.2.2 over quota, come back later', { after: 1, tries: 2 });
    const ref = await take(busy);
    await until('one part is taken and one refused', async () => {
      expect((await partsOf(ref)).map((part) => part.taken).slice(0, 2)).toEqual([true, false]);
      expect(await flow.story(ref)).toMatchObject({ state: 'waiting', acceptedAt: null, because: expect.stringMatching(/^mail refused it: part 2\/\d+: 450 4\.2\.2 .*over quota/) });
    }, 20_000);
    await flow.inState('accepted', [ref], 30_000);
    const parts = await partsOf(ref);
    expect((await lying(box('busy'), parts.length)).map((one) => one.messageId).sort()).toEqual(parts.map((part) => part.identity).sort());
    const story = await flow.story(ref);
    expect(outcomes(story).slice(-3)).toEqual([['refused', 'mailbox-full-for-now'], ['refused', 'mailbox-full-for-now'], ['accepted', 'accepted']]);
    expect(story.because).toEqual(handedOver(parts.length));
  }, 60_000);

  it('of which a part is refused for good goes whole to the next contact, as mails of their own; without one it is held, and called handed over by nobody', async () => {
    for (const name of ['shut', 'alone']) mail.policy.say(box(name), '550 5.7.1 refused by a rule', { after: 1 });
    const [ref, held] = [await take(shut), await take(alone)];
    await flow.inState('accepted', [ref], 30_000);
    const parts = await partsOf(ref);
    const [first = ''] = parts.map((part) => part.transmission);
    const toNight = parts.filter((part) => part.transmission !== first);
    expect(parts.filter((part) => part.transmission === first).map((part) => part.taken)).toEqual([true, ...toNight.slice(1).map(() => false)]);
    expect((await lying(box('night'), toNight.length)).map((one) => one.messageId).sort()).toEqual(toNight.map((part) => part.identity).sort());
    expect(await lying(box('shut'), 1)).toHaveLength(1);
    await until('it is held', async () => { expect(await flow.story(held)).toMatchObject({ state: 'waiting', held: 'no-mailbox', acceptedAt: null, because: expect.stringContaining('(alone@quay.example: refused-by-policy)') }); }, 20_000);
  }, 60_000);

  it('whose line is cut before the content of its second part sends that part again, the same bytes, and no part twice', async () => {
    let begun = 0;
    mail.line.insteadOfAnswer((word) => /^354 /m.test(word.toString()) && (begun += 1) === 2, 'drop');
    const ref = await take(cut);
    await until('the second part was cut', async () => { expect(outcomes(await flow.story(ref))).toContainEqual(['unreachable', 'connection-lost-before-the-final-dot']); }, 20_000);
    expect(await flow.story(ref)).toMatchObject({ acceptedAt: null, mayHaveArrived: false });
    mail.line.become('pass');
    await flow.inState('accepted', [ref], 30_000);
    const parts = await partsOf(ref);
    expect(new Set(parts.map((part) => part.transmission)).size).toBe(1);
    expect((await lying(box('cut'), parts.length)).map((one) => one.messageId).sort()).toEqual(parts.map((part) => part.identity).sort());
  }, 60_000);

  it.each([
    // All of it lies in the system's send buffers by then: nobody here can tell how much of it went.
    ['is cut in the middle of its content', half, 1, () => mail.line.insteadOfAnswer((word) => {
      if (word.includes('queued as')) mail.line.afterBytes(20_000, 'drop');
      return false;
    }, 'drop')],
    ['drops at the answer to its final dot', drop, 2, () => {
      let answers = 0;
      mail.line.insteadOfAnswer((word) => word.includes('queued as') && (answers += 1) === 2, 'drop');
    }],
  ])('of which one part\'s line %s is in doubt as a whole; no part is repeated as it is, and all go again as new mails that say so', async (_, site, arrived, breakLine) => {
    breakLine();
    const ref = await take(site);
    await flow.inState('unsettled', [ref], 20_000);
    expect(await flow.story(ref)).toMatchObject({ acceptedAt: null, mayHaveArrived: true, because: expect.stringMatching(/^it may have arrived: part 2\//) });
    mail.line.become('pass');
    expect(await lying(site.mailbox, arrived)).toHaveLength(arrived);
    await flow.inState('accepted', [ref], 30_000);
    const parts = await partsOf(ref);
    const again = parts.filter((part) => part.transmission === parts.at(-1)!.transmission);
    const mails = await lying(site.mailbox, arrived + again.length);
    expect(mails.filter((one) => /POSSIBLE DUPLICATE/.test(one.subject ?? '')).map((one) => one.messageId).sort()).toEqual(again.map((part) => part.identity).sort());
    expect(outcomes(await flow.story(ref)).slice(-2)).toEqual([['unknown', 'no-answer-after-the-final-dot'], ['accepted', 'accepted']]);
  }, 60_000);

  it('leaves a history that holds', async () => {
    await until('the histories hold', async () => { expect(await flow.brokenHistories()).toEqual([]); }, 5_000);
  }, 20_000);
});
