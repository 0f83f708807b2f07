import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MailRelay, Settings } from '#directory';
import { waitingUnits } from '#documents';
import { mailDeparture, transmission } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { deliver } from './deliver.js';
import { relayRate, takePlaces } from './rates.js';
import { endpointOf, openStory, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('rates'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const ENDS = [['USOAK-NORTH', 'USOAKNORTH'], ['USSEA-WEST', 'USSEAWEST']] as const;
const MAILBOX: Settings['mail']['mailbox'] = { ratePerMinute: null, ratePerHour: null, capBytes: 10_485_760, forgetCapAfterMs: 1 };
const relayOf = (name: string, more: Partial<MailRelay> = {}): MailRelay => ({
  name, host: `${name}.example`, port: 25, tls: 'required', caFile: null, user: null, passwordEnv: null, connectTimeoutMs: 10_000, stallTimeoutMs: 60_000, sessions: 3, ratePerMinute: null, ratePerHour: null, region: null, ...more,
});
const storyOf = (mail: Partial<Settings['mail']>) => openStory(test, { also: ENDS.map(([code]) => endpointOf(code, { edi: null })), mail: { mailbox: MAILBOX, ...mail } });
const sets = (control: number, count: number, to: string = ENDS[0][1]) => interchange({ control, to, sets: Array.from({ length: count }, (_, n) => event(control * 100 + n)) });
const sentAt = (story: Story, at: string) => story.sentTo(at).length;

describe('a mailbox', () => {
  it('is given so many mails a minute; what must wait says why and until when, and the most urgent takes the next place', async () => {
    const story = await storyOf({ mailbox: { ...MAILBOX, ratePerMinute: 3, ratePerHour: 600 } });
    const refs = await story.take(sets(1, 5));
    await story.step();
    expect(sentAt(story, 'mail')).toBe(3);
    const waiting = (await Promise.all(refs.map((ref) => story.document(ref)))).filter((doc) => doc.state === 'waiting');
    expect(waiting.map((doc) => doc.held)).toEqual(['mailbox-rate', 'mailbox-rate']);
    expect(waiting[0]!.because).toMatch(/^The mailbox documents@usoak-north\.example takes 3 mails a minute and 600 an hour, and the most urgent go first: this one at \d\d:\d\d:\d\d UTC$/);
    const [urgent = ''] = await story.take(sets(2, 1));
    await story.dueIn(urgent, 30);
    await story.step();
    expect(await story.document(urgent)).toMatchObject({ state: 'waiting', held: 'mailbox-rate' });
    await story.after(1);
    expect(story.sentTo('mail').slice(3).map((mail) => mail.identity)[0]).toBe(`<${urgent}.1@hawser.example>`);
    expect(sentAt(story, 'mail')).toBe(6);
  }, 60_000);

  it('never gets more within any minute, and all in the end; that the time moved is no history', async () => {
    const story = await storyOf({ mailbox: { ...MAILBOX, ratePerMinute: 3, ratePerHour: null } });
    const refs = await story.take(sets(1, 8));
    const perRound: number[] = [];
    for (let round = 0; round < 24; round += 1) {
      const before = sentAt(story, 'mail');
      await story.after(0.25);
      perRound.push(sentAt(story, 'mail') - before);
    }
    expect(sentAt(story, 'mail')).toBe(8);
    for (let round = 0; round + 4 <= perRound.length; round += 1) expect(perRound.slice(round, round + 4).reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(3);
    for (const ref of refs) expect((await story.document(ref)).history.filter((step) => step.event === 'held').length).toBeLessThanOrEqual(1);
  }, 60_000);

  it('keeps its place when nothing reached the relay', async () => {
    const story = await storyOf({ mailbox: { ...MAILBOX, ratePerMinute: 1 } });
    story.mail.next = [{ outcome: 'unreachable', because: 'connection-refused', words: 'nobody' }];
    const [ref = ''] = await story.take(sets(1, 1));
    await story.step();
    expect(await story.ledger.db.select().from(mailDeparture)).toEqual([]);
    await story.after(0.6);
    expect(await story.stateOf(ref)).toBe('accepted');
    expect(await story.ledger.db.select().from(mailDeparture)).toHaveLength(1);
  }, 60_000);
});

describe('a relay', () => {
  it('that has no room is passed over; where none has any, the most urgent of all lanes go first', async () => {
    const story = await storyOf({ relays: [relayOf('near', { ratePerMinute: 2 }), relayOf('far', { ratePerMinute: 1 })] });
    await story.take(sets(1, 5));
    await story.step();
    expect([sentAt(story, 'near'), sentAt(story, 'far')]).toEqual([2, 1]);
    const [urgent = ''] = await story.take(sets(2, 1, ENDS[1][1]));
    await story.dueIn(urgent, 30);
    await story.step();
    expect(await story.document(urgent)).toMatchObject({ state: 'waiting', held: 'relay-rate', because: expect.stringMatching(/^The relays? .*near takes 2 mails a minute/) });
    await story.after(1.1);
    expect(story.seen.filter((seen) => seen.asked === 'send').slice(3).map((seen) => seen.identity)).toContain(`<${urgent}.1@hawser.example>`);
  }, 60_000);

  it('whose last place another worker takes between the look and the claim is passed over as a full one is', async () => {
    const story = await storyOf({ relays: [relayOf('near', { ratePerMinute: 2 }), relayOf('far')] });
    await story.take(sets(1, 1));
    await story.step();
    const [sent] = await story.ledger.db.select().from(mailDeparture);
    const [ref = ''] = await story.take(sets(2, 1));
    const { ledger } = story.journey;
    story.journey.ledger = { ...ledger, transaction: async (claim) => {
      story.journey.ledger = ledger;
      await ledger.db.insert(mailDeparture).values({ key: 'relay:near', at: story.clock.now(), transmissionId: sent!.transmissionId });
      return ledger.transaction(claim);
    } };
    await story.step();
    expect([sentAt(story, 'near'), sentAt(story, 'far')]).toEqual([1, 1]);
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);

  it('is given no more by several workers together than by one', async () => {
    const story = await storyOf({ relays: [relayOf('near', { ratePerMinute: 5 })] });
    for (const [index, [, to]] of ENDS.entries()) await story.take(sets(index + 1, 6, to));
    const signal = new AbortController().signal;
    await Promise.all(ENDS.map(async ([code], index) => {
      for (const { interchangeId } of await waitingUnits(story.ledger.db, code, story.clock.now(), 10)) await deliver({ ...story.journey, holder: `worker-${index}` }, code, interchangeId, signal);
    }));
    expect(sentAt(story, 'mail')).toBe(5);
    expect(await story.ledger.db.select().from(mailDeparture)).toHaveLength(5);
  }, 60_000);

  it('is given no more however many ask at the same instant', async () => {
    const { ledger, clock } = await storyOf({});
    const [sent] = await ledger.db.insert(transmission).values({ endpoint: 'USOAK-NORTH', carrier: 'HWSR', channel: 'email', kind: 'mail', wireIdentity: '<x@hawser.example>', sha256: 'x', byteLength: 1, composedAt: clock.now() }).returning();
    const asked = await Promise.allSettled(Array.from({ length: 40 }, () => ledger.transaction((tx) => takePlaces(tx, [relayRate(relayOf('near', { ratePerMinute: 5 }))], 1, sent!.id, clock.now()))));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(5);
  }, 60_000);
});
