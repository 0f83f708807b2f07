/** The code a finding becomes when it is answered: of a TA1, 997 or 824, of a 999 (IK304 for AK304 and so on), of a CONTRL. */
export interface AnswerCode {
  element: 'TA105' | 'AK905' | 'AK502' | 'AK304' | 'AK403' | 'UCI' | 'UCF' | 'UCM' | 'UCS' | 'UCD';
  code: string;
}

/** Where in its set a fault of structure stands: what AK3 and AK4, IK3 and IK4 name. */
export interface PlaceInSet {
  tag: string;
  /** 1-based; ST is 1 */
  position: number;
  /** identifier of the innermost loop that is open, as the set's table names it; null outside loops */
  loop: string | null;
  /** 1-based positions; null for a fault of the segment as a whole */
  element: number | null;
  component: number | null;
  repetition: number | null;
  /** the data element's number in the dictionary, for example "309" */
  reference: string | null;
  /** the bad value as it came, at most 99 characters; null where it is absent */
  value: string | null;
}

/** How much a fault of structure weighs, by the partner's wish. Envelope and counts always refuse. */
export type Strictness = 'reject' | 'accept-with-errors' | 'note';

/**
 * What something was found to be. `fatal` refuses the set, group or interchange it stands in, `error` is taken and answered
 * with errors noted (structure, where the partner wishes so), `note` refuses nothing.
 */
export interface Finding {
  /** X12.WHAT or EDIFACT.WHAT, listed in the room's README and in findings.ts */
  code: string;
  severity: 'fatal' | 'error' | 'note';
  /** what it refuses: interchange | group | set (a fatal finding of a set makes the relay refuse the interchange whole) */
  level: 'interchange' | 'group' | 'set';
  /** 1-based within the file; 0 when no segment was read */
  segment: number;
  /** for example "ISA16" or "SE01" */
  element: string | null;
  /** byte offset within the file */
  offset: number;
  found: string;
  expected: string;
  /** one plain sentence made of the above */
  sentence: string;
  /** what it becomes when it is answered; null where no answer has a code for it */
  answer: AnswerCode | null;
  /** for faults of structure; null for those of the envelope and its counts */
  inSet: PlaceInSet | null;
}

/** One ST..SE; in EDIFACT one UNH..UNT, with its message type as st01 and its reference as st02. */
export interface ReadSet {
  st01: string;
  st02: string;
  /** ST03, or EDIFACT's version, release and association code ("D.95B.SMDG16"); null when the set names none itself */
  release: string | null;
  /** neither it nor its group nor its interchange is refused; known when the interchange has been read to its end */
  accepted: boolean;
  /** byte offsets within the file: `start` at "ST", `end` just after SE's terminator */
  start: number;
  end: number;
  /** SHA-256, hex, of exactly those bytes */
  sha256: string;
  segments: number;
  declaredSegments: number | null;
  findings: Finding[];
  /** a segment names dangerous goods, whether or not its facts are read */
  hazardous: boolean;
  /** what the index needs; null for sets without an extractor. Where there are many, they are made into objects when first asked for */
  facts: DocumentFacts | null;
  /** filled for 997, 999 and CONTRL */
  acknowledgement: FunctionalAcknowledgement | null;
  /** filled for 824 and 355 */
  advice: ApplicationAdvice | null;
}

/** GS..GE. In EDIFACT UNG..UNE, or one with empty fields where there is no UNG: its segment then has no bytes. */
export interface ReadGroup {
  gs01: string; gs02: string; gs03: string; gs06: string; gs08: string;
  /** offsets within the file of the GS segment: at "GS", and just after its terminator */
  gsStart: number;
  gsEnd: number;
  /** neither it nor its interchange is refused; some of its sets may be */
  accepted: boolean;
  findings: Finding[];
  sets: ReadSet[];
}

/** ISA..IEA. In EDIFACT UNB..UNZ, under the X12 names that mean the same: 0004 is isa06, 0010 isa08, 0020 isa13, 0035 isa15. */
export interface ReadInterchange {
  syntax: 'x12' | 'edifact';
  /** not refused as a whole */
  accepted: boolean;
  /** offsets within the file: `start` at "ISA", `end` after IEA's terminator and any line end that follows it */
  start: number;
  end: number;
  /** just after the ISA's terminator */
  isaEnd: number;
  sha256: string;
  /**
   * SHA-256, hex, from "ISA" through IEA's terminator, without the line end that may follow: with it and without it the
   * same interchange has the same. Equal to `sha256` where there is no IEA.
   */
  coreSha256: string;
  isa05: string; isa06: string; isa07: string; isa08: string; isa12: string; isa13: string; isa15: string;
  /** ISA09 and ISA10 as written, for a TA1 */
  isa09: string; isa10: string;
  /** ISA14 (EDIFACT 0031) is 1: the sender wants to hear that it came */
  asksForAnswer: boolean;
  /** `release` is EDIFACT's release character; X12 has none */
  delimiters: { element: string; component: string; repetition: string | null; segment: string; release?: string | null };
  groups: ReadGroup[];
  ta1: InterchangeAcknowledgement[];
  findings: Finding[];
}

