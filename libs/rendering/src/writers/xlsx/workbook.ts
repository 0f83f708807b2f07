import writeExcelFile from 'write-excel-file/node';
import { FinishedSheets, type Edge } from './finish.js';
import { withinLimits } from './limits.js';
import { propertiesOf } from './properties.js';
import { repacked } from './repacked.js';
import type { Sheet } from './sheet.js';
import { STYLE_NAMES, STYLES } from './styles.js';
import { columnWidths } from './widths.js';

/** Sheets as one file: no macros, no formulas, no links, and the same bytes for the same sheets. */
export async function workbookOf(given: readonly Sheet[], about: { title: string; madeAt: Date; edge: Edge | null }): Promise<Uint8Array> {
  const sheets = given.flatMap((sheet) => withinLimits(sheet));
  const widths = sheets.map(columnWidths);
  const finished = new FinishedSheets(sheets, widths, about.edge);
  const styles = STYLE_NAMES.map((name) => STYLES[name]);
  const file = writeExcelFile(
    sheets.map((sheet, n) => ({ data: [styles], sheet: sheet.name, columns: (widths[n] ?? []).map((width) => ({ width })), ...(sheet.frozen ? { stickyRowsCount: 1 } : {}) })),
    { fontFamily: 'Calibri', fontSize: 11, features: [finished.feature, propertiesOf(about)] },
  );
  return repacked(await file.toBuffer(), (name, content) => finished.rowsInto(name, content));
}
