import { tagOf } from '../../reader/elements.js';
import { FactsDraft } from '../../facts/facts-draft.js';
import type { Remark } from '../../facts/remarks.js';
import type { DocumentFacts } from '../../types.js';
import type { EdifactSegment } from '../edifact-segment.js';
import { Equipment } from './equipment.js';
import type { MessageExtractor, MessageType } from './message-type.js';
import { purposeOfBgm } from './purpose.js';
import { location, placeDate, transport } from './vessel-and-places.js';

/** What a segment is read into: the draft, the container that is open, and what the message remembers from segment to segment. */
export interface Reading<Memory = undefined> { draft: FactsDraft; equipment: Equipment; memory: Memory }
type Visit<Memory> = (reading: Reading<Memory>, passing: EdifactSegment) => void;
/** Reads nothing that only one message remembers. */
type CommonVisit = (reading: Omit<Reading, 'memory'>, passing: EdifactSegment) => void;

/** Segments that mean the same in every container message. */
export const COMMON = {
  BGM: ({ draft }, bgm) => { draft.purpose ??= purposeOfBgm(bgm); },
  TDT: ({ draft }, tdt) => transport(draft, tdt),
  // Ports under a container are that box's own and would tie the message to calls it is not about.
  LOC: ({ draft, equipment }, loc) => { if (!equipment.isOpen) location(draft, loc); },
  DTM: ({ draft, equipment }, dtm) => { if (!equipment.isOpen) placeDate(draft, dtm); },
  EQD: ({ equipment }, eqd) => equipment.open(eqd),
  MEA: ({ equipment }, mea) => equipment.measured(mea),
  SEL: ({ draft }, sel) => draft.seal(sel.part(1)),
  DGS: ({ draft }, dgs) => draft.hazardous(dgs.part(3), dgs.part(2), undefined),
  // AAC and AAD are the dangerous goods' own texts; other free text is about other things.
  FTX: ({ draft }, ftx) => { if (ftx.part(1) === 'AAC' || ftx.part(1) === 'AAD') draft.hazardousText([1, 2, 3, 4, 5].map((m) => ftx.part(4, m)).join(' ')); },
  RFF: ({ draft }, rff) => {
    const number = rff.part(1, 2);
    switch (rff.part(1)) {
      case 'BM': draft.billOfContainer(draft.bill(number)); break;
      case 'BN': draft.booking(number); break;
      case 'VON': draft.voyageOf(number); break;
      case 'VM': draft.callSign(number); break;
    }
  },
} satisfies Record<string, CommonVisit>;

interface Definition<Memory> {
  set: string;
  /** segments read as every container message reads them */
  common: readonly (keyof typeof COMMON)[];
  /** segments this message reads in its own way */
  own?: Record<string, Visit<Memory>>;
  /** what those remember; made anew for each message */
  memory?: () => Memory;
}

/** A message type from its table of segments. */
export function defineMessage<Memory = undefined>({ set, common, own = {}, memory }: Definition<Memory>): MessageType {
  const visits = new Map<number, Visit<Memory>>([
    ...common.map((tag): [number, Visit<Memory>] => [tagOf(tag), COMMON[tag]]),
    ...Object.entries(own).map(([tag, visit]): [number, Visit<Memory>] => [tagOf(tag), visit]),
  ]);
  return { set, reads: [...common, ...Object.keys(own)], start: (draft = new FactsDraft()) => new TableReader(draft.begin(set), visits, memory?.() as Memory) };
}

class TableReader<Memory> implements MessageExtractor {
  private readonly reading: Reading<Memory>;

  constructor(draft: FactsDraft, private readonly visits: ReadonlyMap<number, Visit<Memory>>, memory: Memory) {
    this.reading = { draft, equipment: new Equipment(draft), memory };
  }

  segment(passing: EdifactSegment): void {
    this.reading.draft.at = passing;
    this.visits.get(passing.tag)?.(this.reading, passing);
  }

  facts(): DocumentFacts { return this.reading.draft.facts(); }
  later(): (() => DocumentFacts) | null { return this.reading.draft.later(); }
  remarks(): Remark[] { return this.reading.draft.remarks.all(); }
  cut(): { what: string; kept: number } | null { return this.reading.draft.cut; }
}
