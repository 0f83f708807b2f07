import type { RecipientReport } from './recipient-report.js';
import { addressIn, idsIn, sayable, statusOf } from './report-fields.js';
import type { MailIn } from './types.js';

/** Longer words are nobody's report. */
const MOST_LINES = 400;
/** Behind this stands the mail that comes back: none of its lines is about a recipient. */
const RETURNED = /^-{2,}\s*(below this line is a copy|this is a copy of|original message|the following message|returned message|transcript of session follows)/i;
/** `<clerk@quay.example>:` (qmail), `  clerk@quay.example` (Exim), `clerk@quay.example (expanded from …)`. */
const OF_RECIPIENT = /^\s*<?([^\s<>@:"]+@[^\s<>@:"]+)>?:?\s*(\(.*\))?$/;

/** So a server warns that it goes on trying, with the code of what hinders it. */
const GOES_ON = /\b(warning message only|delayed|delay reason|not yet been delivered|will (be tried again|be retried|keep trying|continue)|delivery attempts will continue|transient non-fatal)\b/i;

/**
 * Reports from servers that write no delivery status: qmail's and old Exim's words, X-Failed-Recipients. Only a recipient that stands on a line
 * of its own, with a code among the lines below it, is taken for one that failed: words alone are a person's to read.
 */
export function textRecipients(mail: Pick<MailIn, 'text' | 'headers' | 'subject'>): { recipients: RecipientReport[]; originals: string[] } {
  const lines = mail.text.replace(/\r\n?/g, '\n').split('\n').slice(0, MOST_LINES);
  const end = lines.findIndex((line) => RETURNED.test(line.trim()) && !/transcript/i.test(line));
  const own = end === -1 ? lines : lines.slice(0, end);
  const originals = end === -1 ? [] : lines.slice(end).flatMap((line) => (/^message-id:/i.test(line) ? idsIn(line) : [])).slice(0, 1);
  const failed = mail.headers.filter(({ name }) => name === 'x-failed-recipients').flatMap(({ value }) => value.split(',')).flatMap((one) => addressIn(one) ?? []);
  const goesOn = GOES_ON.test(mail.subject) || own.some((line) => GOES_ON.test(line));
  const recipients: RecipientReport[] = [];
  for (const [index, line] of own.entries()) {
    const address = addressIn(OF_RECIPIENT.exec(line)?.[1]);
    if (address === null || recipients.some((one) => one.finalRecipient === address)) continue;
    const said = paragraphFrom(own, index + 1);
    const status = statusOf(undefined, said);
    if (status === null && !failed.includes(address)) continue;
    recipients.push({ finalRecipient: address, originalRecipient: null, action: status?.startsWith('2') ? 'unclear' : goesOn && !status?.startsWith('5') ? 'delayed' : 'failed', status, words: sayable(said || 'it says no more'), willRetryUntil: null });
  }
  return { recipients, originals };
}

/** Up to the next blank line, or the next recipient. */
function paragraphFrom(lines: readonly string[], start: number): string {
  const end = lines.findIndex((line, index) => index >= start && (line.trim() === '' || OF_RECIPIENT.test(line)));
  return lines.slice(start, end === -1 ? start + 10 : Math.min(end, start + 10)).join(' ');
}
