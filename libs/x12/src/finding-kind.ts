import type { AnswerCode, Finding } from './types.js';

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
