/** What a rendering is told beside the document's own segments. All words are ready for people; times carry their zone. */
export interface RenderingContext {
  ref: string;
  set: string;
  version: number;
  replaces: string | null;
  terminal: { code: string; name: string; zone: string };
  vessel: { name: string; imo: string | null; callSign: string | null; voyage: string | null };
  etaAt: Date | null;
  dueAt: Date | null;
  /** one sentence: why it comes by mail */
  because: string;
  /** the numbers the EDI copy carries */
  numbers: { isa13: string; gs06: string; st02: string };
  /** the index found dangerous goods in it; what is shown as received has no table to say so */
  hazardous?: boolean;
  possibleDuplicate: boolean;
  phone: string | null;
  attachments: { name: string; byteLength: number; sha256: string }[];
}

export interface Rendered { subject: string; text: string; html: string }
