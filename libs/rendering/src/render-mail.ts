import { createHash } from 'node:crypto';
import { tablesFor, writeTable, type TableMapping } from './columns/index.js';
import { FORMS, type Form } from './forms.js';
import { prepare } from './prepare.js';
import { inForm } from './render-document.js';
import type { Prepared } from './prepared.js';
import { isHazardous, subjectOf } from './subject.js';
import type { DocumentToRender } from './types.js';
import { writeHtml } from './writers/html.js';
import { writeText } from './writers/text.js';

/** What a mail carries beside its words: forms of ours, and the lists a terminal wants in its own columns. */
export interface Attach { forms: readonly Form[]; tables: readonly TableMapping[] }

/** `hazardous`: dangerous goods were found in it, also where nobody knew of them. */
export interface RenderedMail { subject: string; hazardous: boolean; text: Uint8Array; html: Uint8Array; attachments: RenderedAttachment[]; warnings: string[] }

/** `HW-7F3K2Q.pdf`; a terminal's own list is `HW-7F3K2Q-Discharge.xlsx` */
export interface RenderedAttachment { name: string; contentType: string; bytes: Uint8Array }

/**
 * One document as a mail: its words as text and HTML, and what is attached. The words name every attachment with its size and
 * hash, so the attachments are made first; those of the context (the EDI copy) are named behind them. Where a terminal has
 * columns of its own for a set, its lists stand in the place of our workbook and CSV. `warnings`: what those leave out or change,
 * which the mail says too.
 */
export async function renderMail(document: DocumentToRender, attach: Attach): Promise<RenderedMail> {
  const { confirm } = document.context;
  const prepared = prepare(confirm ? { ...document, context: { ...document.context, confirm: 'in-the-mail' } } : document);
  const { attachments, warnings } = await attachmentsOf(prepared, attach);
  const named = prepare({ ...document, context: { ...document.context, attachments: [...attachments.map(described), ...document.context.attachments], attachmentRemarks: warnings } });
  return { subject: subjectOf(named), hazardous: isHazardous(named), text: Buffer.from(writeText([named])), html: Buffer.from(writeHtml([named])), attachments, warnings };
}

async function attachmentsOf(prepared: Prepared, { forms, tables }: Attach): Promise<Pick<RenderedMail, 'attachments' | 'warnings'>> {
  // What has no tables of ours has no rows for theirs: an empty list would say that nothing is in it.
  const own = prepared.model.shownAsReceived === null ? tablesFor(tables, prepared.model.set) : [];
  const attachments: RenderedAttachment[] = [];
  const warnings: string[] = [];
  for (const form of forms) {
    if (own.length > 0 && (form === 'xlsx' || form === 'csv')) continue;
    attachments.push({ name: fileName(prepared, '', form), contentType: bare(FORMS[form].contentType), bytes: await inForm([prepared], form) });
  }
  for (const table of own) {
    const written = await writeTable([prepared], table);
    if (written.rows === 0) continue;
    attachments.push({ name: freeName((turn) => fileName(prepared, `${table.sheet ?? table.rows}${turn}`, table.format), attachments), contentType: bare(FORMS[table.format].contentType), bytes: written.bytes });
    warnings.push(...written.warnings);
  }
  return { attachments, warnings };
}

/** Two lists of one kind would save themselves over each other: the second is `HW-7F3K2Q-container-2.csv`. */
function freeName(name: (turn: string) => string, taken: readonly RenderedAttachment[]): string {
  for (let turn = 1; ; turn += 1) {
    const free = name(turn === 1 ? '' : ` ${turn}`);
    if (!taken.some((one) => one.name.toLowerCase() === free.toLowerCase())) return free;
  }
}

/** ASCII without blanks: what every gateway and every disk takes. */
function fileName({ context: { ref } }: Prepared, of: string, form: Form): string {
  const plain = of.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${ref}${plain === '' ? '' : `-${plain}`}.${FORMS[form].extension}`;
}

function described({ name, bytes }: RenderedAttachment) {
  return { name, byteLength: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function bare(contentType: string): string { return contentType.split(';')[0] ?? contentType; }
