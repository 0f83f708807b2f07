import type { ReportedAction } from './recipient-report.js';

/** What is known when a server reports on a mail of ours. */
export interface BounceFacts {
  action: ReportedAction;
  /** RFC 3463; null: none */
  status: string | null;
  /** one of its documents is red: there is no time to try this mailbox once more */
  red: boolean;
  /** how often mails of its documents to this mailbox failed for a while (4.x) before */
  failedBefore: number;
}

/**
 * What follows.
 * note: kept, moves nothing · again: the same mailbox once more, after a pause · refused: it counts as if the mailbox had said `as` when it was named
 */
export type BounceThen = 'note' | 'again' | 'refused';

/** How it counts; the words of SMTP refusals, and those that only a report says. */
export type RefusedAs = 'no-such-mailbox' | 'mailbox-full' | 'mail-too-big' | 'refused-by-policy' | 'sender-not-believed' | 'not-delivered-in-time' | 'returned-undelivered';

export interface BounceDecision {
  then: BounceThen;
  as: RefusedAs | null;
  /** not before the mail has been on its way for ten minutes */
  waits: boolean;
  /** what a person has to do beside that: phone the terminal, or look at the report */
  person: 'call' | 'look' | null;
  because: string;
}

interface Rule extends Partial<Omit<BounceDecision, 'because'>> { when: (facts: BounceFacts) => boolean; then: BounceThen; because: string }

const action = (...these: ReportedAction[]) => (facts: BounceFacts): boolean => these.includes(facts.action);
const code = (pattern: RegExp) => ({ status }: BounceFacts): boolean => status !== null && pattern.test(status);
const both = (...these: ((facts: BounceFacts) => boolean)[]) => (facts: BounceFacts): boolean => these.every((one) => one(facts));
const isRed = ({ red }: BounceFacts): boolean => red;
const before = (times: number) => ({ failedBefore }: BounceFacts): boolean => failedBefore >= times;

/** First match wins (DOMAIN.md section 4, RFC 3463). Nothing here stops a document: at worst its terminal gets a second mail. */
const RULES: readonly Rule[] = [
  { when: action('delivered'), then: 'note', because: 'Its server put it into the mailbox: that is transport, and nobody has said that they have it.' },
  { when: action('relayed'), then: 'note', because: 'It was handed on to a server that reports nothing: a weak proof.' },
  { when: action('expanded'), then: 'note', because: 'It was handed on to the members of a list.' },
  { when: both(action('delayed'), isRed), then: 'refused', as: 'not-delivered-in-time', waits: true, because: 'It is still on its way and its document is red: the next contact gets it as well.' },
  { when: action('delayed'), then: 'note', because: 'A delay is not a bounce: its server goes on trying.' },
  { when: action('unclear'), then: 'note', person: 'look', because: 'The report does not say what became of it.' },
  { when: code(/^2\./), then: 'note', person: 'look', because: 'It says failed with a code of success.' },
  { when: code(/^5\.1\.[78]$/), then: 'refused', as: 'sender-not-believed', person: 'look', because: 'It is our own address that was not taken: a person must mend that, and the next contact is tried.' },
  { when: code(/^5\.1\.\d+$/), then: 'refused', as: 'no-such-mailbox', because: 'There is no such mailbox: the next contact at once.' },
  { when: code(/^5\.2\.1$/), then: 'refused', as: 'no-such-mailbox', because: 'The mailbox is shut: the next contact at once.' },
  { when: code(/^5\.2\.2$/), then: 'refused', as: 'mailbox-full', person: 'call', because: 'The mailbox is full: the next contact, and somebody tells them.' },
  { when: code(/^[45]\.(2\.3|3\.4)$/), then: 'refused', as: 'mail-too-big', because: 'It was too large: the next goes in smaller parts.' },
  { when: code(/^5\.7\.2[0-9]$/), then: 'refused', as: 'sender-not-believed', person: 'look', because: 'Its server does not believe that the mail is ours (SPF, DKIM, DMARC): no form of it gets in, a person must look.' },
  { when: code(/^5\.7\.\d+$/), then: 'refused', as: 'refused-by-policy', person: 'look', because: 'A gateway refused what it carries: the next form of it, and a person must look.' },
  { when: both(code(/^4\./), isRed), then: 'refused', as: 'not-delivered-in-time', waits: true, because: 'Its server gave up for now and its document is red: the next contact.' },
  { when: both(code(/^4\.2\.2$/), before(1)), then: 'refused', as: 'mailbox-full', person: 'call', because: 'The mailbox is full for the second time: the next contact, and somebody tells them.' },
  { when: code(/^4\.2\.2$/), then: 'again', because: 'The mailbox was full: once more after a pause, then the next contact.' },
  { when: both(code(/^4\./), before(2)), then: 'refused', as: 'not-delivered-in-time', because: 'Its server gave up three times: the next contact.' },
  { when: code(/^4\./), then: 'again', because: 'Its server gave up for now: once more after a pause.' },
  { when: code(/^5\.4\./), then: 'refused', as: 'returned-undelivered', because: 'No way leads to that mailbox: the next contact at once.' },
  { when: () => true, then: 'refused', as: 'returned-undelivered', person: 'look', because: 'It came back with a code that says no more: the next contact, and a person must look.' },
];

/** What follows from what a mail server reports of one recipient. Pure. */
export function chooseBounce(facts: BounceFacts): BounceDecision {
  const { then, as = null, waits = false, person = null, because } = RULES.find(({ when }) => when(facts))!;
  return { then, as, waits, person, because };
}
