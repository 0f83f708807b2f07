import type { Writer } from './prepared.js';
import { writeCsv } from './writers/csv/index.js';
import { writeHtml } from './writers/html.js';
import { writePdf } from './writers/pdf/index.js';
import { writeText } from './writers/text.js';
import { writeXlsx } from './writers/xlsx/index.js';

interface FormDefinition { write: Writer; extension: string; contentType: string }

/** Every form there is; a new one is a writer and a line here. */
export const FORMS = {
  text: { write: writeText, extension: 'txt', contentType: 'text/plain; charset=utf-8' },
  html: { write: writeHtml, extension: 'html', contentType: 'text/html; charset=utf-8' },
  pdf: { write: writePdf, extension: 'pdf', contentType: 'application/pdf' },
  xlsx: { write: writeXlsx, extension: 'xlsx', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { write: writeCsv, extension: 'csv', contentType: 'text/csv; charset=utf-8' },
} as const satisfies Record<string, FormDefinition>;

export type Form = keyof typeof FORMS;

export const FORM_NAMES = Object.keys(FORMS) as Form[];
