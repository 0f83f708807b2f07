import type { Outcome } from '../channel.js';

/**
 * How far a try got. connect and login: no word of the document was said. envelope: sender, recipients and DATA.
 * content: bytes of the mail were flowing. commit: the last byte was handed to the socket, so the final dot may have
 * gone. done: the relay answered the dot with 2xx.
 */
export type SmtpStage = 'connect' | 'login' | 'envelope' | 'content' | 'commit' | 'done';

export interface SmtpEvidence {
  stage: SmtpStage;
  /** the relay's three digits, null: it said nothing */
  replyCode: number | null;
  /** RFC 3463, for example 5.1.1 */
  enhancedCode: string | null;
  /** of node or nodemailer: ECONNREFUSED, EDNS, ETLS, ETIMEDOUT …; null: none */
  errorCode: string | null;
  words: string;
  /** what the relay answered, as far as it is known: RCPT TO is about the recipient, everything else about us or the mail */
  command?: string | null;
  /** the relay's SIZE (RFC 1870), where the mail is larger */
  mostBytes?: number;
  /** recipients the relay refused while it took the mail for others */
  refusedRecipients: { address: string; words: string }[];
}

type Verdict = 'accepted' | 'refused for good' | 'refused for now' | 'unreachable' | 'unknown';
interface Rule { when: (evidence: SmtpEvidence) => boolean; verdict: Verdict; because: string }

const before = (stage: SmtpStage): boolean => stage === 'connect' || stage === 'login';
const replied = (family: 4 | 5) => ({ replyCode }: SmtpEvidence): boolean => replyCode !== null && Math.floor(replyCode / 100) === family;
const enhanced = (pattern: RegExp) => ({ enhancedCode }: SmtpEvidence): boolean => enhancedCode !== null && pattern.test(enhancedCode);
const failed = (pattern: RegExp) => ({ errorCode }: SmtpEvidence): boolean => errorCode !== null && pattern.test(errorCode);

/** Node's names for what OpenSSL finds wrong with a certificate. */
const WRONG_CERTIFICATE = /CERT|CRL_|LEAF_SIGNATURE|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ALTNAME/;
export const isWrongCertificateCode = (code: string): boolean => WRONG_CERTIFICATE.test(code);
export const isWrongCertificate = failed(WRONG_CERTIFICATE);
/** STARTTLS was asked for and not begun; a fault in the middle of the handshake has no reply. */
export const refusedTls = (e: SmtpEvidence): boolean => before(e.stage) && failed(/^ETLS$/)(e) && e.replyCode !== null;

/**
 * "Not now", said of this recipient: RFC 5321 4.2.3 has 450 for a mailbox, RFC 3463 x.1 and x.2 for addresses and mailboxes,
 * and greylisting (RFC 6647) answers 4.7.1 to who is not known yet. The relay serves others meanwhile, and another relay would hear the same.
 */
const ofTheMailbox = (evidence: SmtpEvidence): boolean =>
  evidence.command === 'RCPT TO' && (enhanced(/^4\.[127]\./)(evidence) || (evidence.enhancedCode === null && evidence.replyCode === 450));

const tooBig = (evidence: SmtpEvidence): boolean =>
  replied(5)(evidence) && (enhanced(/^5\.(3\.4|2\.3)$/)(evidence) || evidence.replyCode === 552 || evidence.replyCode === 523);

