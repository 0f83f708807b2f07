import { ACKNOWLEDGEMENT_SEGMENTS, AcknowledgementReader } from '../acknowledgements/read-acknowledgement.js';
import { adviceReader, adviceSegments, type AdviceReader } from '../acknowledgements/read-advice.js';
import { giveFacts } from '../give-facts.js';
import type { FactsDraft } from '../facts/facts-draft.js';
import type { Remark, SegmentPlace } from '../facts/remarks.js';
import type { StructureCheck, StructureFault } from '../structure/index.js';
import { transactionSet } from '../transaction-sets/index.js';
import type { Extractor } from '../transaction-sets/transaction-set.js';
import type { ReadSet } from '../types.js';
import type { SegmentElements } from './segment-elements.js';
import { WantedTags } from './wanted-tags.js';

const NOTHING = new WantedTags([]);
const OF_ACKNOWLEDGEMENT = new WantedTags(ACKNOWLEDGEMENT_SEGMENTS);
const WANTED = new Map<string, WantedTags>();
const NO_FAULTS: readonly StructureFault[] = [];

/** The set between ST and SE: what is counted, and who wants to see its segments. */
export class OpenSet {
  readonly read: ReadSet;
  /** what must be decoded; the other segments are only counted, unless the structure is checked */
  readonly wanted: WantedTags;
  private readonly extractor: Extractor | null;
  private readonly answer: AcknowledgementReader | null;
  private readonly advice: AdviceReader | null;

  constructor(st: string[], start: number, private readonly facts: FactsDraft | null, private readonly check: StructureCheck | null) {
    const st01 = (st[1] ?? '').trim();
    this.read = {
      st01, st02: (st[2] ?? '').trim(), start, end: start, sha256: '', segments: 1, declaredSegments: null,
      release: (st[3] ?? '').trim() || null, accepted: true, findings: [], hazardous: false, facts: null, acknowledgement: null, advice: null,
    };
    const definition = facts ? transactionSet(st01) : null;
    this.extractor = definition?.start(facts ?? undefined) ?? null;
    this.answer = st01 === '997' || st01 === '999' ? new AcknowledgementReader() : null;
    this.advice = adviceReader(st01);
    this.wanted = this.answer ? OF_ACKNOWLEDGEMENT : definition || this.advice ? wantedIn(st01, definition?.reads ?? []) : NOTHING;
  }

  /** every segment must be decoded */
  get checked(): boolean { return this.check !== null; }

  /** @param place  of its tag among those that are wanted */
  see(place: number, elements: SegmentElements, at: SegmentPlace): void {
    if (this.wanted.namesHazard(place)) this.read.hazardous = true;
    this.extractor?.segment(place, elements, at);
    if (this.answer === null && this.advice === null) return;
    const texts = elements.all();
    this.answer?.segment(texts);
    this.advice?.segment(texts);
  }

  faultsOf(elements: string[]): readonly StructureFault[] {
    return this.check?.segment(elements) ?? NO_FAULTS;
  }

  /** What the facts give reason to remark on; known when the set ends. */
  remarks(): readonly Remark[] { return this.extractor?.remarks() ?? []; }

  /** Fills what is known when the set ends. What the index left out comes back, for a note. */
  close(end: number, sha256: string): { what: string; kept: number } | null {
    this.read.end = end;
    this.read.sha256 = sha256;
    if (this.read.hazardous) this.facts?.hazardTold();
    if (this.extractor) giveFacts(this.read, this.extractor);
    this.read.acknowledgement = this.answer?.acknowledgement() ?? null;
    this.read.advice = this.advice?.advice() ?? null;
    return this.extractor?.cut() ?? null;
  }
}

/** What the facts and the advice of a set are read from: one list for each set there is, with facts and without. */
function wantedIn(st01: string, reads: readonly string[]): WantedTags {
  const key = `${st01} ${reads.length > 0}`;
  let tags = WANTED.get(key);
  if (!tags) WANTED.set(key, tags = new WantedTags([...reads, ...adviceSegments(st01)]));
  return tags;
}
