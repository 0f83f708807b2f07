import writeExcelFile from 'write-excel-file/node';
import { finishedBy, type Edge } from './finish.js';
import { withFixedDates } from './fixed-dates.js';
import { withinLimits } from './limits.js';
import { propertiesOf } from './properties.js';
import type { Sheet } from './sheet.js';
import { STYLE_NAMES, STYLES } from './styles.js';
import { columnWidths } from './widths.js';

/** Sheets as one file: no macros, no formulas, no links, and the same bytes for the same sheets. */
export async function workbookOf(given: readonly Sheet[], about: { title: string; madeAt: Date; edge: Edge | null }): Promise<Uint8Array> {
  const sheets = given.flatMap((sheet) => withinLimits(sheet));
  const widths = sheets.map(columnWidths);
  const styles = STYLE_NAMES.map((name) => STYLES[name]);
  const file = writeExcelFile(
    sheets.map((sheet, n) => ({ data: [styles], sheet: sheet.name, columns: (widths[n] ?? []).map((width) => ({ width })), ...(sheet.frozen ? { stickyRowsCount: 1 } : {}) })),
    { fontFamily: 'Calibri', fontSize: 11, features: [finishedBy(sheets, widths, about.edge), propertiesOf(about)] },
  );
  return withFixedDates(await file.toBuffer());
}
