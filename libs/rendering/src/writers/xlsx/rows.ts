import { rowHeight } from './heights.js';
import type { Sheet, SheetRow } from './sheet.js';
import { figureStyle, type StyleName } from './styles.js';

/** Where each style stands in the workbook's own list. */
export type StyleIds = Readonly<Record<StyleName, string>>;

/**
 * The rows of a sheet as SpreadsheetML (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4). Texts stand in their cells (`inlineStr`):
 * of a list of boxes hardly one comes twice, so a table of shared strings would cost time and save nothing.
 */
export function rowsXml({ columns, rows }: Sheet, styles: StyleIds, widths: readonly number[]): string {
  const letters = columns.map((_, index) => columnLetters(index));
  const kinds = columns.map(({ kind }) => kind);
  let xml = '';
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[n] as SheetRow;
    const height = rowHeight(row, columns, widths);
    xml += height === null ? `<row r="${n + 1}">` : `<row r="${n + 1}" ht="${height}" customHeight="1">`;
    for (let column = 0; column < row.cells.length; column += 1) {
      const text = row.cells[column] ?? '';
      // A heading without a word still has its ground.
      if (text === '' && !row.heading) continue;
      const address = `${letters[column]}${n + 1}`;
      const kind = kinds[column];
      if (row.heading) xml += textCell(address, styles[kind === 'figure' ? 'figureHeading' : 'heading'], text);
      else if (kind === 'figure') xml += figureCell(address, styles, text);
      else xml += textCell(address, styles[kind === 'exact' ? 'exact' : 'text'], text);
    }
    xml += '</row>';
  }
  return xml;
}

function textCell(address: string, style: string, text: string): string {
  if (text === '') return `<c r="${address}" s="${style}"/>`;
  const keep = text.startsWith(' ') || text.endsWith(' ') ? ' xml:space="preserve"' : '';
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t${keep}>${escaped(text)}</t></is></c>`;
}

function figureCell(address: string, styles: StyleIds, text: string): string {
  const style = figureStyle(text);
  return style === null ? textCell(address, styles.text, text) : `<c r="${address}" s="${styles[style]}"><v>${text.startsWith('0') ? text.replace(/^0+(?=\d)/, '') : text}</v></c>`;
}

const SPECIAL = /[&<>]|_x[0-9A-Fa-f]{4}_/;

/** `_x0041_` is how SpreadsheetML writes a sign by its number, so a text that holds these very signs says so. */
export function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

/** 0 is A, 25 is Z, 26 is AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}
