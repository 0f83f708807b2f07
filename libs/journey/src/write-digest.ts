import { createHash } from 'node:crypto';
import { attachmentName, composeMail, ENCODED, openReader, type ComposedPart, type Piece } from '#channels';
import type { Endpoint } from '#directory';
import { renderDigest, type ByMailBecause, type DigestEntry, type DigestToRender } from '#rendering';
import { carriesCopy, decoded, renderWith, type MailHouse, type MailToWrite, type Thread } from './write-mail.js';

/** One document of a digest: its line in the table of contents, its words and what is attached. */
export interface InDigest {
  entry: DigestEntry;
  vessel: DigestToRender['vessel'];
  etaAt: Date | null;
  text: string;
  html: string;
  attachments: Piece[];
  warnings: string[];
  /** about what it takes of a mail, as it travels */
  byteLength: number;
  /** its words carry a link that confirms it */
  confirmLink: boolean;
  /** dangerous goods were found when its words were made: it must not be in a digest */
  hazardous: boolean;
}

/** Quoted-printable makes words somewhat longer; the mail itself is measured when it is made. */
const AS_WORDS = 1.1;

export async function renderForDigest(house: MailHouse, one: Pick<MailToWrite, 'document' | 'copy' | 'endpoint' | 'form'> & { calm: boolean }): Promise<InDigest> {
  const { document: { context }, copy } = one;
  // Two senders may have used the same numbers: the ref keeps their copies apart.
  const name = `${context.ref}-${attachmentName({ ...copy, set: context.set })}`;
  const { hazardous, text, html, attachments, warnings } = await renderWith(house, one, name);
  const all = carriesCopy(one.form) ? [...attachments, { name, contentType: copy.contentType, bytes: copy.bytes }] : attachments;
  return {
    entry: { ref: context.ref, set: context.set, version: context.version, replaces: context.replaces, dueAt: context.dueAt, calm: one.calm && !hazardous, copy: { name, byteLength: copy.bytes.length, sha256: copy.sha256 } },
    vessel: context.vessel, etaAt: context.etaAt, text: decoded(text), html: decoded(html), attachments: all, warnings, hazardous, confirmLink: Boolean(context.confirm),
    byteLength: Math.ceil(all.reduce((sum, { bytes }) => sum + bytes.length, 0) * ENCODED + (text.length + html.length) * AS_WORDS),
  };
}

export interface DigestToWrite {
  inDigest: readonly InDigest[];
  endpoint: Pick<Endpoint, 'code' | 'name' | 'zone' | 'mail'>;
  to: string[];
  why: ByMailBecause;
  possibleDuplicate: boolean;
  messageId: string;
  thread: Thread;
  /** largest mail the reader's mailbox takes, as it travels */
  capBytes: number;
}

/**
 * One mail of the first so many documents that fit, signed and sealed as every mail is. Null: not even two of them fit.
 * @returns the mail, and how many of the documents are in it
 */
export async function writeDigest(house: MailHouse, digest: DigestToWrite): Promise<{ part: ComposedPart; documents: number } | null> {
  for (let count = digest.inDigest.length; count >= 2;) {
    const part = await mailOf(house, { ...digest, inDigest: digest.inDigest.slice(0, count) });
    if (part.bytes.length <= digest.capBytes) return { part, documents: count };
    // By its share of the excess, and by one at least.
    count = Math.min(count - 1, Math.floor((count * digest.capBytes) / part.bytes.length));
  }
  return null;
}

async function mailOf({ mailTrust, directory: { mailIdentity }, clock }: MailHouse, { inDigest, endpoint, to, why, possibleDuplicate, messageId, thread }: DigestToWrite): Promise<ComposedPart> {
  const at = clock.now();
  const [first] = inDigest;
  const { subject, text, html } = renderDigest({
    terminal: endpoint, language: endpoint.mail?.language ?? 'en', vessel: thread.threadRoot === null ? null : first?.vessel ?? null, etaAt: first?.etaAt ?? null, because: why, phone: mailIdentity.phone, possibleDuplicate, confirmLinks: inDigest.some(({ confirmLink }) => confirmLink), entries: inDigest.map(({ entry }) => entry),
  }, inDigest);
  const composed = await composeMail({
    identity: mailIdentity, to, subject, text, html, attachments: inDigest.flatMap(({ attachments }) => attachments), messageId, date: at, ...thread,
    headers: { 'X-Hawser-Ref': inDigest.map(({ entry }) => entry.ref).join(', ') },
  }, { trust: mailTrust, reader: endpoint.mail?.encryptTo ? openReader(endpoint.mail.encryptTo, at) : null });
  return { ...composed, sha256: createHash('sha256').update(composed.bytes).digest('hex') };
}
