export type { AckMatch, AckResult, AckVerdict, SentDocument } from './sent-document.js';
export { matchFunctional } from './match-functional.js';
export { matchInterchange } from './match-interchange.js';
export { matchAdvice } from './match-advice.js';
export type { AnswerWord, MailIn, MailKind, ReadAnswer, ReadAnswers, SenderVerdict } from './mail/types.js';
export { kindOfMail } from './mail/kind-of-mail.js';
export { readAnswers } from './mail/read-answers.js';
export { chooseBelief, type Belief, type BeliefRule, type SenderFacts } from './mail/choose-belief.js';
