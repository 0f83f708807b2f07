import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tries } from '#ledger';
import { simpleParser } from 'mailparser';
import { event, interchange } from '../../../test/support/interchange.js';
import { sample } from '../../../test/support/samples.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, reopen } from './isolate.js';
import { actOn } from './person.js';
import { openStory, QUAY, type Story } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('hand-over'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });
const SAID = { act: 'handed-over', because: 'the gate desk has it, said by phone at 14:05', actor: 'desk' } as const;
const gone = { outcome: 'unreachable', because: 'connection-refused', words: 'connect ECONNREFUSED' } as const;

/** A quay without EDI and without mail, and a document that waits for it. */
async function cutOff(): Promise<{ story: Story; ref: string }> {
  const story = await openStory(test);
  Object.assign(story.mail, { always: gone, reachable: false });
  await isolate(story.journey, { region: 'AMERICAS', because: 'malware', actor: 'duty manager' });
  const [ref = ''] = await story.take(one(1));
  await story.through(0.2, 2);
  return { story, ref };
}
const works = (story: Story) => Object.assign(story.mail, { always: { outcome: 'accepted', receipt: '250 ok' }, reachable: true });

describe('a person says that a document was handed over on paper', () => {
  it('then it is handed over in their words, along the states of every other, with a try of its own; before that it was not', async () => {
    const { story, ref } = await cutOff();
    expect(await story.document(ref)).toMatchObject({ state: 'waiting', acceptedAt: null });
    await actOn(story.journey, ref, SAID);
    const doc = await story.document(ref);
    expect(doc).toMatchObject({ state: 'accepted', acceptedBy: 'print', acknowledgedAt: null, because: 'handed over on paper or by phone: the gate desk has it, said by phone at 14:05' });
    expect(doc.history.slice(-2).map(({ from, to, actor }) => [from, to, actor])).toEqual([['waiting', 'sending', 'desk'], ['sending', 'accepted', 'desk']]);
    expect(doc.tries.at(-1)).toMatchObject({ channel: 'print', number: 1, outcome: 'accepted' });
    expect((await story.ledger.db.select().from(tries)).filter((row) => row.open)).toEqual([]);
  }, 60_000);

  it('it is not mailed when a relay is back', async () => {
    const { story, ref } = await cutOff();
    await actOn(story.journey, ref, SAID);
    works(story);
    const before = story.mailsOf(ref).length;
    await story.through(2, 5);
    expect(story.mailsOf(ref)).toHaveLength(before);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', acceptedBy: 'print' });
  }, 60_000);

  it('it goes by EDI once more when that is back, the same numbers and bytes, as what was mailed does; where EDI does not take it, its paper stands', async () => {
    const { story, ref } = await cutOff();
    await actOn(story.journey, ref, SAID);
    story.edi().always = { outcome: 'refused', because: 'refused-by-server', words: 'quota', forGood: false };
    await reopen(story.journey, { region: 'AMERICAS', because: 'cleaned', actor: 'duty manager' });
    await story.through(0.1, 1);
    expect(await story.document(ref)).toMatchObject({ state: 'accepted', because: 'its paper stands; EDI refused it: quota' });
    story.answers();
    await story.through(2, 5);
    expect(new Set(story.sentTo(QUAY).map(({ bytes }) => bytes.toString()))).toEqual(new Set([one(1).toString()]));
    expect(await story.document(ref)).toMatchObject({ state: 'acknowledged', acceptedBy: 'print' });
  }, 60_000);

  it('where it must be mailed after all, the mail says that it may be a duplicate', async () => {
    const { story, ref } = await cutOff();
    await actOn(story.journey, ref, SAID);
    works(story);
    await actOn(story.journey, ref, { act: 'resend', because: 'they lost the paper', actor: 'desk' });
    await story.through(0.5, 5);
    expect((await simpleParser(story.mailsOf(ref).at(-1)!.bytes)).subject).toContain('POSSIBLE DUPLICATE');
  }, 60_000);

  it('not of one that is on its way or was handed over, nor of an amendment before its original', async () => {
    const { story, ref } = await cutOff();
    await actOn(story.journey, ref, SAID);
    await expect(actOn(story.journey, ref, SAID)).rejects.toThrow(`${ref} is accepted: handed-over is for documents that are waiting`);
    await expect(actOn(story.journey, 'HW-0000000', SAID)).rejects.toThrow('no document has the ref HW-0000000');
    const [original = ''] = await story.take(sample('309/original-hazmat', { to: 'USLGBEAST', control: 8 }));
    const [amendment = ''] = await story.take(sample('309/amendment', { to: 'USLGBEAST', control: 9 }));
    await expect(actOn(story.journey, amendment, SAID)).rejects.toThrow(`${amendment} changes a document that was not handed over yet: say so of that one first`);
    await actOn(story.journey, original, SAID);
    await actOn(story.journey, amendment, SAID);
    expect(await story.statesOf([original, amendment])).toEqual(['accepted', 'accepted']);
  }, 60_000);
});
