import { attachmentName, composeMail, openReader } from '#channels';
import type { Endpoint } from '#directory';
import type { DocumentToRender, RenderPool } from '#rendering';
import type { EdiCopy } from './compose-edi.js';
import type { Journey } from './journey.js';

/** What a clerk prints and what a planner imports, beside the EDI copy. */
const ATTACHED = ['pdf', 'xlsx'] as const;

/** What writing a mail needs of the house; a preview has it without a ledger. */
export interface MailHouse extends Pick<Journey, 'clock' | 'mailTrust'> { directory: Pick<Journey['directory'], 'mailIdentity'>; rendering: Pick<RenderPool, 'renderMail'> }

/** A document on its way into a mail. What the mail says of itself (its attachments, its hour, our phone) is added here. */
export interface MailToWrite {
  document: Omit<DocumentToRender, 'context'> & { context: Omit<DocumentToRender['context'], 'attachments' | 'madeAt' | 'phone' | 'numbers' | 'test'> };
  copy: EdiCopy;
  endpoint: Pick<Endpoint, 'tables' | 'mail'>;
  to: string[];
  messageId: string;
  threadRoot: string | null;
}

/** One document as the mail that leaves: rendered, named, signed and sealed. The same for the lanes and for `hawser preview`. */
export async function writeMail({ rendering, mailTrust, directory: { mailIdentity }, clock }: MailHouse, mail: MailToWrite): Promise<{ bytes: Buffer; warnings: string[] }> {
  const { document: { context, ...rest }, copy, endpoint } = mail;
  const at = clock.now();
  const edi = { name: attachmentName({ ...copy, set: context.set }), contentType: copy.contentType, bytes: copy.bytes };
  const { attachments, warnings, subject, text, html } = await rendering.renderMail({
    ...rest,
    context: {
      ...context, madeAt: at, test: copy.test, phone: mailIdentity.phone, numbers: { isa13: copy.isa13, gs06: copy.gs06, st02: copy.st02 },
      attachments: [{ name: edi.name, byteLength: copy.bytes.length, sha256: copy.sha256 }],
    },
  }, { forms: ATTACHED, tables: endpoint.tables });
  const { bytes } = await composeMail({
    identity: mailIdentity, to: mail.to, subject, text: decoded(text), html: decoded(html), attachments: [...attachments, edi],
    messageId: mail.messageId, date: at, threadRoot: mail.threadRoot, headers: { 'X-Hawser-Ref': context.ref },
  }, { trust: mailTrust, reader: endpoint.mail?.encryptTo ? openReader(endpoint.mail.encryptTo, at) : null });
  return { bytes, warnings };
}

const decoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
