import { printable } from '../bytes.js';
import type { ApplicationAdvice } from '../types.js';

export type AdviceItemRead = ApplicationAdvice['items'][number];
export type AdviceVerdict = AdviceItemRead['verdict'];

/** As many items as sets in an answer; references and words of an item as a person can use. Beyond that nothing is kept. */
const MOST = { items: 100_000, referencesInAll: 100_000, references: 10_000, words: 1_000, wordsInAll: 5_000_000, value: 80 } as const;

/** The items of one 824 or 355, filled while its segments pass. Bounded, whatever was sent. */
export class AdviceDraft {
  private readonly items: AdviceItemRead[] = [];
  private current: AdviceItemRead | null = null;
  private seen = new Set<string>();
  private references = 0;
  private characters = 0;

  /** Absent control numbers are ''. */
  open(item: { verdict: AdviceVerdict; code: string; gs06?: string; st01?: string; st02?: string; words: string }): AdviceItemRead {
    this.current = {
      verdict: item.verdict, code: item.code.slice(0, MOST.value),
      gs06: told(item.gs06), st01: told(item.st01), st02: told(item.st02), references: [], words: item.words.slice(0, MOST.words),
    };
    this.seen = new Set();
    if (this.items.length < MOST.items) this.items.push(this.current);
    return this.current;
  }

  reference(qualifier: string | undefined, value: string | undefined): void {
    const reference = { qualifier: (qualifier ?? '').slice(0, 3), value: (value ?? '').slice(0, MOST.value) };
    if (!this.current || reference.value === '' || this.current.references.length >= MOST.references || this.references >= MOST.referencesInAll) return;
    const key = `${reference.qualifier}*${reference.value}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.current.references.push(reference);
    this.references += 1;
  }

  say(words: string, copy = ''): void {
    const said = words.trim();
    if (!this.current || said === '' || this.current.words.length >= MOST.words || this.characters >= MOST.wordsInAll) return;
    const more = `; ${said}${copy === '' ? '' : `: ${printable(copy)}`}`;
    this.current.words = (this.current.words + more).slice(0, MOST.words);
    this.characters += more.length;
  }

  advice(): ApplicationAdvice { return { items: this.items }; }
}

function told(value: string | undefined): string | null {
  const number = (value ?? '').trim().slice(0, MOST.value);
  return number === '' ? null : number;
}
