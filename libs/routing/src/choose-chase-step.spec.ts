import { describe, expect, it } from '@jest/globals';
import { CHASE_BECAUSE, chooseChaseStep, sentenceOf, type ChaseDecision, type ChaseFacts } from '#routing';

const MINUTE = 60_000;
const times = { nextContactAfterMs: 30 * MINUTE, callAfterMs: 20 * MINUTE };
const silent: ChaseFacts = { way: 'email', mailWorks: true, dueMs: 0, reminder: null, contactLeft: true, nextContact: null, called: false };
const step = (what: 'reminder' | 'next-contact' | 'call', because: string) => ({ step: what, because });
const wait = (minutes: number | null, because: string) => ({ step: null, inMs: minutes === null ? null : minutes * MINUTE, because });
const ago = (came: 'taken' | 'tried' | 'refused', minutes: number) => ({ came, agoMs: minutes * MINUTE });

describe('the next step for an answer', () => {
  it.each<[fact: string, change: Partial<ChaseFacts>, decision: unknown]>([
    ['is a reminder to the mailbox that was silent', {}, step('reminder', 'not-answered')],
    ['is that reminder though our worker was away for a day', { dueMs: 24 * 60 * MINUTE }, step('reminder', 'not-answered')],
    ['waits for mail that does not work', { mailWorks: false }, wait(1, 'not-answered')],
    ['is a call when mail has not worked for as long as the first contact would have had', { mailWorks: false, dueMs: 30 * MINUTE }, step('call', 'mail-is-down')],
    ['is the reminder again where the relay did not take it', { reminder: ago('tried', 5) }, step('reminder', 'not-answered')],
    ['gives the first contact its time', { reminder: ago('taken', 5) }, wait(25, 'asked-first-contact')],
    ['is the next contact after that', { reminder: ago('taken', 30) }, step('next-contact', 'first-contact-silent')],
    ['is the next contact at once where the first refused the reminder for good', { reminder: ago('refused', 0) }, step('next-contact', 'first-contact-silent')],
    ['is the next contact also where no reminder got through', { reminder: ago('tried', 30) }, step('next-contact', 'first-contact-silent')],
    ['is the next contact again where the relay did not take that', { reminder: ago('taken', 40), nextContact: ago('tried', 10) }, step('next-contact', 'first-contact-silent')],
    ['is the contact after that where that one refused it for good', { reminder: ago('taken', 90), nextContact: ago('refused', 60) }, step('next-contact', 'first-contact-silent')],
    ['gives the next contact its time', { nextContact: ago('taken', 5) }, wait(15, 'asked-next-contact')],
    ['is a call after that, and no reminder to the next contact', { nextContact: ago('taken', 20) }, step('call', 'contacts-silent')],
    ['is a call in the place of a next contact that there is not', { reminder: ago('taken', 30), contactLeft: false }, step('call', 'contacts-silent')],
    ['is a call where the next contact could not be written to in time', { reminder: ago('taken', 60), nextContact: ago('tried', 20) }, step('call', 'contacts-silent')],
    ['is a call where mail stopped working before the next contact was written to', { reminder: ago('taken', 30), mailWorks: false }, step('call', 'mail-is-down')],
    ['is a call for what went on paper', { way: 'print', mailWorks: false }, step('call', 'on-paper')],
    ['is none once a person was asked to call', { called: true, way: 'print' }, wait(null, 'called-already')],
  ])('%s', (_, change, decision) => {
    expect(chooseChaseStep({ ...silent, ...change }, times)).toEqual(decision);
  });

  const all = [...everything()].map((facts) => ({ facts, decision: chooseChaseStep(facts, times) }));

  it.each<[rule: string, breaks: (facts: ChaseFacts, decision: ChaseDecision) => boolean]>([
    ['mails while no mail works, or what went on paper', (f, d) => (d.step === 'reminder' || d.step === 'next-contact') && (!f.mailWorks || f.way === 'print')],
    ['reminds twice where the reminder was taken or refused', (f, d) => d.step === 'reminder' && f.reminder !== null && f.reminder.came !== 'tried'],
    ['writes to a contact that is not there', (f, d) => d.step === 'next-contact' && !f.contactLeft],
    ['asks anybody to call twice', (f, d) => d.step === 'call' && f.called],
    ['rests for ever before a person was asked to call', (f, d) => d.step === null && d.inMs === null && !f.called],
    ['looks again at once, or later than the longest wait there is', (_, d) => d.step === null && d.inMs !== null && !(d.inMs > 0 && d.inMs <= 30 * MINUTE)],
    ['has no sentence for its because', (_, d) => sentenceOf(d.because) === d.because],
  ])('never %s', (_, breaks) => {
    expect(all.find(({ facts, decision }) => breaks(facts, decision))).toBeUndefined();
  });

  it('reaches every because there is', () => {
    expect([...new Set(all.map(({ decision }) => decision.because))].sort()).toEqual(Object.keys(CHASE_BECAUSE).sort());
  });
});

function* everything(): Generator<ChaseFacts> {
  const mails = [null, ...(['taken', 'tried', 'refused'] as const).flatMap((came) => [0, 19, 20, 29, 30, 600].map((minutes) => ago(came, minutes)))];
  for (const way of ['email', 'print'] as const) for (const mailWorks of [true, false]) for (const dueMs of [0, 29 * MINUTE, 30 * MINUTE]) for (const contactLeft of [true, false]) for (const called of [true, false])
    for (const reminder of mails) for (const nextContact of mails) yield { way, mailWorks, dueMs, reminder, contactLeft, nextContact, called };
}
