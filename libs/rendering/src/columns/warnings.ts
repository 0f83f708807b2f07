import type { PhraseKey } from '../words/phrases/index.js';
import type { Words } from '../words/words.js';
import { printable } from '../writers/printable.js';

/** What a table changes or leaves out, counted where it happens and said once each, in the order it was first met. */
export class Warnings {
  private readonly counted = new Map<string, { phrase: PhraseKey; what: string; count: number; first: string }>();

  /** @param what the column or the content it is about; @param first the first case of it, which the sentence names */
  count(phrase: PhraseKey, what: string, first: string): void {
    const key = `${phrase} ${what}`;
    const known = this.counted.get(key);
    if (known) known.count += 1;
    else this.counted.set(key, { phrase, what, count: 1, first });
  }

  say(words: Words): string[] {
    return [...this.counted.values()].map(({ phrase, what, count, first }) => printable(words.say(phrase, what, words.figure(String(count)), first)));
  }
}
