import { describe, expect, it } from '@jest/globals';
import { BECAUSE, chooseChannel, sentenceOf, type RoutingDecision, type RoutingFacts } from '#routing';

const thresholds = { holdMinutes: 10 };
/** Amber 12 hours before it is due, red 4. */
const left = (minutes: number) => ({ minutesToAmber: minutes - 720, minutesToRed: minutes - 240 });
const calm: RoutingFacts = {
  kind: 'business', offers: { edi: true, email: true }, ediPath: 'up', emailPath: 'up', returningPlacesLeft: 0, ...left(2_000),
  mayHaveArrived: false, partlyMailed: false, answerMissing: false, originalOutstanding: false, heldByPerson: false,
};
const edi = (because: string): RoutingDecision => ({ action: 'send', channel: 'edi', because });
const email = (because: string): RoutingDecision => ({ action: 'send', channel: 'email', because });
const hold = (held: string, because: string, lookAgainInMinutes = 10): RoutingDecision => ({ action: 'hold', held, lookAgainInMinutes, because });
const noMail = { offers: { edi: true, email: false } };
const red = left(200);
const amber = left(700);

const told: [fact: string, change: Partial<RoutingFacts>, decision: RoutingDecision][] = [
  ['goes by EDI on a calm day', {}, edi('edi-up')],
  ['goes by EDI on a calm day though it is long overdue', left(-600), edi('edi-up')],
  ['goes by EDI on a calm day where there is no mail', noMail, edi('edi-up')],
  ['waits while a person holds it', { heldByPerson: true, ...red, ediPath: 'down' }, hold('person', 'held-by-person')],
  ['waits for its original', { originalOutstanding: true, ...red }, hold('waits-for-original', 'original-not-handed-over')],
  ['waits rather than go twice while an earlier try is unsettled', { mayHaveArrived: true, ediPath: 'down', ...red }, hold('earlier-try-unsettled', 'earlier-try-unsettled', 1)],

  ['goes by mail while EDI is down', { ediPath: 'down' }, email('edi-down')],
  ['waits while EDI and mail are down', { ediPath: 'down', emailPath: 'down' }, hold('path-down', 'edi-down-without-mail')],
  ['waits while EDI is down and nobody gave a mail address', { ediPath: 'down', ...noMail }, hold('path-down', 'edi-down-without-mail')],
  ['goes by mail that is itself under suspicion', { ediPath: 'down', emailPath: 'suspect' }, email('edi-down')],
  ['goes by mail while its region is isolated', { ediPath: 'isolated' }, email('isolated')],
  ['waits while its region is isolated, mail too', { ediPath: 'isolated', emailPath: 'isolated' }, hold('isolated', 'isolated-without-mail')],

  ['goes by mail when EDI took it and nobody answered', { answerMissing: true }, email('answer-missing')],
  ['is not repeated endlessly when EDI took it, nobody answered and there is no mail', { answerMissing: true, ...noMail }, hold('answer-missing', 'answer-missing-without-mail')],

  ['waits for the verdict on a suspect path while there is time', { ediPath: 'suspect' }, hold('path-suspect', 'suspect-and-time-left')],
  ['waits for the verdict only until it turns red', { ediPath: 'suspect', ...left(244) }, hold('path-suspect', 'suspect-and-time-left', 4)],
  ['goes by mail when the path is suspect and it is red', { ediPath: 'suspect', ...red }, email('suspect-and-red')],
  ['goes by mail when the path is suspect, its answer is missing and it is amber', { ediPath: 'suspect', answerMissing: true, ...amber }, email('suspect-and-answer-missing')],
  ['waits when the path is suspect and its answer is missing, but there is time', { ediPath: 'suspect', answerMissing: true }, hold('path-suspect', 'suspect-and-time-left')],
  ['tries a suspect path when it is red and there is no mail', { ediPath: 'suspect', ...red, ...noMail }, edi('suspect-without-mail')],
  ['does not repeat on a suspect path what was taken and not answered', { ediPath: 'suspect', ...red, ...noMail, answerMissing: true }, hold('path-suspect', 'suspect-and-taken-before')],

  ['proves a returning path when there is a place', { ediPath: 'returning', returningPlacesLeft: 1 }, edi('canary')],
  ['goes by mail when a returning path has no place and it is red', { ediPath: 'returning', ...red }, email('returning-and-red')],
  ['waits for a place on a returning path while there is time', { ediPath: 'returning' }, hold('path-returning', 'returning-and-time-left')],
  ['waits for a place on a returning path when it is red and mail is down', { ediPath: 'returning', ...red, emailPath: 'down' }, hold('path-returning', 'returning-without-mail', 1)],

  ['goes by mail where there is no EDI', { offers: { edi: false, email: true } }, email('email-only')],
  ['waits where there is no EDI and mail is down', { offers: { edi: false, email: true }, emailPath: 'down' }, hold('path-down', 'email-only-and-down')],
  ['waits for the desk where the receiver offers nothing', { offers: { edi: false, email: false } }, hold('no-channel', 'no-channel')],

  ['follows by mail what was partly mailed, though EDI is up', { partlyMailed: true }, email('rest-of-a-mailed-interchange')],
  ['waits for mail to follow what was partly mailed', { partlyMailed: true, emailPath: 'down' }, hold('path-down', 'rest-waits-for-mail')],
  ['goes by EDI after all when it was partly mailed, mail is down and it is red', { partlyMailed: true, emailPath: 'down', ...red }, edi('edi-up')],

  ['answers by EDI', { kind: 'acknowledgement' }, edi('acknowledgement-by-edi')],
  ['is never mailed when it is an acknowledgement', { kind: 'acknowledgement', ediPath: 'down', ...red }, hold('path-down', 'acknowledgement-waits-for-edi')],
  ['waits as an acknowledgement while its region is isolated', { kind: 'acknowledgement', ediPath: 'isolated' }, hold('isolated', 'acknowledgement-waits-for-edi')],
  ['may be the canary as an acknowledgement', { kind: 'acknowledgement', ediPath: 'returning', returningPlacesLeft: 1 }, edi('acknowledgement-as-canary')],
  ['waits for the desk as an acknowledgement without EDI', { kind: 'acknowledgement', offers: { edi: false, email: true } }, hold('no-channel', 'acknowledgement-without-edi')],
];

