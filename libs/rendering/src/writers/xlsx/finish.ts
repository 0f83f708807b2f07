import type { Feature, Image } from 'write-excel-file/node';
import { findElement, getChildElements, prependMarkupInsideElement, replaceElement, type FoundElement } from 'write-excel-file/utility';
import { printable } from '../printable.js';
import { columnLetters, escaped, rowsXml, type StyleIds } from './rows.js';
import type { Sheet } from './sheet.js';
import { STYLE_NAMES } from './styles.js';

/** What stands at the foot of a printed sheet, so that a page on a desk can be put back where it belongs. `page` holds {0} and {1}. */
export interface Edge { left: string; middle: string; page: string }

/**
 * The sheets' filter and paper. The library lays out the workbook and is given one row a sheet, a cell a style; where it put
 * each style is read from that row, which then makes way for ours (`rowsInto`). Its own cells would cost half as much again,
 * because it looks up a style for each, and it loses a text that is a property's name ("constructor").
 */
export class FinishedSheets {
  private readonly styles: StyleIds[] = [];

  constructor(private readonly sheets: readonly Sheet[], private readonly widths: readonly (readonly number[])[], private readonly edge: Edge | null) {}

  /** for the library: what it does with each sheet before it packs them */
  get feature(): Feature<Image['content']> {
    return { files: { transform: {
      'xl/worksheets/sheet{id}.xml': { transform: (xml, _, { sheetIndex }) => this.finished(xml, sheetIndex) },
      'xl/workbook.xml': { transform: (xml) => withRepeatedHeadings(xml, this.sheets) },
    } } };
  }

  /** A sheet of the packed workbook with its rows. They come last, so that nothing searches, cuts or packs them twice. */
  rowsInto(name: string, content: Uint8Array): Uint8Array {
    const index = Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1]) - 1;
    const sheet = this.sheets[index];
    const styles = this.styles[index];
    if (!sheet || !styles) return content;
    const [before, after] = Buffer.from(content).toString('utf8').split(ROWS);
    if (before === undefined || after === undefined) throw new RangeError(`${name} has no place for its rows`);
    return Buffer.from(before + rowsXml(sheet, styles, this.widths[index] ?? []) + after, 'utf8');
  }

  /** What follows the rows has its order (ECMA-376 part 1, 18.3.1.99): filter, lines and margins, paper, foot, what is no error. */
  private finished(given: string, index: number): string {
    const sheet = this.sheets[index];
    if (!sheet) throw new RangeError('the workbook has a sheet more than were given');
    const { edge } = this;
    const xml = edge ? prependMarkupInsideElement(given, found(given, 'worksheet'), '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>') : given;
    const data = found(xml, 'sheetData');
    this.styles[index] = stylesIn(xml, data);
    const area = `A1:${columnLetters(sheet.columns.length - 1)}${Math.max(1, sheet.rows.length)}`;
    const filter = sheet.filtered ? `<autoFilter ref="${area}"/>` : '';
    const after = `${filter}${edge ? paper(sheet, edge) : ''}<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors>`;
    return replaceElement(xml, data, `<sheetData>${ROWS}</sheetData>${after}`);
  }
}

/** Where the rows of a sheet go. No text of ours can hold it: XML would escape its first sign. */
const ROWS = '<!--rows-->';

function stylesIn(xml: string, data: FoundElement): StyleIds {
  const row = getChildElements(xml, data)[0];
  const cells = row ? getChildElements(xml, row) : [];
  if (cells.length !== STYLE_NAMES.length) throw new RangeError(`${cells.length} cells stand for ${STYLE_NAMES.length} styles`);
  return Object.fromEntries(STYLE_NAMES.map((name, n) => [name, String(cells[n]?.openingTagAttributes['s'])])) as StyleIds;
}

/** As wide as the paper and as long as it takes, whatever size the printer holds. */
function paper({ landscape }: Sheet, edge: Edge): string {
  // Excel calls a file damaged whose foot has more than 255 signs.
  const said = (text: string): string => escaped(printable(text.slice(0, 60)).replaceAll('&', '&&'));
  const page = said(edge.page).replace('{0}', '&amp;P').replace('{1}', '&amp;N');
  return `<printOptions${landscape ? ' gridLines="1"' : ''}/>`
    + '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    + `<pageSetup orientation="${landscape ? 'landscape' : 'portrait'}" fitToHeight="0"/>`
    + `<headerFooter><oddFooter>&amp;L${said(edge.left)}&amp;C${said(edge.middle)}&amp;R${page}</oddFooter></headerFooter>`;
}

/** The heading row at the top of each printed page (ECMA-376 part 1, 18.2.5). */
function withRepeatedHeadings(xml: string, sheets: readonly Sheet[]): string {
  const names = sheets.flatMap(({ name, frozen }, n) => (frozen ? [`<definedName name="_xlnm.Print_Titles" localSheetId="${n}">'${escaped(name.replaceAll("'", "''"))}'!$1:$1</definedName>`] : []));
  const element = names.length === 0 ? undefined : findElement(xml, 'definedNames');
  return element ? replaceElement(xml, element, `<definedNames>${names.join('')}</definedNames>`) : xml;
}

function found(xml: string, name: string): FoundElement {
  const element = findElement(xml, name);
  if (!element) throw new RangeError(`the sheet has no ${name}`);
  return element;
}
