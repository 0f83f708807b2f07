import type { FaceName } from './face.js';

/** Text in one face on one line; x from the left edge of the sheet, y of its baseline from the top of its piece. */
export interface Run { x: number; y: number; face: FaceName; size: number; text: string; white?: boolean }

/** What is drawn and not read. `x` and `y` are the upper left corner. */
export type Mark =
  | { kind: 'rule'; x: number; y: number; width: number; weight: number }
  | { kind: 'band'; x: number; y: number; width: number; height: number }
  | { kind: 'box'; x: number; y: number; width: number; height: number; weight: number }
  | { kind: 'stripes'; x: number; y: number; width: number; height: number }
  | { kind: 'diamond'; x: number; y: number; size: number }
  | { kind: 'triangle'; x: number; y: number; size: number }
  | { kind: 'bars'; x: number; y: number; module: number; height: number; widths: readonly number[] };

/** A frame around all pieces that name it; it closes at the foot of a sheet and opens again on the next. */
export interface Frame { tone: 'hazard' | 'warning' }

/** The part of the sheet's width that may be filled. */
export interface Strip { x: number; width: number }

/** Makes what is said again at the top of a sheet, anew each time; null: nothing is. */
export type Again = (() => Piece[]) | null;

/** A strip across the sheet that is never cut, unless it alone is longer than a sheet. */
export interface Piece {
  height: number;
  /** air above it, except at the top of a sheet */
  gap: number;
  /** stands on the same sheet as the piece after it */
  keep: boolean;
  runs: Run[];
  marks: Mark[];
  /** what is said again above it where it comes to stand at the top of a sheet: the head of its table */
  again: Again;
  /** the same for what is left of it after it had to be cut: whose seals these are */
  whenCut: Again;
  frame: Frame | null;
}

export interface Sheet { runs: Run[]; marks: Mark[] }

export function piece(height: number, more: Partial<Piece> = {}): Piece {
  return { height, gap: 0, keep: false, runs: [], marks: [], again: null, whenCut: null, frame: null, ...more };
}
