export type { AckMatch, AckResult, AckVerdict, SentDocument } from './sent-document.js';
export { matchFunctional } from './match-functional.js';
export { matchInterchange } from './match-interchange.js';
export { matchAdvice } from './match-advice.js';
