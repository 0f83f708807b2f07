import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { HOUR } from '#common';
import { tries } from '#ledger';
import type { MailRelay } from '#directory';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, reopen } from './isolate.js';
import { pathsNow } from './paths.js';
import { endpointOf, openStory, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('several-relays'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const relayOf = (name: string, more: Partial<MailRelay> = {}): MailRelay => ({
  name, host: `${name}.example`, port: 25, tls: 'required', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 10_000, stallTimeoutMs: 60_000, sessions: 3, ratePerMinute: null, ratePerHour: null, region: null, ...more,
});
const BY_MAIL = 'USOAK-NORTH';
const one = (control: number) => interchange({ control, to: 'USOAKNORTH', sets: [event(control)] });
const withRelays = (...relays: MailRelay[]) => openStory(test, { also: [endpointOf(BY_MAIL, { edi: null })], mail: { relays } });
const twoRelays = () => withRelays(relayOf('near'), relayOf('far'));

const refused = { outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' } as const;
const sentAt = (story: Story) => story.seen.filter((seen) => seen.asked === 'send').map((seen) => seen.at);
const triesOf = async (story: Story) => (await story.ledger.db.select().from(tries).orderBy(tries.id)).map((row) => [row.outcome, (row.proof as { relay?: string }).relay]);

describe('a mail with two relays', () => {
  it('goes to the first while that works', async () => {
    const story = await twoRelays();
    await story.take(one(1));
    await story.step();
    expect(sentAt(story)).toEqual(['near']);
    expect(await triesOf(story)).toEqual([['accepted', 'near']]);
  }, 60_000);

  it.each([
    ['cannot be reached', refused],
    ['refuses our login', { outcome: 'unreachable', because: 'relay-refused-our-login', words: '535 5.7.8 wrong password' }],
    ['shows a wrong certificate', { outcome: 'unreachable', because: 'certificate-not-trusted', words: 'the certificate of near.example:25 is not trusted' }],
    ['asks to come back', { outcome: 'refused', because: 'relay-asks-to-come-back', words: '451 4.3.0 later', forGood: false }],
  ] as const)('goes to the next in the same round when the first %s: the same bytes, a try of its own, and evidence against the first alone', async (_, outcome) => {
    const story = await twoRelays();
    Object.assign(story.relay('near'), { always: outcome, reachable: false });
    const [ref = ''] = await story.take(one(1));
    await story.step();
    expect(sentAt(story)).toEqual(['near', 'far']);
    const [first, second] = story.seen.filter((seen) => seen.asked === 'send');
    expect(second!.bytes.equals(first!.bytes)).toBe(true);
    expect(second!.identity).toBe(first!.identity);
    expect(await triesOf(story)).toEqual([[outcome.outcome, 'near'], ['accepted', 'far']]);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    expect([await story.verdict('near', 'email'), await story.verdict('far', 'email')]).toEqual(['suspect', 'up']);
  }, 60_000);

  it('is not given to the next while nobody knows whether the first took it; when its time is over it goes again as a mail that says so', async () => {
    const story = await twoRelays();
    story.relay('near').always = { outcome: 'unknown', because: 'no-answer-after-the-final-dot', words: 'read ECONNRESET' };
    const [ref = ''] = await story.take(one(1));
    await story.step();
    await story.after(5);
    expect(sentAt(story)).toEqual(['near']);
    expect(await story.document(ref)).toMatchObject({ state: 'unsettled', mayHaveArrived: true });
    await story.after(6);
    await story.step();
    const [, again, ...more] = story.seen.filter((seen) => seen.asked === 'send');
    expect(again).toMatchObject({ identity: `<${ref}.2@hawser.example>` });
    expect(again!.bytes.includes('POSSIBLE DUPLICATE')).toBe(true);
    expect(more).toEqual([]);
  }, 60_000);

  it.each([
    ['the mailbox is full for now', { outcome: 'refused', because: 'mailbox-full-for-now', words: '452 4.2.2 over quota', forGood: false }],
    ['the mailbox does not exist', { outcome: 'refused', because: 'no-such-mailbox', words: '550 5.1.1 no such user', forGood: true }],
  ] as const)('is not given to the next when %s, and nothing is held against the relay', async (_, outcome) => {
    const story = await twoRelays();
    story.relay('near').always = outcome;
    await story.take(one(1));
    await story.step();
    expect(sentAt(story)).toEqual(['near']);
    expect(await story.verdict('near', 'email')).toBe('up');
  }, 60_000);
});

describe('a relay that is down', () => {
  it('is passed over until it has proved itself, is probed meanwhile, and is first again then', async () => {
    const story = await twoRelays();
    Object.assign(story.relay('near'), { always: refused, reachable: false });
    await story.take(one(1));
    await story.through(0.1, 1);
    expect(await story.verdict('near', 'email')).toBe('down');
    story.seen.length = 0;
    await story.take(one(2));
    await story.step();
    expect(sentAt(story)).toEqual(['far']);
    expect((await pathsNow(story.journey)).slice(-2)).toMatchObject([
      { endpoint: 'near', kind: 'email', verdict: 'down', because: expect.stringMatching(/^3 failures within 2 min, the last: /), relay: { order: 1, host: 'near.example', port: 25 } },
      { endpoint: 'far', kind: 'email', verdict: 'up', relay: { order: 2 } },
    ]);
    Object.assign(story.relay('near'), { always: { outcome: 'accepted', receipt: '250 ok' }, reachable: true });
    await story.through(0.5, 1);
    story.seen.length = 0;
    await story.take(one(3));
    await story.step();
    expect(sentAt(story)).toEqual(['near']);
  }, 60_000);

  it('is shown before it was ever used', async () => {
    const story = await twoRelays();
    expect(await pathsNow(story.journey)).toMatchObject([{ endpoint: 'near', verdict: 'up', since: null, because: 'no evidence against it' }, { endpoint: 'far' }]);
  }, 60_000);

  it('in an isolated region is isolated with it: not sent to, not probed', async () => {
    const story = await withRelays(relayOf('near', { region: 'AMERICAS' }), relayOf('far'));
    await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
    await story.take(one(1));
    await story.through(1, 10);
    expect(story.seen.map((seen) => seen.at).filter((at) => at === 'near' || at === 'far')).toEqual(['far']);
    expect((await pathsNow(story.journey)).find((row) => row.endpoint === 'near')).toMatchObject({ verdict: 'isolated', because: 'malware' });
    expect(new Set(story.cuts)).toEqual(new Set(['USLGB-EAST', 'near']));
  }, 60_000);

  it('in a region where no endpoint stands is isolated by that; when it is reopened what waited for it leaves at once', async () => {
    const story = await withRelays(relayOf('near', { region: 'OCEANIA' }));
    const act = { region: 'OCEANIA', because: 'a cable is cut', actor: 'duty manager' };
    expect(await isolate(story.journey, act)).toMatchObject({ endpoints: [] });
    const [ref = ''] = await story.take(one(1));
    await story.step();
    expect(sentAt(story)).toEqual([]);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'path-down' });
    await reopen(story.journey, act);
    await story.step();
    expect(story.mailsOf(ref)).toHaveLength(1);
    expect(await story.outageEvents('OCEANIA')).toEqual(['isolated', 'reopened', 'closed']);
    await expect(isolate(story.journey, { ...act, region: 'AFRICA' })).rejects.toMatchObject({ code: 'OUTAGE.SCOPE' });
  }, 60_000);

  it('whose region is isolated while another relay is asked is not asked after it', async () => {
    const story = await withRelays(relayOf('near'), relayOf('far', { region: 'ASIA' }));
    Object.assign(story.relay('near'), { always: async () => { await isolate(story.journey, { region: 'ASIA', because: 'malware', actor: 'duty manager' }); return refused; } });
    await story.take(one(1));
    await story.step();
    expect(sentAt(story)).toEqual(['near']);
  }, 60_000);

  it.each([['a mail', 1], ['a digest', 2]])('whose region is isolated while %s is rendered is not given it: the next one is', async (_, documents) => {
    const story = await openStory(test, { also: [endpointOf(BY_MAIL, { edi: null })], mail: { relays: [relayOf('near', { region: 'ASIA' }), relayOf('far')], digest: { amberEveryMs: documents === 1 ? null : HOUR, greenEveryMs: documents === 1 ? null : HOUR } } });
    const { renderMail } = story.journey.rendering;
    let isolating: Promise<unknown> | undefined;
    story.journey.rendering = Object.assign(Object.create(story.journey.rendering) as typeof story.journey.rendering, { renderMail: async (...of: Parameters<typeof renderMail>) => {
      await (isolating ??= isolate(story.journey, { region: 'ASIA', because: 'malware', actor: 'duty manager' }));
      return renderMail(...of);
    } });
    for (let control = 1; control <= documents; control += 1) await story.take(one(control));
    await story.step();
    if (documents > 1) await story.after(60);
    expect(sentAt(story)).toEqual(['far']);
    expect((await story.ledger.db.select().from(tries)).map((row) => row.outcome)).toEqual(['accepted']);
  }, 60_000);
});

describe('when no relay is left', () => {
  it('documents wait in the ledger, whatever Redis or a network do, and leave most urgent first when one is back; what was composed leaves as it was stored', async () => {
    const story = await twoRelays();
    for (const name of ['near', 'far']) Object.assign(story.relay(name), { always: refused, reachable: false });
    const [composed = ''] = await story.take(one(1));
    await story.through(0.2, 1);
    const before = story.mailsOf(composed, 'near');
    expect(before.length).toBeGreaterThan(0);
    const [late = ''] = await story.take(one(2));
    const [soon = ''] = await story.take(one(3));
    await story.dueIn(soon, 60);
    story.seen.length = 0;
    await story.through(3, 10);
    expect(sentAt(story)).toEqual([]);
    for (const ref of [composed, late, soon]) expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'path-down', because: 'The receiver takes documents by e-mail only, and mail does not work at the moment.' });
    Object.assign(story.relay('far'), { always: { outcome: 'accepted', receipt: '250 ok' }, reachable: true });
    await story.through(0.6, 2);
    const sent = story.seen.filter((seen) => seen.asked === 'send');
    expect(sent.map((seen) => `${seen.at} ${seen.identity}`)).toEqual([soon, composed, late].map((ref) => `far <${ref}.1@hawser.example>`));
    expect(sent[1]!.bytes.equals(before[0]!.bytes)).toBe(true);
    expect((await story.ledger.db.select().from(tries).where(eq(tries.outcome, 'accepted')))).toHaveLength(3);
  }, 60_000);
});
