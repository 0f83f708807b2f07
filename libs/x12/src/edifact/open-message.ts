import type { FactsDraft } from '../facts/facts-draft.js';
import { HAZARD_SEGMENTS } from '../facts/hazard-segments.js';
import { giveFacts } from '../give-facts.js';
import { tagOf } from '../reader/elements.js';
import type { ReadGroup, ReadSet } from '../types.js';
import { CONTRL_SEGMENTS, ContrlReader } from './contrl/read-contrl.js';
import type { EdifactFault } from './edifact-finding.js';
import type { EdifactSegment } from './edifact-segment.js';
import { messageType } from './messages/index.js';
import type { MessageExtractor } from './messages/message-type.js';

/** Whoever reads a message or does not: these are seen. */
const OF_HAZARD: ReadonlySet<number> = new Set(HAZARD_SEGMENTS.map(tagOf));
const OF_CONTRL: ReadonlySet<number> = new Set(CONTRL_SEGMENTS.map(tagOf));
/** What the index remarks on has the same names in both syntaxes. */
const REMARK = { 'X12.IMO_CHECK': 'EDIFACT.IMO_CHECK', 'X12.CONTAINER_CHECK': 'EDIFACT.CONTAINER_CHECK' } as const;
const WANTED = new Map<string, ReadonlySet<number>>();

/** The message between UNH and UNT: what is counted, and who wants to see its segments. */
export class OpenMessage {
  readonly read: ReadSet;
  /** tags, as numbers, that must be decoded; the other segments are only counted */
  readonly wanted: ReadonlySet<number>;
  private readonly extractor: MessageExtractor | null;
  private readonly answer: ContrlReader | null;

  constructor(unh: EdifactSegment, readonly group: ReadGroup, private readonly facts: FactsDraft | null) {
    const st01 = unh.part(2);
    // S009: type, version, release, controlling agency, association assigned code.
    const release = [unh.part(2, 2), unh.part(2, 3), unh.part(2, 5)].filter((one) => one !== '').join('.');
    this.read = {
      st01, st02: unh.part(1), release: release || null, start: unh.offset, end: unh.offset, sha256: '', segments: 1, declaredSegments: null,
      accepted: true, findings: [], hazardous: false, facts: null, acknowledgement: null, advice: null,
    };
    const definition = facts ? messageType(st01) : null;
    this.extractor = definition?.start(facts ?? undefined) ?? null;
    this.answer = st01 === 'CONTRL' ? new ContrlReader() : null;
    this.wanted = this.answer ? OF_CONTRL : definition ? wantedBy(definition.set, definition.reads) : OF_HAZARD;
  }

  see(passing: EdifactSegment): void {
    if (OF_HAZARD.has(passing.tag)) this.read.hazardous = true;
    this.extractor?.segment(passing);
    this.answer?.segment(passing);
  }

  /** Of a CONTRL that says of an interchange that it came. */
  receipt() { return this.answer?.receipt() ?? null; }

  /** What looks wrong in the content, for notes. */
  remarks(): EdifactFault[] {
    return (this.extractor?.remarks() ?? []).map(({ code, element, found, expected, at }) => ({
      code: REMARK[code], ...(element === null ? {} : { element }), found, expected, segment: at?.number ?? 0, offset: at?.offset ?? this.read.start,
    }));
  }

  /** Fills what is known when the message ends. What the index left out comes back, for a note. */
  close(end: number, sha256: string): { what: string; kept: number } | null {
    this.read.end = end;
    this.read.sha256 = sha256;
    if (this.read.hazardous) this.facts?.hazardTold();
    if (this.extractor) giveFacts(this.read, this.extractor);
    this.read.acknowledgement = this.answer?.acknowledgement() ?? null;
    return this.extractor?.cut() ?? null;
  }
}

function wantedBy(set: string, reads: readonly string[]): ReadonlySet<number> {
  const known = WANTED.get(set);
  if (known) return known;
  const tags = new Set([...reads.map(tagOf), ...OF_HAZARD]);
  WANTED.set(set, tags);
  return tags;
}
