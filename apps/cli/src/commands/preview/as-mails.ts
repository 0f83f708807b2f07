import { createHash } from 'node:crypto';
import type { Endpoint, MailForm } from '#directory';
import { writeMail, type MailHouse } from '#journey';
import type { PreviewDocument } from './documents-in.js';

/** Nobody's mailbox: of a preview without a terminal. */
const NOBODY = 'documents@terminal.example';

/** Each document as the mail that would leave for that terminal, byte by byte but for its ref: signed where there is an identity. */
export async function asMails(documents: readonly PreviewDocument[], terminal: Endpoint | null, house: MailHouse): Promise<{ mails: Buffer[]; warnings: string[] }> {
  const to = terminal?.mail?.to.slice(0, 1) ?? [NOBODY];
  const mails: Buffer[] = [];
  const warnings: string[] = [];
  for (const { copy, context, ...document } of documents) {
    const written = await writeMail(house, {
      document: { ...document, context },
      copy: { bytes: copy, sha256: createHash('sha256').update(copy).digest('hex'), ...context.numbers, contentType: document.delimiters.release === undefined ? 'application/EDI-X12' : 'application/EDIFACT', test: context.test === true },
      endpoint: terminal ?? { tables: [], mail: null }, form: firstForm(terminal), to, messageId: `<${context.ref}.1@${house.directory.mailIdentity.domain}>`, thread: { threadRoot: null },
      capBytes: Infinity, // which mailbox takes how much is known to the ledger alone
    });
    mails.push(...written.parts.map((part) => part.bytes));
    warnings.push(...written.warnings);
  }
  return { mails, warnings };
}

/** Its first form; which of them a gateway refused is known to the ledger alone. */
function firstForm(terminal: Endpoint | null): MailForm {
  const [first] = terminal?.mail?.forms ?? [];
  return first === undefined || first === 'print' ? 'all' : first;
}
