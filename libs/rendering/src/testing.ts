import { prepare } from './prepare.js';
import type { DocumentToRender } from './types.js';
import * as customs from './words/customs.js';
import * as dates from './words/dates.js';
import * as delivery from './words/delivery.js';
import * as equipment from './words/equipment.js';
import * as events from './words/events.js';
import * as handling from './words/handling.js';
import * as hazard from './words/hazard.js';
import * as packages from './words/packages.js';
import * as places from './words/places.js';
import * as purposes from './words/purposes.js';
import * as references from './words/references.js';
import * as statuses from './words/statuses.js';
import * as weights from './words/weights.js';
import { Words } from './words/words.js';
import { faces } from './writers/pdf/dejavu.js';
import { sheetsOf } from './writers/pdf/layout.js';
import { documentSheet } from './writers/xlsx/document-sheet.js';
import { tableSheets } from './writers/xlsx/table-sheets.js';

export { PHRASES, type PhraseKey } from './words/phrases/index.js';
export * from './samples.js';

/** Every table of codes and their words. */
export const WORD_TABLES = [customs, dates, delivery, equipment, events, handling, hazard, packages, places, purposes, references, statuses, weights];

/** A line of text as it stands on a sheet of a PDF: what a bench lets the bare library write again. */
export interface LineOnSheet { text: string; x: number; y: number; size: number; face: 'words' | 'bold' | 'exact' }

/** The lines of a document's PDF, sheet by sheet: texts that share a baseline are one line. */
export function linesOnSheets(document: DocumentToRender): LineOnSheet[][] {
  const { page, words } = prepare(document);
  return sheetsOf(page, faces(), words).map(({ runs }) => {
    const lines = new Map<number, LineOnSheet>();
    for (const { text, x, y, size, face } of runs) {
      const known = lines.get(Math.round(y * 10));
      if (known) known.text += `  ${text}`;
      else lines.set(Math.round(y * 10), { text, x, y, size, face });
    }
    return [...lines.values()];
  });
}

/** The cells of documents' workbook that hold something, sheet by sheet and row by row. */
export function cellsOfSheets(documents: readonly DocumentToRender[]): { name: string; rows: (string | number | null)[][] }[] {
  const prepared = documents.map(prepare);
  const words = prepared[0]?.words ?? Words.in('en');
  return [documentSheet(prepared, words), ...tableSheets(prepared, words)].map(({ name, columns, rows }) => ({
    name,
    rows: rows.map(({ cells, heading }) => cells.map((cell, n) => (cell === '' ? null : columns[n]?.kind === 'figure' && !heading && /^-?\d{1,15}(\.\d+)?$/.test(cell) ? Number(cell) : cell))),
  }));
}
