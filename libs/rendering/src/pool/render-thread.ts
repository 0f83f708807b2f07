import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { MessagePort } from 'node:worker_threads';
import type { EvidencePack } from '../evidence/index.js';
import type { Form } from '../forms.js';
import { writeAtPort, type EvidenceForm } from './evidence-port.js';
import { renderFolder, type FolderToRender, type RenderedFolder } from '../render-folder.js';
import { renderDocument, type Rendered } from '../render-document.js';
import { renderMail, type Attach, type RenderedMail } from '../render-mail.js';
import type { DocumentToRender } from '../types.js';

export interface FormsJob { document: DocumentToRender; forms: readonly Form[] }
export interface MailJob { document: DocumentToRender; attach: Attach }
export interface FolderJob { folder: FolderToRender }

/** One job of a thread: the forms of one document. */
export async function forms({ document, forms: asked }: FormsJob): Promise<Rendered> {
  const { subject, files } = await renderDocument(document, asked);
  const owned = asked.map((form) => [form, owning(files[form] ?? new Uint8Array())] as const);
  return handedOver<Rendered>({ subject, files: Object.fromEntries(owned) }, owned.map(([, bytes]) => bytes));
}

/** One job of a thread: a mail about one document. */
export async function mail({ document, attach }: MailJob): Promise<RenderedMail> {
  const { subject, hazardous, text, html, attachments, warnings } = await renderMail(document, attach);
  const owned = { subject, hazardous, warnings, text: owning(text), html: owning(html), attachments: attachments.map((one) => ({ ...one, bytes: owning(one.bytes) })) };
  return handedOver<RenderedMail>(owned, [owned.text, owned.html, ...owned.attachments.map(({ bytes }) => bytes)]);
}

/** One job of a thread: documents on paper. */
export async function folder({ folder: asked }: FolderJob): Promise<RenderedFolder> {
  const { folder: bytes, phoneList, sheets } = await renderFolder(asked);
  const owned = { folder: owning(bytes), phoneList: owning(phoneList), sheets };
  return handedOver<RenderedFolder>(owned, [owned.folder, owned.phoneList]);
}

export interface EvidenceJob { evidence: { port: MessagePort; form: EvidenceForm; pack: EvidencePack } }

/** One job of a thread: a pack, whose documents come through a port and whose bytes go back through it. */
export async function evidence({ evidence: { port, form, pack } }: EvidenceJob): Promise<undefined> {
  await writeAtPort(port, form, pack);
  return undefined;
}

/** The bytes change hands instead of being copied: a plan of 12,000 boxes is some megabytes in each form. */
function handedOver<Value>(value: Value, bytes: readonly Uint8Array[]): Value {
  return move({ [transferableSymbol]: bytes.map(({ buffer }) => buffer), [valueSymbol]: value } as unknown as ArrayBuffer) as unknown as Value;
}

/** Bytes in a buffer of their own: small ones of Node's lie in a pool that others use too. */
function owning(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}
