/** What a rendering is told beside the document's own segments. Times are instants; the terminal's zone is used to say them. */
export interface RenderingContext {
  ref: string;
  set: string;
  version: number;
  /** "v1" or a ref, as it is to be said; null: it replaces nothing */
  replaces: string | null;
  /** the document it replaces, as it was received: what changed is said line by line. Null: not at hand */
  earlier?: { setBytes: Uint8Array; delimiters: Delimiters } | null;
  terminal: { code: string; name: string; zone: string };
  /** of the words, the dates and the figures: "en", "es-PA" (RFC 5646) */
  language: string;
  vessel: { name: string; imo: string | null; callSign: string | null; voyage: string | null };
  etaAt: Date | null;
  dueAt: Date | null;
  /** why it comes by mail; `preview`: nobody gets it */
  because: ByMailBecause | 'preview';
  /** the numbers the EDI copy carries */
  numbers: { isa13: string; gs06: string; st02: string };
  /** the index found dangerous goods in it; what is shown as received has no table to say so */
  hazardous?: boolean;
  /** what the reader of X12 found wrong with it, as sentences: a file that was refused is shown all the same */
  findings?: readonly string[];
  /** it is an interchange without a document: there is nothing to key in */
  empty?: boolean;
  /** ISA15 is T: whoever keys it in must not take it for live */
  test?: boolean;
  possibleDuplicate: boolean;
  /** there is little time left until it is due, or none: its mail says so first */
  urgent?: boolean;
  phone: string | null;
  attachments: { name: string; byteLength: number; sha256: string }[];
  /** what a list in the terminal's own columns leaves out or changes: whoever keys from it must know */
  attachmentRemarks?: readonly string[];
  /** its mail carries a link that confirms it; `in-the-mail`: said where the link itself does not stand, in what is attached */
  confirm?: { url: string; until: Date } | 'in-the-mail' | null;
  /** it is read on paper that nobody mailed: its words speak of calling, and name the hash to compare */
  onPaper?: boolean;
  /** when it is made: a PDF and a workbook carry the hour */
  madeAt: Date;
}

/** A whole sentence in the context's language, since when, and the reason a person gave, in their words. */
export interface ByMailBecause {
  sentence: string;
  since?: Date | null;
  reason?: string | null;
  /** false: this terminal has no EDI, so that the document will not be seen a second time */
  ediReturns?: boolean;
}

/** `release` only in EDIFACT: its release character. */
export interface Delimiters { element: string; component: string; repetition?: string | null; segment: string; release?: string | null }

/** One ST..SE or UNH..UNT, byte for byte as received, with what is known of it. */
export interface DocumentToRender { setBytes: Uint8Array; delimiters: Delimiters; context: RenderingContext }
