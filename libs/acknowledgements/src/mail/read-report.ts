import { addressIn, fieldGroups, headersOf, idsIn, sayable, statusOf, type Fields } from './report-fields.js';
import type { RecipientReport, ReportedAction } from './recipient-report.js';
import { textRecipients } from './read-text-report.js';
import type { MailIn } from './types.js';

/** A report about one mail of ours. Everything in it is its sender's word: anyone can write one. */
export interface ReadReport {
  recipients: RecipientReport[];
  reportingMta: string | null;
  /** Message-IDs it may be about, without angle brackets: of Original-Envelope-Id, of what was returned, at last what it replies to */
  originals: string[];
  /** X-Hawser-Ref of what was returned */
  refs: string[];
  /** where nothing is said of any recipient: why, in one sentence */
  because: string | null;
}

const MOST_RECIPIENTS = 50;
const ACTIONS: readonly string[] = ['failed', 'delayed', 'relayed', 'delivered', 'expanded'] satisfies ReportedAction[];
const STATUS = /^message\/(global-)?delivery-status$/;
const RETURNED = /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/;

/** Reads a delivery report: the fields of RFC 3464 (and its UTF-8 kin, RFC 6533), else what older servers write in words. Never throws for what is in it. */
export function readReport(mail: Pick<MailIn, 'reports' | 'headers' | 'subject' | 'text' | 'references'>): ReadReport {
  const groups = mail.reports.filter(({ contentType }) => STATUS.test(contentType)).flatMap(({ content }) => fieldGroups(content));
  const [message] = groups.filter((group) => !isOfRecipient(group));
  const byFields = groups.filter(isOfRecipient).slice(0, MOST_RECIPIENTS).map(recipientOf);
  const inWords = groups.length > 0 ? { recipients: [], originals: [] } : textRecipients(mail);
  const recipients = byFields.length > 0 ? byFields : inWords.recipients.slice(0, MOST_RECIPIENTS);
  const returned = mail.reports.filter(({ contentType }) => RETURNED.test(contentType)).map(({ content }) => headersOf(content));
  const envelopeId = message?.get('original-envelope-id')?.trim().replace(/^<|>$/g, '');
  return {
    recipients,
    reportingMta: message?.get('reporting-mta')?.replace(/^\s*\w+\s*;\s*/, '') ?? null,
    originals: [...new Set([...(envelopeId ? [envelopeId] : []), ...returned.flatMap((headers) => idsIn(headers.get('message-id')).slice(0, 1)), ...inWords.originals, ...mail.references])].slice(0, 20),
    refs: [...new Set(returned.flatMap((headers) => headers.get('x-hawser-ref')?.match(/[A-Z0-9-]{4,20}/g) ?? []))].slice(0, 60),
    because: recipients.length > 0 ? null : groups.length > 0 ? 'its delivery status names no recipient' : 'it has no delivery status that a machine can read, and its words name no recipient with a code',
  };
}

const isOfRecipient = (group: Fields): boolean => ['final-recipient', 'original-recipient', 'action'].some((name) => group.has(name));

function recipientOf(group: Fields): RecipientReport {
  const action = group.get('action')?.trim().toLowerCase().split(/[\s(;]/)[0] ?? '';
  const diagnostic = group.get('diagnostic-code')?.replace(/^\s*[\w-]+\s*;\s*/, '') ?? '';
  const until = new Date(group.get('will-retry-until') ?? NaN);
  return {
    finalRecipient: addressIn(group.get('final-recipient')),
    originalRecipient: addressIn(group.get('original-recipient')),
    action: ACTIONS.includes(action) ? (action as ReportedAction) : 'unclear',
    status: statusOf(group.get('status'), diagnostic),
    words: sayable([diagnostic || (group.get('status') ?? 'it says no more'), ...(group.has('remote-mta') ? [`(${group.get('remote-mta')!.replace(/^\s*\w+\s*;\s*/, '')})`] : [])].join(' ')),
    willRetryUntil: Number.isNaN(until.getTime()) ? null : until,
  };
}
