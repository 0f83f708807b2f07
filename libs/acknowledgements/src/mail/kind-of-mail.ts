import type { MailIn, MailKind } from './types.js';

/** What kind of mail it is, by what machines write into theirs. First match wins. */
const KINDS: readonly { when: (mail: MailIn) => boolean; kind: MailKind }[] = [
  { when: (mail) => mail.unreadable !== null, kind: 'unreadable' },
  { when: (mail) => mail.contentType === 'multipart/report' && (mail.contentParameters['report-type'] ?? '').toLowerCase().startsWith('disposition-notification'), kind: 'read-receipt' },
  { when: (mail) => mail.contentType === 'multipart/report', kind: 'report' },
  { when: (mail) => mail.headers.some(({ name, value }) => name === 'auto-submitted' && /^auto-replied\b/i.test(value)), kind: 'auto-reply' },
];

export const kindOfMail = (mail: MailIn): MailKind => KINDS.find(({ when }) => when(mail))?.kind ?? 'answer';
