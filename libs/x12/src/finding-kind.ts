import type { AnswerCode, Finding, PlaceInSet } from './types.js';

/** Where a finding of this kind stands: one fixed level, or the innermost of set, group and interchange that is open. */
type Level = Finding['level'] | 'innermost';

export interface FindingKind {
  /** what it weighs unless the partner's strictness decides (faults of structure) */
  severity: Finding['severity'];
  level: Level;
  /** what it becomes when it is answered; left out where no answer has a code for it */
  answer?: AnswerCode;
  /** the same where the level is `innermost` and the answer differs by it */
  answers?: Partial<Record<Finding['level'], AnswerCode>>;
  /** one sentence for the README and for whoever asks what the code means */
  means: string;
  /** the sentence an operator reads, without the place, which is added */
  sentence: (words: { element: string | null; found: string; expected: string }) => string;
}

/** What a reader knows at the moment it finds something. */
export interface FoundFacts<Code extends string> {
  code: Code;
  segment: number;
  offset: number;
  element?: string | null;
  found: string;
  expected: string;
  /** of a fault of structure: where it stands, and what it weighs by the partner's wish */
  inSet?: PlaceInSet;
  severity?: Finding['severity'];
}

/** A finding from its kind. `innermost` is the level that stands open where the kind leaves it to the place. */
export function completed(kind: FindingKind, facts: FoundFacts<string>, innermost: Finding['level']): Finding {
  const { code, segment, offset, element = null, found, expected } = facts;
  const level = kind.level === 'innermost' ? innermost : kind.level;
  const place = segment > 0 ? `segment ${segment}, byte ${offset}` : `byte ${offset}`;
  return {
    code, severity: facts.severity ?? kind.severity, level, segment, element, offset, found, expected,
    answer: kind.answers?.[level] ?? kind.answer ?? null, inSet: facts.inSet ?? null, sentence: `${kind.sentence({ element, found, expected })} (${place})`,
  };
}
