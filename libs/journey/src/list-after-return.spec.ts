import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { simpleParser } from 'mailparser';
import { HOUR, MINUTE } from '#common';
import type { Seen } from '../../channels/src/testing.js';
import { answerTo, event, interchange } from '../../../test/support/interchange.js';
import { sample } from '../../../test/support/samples.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { isolate, reopen } from './isolate.js';
import { openStory, QUAY, type Story, type StoryOptions } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('list-after-return'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const act = { region: 'AMERICAS', because: 'malware', actor: 'duty manager' };
const one = (control: number) => interchange({ control, to: 'USLGBEAST', sets: [event(control)] });
const ALL = [1, 2, 3, 4, 5, 6].map(one);

/** Cut off, all of it mailed, told of hourly for two hours; then reopened. */
async function mailedInAnOutage(documents: readonly Buffer[], options: StoryOptions = {}): Promise<{ story: Story; refs: string[]; hourly: Seen[] }> {
  const story = await openStory(test, options);
  await isolate(story.journey, act);
  const refs: string[] = [];
  for (const x12 of documents) refs.push(...await story.take(x12));
  await story.step();
  expect(await story.statesOf(refs)).toEqual(refs.map(() => 'accepted'));
  const hourly: Seen[] = [];
  for (let hour = 0; hour < 2; hour += 1) {
    story.clock.advance(HOUR);
    hourly.push(...await story.lists());
  }
  await reopen(story.journey, { ...act, because: 'networks are clean' });
  return { story, refs, hourly };
}

/** So many hours of all loops. @returns the lists that left, each with the verdict of the path it left under */
async function hoursOf(story: Story, hours: number): Promise<{ list: Seen; verdict: string }[]> {
  const sent: { list: Seen; verdict: string }[] = [];
  await story.through(hours, 4, async () => { for (const list of await story.lists()) sent.push({ list, verdict: await story.verdict() }); });
  return sent;
}

async function toldIn({ bytes }: Seen): Promise<{ subject: string; text: string; of: (ref: string) => string | undefined; refs: (string | undefined)[] }> {
  const mail = await simpleParser(bytes);
  const records = parse<Record<string, string>>(mail.attachments[0]?.content ?? Buffer.alloc(0), { bom: true, columns: true });
  return { subject: mail.subject ?? '', text: (mail.text ?? '').replace(/\s+/g, ' '), of: (ref) => records.find((record) => record['REF'] === ref)?.['HOW IT STANDS'], refs: records.map((record) => record['REF']) };
}

describe('a terminal whose EDI is back', () => {
  it('gets one list of all that was mailed, when the repeats are answered, and no hourly one while it returns or after', async () => {
    const { story, refs, hourly } = await mailedInAnOutage(ALL);
    expect(hourly.map((list) => list.identity)).toEqual(['<list.USLGB-EAST.1@hawser.example>']);
    story.answers();
    const sent = await hoursOf(story, 6);
    expect(sent.map(({ list, verdict }) => [list.identity, verdict])).toEqual([['<list.USLGB-EAST.2@hawser.example>', 'up']]);
    const { subject, text, of, refs: told } = await toldIn(sent[0]!.list);
    expect(subject).toBe('USLGB-EAST | EDI IS UP, LIST OF MAILS 2 | 6 DOCUMENTS | Ref USLGB-EAST-LIST-2');
    expect(text).toContain('Our EDI link to you is up.');
    expect(text).toContain('The list before it was no. 1.');
    expect([...told].sort()).toEqual([...refs].sort());
    for (const ref of refs) expect(of(ref)).toMatch(/^EDI copy confirmed \(997 at .* PDT \(.* UTC\)\): do not key it twice$/);
  }, 120_000);

  it('is told of a repeat that it does not answer as that, once an answer may take no longer; a late 997 makes no second list', async () => {
    const { story, refs } = await mailedInAnOutage(ALL);
    story.answers(QUAY, (bytes) => bytes.equals(ALL[2]!));
    const sent = await hoursOf(story, 3);
    expect(sent).toHaveLength(1);
    const { of } = await toldIn(sent[0]!.list);
    expect(of(refs[2]!)).toMatch(/^EDI copy sent at .*, not answered yet: look for it in your system before you key it$/);
    expect(of(refs[3]!)).toMatch(/^EDI copy confirmed/);
    await story.take(answerTo(ALL[2]!, { control: 800 }), QUAY);
    expect(await story.stateOf(refs[2]!)).toBe('acknowledged');
    expect(await hoursOf(story, 3)).toEqual([]);
  }, 120_000);

  it('where nothing is repeated is told to key what came by mail', async () => {
    const { story, refs } = await mailedInAnOutage(ALL.slice(0, 2), { quay: { replay: 'none' } });
    story.answers();
    await story.take(one(50));
    const sent = await hoursOf(story, 4);
    expect(sent).toHaveLength(1);
    const { of } = await toldIn(sent[0]!.list);
    expect(refs.map(of)).toEqual(['By mail only: key it', 'By mail only: key it']);
  }, 120_000);

  it('is told which of its mails a newer version has replaced', async () => {
    const story = await openStory(test);
    await isolate(story.journey, act);
    const [older = ''] = await story.take(sample('324/stow-plan-final', { to: 'USLGBEAST', control: 1 }));
    await story.step();
    const [newer = ''] = await story.take(sample('324/stow-plan-final', { to: 'USLGBEAST', control: 2 }));
    await story.step();
    expect(await story.statesOf([older, newer])).toEqual(['accepted', 'accepted']);
    await reopen(story.journey, act);
    story.answers();
    const [sent] = await hoursOf(story, 6);
    const { of } = await toldIn(sent!.list);
    expect(of(older)).toBe(`Superseded by v2, Ref ${newer}: that one counts, do not key this`);
    expect(of(newer)).toMatch(/^EDI copy confirmed/);
  }, 120_000);

  it('gets it also where hourly lists are switched off', async () => {
    const { story, hourly } = await mailedInAnOutage(ALL, { mail: { list: { everyMs: null } } });
    expect(hourly).toEqual([]);
    story.answers();
    expect((await hoursOf(story, 6)).map(({ list }) => list.identity)).toEqual(['<list.USLGB-EAST.1@hawser.example>']);
  }, 120_000);

  it('whose silence alone had made a document go by mail is told when the late 997 came', async () => {
    const story = await openStory(test, { dueAfterMinutes: 60 });
    await story.take(one(1));
    await story.step();
    const [late = ''] = await story.take(one(2));
    await story.step();
    await story.through(1, 5);
    expect(story.mailsOf(late)).toHaveLength(1);
    await story.take(answerTo(one(1), { control: 801 }), QUAY);
    await story.take(answerTo(one(2), { control: 802 }), QUAY);
    expect(await story.stateOf(late)).toBe('acknowledged');
    const [sent] = await hoursOf(story, 2);
    expect((await toldIn(sent!.list)).of(late)).toMatch(/^EDI copy confirmed \(997 at /);
    expect(await hoursOf(story, 3)).toEqual([]);
  }, 120_000);

  it('and is cut again before the list is told hourly of what was mailed since, and all of it once after the second return', async () => {
    const { story, refs } = await mailedInAnOutage(ALL.slice(0, 2));
    story.edi().always = { outcome: 'unreachable', because: 'connect-failed', words: 'nobody answers' };
    story.clock.advance(MINUTE);
    await isolate(story.journey, { ...act, because: 'not clean after all' });
    const [third = ''] = await story.take(one(3));
    await story.step();
    const again = await hoursOf(story, 2);
    expect(again.map(({ list }) => list.identity)).toEqual(['<list.USLGB-EAST.2@hawser.example>']);
    expect((await toldIn(again[0]!.list)).refs).toEqual([third]);
    await reopen(story.journey, act);
    story.answers();
    const after = await hoursOf(story, 8);
    expect(after.map(({ list }) => list.identity)).toEqual(['<list.USLGB-EAST.3@hawser.example>']);
    expect([...(await toldIn(after[0]!.list)).refs].sort()).toEqual([...refs, third].sort());
  }, 120_000);
});
