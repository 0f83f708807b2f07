/** RFC 3464, 2.3.3. `unclear`: another word, or none. */
export type ReportedAction = 'failed' | 'delayed' | 'relayed' | 'delivered' | 'expanded' | 'unclear';

/** What a mail server says became of a mail, for one recipient. */
export interface RecipientReport {
  /** small letters; null: none that can be used */
  finalRecipient: string | null;
  /** to whom it was addressed before anybody forwarded it */
  originalRecipient: string | null;
  action: ReportedAction;
  /** RFC 3463: `5.1.1`; null: none, not even among the words */
  status: string | null;
  /** the other side's words, one line, at most 500 characters */
  words: string;
  willRetryUntil: Date | null;
}
