import type { FunctionalAcknowledgement } from '../types.js';
import { verdictWords } from './words.js';

/** The segments of a 997 or 999 that say what became of a group and its sets. */
export const ACKNOWLEDGEMENT_SEGMENTS = ['AK1', 'AK2', 'AK5', 'IK5', 'AK9'] as const;

/** More answered sets than any interchange we read may hold; what lies beyond is not kept. */
const MOST_SETS = 100_000;

/** Reads one 997 or 999 as its segments pass. An absent verdict is ''. */
export class AcknowledgementReader {
  private readonly read: FunctionalAcknowledgement = { gs01: '', gs06: '', groupVerdict: '', sets: [] };
  private open: FunctionalAcknowledgement['sets'][number] | null = null;

  segment(elements: string[]): void {
    const [tag = '', first = '', second = ''] = elements.map((element) => element.trim());
    if (tag === 'AK1') {
      this.read.gs01 = first;
      this.read.gs06 = second;
    } else if (tag === 'AK2') {
      this.open = { st01: first, st02: second, verdict: '', words: 'no AK5 follows: no verdict' };
      if (this.read.sets.length < MOST_SETS) this.read.sets.push(this.open);
    } else if (tag === 'AK5' || tag === 'IK5') {
      if (this.open) {
        this.open.verdict = first;
        this.open.words = verdictWords(tag, first, elements.slice(2, 7).map((code) => code.trim()).filter((code) => code !== ''));
      }
      this.open = null;
    } else if (tag === 'AK9') {
      this.read.groupVerdict = first;
    }
  }

  acknowledgement(): FunctionalAcknowledgement { return this.read; }
}
