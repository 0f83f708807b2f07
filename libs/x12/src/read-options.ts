import type { Limits } from './limits.js';
import type { ReadGroup, ReadInterchange, ReadSet, Strictness } from './types.js';

export interface ReadOptions {
  /** what to bound otherwise than LIMITS */
  limits?: Partial<Limits>;
  /** check the structure of the sets that have a table, and how much a fault weighs; absent or null: envelope and counts alone */
  structure?: Strictness | null;
  /** false: no facts are read for the index, `facts` stays null; default true */
  facts?: boolean;
  /** false: nothing is hashed, every sha256 stays ''; default true. What is kept or passed on needs its hashes. */
  hashes?: boolean;
  /**
   * Hands each set over at its end, with its facts and findings, instead of keeping it: `groups[].sets` stays empty and the
   * memory used does not grow with the file. Its `accepted` knows its own faults only, since its trailers are still to come.
   * Who keeps nothing of them may raise `limits.sets`; groups, interchanges and TA1 are kept all the same.
   */
  onSet?: (set: ReadSet, group: ReadGroup, interchange: ReadInterchange) => void;
}
