import { describe, expect, it } from '@jest/globals';
import { chooseBounce, type BounceFacts } from './choose-bounce.js';

/** action, status, then: what counts, and what a person does. `red` and `n` before it: the document is red; so often it failed for a while before. */
const ROWS: readonly [what: string, facts: Partial<BounceFacts>, seen: string][] = [
  ['no such box', { status: '5.1.1' }, 'refused no-such-mailbox'],
  ['no such box, as Exchange says it', { status: '5.1.10' }, 'refused no-such-mailbox'],
  ['no such domain', { status: '5.1.2' }, 'refused no-such-mailbox'],
  ['an address that moved', { status: '5.1.6' }, 'refused no-such-mailbox'],
  ['a mailbox that is shut', { status: '5.2.1' }, 'refused no-such-mailbox'],
  ['our own address is not taken', { status: '5.1.8' }, 'refused sender-not-believed look'],
  ['full', { status: '5.2.2' }, 'refused mailbox-full call'],
  ['full for now', { status: '4.2.2' }, 'again'],
  ['full for now, again', { status: '4.2.2', failedBefore: 1 }, 'refused mailbox-full call'],
  ['full for now, and red', { status: '4.2.2', red: true }, 'refused not-delivered-in-time waits'],
  ['too large for the mailbox', { status: '5.2.3' }, 'refused mail-too-big'],
  ['too large for its server', { status: '5.3.4' }, 'refused mail-too-big'],
  ['a gateway\'s policy', { status: '5.7.1' }, 'refused refused-by-policy look'],
  ['SPF, DKIM or DMARC failed', { status: '5.7.26' }, 'refused sender-not-believed look'],
  ['given up for now', { status: '4.4.7' }, 'again'],
  ['given up for now, the third time', { status: '4.4.1', failedBefore: 2 }, 'refused not-delivered-in-time'],
  ['given up for now, and red', { status: '4.4.1', red: true }, 'refused not-delivered-in-time waits'],
  ['no way there', { status: '5.4.4' }, 'refused returned-undelivered'],
  ['a code that says nothing', { status: '5.0.0' }, 'refused returned-undelivered look'],
  ['a code nobody knows', { status: '5.9.99' }, 'refused returned-undelivered look'],
  ['no code', { status: null }, 'refused returned-undelivered look'],
  ['failed, with a code of success', { status: '2.0.0' }, 'note look'],
  ['delayed', { action: 'delayed', status: '4.4.1' }, 'note'],
  ['delayed, with a code of a bounce', { action: 'delayed', status: '5.1.1' }, 'note'],
  ['delayed, and red', { action: 'delayed', status: '4.4.1', red: true }, 'refused not-delivered-in-time waits'],
  ['relayed', { action: 'relayed', status: '2.0.0', red: true }, 'note'],
  ['delivered', { action: 'delivered', status: '2.0.0', red: true }, 'note'],
  ['delivered, with a code of a bounce', { action: 'delivered', status: '5.1.1' }, 'note'],
  ['expanded', { action: 'expanded', status: '2.0.0' }, 'note'],
  ['nobody knows what', { action: 'unclear', status: '5.1.1' }, 'note look'],
];

describe('what follows from a report', () => {
  it.each(ROWS)('%s', (_what, facts, seen) => {
    const { then, as, waits, person, because } = chooseBounce({ action: 'failed', status: null, red: false, failedBefore: 0, ...facts });
    expect([then, as, person, waits ? 'waits' : null].filter((one) => one !== null).join(' ')).toBe(seen);
    expect(because).toMatch(/^[A-Z].*\.$/);
  });

  it('has each rule walked by a row', () => {
    const said = new Set(ROWS.map(([, facts]) => chooseBounce({ action: 'failed', status: null, red: false, failedBefore: 0, ...facts }).because));
    expect(said.size).toBe(21);
  });
});
