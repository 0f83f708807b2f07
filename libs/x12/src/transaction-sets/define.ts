import { COMMON } from '../facts/common-segments.js';
import { FactsDraft } from '../facts/facts-draft.js';
import type { Remark, SegmentPlace } from '../facts/remarks.js';
import type { DocumentFacts } from '../types.js';
import type { SegmentElements } from '../reader/segment-elements.js';
import type { Extractor, TransactionSet } from './transaction-set.js';

type Visit<Memory> = (draft: FactsDraft, elements: SegmentElements, memory: Memory) => void;

interface Definition<Memory> {
  set: string;
  gs01: readonly string[];
  /** it tells when a vessel is where: every time told of a place is kept, not the best alone */
  timed?: boolean;
  /** segments read as every ocean set reads them */
  common: readonly (keyof typeof COMMON)[];
  /** segments this set reads in its own way */
  own?: Record<string, Visit<Memory>>;
  /** what those remember from segment to segment; made anew for each set read */
  memory?: () => Memory;
}

/** A transaction set from its table of segments. */
export function defineSet<Memory = undefined>({ set, gs01, timed = false, common, own = {}, memory }: Definition<Memory>): TransactionSet {
  const visits = new Map<string, Visit<Memory>>([
    ...common.map((tag): [string, Visit<Memory>] => [tag, COMMON[tag]]),
    ...Object.entries(own),
  ]);
  const inOrder = [...visits.values()];
  return { set, gs01, reads: [...visits.keys()], start: (draft = new FactsDraft()) => new TableExtractor(draft.begin(set, timed), inOrder, memory?.() as Memory) };
}

class TableExtractor<Memory> implements Extractor {
  constructor(private readonly draft: FactsDraft, private readonly visits: readonly Visit<Memory>[], private readonly memory: Memory) {}

  segment(place: number, elements: SegmentElements, at: SegmentPlace | null = null): void {
    if (this.draft.at !== at) this.draft.at = at;
    const visit = this.visits[place - 1];
    if (visit) visit(this.draft, elements, this.memory);
  }

  facts(): DocumentFacts { return this.draft.facts(); }
  later(): (() => DocumentFacts) | null { return this.draft.later(); }
  cut(): { what: string; kept: number } | null { return this.draft.cut; }
  remarks(): Remark[] { return this.draft.remarks.all(); }
}
