import { ACKNOWLEDGEMENT_SEGMENTS, AcknowledgementReader } from '../acknowledgements/read-acknowledgement.js';
import { transactionSet } from '../transaction-sets/index.js';
import type { Extractor } from '../transaction-sets/transaction-set.js';
import type { ReadSet } from '../types.js';
import { tagOf } from './elements.js';

const NOTHING: ReadonlySet<number> = new Set();
const OF_ACKNOWLEDGEMENT: ReadonlySet<number> = new Set(ACKNOWLEDGEMENT_SEGMENTS.map(tagOf));
const WANTED = new Map<string, ReadonlySet<number>>();

/** The set between ST and SE: what is counted, and who wants to see its segments. */
export class OpenSet {
  readonly read: ReadSet;
  /** tags, as numbers, that must be decoded; the other segments are only counted */
  readonly wanted: ReadonlySet<number>;
  private readonly extractor: Extractor | null;
  private readonly answer: AcknowledgementReader | null;

  constructor(st: string[], start: number) {
    const st01 = (st[1] ?? '').trim();
    this.read = {
      st01, st02: (st[2] ?? '').trim(), start, end: start, sha256: '', segments: 1, declaredSegments: null,
      findings: [], facts: null, acknowledgement: null,
    };
    const definition = transactionSet(st01);
    this.extractor = definition?.start() ?? null;
    this.answer = st01 === '997' || st01 === '999' ? new AcknowledgementReader() : null;
    this.wanted = this.answer ? OF_ACKNOWLEDGEMENT : definition ? wantedBy(definition.set, definition.reads) : NOTHING;
  }

  see(elements: string[]): void {
    this.extractor?.segment(elements);
    this.answer?.segment(elements);
  }

  /** Fills what is known when the set ends. What the index left out comes back, for a note. */
  close(end: number, sha256: string): { what: string; kept: number } | null {
    this.read.end = end;
    this.read.sha256 = sha256;
    this.read.facts = this.extractor?.facts() ?? null;
    this.read.acknowledgement = this.answer?.acknowledgement() ?? null;
    return this.extractor?.cut() ?? null;
  }
}

function wantedBy(set: string, reads: readonly string[]): ReadonlySet<number> {
  const known = WANTED.get(set);
  if (known) return known;
  const tags = new Set(reads.map(tagOf));
  WANTED.set(set, tags);
  return tags;
}