describe('a document', () => {
  it.each(told)('%s', (_, change, decision) => {
    expect(chooseChannel({ ...calm, ...change }, thresholds)).toEqual(decision);
  });
});

const bools = [false, true];
const paths = ['up', 'suspect', 'down', 'isolated', 'returning'] as const;

function* everything(): Generator<RoutingFacts> {
  for (const kind of ['business', 'acknowledgement'] as const)
    for (const offersEdi of bools) for (const offersEmail of bools)
      for (const ediPath of paths) for (const emailPath of paths)
        for (const returningPlacesLeft of [0, 2]) for (const minutes of [-60, 239, 240, 719, 720, 9_000])
          for (const mayHaveArrived of bools) for (const partlyMailed of bools) for (const answerMissing of bools)
            for (const originalOutstanding of bools) for (const heldByPerson of bools)
              yield { kind, offers: { edi: offersEdi, email: offersEmail }, ediPath, emailPath, returningPlacesLeft, ...left(minutes), mayHaveArrived, partlyMailed, answerMissing, originalOutstanding, heldByPerson };
}

const forbidden: [rule: string, breaks: (facts: RoutingFacts, decision: RoutingDecision) => boolean][] = [
  ['sends by EDI where it is down, isolated or not offered', (f, d) => d.action === 'send' && d.channel === 'edi' && (f.ediPath === 'down' || f.ediPath === 'isolated' || !f.offers.edi)],
  ['mails where mail is down, isolated or not offered', (f, d) => d.action === 'send' && d.channel === 'email' && (f.emailPath === 'down' || f.emailPath === 'isolated' || !f.offers.email)],
  ['mails an acknowledgement', (f, d) => d.action === 'send' && d.channel === 'email' && f.kind === 'acknowledgement'],
  ['sends what may have arrived, what a person holds, or what would overtake its original', (f, d) => d.action === 'send' && (f.mayHaveArrived || f.heldByPerson || f.originalOutstanding)],
  ['takes a place on a returning path that has none', (f, d) => d.action === 'send' && d.channel === 'edi' && f.ediPath === 'returning' && f.returningPlacesLeft === 0],
  ['keeps a red business document back while mail works and EDI does not', (f, d) => d.action === 'hold' && f.kind === 'business' && f.minutesToRed < 0
    && f.offers.email && f.emailPath === 'up' && !(f.mayHaveArrived || f.heldByPerson || f.originalOutstanding)],
  ['holds without a time to look again', (_, d) => d.action === 'hold' && !(d.lookAgainInMinutes >= 1 && d.lookAgainInMinutes <= 10)],
  ['has no sentence for its because', (_, d) => sentenceOf(d.because) === d.because],
];

describe('every combination of facts', () => {
  const all = [...everything()].map((facts) => ({ facts, decision: chooseChannel(facts, thresholds) }));

  it.each(forbidden)('never %s', (_, breaks) => {
    expect(all.find(({ facts, decision }) => breaks(facts, decision))).toBeUndefined();
  });

  it('reaches every because there is, and no other', () => {
    expect([...new Set(all.map(({ decision }) => decision.because))].sort()).toEqual(Object.keys(BECAUSE).sort());
  });

  it('that is no combination at all is a fault, not a decision', () => {
    expect(() => chooseChannel({ ...calm, ediPath: 'closed' as 'up' }, thresholds)).toThrow('no row for the EDI path "closed"');
  });
});
