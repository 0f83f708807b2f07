import { addressIn, fieldGroups, idsIn, sayable } from './report-fields.js';
import type { MailIn } from './types.js';

/** A read receipt (RFC 8098): what a mail program did with a mail. It says nothing of what its reader did. */
export interface ReadReceipt {
  /** Message-ID of ours, without angle brackets; null: it names none */
  original: string | null;
  recipient: string | null;
  /** displayed | deleted | dispatched | processed | what else it says; null: nothing */
  disposition: string | null;
  /** by a machine, or by a person's hand; null: it does not say */
  by: 'machine' | 'person' | null;
}

const NOTIFICATION = /^message\/(global-)?disposition-notification$/;

export function readReadReceipt(mail: Pick<MailIn, 'reports' | 'references'>): ReadReceipt {
  const part = mail.reports.find(({ contentType }) => NOTIFICATION.test(contentType));
  // Some programs leave a blank line between the fields.
  const fields = new Map(part ? fieldGroups(part.content).reverse().flatMap((group) => [...group]) : []);
  const [mode, types] = (fields.get('disposition') ?? '').split(';');
  return {
    original: idsIn(fields.get('original-message-id'))[0] ?? (part ? null : mail.references[0] ?? null),
    recipient: addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient')),
    disposition: sayable((types ?? '').split('/')[0] ?? '', 40).toLowerCase() || null,
    by: /automatic-action|sent-automatically/i.test(mode ?? '') && !/manual/i.test(mode ?? '') ? 'machine' : /manual/i.test(mode ?? '') ? 'person' : null,
  };
}
