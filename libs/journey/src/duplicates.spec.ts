import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR } from '#common';
import { event, interchange } from '../../../test/support/interchange.js';
import { openTestLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { openStory, QUAY } from './testing.js';

let test: TestLedger;
beforeAll(async () => { test = await openTestLedger('duplicates'); }, 60_000);
afterAll(() => test.stop(), 60_000);

const two = (control: number, first = 1) => interchange({ control, to: 'USLGBEAST', sets: [event(first), event(2)] });

describe('an interchange that comes again under its numbers', () => {
  it('with the same sets is answered with the first answer and delivered once, though its sender wrote a new hour and other line ends', async () => {
    const story = await openStory(test);
    const receipt = await story.hand(two(1));
    await story.step();
    const rewritten = Buffer.from(two(1).toString().replace('*180724*1800*', '*180724*2300*').replace('*000000001*0*P*', '*000000001*1*P*'));
    expect(await story.hand(rewritten)).toEqual({ ...receipt, status: 'duplicate' });
    expect(await story.hand(Buffer.concat([two(1), Buffer.from('\r\n')]))).toMatchObject({ status: 'duplicate' });
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
  }, 30_000);

  it('by a program that ends its lines otherwise, or not at all, is a repeat; with a blank more in an element it is not', async () => {
    const story = await openStory(test);
    const receipt = await story.hand(two(11));
    for (const end of ['\r\n', '\r', '', '\n\n']) expect(await story.hand(Buffer.from(two(11).toString().replaceAll('~\n', `~${end}`)))).toEqual({ ...receipt, status: 'duplicate' });
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
    const lineWithin = two(11).toString().replace('HARBOUR LARK', 'HARBOUR\nLARK');
    for (const other of [lineWithin, lineWithin.replace('\nLARK', 'LARK')]) expect(await story.hand(Buffer.from(other))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'conflict' }, { state: 'conflict' }] }] });
    expect(await story.hand(Buffer.from(two(11).toString().replace('HARBOUR LARK', 'HARBOUR  LARK')))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'conflict' }, { state: 'conflict' }] }] });
  }, 30_000);

  it('whose segments end with the line itself is compared as it is', async () => {
    const story = await openStory(test);
    const lines = (control: number, first?: number) => Buffer.from(two(control, first).toString().replaceAll('~\n', '\n'));
    await story.take(lines(12));
    expect(await story.hand(lines(12))).toMatchObject({ status: 'duplicate' });
    expect(await story.hand(lines(12, 9))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'conflict' }, { state: 'conflict' }] }] });
  }, 30_000);

  it('with other content waits for a person, whole, and is not delivered', async () => {
    const story = await openStory(test);
    await story.take(two(2));
    expect(await story.hand(two(2, 9))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'conflict' }, { state: 'conflict' }] }] });
    await story.step();
    expect(story.sentTo(QUAY)).toHaveLength(1);
  }, 30_000);

  it('counts as a repeat as long as its partner\'s window says, and is new after it', async () => {
    const story = await openStory(test, { desk: { duplicateWindowMs: 24 * HOUR } });
    await story.take(two(3));
    story.clock.advance(23 * HOUR);
    expect(await story.hand(two(3))).toMatchObject({ status: 'duplicate' });
    story.clock.advance(2 * HOUR);
    expect(await story.hand(two(3))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'waiting' }, { state: 'waiting' }] }] });
  }, 30_000);

  it('after a first try that was refused is no duplicate: it is the first that counts', async () => {
    const story = await openStory(test);
    expect(await story.hand(Buffer.from(two(4).toString().replace('GE*2*4', 'GE*3*4')))).toMatchObject({ status: 'rejected' });
    expect(await story.hand(two(4))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'waiting' }, { state: 'waiting' }] }] });
  }, 30_000);

  it('as a test (ISA15 T) is not a repeat of the live one', async () => {
    const story = await openStory(test);
    await story.take(two(5));
    expect(await story.hand(Buffer.from(two(5, 7).toString().replace('*0*P*>', '*0*T*>')))).toMatchObject({ status: 'accepted', interchanges: [{ documents: [{ state: 'waiting' }, { state: 'waiting' }] }] });
  }, 30_000);
});
