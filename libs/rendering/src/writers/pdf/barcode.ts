import bwip from 'bwip-js';

/** White on either side of the bars, in modules, that a scanner needs (ISO/IEC 15417). */
export const QUIET = 10;

/** Code 128 of a ref: widths of bar, gap, bar … in modules. Null: it has signs the code has not, and stands in words alone. */
export function barsOf(ref: string): readonly number[] | null {
  if (!/^[\x20-\x7E]{1,40}$/.test(ref)) return null;
  const [symbol] = bwip.raw('code128', ref);
  return symbol && 'sbs' in symbol ? symbol.sbs : null;
}

export function modulesOf(widths: readonly number[]): number { return widths.reduce((sum, width) => sum + width, 0); }
