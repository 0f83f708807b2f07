import { writeTable, type TableMapping, type WrittenTable } from './columns/index.js';
import { FORMS, type Form } from './forms.js';
import { prepare } from './prepare.js';
import type { Prepared } from './prepared.js';
import { subjectOf } from './subject.js';
import type { DocumentToRender } from './types.js';

/** One document as a clerk reads it, by form; text, HTML and CSV are UTF-8. */
export interface Rendered { subject: string; files: Partial<Record<Form, Uint8Array>> }

/**
 * Documents as one file of a form, each whole, one behind the other.
 *
 * @param documents ST..SE or UNH..UNT each, with its last terminator, byte for byte as received, and its delimiters
 * Content never makes it throw: what cannot be put into tables is listed as received and marked so.
 */
export function renderDocuments(documents: readonly DocumentToRender[], form: Form): Promise<Uint8Array> {
  return inForm(documents.map(prepare), form);
}

/** One document in several forms, read once, with the subject a mail about it has. */
export async function renderDocument(document: DocumentToRender, forms: readonly Form[]): Promise<Rendered> {
  const prepared = prepare(document);
  const files: Rendered['files'] = {};
  for (const form of forms) files[form] = await inForm([prepared], form);
  return { subject: subjectOf(prepared), files };
}

/** Documents as one list in a terminal's own columns, with what those leave out. */
export function renderTable(documents: readonly DocumentToRender[], table: TableMapping): Promise<WrittenTable> {
  return writeTable(documents.map(prepare), table);
}

export async function inForm(prepared: readonly Prepared[], form: Form): Promise<Uint8Array> {
  const written = await FORMS[form].write(prepared);
  return typeof written === 'string' ? Buffer.from(written, 'utf8') : written;
}
