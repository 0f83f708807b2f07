import { COMMON } from '../facts/common-segments.js';
import { FactsDraft } from '../facts/facts-draft.js';
import type { Remark, SegmentPlace } from '../facts/remarks.js';
import type { DocumentFacts } from '../types.js';
import { tagOf } from '../reader/elements.js';
import type { SegmentElements } from '../reader/segment-elements.js';
import { TagTable } from '../reader/tag-table.js';
import type { Extractor, TransactionSet } from './transaction-set.js';

type Visit<Memory> = (draft: FactsDraft, elements: SegmentElements, memory: Memory) => void;

interface Definition<Memory> {
  set: string;
  gs01: readonly string[];
  /** segments read as every ocean set reads them */
  common: readonly (keyof typeof COMMON)[];
  /** segments this set reads in its own way */
  own?: Record<string, Visit<Memory>>;
  /** what those remember from segment to segment; made anew for each set read */
  memory?: () => Memory;
}

/** A transaction set from its table of segments. */
export function defineSet<Memory = undefined>({ set, gs01, common, own = {}, memory }: Definition<Memory>): TransactionSet {
  const visits = new Map<string, Visit<Memory>>([
    ...common.map((tag): [string, Visit<Memory>] => [tag, COMMON[tag]]),
    ...Object.entries(own),
  ]);
  const byTag = new TagTable(new Map([...visits].map(([tag, visit]) => [tagOf(tag), visit])));
  return { set, gs01, reads: [...visits.keys()], start: () => new TableExtractor(set, byTag, memory?.() as Memory) };
}

class TableExtractor<Memory> implements Extractor {
  private readonly draft: FactsDraft;

  constructor(set: string, private readonly visits: TagTable<Visit<Memory>>, private readonly memory: Memory) {
    this.draft = new FactsDraft(set);
  }

  segment(elements: SegmentElements, at: SegmentPlace | null = null): void {
    this.draft.at = at;
    this.visits.get(elements.tag)?.(this.draft, elements, this.memory);
  }

  facts(): DocumentFacts { return this.draft.facts(); }
  cut(): { what: string; kept: number } | null { return this.draft.cut; }
  remarks(): Remark[] { return this.draft.remarks.all(); }
}
