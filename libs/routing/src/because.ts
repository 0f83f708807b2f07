/**
 * Why a document goes where it goes, or not yet. The codes never change: they stand in the history. The sentences are what
 * the history, the console and the mail quote; they speak of "the EDI link" because a clerk reads them too.
 */
export const BECAUSE = {
  'held-by-person': 'A person holds it until they release it.',
  'original-not-handed-over': 'It changes an earlier document that has not been handed over yet, and must not overtake it.',
  'earlier-try-unsettled': 'An earlier try may have arrived; it is looked at before anything is repeated.',
  'acknowledgement-by-edi': 'An acknowledgement goes back the way the document came: by EDI.',
  'acknowledgement-as-canary': 'The EDI link is coming back; this acknowledgement is among the first to try it.',
  'acknowledgement-waits-for-edi': 'An acknowledgement is never mailed; it waits for the EDI link.',
  'acknowledgement-without-edi': 'An acknowledgement is never mailed, and this receiver has no EDI link.',
  'no-channel': 'The receiver has neither an EDI link nor a mail address in the directory.',
  'rest-of-a-mailed-interchange': 'Other documents of the same interchange went by e-mail; the rest follows the same way.',
  'rest-waits-for-mail': 'Other documents of the same interchange went by e-mail; the rest waits until mail works again.',
  'email-only': 'The receiver takes documents by e-mail only.',
  'email-only-and-down': 'The receiver takes documents by e-mail only, and mail does not work at the moment.',
  'isolated': 'The EDI link has been isolated by a person; documents go by e-mail until it is reopened.',
  'isolated-without-mail': 'The EDI link has been isolated by a person, and there is no working mail to go round it.',
  'edi-down': 'The EDI link is down; documents go by e-mail until it has proved itself again.',
  'edi-down-without-mail': 'The EDI link is down, and there is no working mail to go round it.',
  'answer-missing': 'The EDI link took it, but no acknowledgement came in the time allowed.',
  'answer-missing-without-mail': 'The EDI link took it, but no acknowledgement came in the time allowed; there is no working mail, and a person decides about a repeat.',
  'edi-up': 'The EDI link is up.',
  'suspect-and-red': 'The EDI link is under suspicion and this is due too soon to wait for the verdict.',
  'suspect-and-answer-missing': 'The EDI link is under suspicion, and the acknowledgement of this document did not come in the time allowed.',
  'suspect-and-time-left': 'The EDI link is under suspicion; there is time to wait for the verdict.',
  'suspect-without-mail': 'The EDI link is under suspicion, but this is due soon and there is no working mail.',
  'suspect-and-taken-before': 'The EDI link is under suspicion, it took this before without an acknowledgement, and there is no working mail.',
  'canary': 'The EDI link is coming back; this document is among the few that prove it.',
  'returning-and-red': 'The EDI link is coming back and its places are taken; this is due too soon to wait for one.',
  'returning-and-time-left': 'The EDI link is coming back and its places are taken; there is time to wait for one.',
  'returning-without-mail': 'The EDI link is coming back and its places are taken; this is due soon, there is no working mail, and it takes the next place.',
} as const satisfies Record<string, string>;

export type BecauseCode = keyof typeof BECAUSE;

/** The sentence of a code that was stored. A code of a newer or older version is quoted as it stands. */
export function sentenceOf(because: string): string {
  return Object.hasOwn(BECAUSE, because) ? BECAUSE[because as BecauseCode] : because;
}
