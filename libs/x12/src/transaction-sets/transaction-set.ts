import type { FactsDraft } from '../facts/facts-draft.js';
import type { Remark, SegmentPlace } from '../facts/remarks.js';
import type { SegmentElements } from '../reader/segment-elements.js';
import type { DocumentFacts } from '../types.js';

/** One transaction set whose facts are indexed. A newcomer adds one file like ts-315.ts and one line in index.ts. */
export interface TransactionSet {
  /** ST01 */
  set: string;
  /** the functional identifiers it is seen under; another one is a note, never a reason to refuse */
  gs01: readonly string[];
  /** the segments the extractor wants; the others are counted without being decoded */
  reads: readonly string[];
  /**
   * @param draft  what the facts are drafted in, and nothing else until the set has ended: it may serve one set after the other
   */
  start(draft?: FactsDraft): Extractor;
}

/** Sees the wanted segments of one set, in order, as they pass. Keeps facts, not segments. */
export interface Extractor {
  /**
   * @param place  of its tag in `reads`, counted from 1
   * @param at  where it stands, for what `remarks` says of it
   */
  segment(place: number, elements: SegmentElements, at?: SegmentPlace): void;
  facts(): DocumentFacts;
  /** The same, all decided, to be made when someone asks; null where there are too few of them to put off. */
  later(): (() => DocumentFacts) | null;
  /** what was left out because there was more of it than the index keeps; null when nothing was */
  cut(): { what: string; kept: number } | null;
  /** numbers that fail their check digit: notes, at most one for each code */
  remarks(): Remark[];
}
