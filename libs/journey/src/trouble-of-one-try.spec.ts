import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { document } from '#ledger';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { deliver } from './deliver.js';
import { isolate } from './isolate.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('trouble-of-one-try'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });
const act = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };

/** An hour in which the loops come round three times at each instant, so that what is tried at once shows. */
const anHour = (story: Story) => story.through(1, 1, async () => { await story.step(); await story.step(); });

describe('a file that the far side refuses for good', () => {
  const nameTaken = { outcome: 'refused', because: 'name-taken', words: 'found 3 bytes under this name already', forGood: true } as const;

  it('is offered once by EDI, and goes by mail', async () => {
    const story = await openStory(test);
    story.edi().always = nameTaken;
    const [ref = ''] = await story.take(one(1));
    await anHour(story);
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(story.mailsOf(ref)).toHaveLength(1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    expect(await story.verdict()).toBe('up');
  }, 60_000);

  it('is held where there is no mail, and not offered again and again', async () => {
    const story = await openStory(test, { quay: { mail: null } });
    story.edi().always = nameTaken;
    const [ref = ''] = await story.take(one(1));
    await anHour(story);
    expect(story.sentTo(QUAY)).toHaveLength(1);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: 'no-channel' });
    expect((await story.document(ref)).history.length).toBeLessThan(6);
  }, 60_000);
});

describe('a terminal that greylists our mail', () => {
  const later = { outcome: 'refused', because: 'mailbox-asks-to-come-back', words: '450 4.7.1 come back later', forGood: false } as const;

  it('is tried again and again, and keeps no mail to others back: the relay is sound', async () => {
    const story = await openStory(test);
    await isolate(story.journey, act);
    story.mail.always = ({ bytes }) => (bytes.includes('To: documents@uslgb-east.example') ? later : { outcome: 'accepted', receipt: 'taken' });
    const refs = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [1, 2, 3, 4, 5].map(event) }));
    await story.step();
    expect(await story.statesOf(refs)).toEqual(refs.map(() => 'waiting'));
    // A relay in doubt would have ended the round after the first.
    expect(story.sentTo('mail')).toHaveLength(refs.length);
    story.mail.always = { outcome: 'accepted', receipt: 'taken' };
    await anHour(story);
    expect(await story.statesOf(refs)).toEqual(refs.map(() => 'accepted'));
    for (const ref of refs) expect(new Set(story.mailsOf(ref).map((mail) => `${mail.identity} ${mail.bytes.toString('latin1')}`)).size).toBe(1);
  }, 60_000);
});

describe('a key of ours that cannot be read', () => {
  it('shuts the way like a closed port: the path goes down, and the document goes by mail', async () => {
    const story = await openStory(test);
    story.edi().always = { outcome: 'unreachable', because: 'credentials-unreadable', words: 'no key file there' };
    const [ref = ''] = await story.take(one(1));
    await anHour(story);
    expect(await story.verdict()).toBe('down');
    expect(story.mailsOf(ref)).toHaveLength(1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
  }, 60_000);
});

describe('a channel that throws', () => {
  it('makes a doubt that waits for its time, not a loop', async () => {
    const story = await openStory(test);
    story.edi().always = () => { throw new Error('the library broke'); };
    const [ref = ''] = await story.take(one(1));
    await story.step();
    expect(await story.document(ref)).toMatchObject({ state: 'unsettled', because: 'it may have arrived: the library broke', mayHaveArrived: true });
    await anHour(story);
    expect(story.sentTo(QUAY).length).toBeLessThanOrEqual(7);
    expect(await story.verdict()).toBe('up');
    story.edi().always = { outcome: 'accepted', receipt: 'taken' };
    await story.through(0.5, 5);
    expect(await story.stateOf(ref)).toBe('accepted');
  }, 60_000);
});

describe('a document that cannot be composed', () => {
  it('is held with the words, and keeps the others of its interchange not back', async () => {
    const story = await openStory(test);
    const [broken = '', sound = ''] = await story.take(interchange({ control: 1, to: 'USLGBEAST', sets: [event(1), event(2)] }));
    // What no intake of today writes: where its ISA ended is lost.
    await story.ledger.db.update(document).set({ facts: sql`jsonb_set(${document.facts}, '{layout,isaEnd}', '20')` }).where(eq(document.ref, broken));
    await isolate(story.journey, act);
    await anHour(story);
    expect(story.mailsOf(sound)).toHaveLength(1);
    expect(await story.document(sound)).toMatchObject({ state: 'accepted', acceptedBy: 'email' });
    expect(await story.document(broken)).toMatchObject({ state: 'waiting', held: 'trouble', because: expect.stringMatching(/^It could not be composed: .*ISA/) });
    expect((await story.document(broken)).history.length).toBeLessThan(4);
  }, 60_000);
});

describe('a process that stops while a mail is made', () => {
  it('leaves the document as it was, for the next one to take at once', async () => {
    const story = await openStory(test);
    const [ref = ''] = await story.take(one(1));
    await isolate(story.journey, act);
    const { interchangeId } = (await story.ledger.db.query.document.findFirst({ where: (t) => eq(t.ref, ref) }))!;
    const stopping = new AbortController();
    const { rendering } = story.journey;
    story.journey.rendering = { ...rendering, renderMail: () => { stopping.abort(); return Promise.reject(new Error('Terminating worker thread')); } } as unknown as typeof rendering;
    await deliver(story.journey, QUAY, interchangeId, stopping.signal);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', held: null });
    story.journey.rendering = rendering;
    await story.step();
    expect(story.mailsOf(ref)).toHaveLength(1);
  }, 60_000);
});

describe('an outcome that the ledger does not take at once', () => {
  it('is written when it does: what was accepted is accepted, and not in doubt', async () => {
    const story = await openStory(test);
    const { ledger } = story.journey;
    let failures = 0;
    story.journey.ledger = { ...ledger, transaction: (work) => (failures-- > 0 ? Promise.reject(new Error('the connection is gone')) : ledger.transaction(work)) };
    story.edi().always = () => { failures = 2; return { outcome: 'accepted', receipt: 'taken' }; };
    const [ref = ''] = await story.take(one(1));
    await story.step();
    expect(failures).toBeLessThan(0);
    const story1 = await story.document(ref);
    expect(story1).toMatchObject({ state: 'accepted', mayHaveArrived: false, tries: [{ outcome: 'accepted' }] });
    expect(story1.history.map((step) => step.event)).toEqual(['received', 'try-opened', 'accepted']);
  }, 60_000);
});

describe('a ref that another has drawn at the same moment', () => {
  it('does not refuse the intake: it is drawn anew', async () => {
    const story = await openStory(test);
    const [taken = ''] = await story.take(one(1));
    await once(story.url, `
      create sequence draw;
      create function draw_a_taken_ref() returns trigger language plpgsql security definer as $$
        begin if nextval('draw') = 1 then new.ref := '${taken}'; end if; return new; end $$;
      create trigger draw_a_taken_ref before insert on document for each row execute function draw_a_taken_ref()`);
    const [ref = ''] = await story.take(one(2));
    expect(ref).not.toBe(taken);
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', isa13: '000000002' });
    expect(await story.document(taken)).toMatchObject({ isa13: '000000001' });
  }, 60_000);
});

/** As the database's owner, past every door of ours. */
async function once(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
