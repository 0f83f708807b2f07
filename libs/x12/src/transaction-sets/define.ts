import { COMMON } from '../facts/common-segments.js';
import { FactsDraft } from '../facts/facts-draft.js';
import type { TransactionSet } from './transaction-set.js';

type Visit = (draft: FactsDraft, elements: string[]) => void;

interface Definition {
  set: string;
  gs01: readonly string[];
  /** segments read as every ocean set reads them */
  common: readonly (keyof typeof COMMON)[];
  /** segments this set reads in its own way; made anew for each set read, so that it may remember */
  own: () => Record<string, Visit>;
}

/** A transaction set from its table of segments. */
export function defineSet({ set, gs01, common, own }: Definition): TransactionSet {
  return {
    set, gs01, reads: [...common, ...Object.keys(own())],
    start() {
      const draft = new FactsDraft(set);
      const visits = new Map<string, Visit>([
        ...common.map((tag): [string, Visit] => [tag, COMMON[tag]]),
        ...Object.entries(own()),
      ]);
      return {
        segment(elements) { visits.get(elements[0] ?? '')?.(draft, elements); },
        facts: () => draft.facts(),
        cut: () => draft.cut,
      };
    },
  };
}
