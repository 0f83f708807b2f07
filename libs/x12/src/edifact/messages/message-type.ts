import type { FactsDraft } from '../../facts/facts-draft.js';
import type { Remark } from '../../facts/remarks.js';
import type { DocumentFacts } from '../../types.js';
import type { EdifactSegment } from '../edifact-segment.js';

/** One EDIFACT message type whose facts are indexed. A newcomer adds one file like coprar.ts and one line in index.ts. */
export interface MessageType {
  /** 0065 */
  set: string;
  /** the segments the extractor wants; the others are counted without being decoded */
  reads: readonly string[];
  /**
   * @param draft  what the facts are drafted in, and nothing else until the message has ended
   */
  start(draft?: FactsDraft): MessageExtractor;
}

/** Sees the wanted segments of one message, in order, as they pass. Keeps facts, not segments. */
export interface MessageExtractor {
  /** one object serves for all: nobody keeps it */
  segment(passing: EdifactSegment): void;
  facts(): DocumentFacts;
  /** The same, all decided, to be made when someone asks; null where there are too few of them to put off. */
  later(): (() => DocumentFacts) | null;
  /** what looks wrong and refuses nothing: check digits */
  remarks(): Remark[];
  /** what was left out because there was more of it than the index keeps; null when nothing was */
  cut(): { what: string; kept: number } | null;
}
