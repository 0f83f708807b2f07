/** A document that an endpoint was sent, with the numbers it was sent under. */
export interface SentDocument {
  id: number;
  ref: string;
  /** the interchange as it was sent, a relayed one or one of ours: documents of one unit left together */
  unit: string;
  isa13: string;
  /** ISA09 and ISA10 as they were sent, for a TA1; left out or null where they are not known */
  isa09?: string | null;
  isa10?: string | null;
  gs01: string;
  /** empty in EDIFACT without groups */
  gs06: string;
  set: string;
  st02: string;
  /** the bills it is about, for an advice that names no control numbers */
  bills?: readonly string[];
  /** false while no try of it was ever opened: what was never sent cannot be answered */
  tried: boolean;
  /** true when nothing is awaited for it any more */
  settled: boolean;
  receivedAt: Date;
}

export type AckVerdict = 'accepted' | 'accepted-with-errors' | 'rejected';

/** `level`: what the answer proves. transport: it arrived; syntax: it could be read; content: it was taken as business. */
export interface AckMatch { documentId: number; level: 'transport' | 'syntax' | 'content'; verdict: AckVerdict; words: string; matchedBy: string }
export interface AckResult { matched: AckMatch[]; unmatched: { words: string; because: string }[] }

export function matchesNothing(words: string, because: string): AckResult {
  return { matched: [], unmatched: [{ words, because }] };
}

/** Control numbers are numbers: 000000103 and 103 are the same. What is no number is compared as it is. */
export function sameNumber(a: string, b: string): boolean {
  return bareNumber(a) === bareNumber(b);
}

export function bareNumber(number: string): string {
  const trimmed = number.trim();
  return /^\d+$/.test(trimmed) ? trimmed.replace(/^0+(?=\d)/, '') : trimmed;
}
