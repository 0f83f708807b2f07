import { createHash } from 'node:crypto';
import { attachmentName, composeInParts, openReader, type ComposedPart, type LetterInParts } from '#channels';
import type { Endpoint, FallbackForm, MailForm } from '#directory';
import { renderMailPart, type DocumentToRender, type Form, type RenderedMail, type RenderPool } from '#rendering';
import type { EdiCopy } from './compose-edi.js';
import type { Journey } from './journey.js';

/** What a mail carries beside its words, which have everything in each form: what a clerk prints, what a planner imports, what a system reads. */
const CARRIED: Record<MailForm, { forms: readonly Form[]; ownTables: boolean; ediCopy: boolean }> = {
  all: { forms: ['pdf', 'xlsx'], ownTables: true, ediCopy: true },
  tables: { forms: ['xlsx'], ownTables: true, ediCopy: true },
  pdf: { forms: ['pdf'], ownTables: false, ediCopy: true },
  plain: { forms: [], ownTables: false, ediCopy: true },
  words: { forms: [], ownTables: false, ediCopy: false },
};

/** What writing a mail needs of the house; a preview has it without a ledger. */
export interface MailHouse extends Pick<Journey, 'clock' | 'mailTrust'> { directory: Pick<Journey['directory'], 'mailIdentity'>; rendering: Pick<RenderPool, 'renderMail'> }

/** Where a mail stands among those of its call; what the call is called, whatever the subjects say. */
export interface Thread { threadRoot: string | null; threadTopic?: string }

/** A document on its way to a reader. What is said of its copy and of the making (attachments, hour, our phone) is added by `withCopy`. */
export type UnwrittenDocument = Omit<DocumentToRender, 'context'> & { context: Omit<DocumentToRender['context'], 'attachments' | 'madeAt' | 'phone' | 'numbers' | 'test'> };

export interface MailToWrite {
  document: UnwrittenDocument;
  copy: EdiCopy;
  endpoint: Pick<Endpoint, 'tables' | 'mail'>;
  form: MailForm;
  to: string[];
  messageId: string;
  thread: Thread;
  /** largest mail the reader's mailbox takes, as it travels; what is larger goes in parts */
  capBytes: number;
}

/** One document as the mail that leaves, or the mails where one would be too large: rendered, named, signed and sealed. The same for the lanes and for `hawser preview`. */
export async function writeMail(house: MailHouse, mail: MailToWrite): Promise<{ parts: ComposedPart[]; warnings: string[] }> {
  const { mailTrust, directory: { mailIdentity }, clock } = house;
  const { document: { context }, copy, endpoint } = mail;
  const at = clock.now();
  const edi = { name: attachmentName({ ...copy, set: context.set }), contentType: copy.contentType, bytes: copy.bytes };
  const { attachments, warnings, subject, text, html } = await renderWith(house, mail, edi.name);
  const parts = await composeInParts({
    identity: mailIdentity, to: mail.to, subject, text: decoded(text), html: decoded(html), attachments: carriesCopy(mail.form) ? [...attachments, edi] : attachments,
    messageId: mail.messageId, date: at, ...mail.thread, headers: { 'X-Hawser-Ref': context.ref },
    capBytes: mail.capBytes, ediName: edi.name, wordsName: `${context.ref}.txt`, partWords: partWords(context, { text, html }),
  }, { trust: mailTrust, reader: endpoint.mail?.encryptTo ? openReader(endpoint.mail.encryptTo, at) : null });
  return { parts, warnings };
}

/** A document's words, which name its EDI copy as it will be attached, and what is attached beside that. */
export function renderWith({ rendering, directory: { mailIdentity }, clock }: MailHouse, { document, copy, endpoint, form }: Pick<MailToWrite, 'document' | 'copy' | 'endpoint' | 'form'>, ediName: string): Promise<RenderedMail> {
  const { forms, ownTables, ediCopy } = CARRIED[form];
  const described = withCopy(document, copy, { madeAt: clock.now(), phone: mailIdentity.phone }, ediName);
  return rendering.renderMail(ediCopy ? described : withoutAttachments(described), { forms, tables: ownTables ? endpoint.tables : [] });
}

/** Does the first form of these that is a mail bring tables along? Then a list of mails does as well. */
export function carriesTables(forms: readonly FallbackForm[]): boolean {
  const first = forms.find((form) => form !== 'print');
  return first === undefined || CARRIED[first].ownTables;
}

/** Is the EDI copy attached? */
export const carriesCopy = (form: MailForm): boolean => CARRIED[form].ediCopy;

/** A document with what is said of its EDI copy: its name, size and hash, the same in a mail and on paper. */
export function withCopy({ context, ...rest }: UnwrittenDocument, copy: EdiCopy, made: { madeAt: Date; phone: string | null }, name = attachmentName({ ...copy, set: context.set })): DocumentToRender {
  return {
    ...rest,
    context: {
      ...context, ...made, test: copy.test, numbers: { isa13: copy.isa13, gs06: copy.gs06, st02: copy.st02 },
      attachments: [{ name, byteLength: copy.bytes.length, sha256: copy.sha256 }],
    },
  };
}

const withoutAttachments = ({ context, ...rest }: DocumentToRender): DocumentToRender => ({ ...rest, context: { ...context, attachments: [] } });

/** What each mail of several says; in the first the document's own words stand in it. */
export function partWords({ ref, language }: { ref: string; language: string }, words: { text: Uint8Array; html: Uint8Array }): LetterInParts['partWords'] {
  return ({ part, parts, withWords, wordsAttached }) => {
    const attachments = parts.flatMap((slices, index) => slices.map(({ name, bytes, of }) => ({ part: index + 1, name, byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), of })));
    const notice = renderMailPart({ ref, language, part, parts: parts.length, attachments, wordsAttached });
    const { text, html } = withWords ? notice.around(words) : notice;
    return { text: decoded(text), html: decoded(html) };
  };
}

export const decoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