/**
 * accepted: nothing is refused; notes do not count · accepted-with-errors: nothing is refused, some structure is wrong ·
 * partially-accepted: some sets (or empty interchanges) are refused and some are not · rejected: nothing is left ·
 * unreadable: the syntax is unknown
 */
export type Verdict = 'accepted' | 'accepted-with-errors' | 'partially-accepted' | 'rejected' | 'unreadable';

export interface ReadFile {
  syntax: 'x12' | 'edifact' | 'unknown';
  byteLength: number;
  sha256: string;
  verdict: Verdict;
  interchanges: ReadInterchange[];
  /** faults that belong to no interchange (not X12 at all, bytes between interchanges) */
  findings: Finding[];
}

/** One TA1: what became of an interchange as a whole. */
export interface InterchangeAcknowledgement {
  /** of the interchange that is answered: its ISA13, ISA09 and ISA10 */
  isa13: string; date: string; time: string;
  /** TA104: A accepted, E with errors, R rejected */
  code: string;
  /** TA105 */
  note: string;
  /** as a person reads it */
  words: string;
}

/** An 824 or 355: what became of the content, after the syntax. */
export interface ApplicationAdvice {
  items: {
    verdict: 'accepted' | 'accepted-with-errors' | 'rejected' | null;
    /** the verdict's own code: OTI01 and so on */
    code: string;
    /** control numbers of what is answered, as far as they are told */
    gs06: string | null; st01: string | null; st02: string | null;
    /** what else it names: element 128 and its value, bills as qualifier BM */
    references: { qualifier: string; value: string }[];
    words: string;
  }[];
}

export type FunctionalAcknowledgement = {
  /** EDIFACT's CONTRL names the interchange (0020) in its UCI; null for 997 and 999 */
  isa13: string | null;
  /** AK1: the group that is answered */
  gs01: string; gs06: string;
  /** AK9-01: A accepted, E with errors, P partly, R rejected */
  groupVerdict: string;
  sets: { st01: string; st02: string; verdict: string; words: string }[];
};

export interface Place {
  /**
   * element 115 of R4 (L load, D discharge, R receipt, E delivery …); 'P4' for a manifest's port, 'B4' for where a 315's event
   * was, 'X4' for where customs says the goods lie (350), 'M15' for where a 353's movement ended
   */
  role: string;
  /** element 309: UN, D (Schedule D), K (Schedule K), FR (FIRMS), … */
  qualifier: string | null;
  code: string | null;
  name: string | null;
  firms: string | null;
  /** the terminal or pier as the sender names it: R4-06, or R4-03 where R4-02 says it is a code of the partners' own (93, 94: often SMDG's) */
  terminal: string | null;
  /** arrival there: ISO date or date-time in the port's own time, as read; null when absent or unreadable */
  etaLocal: string | null;
  /** departure from there, likewise */
  etdLocal: string | null;
}

export interface ContainerFact {
  /** 11 characters where the check digit is known, else as found without blanks */
  number: string;
  checkDigit: 'right' | 'wrong' | 'absent';
  sizeType: string | null;
  loadEmpty: 'L' | 'E' | null;
  weightKg: number | null;
  seals: string[];
  bill: string | null;
  hazmat: { un: string; class: string | null; text: string | null }[];
}

/** What the index and the vessel call need of one set. Everything as found, trimmed; nothing guessed. */
export interface DocumentFacts {
  set: string;
  vessel: { code: string | null; qualifier: string | null; imo: string | null; callSign: string | null; name: string | null };
  voyage: string | null;
  /** further ships, each with its voyage: a feeder's mother ship. Absent where the document names one at most */
  alsoVessels?: { vessel: DocumentFacts['vessel']; voyage: string | null }[];
  scac: string | null;
  places: Place[];
  bills: string[];
  bookings: string[];
  /** the document's own number where it has one that is neither bill nor booking: a delivery order's, a shipping instruction's */
  reference: string | null;
  containers: ContainerFact[];
  hazmat: boolean;
  /** original | update | amendment | cancel | replace, with the element it was read from; null when the set has no marker */
  purpose: { kind: 'original' | 'update' | 'amendment' | 'cancel' | 'replace'; element: string; value: string } | null;
  /** what happened, of sets that tell an event (315, 319, 322, 350, 353); of several, the first */
  status: { code: string; element: string } | null;
}
