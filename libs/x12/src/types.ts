/** A fault or a note about what was read. Stable code; `fatal` ones refuse what they stand in. */
export interface Finding {
  /** X12.WHAT, listed in the room's README and in findings.ts */
  code: string;
  severity: 'fatal' | 'note';
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
}

export interface ReadSet {
  st01: string;
  st02: string;
  /** byte offsets within the file: `start` at "ST", `end` just after SE's terminator */
  start: number;
  end: number;
  /** SHA-256, hex, of exactly those bytes */
  sha256: string;
  segments: number;
  declaredSegments: number | null;
  findings: Finding[];
  /** what the index needs; null for sets without an extractor */
  facts: DocumentFacts | null;
  /** filled for 997 and 999 */
  acknowledgement: FunctionalAcknowledgement | null;
}

export interface ReadGroup {
  gs01: string; gs02: string; gs03: string; gs06: string; gs08: string;
  /** offsets within the file of the GS segment: at "GS", and just after its terminator */
  gsStart: number;
  gsEnd: number;
  findings: Finding[];
  sets: ReadSet[];
}

export interface ReadInterchange {
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
  delimiters: { element: string; component: string; repetition: string | null; segment: string };
  groups: ReadGroup[];
  ta1: { isa13: string; code: string; note: string }[];
  findings: Finding[];
}

export interface ReadFile {
  syntax: 'x12' | 'unknown';
  byteLength: number;
  sha256: string;
  /** accepted: no fatal finding anywhere */
  verdict: 'accepted' | 'rejected';
  interchanges: ReadInterchange[];
  /** faults that belong to no interchange (not X12 at all, bytes between interchanges) */
  findings: Finding[];
}

export type FunctionalAcknowledgement = {
  /** AK1: the group that is answered */
  gs01: string; gs06: string;
  /** AK9-01: A accepted, E with errors, P partly, R rejected */
  groupVerdict: string;
  sets: { st01: string; st02: string; verdict: string; words: string }[];
};

export interface Place {
  /** element 115 of R4 (L load, D discharge, R receipt, E delivery …), 'P4' for a 309's port, 'B4' for where a 315's event was */
  role: string;
  /** element 309: UN, D (Schedule D), K (Schedule K), FR (FIRMS), … */
  qualifier: string | null;
  code: string | null;
  name: string | null;
  firms: string | null;
  /** ISO date or date-time in the port's own time, as read; null when absent or unreadable */
  etaLocal: string | null;
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
  scac: string | null;
  places: Place[];
  bills: string[];
  bookings: string[];
  containers: ContainerFact[];
  hazmat: boolean;
  /** original | update | amendment | cancel | replace, with the element it was read from; null when the set has no marker */
  purpose: { kind: 'original' | 'update' | 'amendment' | 'cancel' | 'replace'; element: string; value: string } | null;
  /** status code of a 315 or 322 */
  status: { code: string; element: string } | null;
}
