import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Certificate } from 'pkijs';
import { MailInputError } from './errors.js';
import { entityBytes, partMail } from './mime-entity.js';
import { safeLines } from './safe-lines.js';
import { encryptEntity } from './trust/encrypt-entity.js';
import { signerAt, UNSIGNED, type MailTrust } from './trust/mail-trust.js';
import { signDkim } from './trust/sign-dkim.js';
import { signEntity } from './trust/sign-entity.js';

export interface MailToCompose {
  /** `from` may carry a name; `domain` is the one of our Message-IDs */
  identity: { from: string; replyTo: string; domain: string };
  to: string[];
  subject: string;
  text: string;
  html: string;
  attachments: { name: string; contentType: string; bytes: Uint8Array }[];
  /** with or without angle brackets; belongs to these bytes and these recipients only */
  messageId: string;
  /** from the injected clock */
  date: Date;
  /** Message-ID of the vessel call's first mail, or null when this is it */
  threadRoot: string | null;
  /** what the thread is called, the same in all its mails: Outlook goes by that, and by the subject where there is none */
  threadTopic?: string;
  /** further headers, for example X-Hawser-Ref */
  headers: Record<string, string>;
}

export interface Sealing {
  /** who signs; the certificate in use at the mail's date is taken */
  trust?: MailTrust;
  /** the certificate of the one reader it is encrypted for, signature and all; null: readable for everybody on the way */
  reader?: Certificate | null;
}

/**
 * Composes a mail once, for storing: CRLF throughout, 7-bit (quoted-printable, base64), no line that a relay would change, so that
 * the signatures around it hold. First S/MIME around the content, then encryption where the reader has a certificate, DKIM over the
 * whole last: what is stored is final. The same input gives the same bytes but for what a signature draws by lot (ECDSA, a
 * session key): what nodemailer would draw (boundaries) or take from the wall clock (Date) is given to it.
 * Shape: [multipart/signed(] multipart/mixed( multipart/alternative( text, HTML ), attachments ) [, smime.p7s )].
 *
 * @throws MailInputError when an address, header or Message-ID is not what it should be
 */
export async function composeMail(mail: MailToCompose, { trust = UNSIGNED, reader = null }: Sealing = {}): Promise<{ bytes: Buffer; messageId: string }> {
  const { bytes, messageId } = await composeOpen(mail);
  const { fields, content } = partMail(bytes);
  const signer = signerAt(trust, mail.date);
  let entity = { ...content, body: safeLines(content.body) };
  if (signer) entity = await signEntity(entity, signer, mail.date, `hw-signed-${boundaryOf(messageId)}`);
  if (reader) entity = await encryptEntity(entity, reader);
  const all = [...fields, ...entity.fields];
  const signatures = trust.dkim.map((key) => signDkim(all, entity.body, key, mail.date));
  return { bytes: entityBytes({ fields: [...signatures, ...all], body: entity.body }), messageId };
}

const boundaryOf = (messageId: string): string => createHash('sha256').update(messageId).digest('hex').slice(0, 24);

/** The mail as nodemailer writes it. */
async function composeOpen(mail: MailToCompose): Promise<{ bytes: Buffer; messageId: string }> {
  const messageId = checkedMessageId(mail.messageId);
  const root = mail.threadRoot === null ? null : checkedMessageId(mail.threadRoot);
  if (!messageId.endsWith(`@${mail.identity.domain}>`)) throw new MailInputError(`Message-ID: found ${messageId}, expected one of the domain ${mail.identity.domain}`);
  if (mail.to.length === 0) throw new MailInputError('To: found no address, expected at least one');

  const composer = new MailComposer({
    from: checkedAddress(mail.identity.from),
    replyTo: checkedAddress(mail.identity.replyTo),
    to: mail.to.map(checkedAddress),
    subject: oneLine(mail.subject),
    messageId,
    date: mail.date,
    ...(root !== null && root !== messageId ? { inReplyTo: root, references: [root] } : {}),
    // Above the subject, as MS-OXCMAIL 2.2.3.2.7 wants it. RFC 3834: no out-of-office answers to a machine.
    headers: { ...(root !== null && mail.threadTopic ? { 'Thread-Topic': oneLine(mail.threadTopic) } : {}), 'Auto-Submitted': 'auto-generated', ...checkedHeaders(mail.headers) },
    text: mail.text,
    html: mail.html,
    encoding: 'quoted-printable',
    attachments: mail.attachments.map(({ name, contentType, bytes }) => ({
      filename: name, contentType: checkedContentType(contentType), contentTransferEncoding: 'base64', contentDisposition: 'attachment', content: Buffer.from(bytes),
    })),
    baseBoundary: boundaryOf(messageId),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { bytes: await composer.compile().build(), messageId };
}

const oneLine = (words: string): string => words.replace(/\p{Cc}+/gu, ' ');

function checkedMessageId(found: string): string {
  const bare = found.replace(/^<(.*)>$/, '$1');
  if (!/^[A-Za-z0-9._+=-]{1,128}@[A-Za-z0-9.-]{1,100}$/.test(bare)) throw new MailInputError(`Message-ID: found ${JSON.stringify(found)}, expected letters, digits and . _ + = - around one @`);
  return `<${bare}>`;
}

function checkedAddress(found: string): string {
  if (/\p{Cc}/u.test(found) || !/^[^<>@]*<?[^\s<>@,;]+@[^\s<>@,;]+>?$/.test(found.trim())) throw new MailInputError(`address: found ${JSON.stringify(found)}, expected one mail address`);
  return found.trim();
}

function checkedContentType(found: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$/.test(found)) throw new MailInputError(`content type: found ${JSON.stringify(found)}, expected type/subtype`);
  return found;
}

/** Headers of our own only: those with a meaning for delivery have fields above. */
function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^X-[A-Za-z0-9-]{1,60}$/.test(name)) throw new MailInputError(`header: found ${JSON.stringify(name)}, expected X- and letters, digits or hyphens`);
    if (/\p{Cc}/u.test(value)) throw new MailInputError(`header ${name}: found a control character in ${JSON.stringify(value)}, expected one line`);
  }
  return headers;
}
