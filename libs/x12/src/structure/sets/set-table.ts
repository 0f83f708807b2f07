/** One segment of a set, or one loop, at its place in the order. */
export interface TableEntry {
  /** the segment's tag; of a loop the tag it opens with, which is also the loop's identifier */
  tag: string;
  /** M mandatory, O optional; within a loop: once the loop is open */
  requirement: 'M' | 'O';
  /** how often it may stand here; of a loop, how often the loop */
  max: number;
  /** of a loop: what follows the segment that opens it */
  body: readonly TableEntry[] | null;
  /** first release it stands here in, and first release it no longer does: 4030 for 004030 */
  since: number;
  before: number;
}

/** The table of one transaction set, without its ST and SE. */
export interface SetTable {
  /** ST01 */
  set: string;
  /** where the facts were compared, and what was left open */
  source: string;
  body: readonly TableEntry[];
}

interface Releases { since?: number; before?: number }

export function segment(tag: string, requirement: 'M' | 'O', max: number, releases: Releases = {}): TableEntry {
  return { tag, requirement, max, body: null, since: releases.since ?? 0, before: releases.before ?? Infinity };
}

export function loop(tag: string, requirement: 'M' | 'O', max: number, body: readonly TableEntry[], releases: Releases = {}): TableEntry {
  return { ...segment(tag, requirement, max, releases), body };
}
