import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '#common';
import { chooseList, type ListFacts } from './choose-list.js';

/** A terminal whose EDI is down; its oldest mail left an hour ago and no list names it. */
const facts = (more: Partial<ListFacts> = {}): ListFacts =>
  ({ edi: 'down', unlistedMs: HOUR, untoldMs: HOUR, cameBack: false, pending: false, sinceMs: 5 * HOUR, answerWithinMs: 30 * MINUTE, everyMs: HOUR, ...more });

describe('which list a mailbox is owed', () => {
  it.each<[when: string, facts: Partial<ListFacts>, list: string | null]>([
    ['EDI is down and the oldest unlisted mail is an hour old', {}, 'hourly'],
    ['EDI is isolated', { edi: 'isolated' }, 'hourly'],
    ['EDI is under suspicion', { edi: 'suspect' }, 'hourly'],
    ['it has mail alone', { edi: 'none' }, 'hourly'],
    ['the hour is not over', { unlistedMs: HOUR - 1 }, null],
    ['a list names each of its mails', { unlistedMs: null }, null],
    ['hourly lists are switched off', { everyMs: null }, null],
    ['EDI is returning, however old its mails', { edi: 'returning', untoldMs: 9 * HOUR, cameBack: true }, null],
    ['EDI is up and everything is answered', { edi: 'up', cameBack: true, unlistedMs: null }, 'after-return'],
    ['EDI is up and hourly lists are switched off', { edi: 'up', cameBack: true, everyMs: null }, 'after-return'],
    ['EDI is up and answers are awaited', { edi: 'up', cameBack: true, pending: true, sinceMs: 29 * MINUTE, untoldMs: 9 * HOUR }, null],
    ['EDI is up for as long as an answer may take', { edi: 'up', cameBack: true, pending: true, sinceMs: 30 * MINUTE }, 'after-return'],
    ['something was mailed while EDI was up all the time', { edi: 'up', cameBack: false }, 'after-return'],
    ['that is not an hour ago', { edi: 'up', cameBack: false, untoldMs: HOUR - 1 }, null],
  ])('when %s', (_, more, list) => {
    expect(chooseList(facts(more))).toEqual({ list, because: expect.stringMatching(/\.$/) });
  });
});
