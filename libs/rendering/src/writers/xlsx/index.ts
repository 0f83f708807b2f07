import type { Prepared, Writer } from '../../prepared.js';
import { Words } from '../../words/words.js';
import { documentSheet } from './document-sheet.js';
import { tableSheets } from './table-sheets.js';
import { workbookOf } from './workbook.js';

/**
 * A workbook: a sheet of what is asked and the facts, then one for each kind of table. Container, seal and bill numbers are
 * text, figures are numbers; nothing in it runs, calculates or leads elsewhere. The same documents give the same bytes.
 */
export const writeXlsx = (async (documents: readonly Prepared[]): Promise<Uint8Array> => {
  const [first] = documents;
  const words = first?.words ?? Words.in('en');
  const pages = documents.map(({ page }) => page);
  return workbookOf([documentSheet(documents, words), ...tableSheets(documents, words)], {
    title: pages.map(({ title, ref }) => `${title} ${ref}`).join(', '),
    madeAt: first?.context.madeAt ?? new Date(0),
    edge: { left: pages.map(({ ref }) => ref).slice(0, 3).join(' '), middle: pages.length === 1 ? (pages[0]?.vessel ?? '') : '', page: words.say('printedPage', '{0}', '{1}') },
  });
}) satisfies Writer;
