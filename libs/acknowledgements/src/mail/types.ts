/** What of a mail this room looks at; the channel's IncomingMail has it all. */
export interface MailIn {
  messageId: string | null;
  from: string | null;
  to: string[];
  subject: string;
  references: string[];
  headers: { name: string; value: string }[];
  contentType: string;
  contentParameters: Record<string, string>;
  text: string;
  reports: { contentType: string; content: Buffer }[];
  unreadable: string | null;
}

/** What a clerk says of a document, by the first word of an answer. */
export type AnswerWord = 'received' | 'keyed' | 'reject' | 'duplicate' | 'call-me';

/** One word about one document or several, as read from a mail; nothing is known yet of who may say so. */
export interface ReadAnswer {
  word: AnswerWord;
  /** refs it names, capitals, each once, and what is written as one and is none; empty: it names none */
  refs: string[];
  /** behind the word, at most 500 characters: the reason of a REJECT, a number to call */
  reason: string;
  /** where the refs were found: line (beside the word) | to | references | subject | body */
  refsFrom: 'line' | 'to' | 'references' | 'subject' | 'body' | 'none';
  /** of a word that stands by no ref: what its sender's own words name in other lines */
  beside: string[];
}

/** What an answer's mail says, quoted words and signatures cut off. */
export interface ReadAnswers {
  /** one for each line that begins with a word; most mails have one */
  answers: ReadAnswer[];
  /** the sender's own words, without what they quoted and signed, at most 2,000 characters */
  ownWords: string;
  /** what these name, refs and what is written as one */
  named: string[];
  /** where no word could be read: why, in one sentence */
  because: string | null;
  /** it was forwarded: what is under that is somebody else's */
  forwarded: boolean;
}

/** Is the mail its sender's? As checked here (DKIM, DMARC) or by our receiving server. */
export interface SenderVerdict {
  verified: boolean;
  /** how it was found: dkim (a signature aligned with From) | dmarc | trusted-header; or how not: unchecked (DNS could not be asked) | forged (broken, and its domain says to refuse such mail) | none */
  by: 'dkim' | 'dmarc' | 'trusted-header' | 'unchecked' | 'forged' | 'none';
  /** in one sentence, for a person: what passed, or what failed and how */
  because: string;
  /** domain that was proved, or null */
  domain: string | null;
  /** fields that the signature covers, in small letters; null or left out: not known */
  covers?: readonly string[] | null;
}

/** What kind of mail it is; first match wins. */
export type MailKind = 'report' | 'read-receipt' | 'auto-reply' | 'answer' | 'unreadable';
