import type { DocumentToRender } from '../types.js';

/** A document of a folder, with the hash its EDI copy has on every way. */
export interface FolderDocument { document: DocumentToRender; sha256: string }

/** Documents of one endpoint on paper, in the order they are given. */
export interface FolderToRender {
  /** stands on every sheet, and is the name of its file: "USLGB-EAST-20180725T010000Z" */
  name: string;
  terminal: { code: string; name: string; zone: string };
  /** RFC 5646 */
  language: string;
  madeAt: Date;
  /** ours, agreed beforehand; null: none was agreed */
  phone: string | null;
  /** theirs: whom to call, as text; and their mailboxes */
  contacts: readonly string[];
  mailboxes: readonly string[];
  documents: readonly FolderDocument[];
  /** refs of documents that could not be printed: the folder must say that it lacks them */
  missing: readonly string[];
  /** how many more wait, due later: a folder that nobody can carry is of no use */
  more: number;
}

/** Two PDFs: the folder for the terminal, the phone list for whoever calls it. */
export interface RenderedFolder { folder: Uint8Array; phoneList: Uint8Array; sheets: number }
