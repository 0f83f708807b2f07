import type { FunctionalAcknowledgement } from '../types.js';
import { elementFaultWords, segmentFaultWords, verdictWords } from './words.js';

/** The segments of a 997 or 999 that say what became of a group and its sets. */
export const ACKNOWLEDGEMENT_SEGMENTS = ['AK1', 'AK2', 'AK3', 'AK4', 'AK5', 'IK3', 'IK4', 'IK5', 'CTX', 'AK9'] as const;

/** More answered sets than any interchange we read may hold; what lies beyond is not kept. */
const MOST_SETS = 100_000;
/** Faults of one set that are put into words; a person who must mend more asks the sender of the answer. */
const MOST_FAULTS = 8;
/** Faults put into words in one answer: the words of 100,000 sets must not fill the memory. */
const MOST_FAULTS_IN_ALL = 20_000;
/** Longer than any code, tag or number; what is longer is not ours and is cut. */
const MOST_CHARACTERS = 35;

/** Reads one 997 or 999 as its segments pass. An absent verdict is ''. */
export class AcknowledgementReader {
  static readonly segments: readonly string[] = ACKNOWLEDGEMENT_SEGMENTS;
  private readonly read: FunctionalAcknowledgement = { isa13: null, gs01: '', gs06: '', groupVerdict: '', sets: [] };
  private open: FunctionalAcknowledgement['sets'][number] | null = null;
  private faults: string[] = [];
  private unsaid = 0;
  private saidInAll = 0;

  segment(elements: string[]): void {
    const [tag = '', first = '', second = '', third = '', fourth = ''] = elements.slice(0, 5).map(cut);
    if (tag === 'AK1') {
      this.read.gs01 = first;
      this.read.gs06 = second;
    } else if (tag === 'AK2') {
      this.open = { st01: first, st02: second, verdict: '', words: 'no AK5 follows: no verdict' };
      this.faults = [];
      this.unsaid = 0;
      if (this.read.sets.length < MOST_SETS) this.read.sets.push(this.open);
    } else if (tag === 'AK3' || tag === 'IK3') {
      this.fault(segmentFaultWords(first, second, fourth));
    } else if (tag === 'AK4' || tag === 'IK4') {
      this.fault(elementFaultWords(first, second, third, fourth));
    } else if (tag === 'CTX') {
      this.fault(`about ${[first, second, third].filter((value) => value !== '').join(' ')}`);
    } else if (tag === 'AK5' || tag === 'IK5') {
      if (this.open) {
        this.open.verdict = first;
        const told = [verdictWords(tag, first, elements.slice(2, 7).map(cut).filter((code) => code !== '')), ...this.faults];
        if (this.unsaid > 0) told.push(`and ${this.unsaid} more`);
        this.open.words = told.join('; ');
      }
      this.open = null;
    } else if (tag === 'AK9') {
      this.read.groupVerdict = first;
    }
  }

  acknowledgement(): FunctionalAcknowledgement { return this.read; }

  private fault(words: string): void {
    if (!this.open) return;
    if (this.faults.length >= MOST_FAULTS || this.saidInAll >= MOST_FAULTS_IN_ALL) {
      this.unsaid += 1;
      return;
    }
    this.faults.push(words);
    this.saidInAll += 1;
  }
}

function cut(value: string): string {
  return value.trim().slice(0, MOST_CHARACTERS);
}
