import { createHash } from 'node:crypto';
import { simpleParser, type AddressObject, type Attachment, type ParsedMail } from 'mailparser';
import { cut, wordsOf } from '#common';
import { htmlWords } from './html-words.js';
import type { IncomingAttachment, IncomingMail } from './incoming-mail.js';

/** Parts that machines wrote for machines; they are no attachments. */
const REPORTS = /^(message\/(delivery-status|global-delivery-status|disposition-notification|global-disposition-notification|rfc822|global|global-headers)|text\/rfc822-headers)$/;
/** In a machine's report, the mail that it is about; anywhere else, a mail that a person attached. */
const WHOLE_MAIL = /^message\/(rfc822|global)$/;

/** Reads a mail into plain values. Never throws for what is in it: `unreadable` says what could not be read. */
export async function readMail(raw: Buffer): Promise<IncomingMail> {
  try {
    return asIncoming(await simpleParser(raw, { keepDeliveryStatus: true, skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true, maxHtmlLengthToParse: 1_000_000 }));
  } catch (error) {
    return { messageId: null, from: null, to: [], subject: '', date: null, references: [], headers: [], contentType: '', contentParameters: {}, text: '', reports: [], attachments: [], unreadable: wordsOf(error) };
  }
}

function asIncoming(mail: ParsedMail): IncomingMail {
  const type = mail.headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  const parts = mail.attachments.map((part) => ({ part, contentType: part.contentType.toLowerCase() }));
  const contentType = (type?.value ?? 'text/plain').toLowerCase();
  const isAttached = (of: string): boolean => !REPORTS.test(of) || (WHOLE_MAIL.test(of) && contentType !== 'multipart/report');
  const from = addresses(mail.from);
  return {
    messageId: bare(mail.messageId),
    from: from.length === 1 ? from[0]! : null,
    to: [...new Set([...addresses(mail.to), ...addresses(mail.cc), ...plain(mail, 'delivered-to'), ...plain(mail, 'x-original-to')])],
    subject: storable(mail.subject ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim(),
    date: mail.date ?? null,
    references: [...new Set([...ids(mail.inReplyTo), ...ids(mail.references).reverse()])],
    headers: mail.headerLines.map(({ key, line }) => ({ name: key.toLowerCase(), value: line.slice(line.indexOf(':') + 1).replace(/\r?\n[ \t]+/g, ' ').trim() })),
    contentType,
    contentParameters: Object.fromEntries(Object.entries(type?.params ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    text: storable(mail.text || (mail.html ? htmlWords(mail.html) : '')),
    reports: parts.filter((one) => REPORTS.test(one.contentType)).map(({ part, ...one }) => ({ ...one, content: part.content })),
    attachments: parts.filter((one) => isAttached(one.contentType)).map(({ part }, index) => attachmentOf(part, index + 1)),
    unreadable: null,
  };
}

const attachmentOf = (part: Attachment, number: number): IncomingAttachment => ({
  number, name: (part.filename ?? '').replace(/\p{Cc}/gu, '').slice(0, 200), declaredType: part.contentType.toLowerCase(), byteLength: part.content.length,
  sha256: createHash('sha256').update(part.content).digest('hex'), content: part.content, inline: part.contentDisposition === 'inline' || part.related === true,
});

function addresses(of: AddressObject | AddressObject[] | undefined): string[] {
  return [of ?? []].flat().flatMap(({ value }) => value.flatMap((one) => [one, ...one.group ?? []])).flatMap(({ address }) => (address ? [storable(address).toLowerCase()] : []));
}

const plain = (mail: ParsedMail, name: string): string[] => [mail.headers.get(name) ?? []].flat().flatMap((value) => (typeof value === 'string' ? [value.trim().toLowerCase()] : []));
const ids = (of: string | string[] | undefined): string[] => [of ?? []].flat().flatMap((text) => storable(text).match(/<[^<>\s]+>/g) ?? []).map((id) => id.slice(1, -1));
/** PostgreSQL keeps neither NUL nor half a pair of surrogates, and a mail may have both. */
const storable = (text: string): string => cut(text, text.length);
const bare = (id: string | undefined): string | null => ids(id)[0] ?? null;
