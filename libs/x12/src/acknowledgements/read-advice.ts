import type { ApplicationAdvice } from '../types.js';
import { AdviceReader355 } from './read-advice-355.js';
import { AdviceReader824 } from './read-advice-824.js';

/** Sees the segments it named of one set, in order, the tag at 0, and says what became of the content that is answered. */
export interface AdviceReader {
  segment(elements: string[]): void;
  advice(): ApplicationAdvice;
}

/** The sets that answer content. Their facts, if they have an extractor, are read beside. */
const READERS: Record<string, { readonly segments: readonly string[]; new (): AdviceReader }> = { '355': AdviceReader355, '824': AdviceReader824 };

/** The segments an advice of this kind is read from; none for a set that is no advice. */
export function adviceSegments(st01: string): readonly string[] {
  return readerOf(st01)?.segments ?? [];
}

export function adviceReader(st01: string): AdviceReader | null {
  const Reader = readerOf(st01);
  return Reader ? new Reader() : null;
}

function readerOf(st01: string) {
  return Object.hasOwn(READERS, st01) ? READERS[st01] : undefined;
}
