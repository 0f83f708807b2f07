/** What became of one document of an interchange, as the sender is told. */
export interface ReceiptDocument { ref: string; set: string; st02: string; state: string; endpoint: string | null; because: string }

export interface ReceiptInterchange {
  id: number;
  isa13: string;
  sender: string;
  receiver: string;
  documents: ReceiptDocument[];
  /** sets of an interchange addressed to us that were not taken; the others were */
  refused: { set: string; st02: string; because: string }[];
  /** what we answer in EDI */
  answers: ReceiptAnswer[];
  /** notes: what was odd and taken nevertheless */
  notes: string[];
}

/** A TA1, 997, 999, 824 or CONTRL of ours. `x12` is there when no lane leads to the sender: then this is how it gets it. */
export interface ReceiptAnswer { as: string; isa13: string; to: string | null; x12: string | null }

/**
 * The answer to one file. `accepted` and `duplicate` are positive: everything in it is committed. `duplicate` is the first
 * answer again. Everything else takes nothing; the bytes are kept under `keptAs` where that could be committed.
 */
export type Receipt =
  | { status: 'accepted' | 'duplicate'; interchanges: ReceiptInterchange[] }
  | { status: 'rejected'; code: string; sentence: string; findings: ReceiptFinding[]; answers: ReceiptAnswer[]; keptAs: number };

export interface ReceiptFinding { code: string; sentence: string; segment: number; offset: number }

/** Our EDI answers to everything in a file. */
export const answersIn = (receipt: Receipt): ReceiptAnswer[] => (receipt.status === 'rejected' ? receipt.answers : receipt.interchanges.flatMap((one) => one.answers));

/** One line for a log, a `.reason` file or a terminal. */
export function sentenceOf(receipt: Receipt): string {
  if (receipt.status === 'rejected') return receipt.sentence;
  const documents = receipt.interchanges.flatMap((one) => one.documents);
  const apart = documents.filter((doc) => doc.state === 'unroutable' || doc.state === 'conflict');
  const refused = receipt.interchanges.flatMap((one) => one.refused);
  const taken = receipt.status === 'duplicate' ? 'taken in before, and the first answer stands' : 'taken in';
  return `${documents.length} ${documents.length === 1 ? 'document' : 'documents'} ${taken}${apart.length > 0 ? `; ${apart.length} wait for a person: ${apart[0]?.because}` : ''}${refused.length > 0 ? `; ${refused.length} refused: ${refused[0]?.because}` : ''}`;
}
