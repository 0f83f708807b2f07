import type { MailIn, MailKind } from './types.js';

const header = (mail: MailIn, name: string): string => mail.headers.find((one) => one.name === name)?.value.trim() ?? '';
const saysHeader = (name: string, words: RegExp) => (mail: MailIn): boolean => mail.headers.some((one) => one.name === name && words.test(one.value));
const reportType = (mail: MailIn): string => (mail.contentParameters['report-type'] ?? '').toLowerCase();
const brings = (mail: MailIn, type: RegExp): boolean => mail.reports.some(({ contentType }) => type.test(contentType));

/** RFC 3834 and RFC 3464: what a machine sends has nobody to answer to. */
const fromNobody = (mail: MailIn): boolean => /^<\s*>$/.test(header(mail, 'return-path'));
const fromPostmaster = ({ from }: MailIn): boolean => /^(mailer-daemon|postmaster|mail-daemon|microsoftexchange[0-9a-f]*)@/.test(from ?? '');
/** Subjects under which servers without a delivery status send a mail back. */
const SENT_BACK = /^(undeliver(able|ed)|mail delivery (failed|failure)|failure notice|delivery (status notification|failure|has failed)|returned mail|mail system error|warning: could not send|no se puede entregar|não é possível entregar|não entregue|non remis|non distribuable|delayed mail)/i;
/** What programs write before a subject when nobody is there, in the languages of our mails and a few more of those who get them. */
const AWAY = /^\s*(\[?(auto(matic)?[ -]?(reply|response|antwort)|autoreply|automatische antwort|out of (the )?office|away from (the )?office|on (annual )?leave|on vacation|respuesta autom[aá]tica|fuera de (la )?oficina|ausente de la oficina|resposta autom[aá]tica|fora do escrit[oó]rio|aus[eê]ncia tempor[aá]ria|r[eé]ponse automatique|absen(t|ce) du bureau|absence)\b)/i;

/** What kind of mail it is, by what machines write into theirs. First match wins. */
const KINDS: readonly { when: (mail: MailIn) => boolean; kind: MailKind; because: string }[] = [
  { when: (mail) => mail.unreadable !== null, kind: 'unreadable', because: 'it could not be read' },
  { when: (mail) => mail.contentType === 'multipart/report' && reportType(mail).startsWith('disposition-notification'), kind: 'read-receipt', because: 'RFC 8098' },
  { when: (mail) => mail.contentType === 'multipart/report' && reportType(mail) === '' && brings(mail, /disposition-notification$/), kind: 'read-receipt', because: 'RFC 8098, its type left out' },
  { when: (mail) => mail.contentType === 'multipart/report', kind: 'report', because: 'RFC 6522: what it reports is said by its parts' },
  { when: (mail) => brings(mail, /delivery-status$/) && (fromNobody(mail) || fromPostmaster(mail)), kind: 'report', because: 'a delivery status in another frame, as gateways rewrap them' },
  { when: (mail) => header(mail, 'x-failed-recipients') !== '' && (fromNobody(mail) || fromPostmaster(mail)), kind: 'report', because: 'Exim names who failed in a header' },
  { when: (mail) => fromPostmaster(mail) && (fromNobody(mail) || SENT_BACK.test(mail.subject)), kind: 'report', because: 'a mail server speaks, in words' },
  { when: (mail) => fromNobody(mail) && SENT_BACK.test(mail.subject), kind: 'report', because: 'a mail server speaks, in words' },
  { when: saysHeader('auto-submitted', /^auto-(replied|notified)\b/i), kind: 'auto-reply', because: 'RFC 3834' },
  { when: saysHeader('x-autoreply', /^(?!no\b)./i), kind: 'auto-reply', because: 'a header of older programs' },
  { when: saysHeader('x-autorespond', /./), kind: 'auto-reply', because: 'a header of older programs' },
  { when: saysHeader('x-auto-response-suppress', /\b(all|oof|autoreply)\b/i), kind: 'auto-reply', because: 'Exchange asks for no answer to its automatic ones' },
  { when: saysHeader('precedence', /^auto_?reply$/i), kind: 'auto-reply', because: 'a header of older programs' },
  { when: (mail) => AWAY.test(mail.subject) && (fromNobody(mail) || saysHeader('auto-submitted', /^auto-/i)(mail)), kind: 'auto-reply', because: 'nobody to answer to, and a subject that says so' },
  { when: (mail) => AWAY.test(mail.subject) && saysHeader('precedence', /^(bulk|junk|list)$/i)(mail), kind: 'auto-reply', because: 'sent to many, and a subject that says so' },
];

export const kindOfMail = (mail: MailIn): MailKind => KINDS.find(({ when }) => when(mail))?.kind ?? 'answer';