/** First match wins. The relay's own reply decides before the library's error code does. */
const RULES: readonly Rule[] = [
  // A part of the recipients has it. Sending again would be a second copy for them, so it is looked at first.
  { when: ({ stage, refusedRecipients }) => stage === 'done' && refusedRecipients.length > 0, verdict: 'unknown', because: 'some-recipients-refused' },
  { when: ({ stage }) => stage === 'done', verdict: 'accepted', because: 'relay-took-it' },

  // RFC 5321 4.2.5: only a reply to the final dot says who is responsible. Without one, either side may be.
  { when: (e) => e.stage === 'commit' && e.replyCode === null, verdict: 'unknown', because: 'no-answer-after-the-final-dot' },
  { when: (e) => e.stage === 'commit' && !replied(4)(e) && !replied(5)(e), verdict: 'unknown', because: 'unclear-answer-to-the-final-dot' },

  // Before the envelope the relay speaks of us, not of this document: another relay or channel may serve.
  { when: (e) => e.stage === 'login' && replied(5)(e), verdict: 'unreachable', because: 'relay-refused-our-login' },
  { when: refusedTls, verdict: 'unreachable', because: 'relay-does-not-begin-tls' },
  { when: (e) => before(e.stage) && (replied(4)(e) || replied(5)(e)), verdict: 'unreachable', because: 'relay-does-not-serve-us' },

  { when: (e) => replied(5)(e) && enhanced(/^5\.1\.[0126]$/)(e), verdict: 'refused for good', because: 'no-such-mailbox' },
  { when: (e) => replied(5)(e) && enhanced(/^5\.2\.2$/)(e), verdict: 'refused for good', because: 'mailbox-full' },
  // Before any recipient was named it is the relay's own limit. After the dot it may be the mailbox's, and is taken for that.
  { when: (e) => tooBig(e) && e.command === 'MAIL FROM', verdict: 'refused for good', because: 'too-big-for-the-relay' },
  { when: tooBig, verdict: 'refused for good', because: 'mail-too-big' },
  { when: (e) => replied(5)(e) && enhanced(/^5\.7\./)(e), verdict: 'refused for good', because: 'refused-by-policy' },
  { when: replied(5), verdict: 'refused for good', because: 'relay-refused-it' },

  { when: (e) => replied(4)(e) && enhanced(/^4\.2\.2$/)(e), verdict: 'refused for now', because: 'mailbox-full-for-now' },
  { when: ofTheMailbox, verdict: 'refused for now', because: 'mailbox-asks-to-come-back' },
  { when: (e) => replied(4)(e) && (e.replyCode === 452 || enhanced(/^4\.3\.1$/)(e)), verdict: 'refused for now', because: 'relay-has-no-room-now' },
  { when: replied(4), verdict: 'refused for now', because: 'relay-asks-to-come-back' },

  // nodemailer compares the size with the relay's SIZE before it says anything.
  { when: (e) => e.stage === 'envelope' && failed(/^EMESSAGE$/)(e), verdict: 'refused for good', because: 'too-big-for-the-relay' },
  { when: failed(/^EENVELOPE$/), verdict: 'refused for good', because: 'address-not-usable' },

  // Nothing below has begun the dot: safe to repeat or to go another way.
  { when: failed(/^EABORTED$/), verdict: 'unreachable', because: 'stopped-by-us' },
  { when: failed(/^ECLOSED$/), verdict: 'unreachable', because: 'channel-closed' },
  { when: failed(/^ECONNREFUSED$/), verdict: 'unreachable', because: 'connection-refused' },
  { when: failed(/^(EDNS|ENOTFOUND|EAI_AGAIN)$/), verdict: 'unreachable', because: 'name-not-resolved' },
  { when: isWrongCertificate, verdict: 'unreachable', because: 'certificate-not-trusted' },
  { when: failed(/TLS|SSL/), verdict: 'unreachable', because: 'tls-failed' },
  { when: failed(/^ENOAUTH$/), verdict: 'unreachable', because: 'credentials-unreadable' },
  { when: failed(/^EAUTH$/), verdict: 'unreachable', because: 'relay-refused-our-login' },
  { when: failed(/^ETIMEDOUT$/), verdict: 'unreachable', because: 'timed-out-before-the-final-dot' },
  { when: () => true, verdict: 'unreachable', because: 'connection-lost-before-the-final-dot' },
];

/** What one try by SMTP came to, with a reason that is the same in history, console and log. Pure. */
export function classifySmtp(evidence: SmtpEvidence): Outcome {
  const rule = RULES.find(({ when }) => when(evidence)) ?? RULES[RULES.length - 1];
  const because = rule?.because ?? 'connection-lost-before-the-final-dot';
  const words = sayable([evidence.words, ...evidence.refusedRecipients.map(({ address, words: theirs }) => `${address}: ${theirs}`)].join('; '));
  switch (rule?.verdict) {
    case 'accepted': return { outcome: 'accepted', receipt: words };
    case 'refused for good': return { outcome: 'refused', because, words, forGood: true, ...(evidence.mostBytes === undefined ? {} : { mostBytes: evidence.mostBytes }) };
    case 'refused for now': return { outcome: 'refused', because, words, forGood: false };
    case 'unknown': return { outcome: 'unknown', because, words };
    default: return { outcome: 'unreachable', because, words };
  }
}

/** The far side's words end in history and on screens: one line, bounded. */
function sayable(words: string): string {
  return words.replace(/\p{Cc}+/gu, ' ').trim().slice(0, 500);
}
