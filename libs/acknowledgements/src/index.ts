export type { AckMatch, AckResult, AckVerdict, SentDocument } from './sent-document.js';
export { matchFunctional } from './match-functional.js';
export { matchInterchange } from './match-interchange.js';
export { matchAdvice } from './match-advice.js';
export type { AnswerWord, MailIn, MailKind, ReadAnswer, ReadAnswers, SenderVerdict } from './mail/types.js';
export { kindOfMail } from './mail/kind-of-mail.js';
export { CONFIRM_SECRET, confirmSecrets, formProofOf, isFormProof, mailboxOfToken, makeConfirmToken, readConfirmToken, type ConfirmLink, type ConfirmToken } from './confirm/confirm-token.js';
