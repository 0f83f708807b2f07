import type { CellObject } from 'write-excel-file/node';

/**
 * How cells look. Text has the format @, so that a spreadsheet leaves 0012345 and 1E5 as they are, also when somebody edits
 * the cell. A figure shows the decimals it came with: #,##0.### would put a point behind every whole number.
 */
const top = { alignVertical: 'top' } as const;
const heading = { type: String, format: '@', fontWeight: 'bold', backgroundColor: '#E4E4E4', bottomBorderStyle: 'thin', alignVertical: 'center', wrap: true } as const;
const figure = (decimals: number) => ({ type: Number, format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`, align: 'right', indent: 1, ...top } as const);

export const STYLES = {
  heading,
  figureHeading: { ...heading, align: 'right', indent: 1 },
  text: { type: String, format: '@', wrap: true, ...top },
  exact: { type: String, format: '@', wrap: true, fontFamily: 'Consolas', ...top },
  figure0: figure(0), figure1: figure(1), figure2: figure(2), figure3: figure(3), figure4: figure(4), figure5: figure(5), figure6: figure(6),
} as const satisfies Record<string, CellObject>;

export type StyleName = keyof typeof STYLES;

export const STYLE_NAMES = Object.keys(STYLES) as readonly StyleName[];

const FIGURES: readonly StyleName[] = ['figure0', 'figure1', 'figure2', 'figure3', 'figure4', 'figure5', 'figure6'];
const DECIMAL = /^-?(\d+)(?:\.(\d+))?$/;

/** The style of a figure by its decimals; null where it is no number, or one a spreadsheet's fifteen digits cannot hold. */
export function figureStyle(text: string): StyleName | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, whole = '', decimals = ''] = match;
  if (whole.length + decimals.length > 15 && whole.replace(/^0+/, '').length + decimals.length > 15) return null;
  return FIGURES[decimals.length] ?? null;
}
