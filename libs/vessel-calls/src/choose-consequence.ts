import type { CallStanding } from './call-standing.js';

/** What is known about one document when its call is reported anew, or when it comes for a call that is not what it was. */
export interface ConsequenceFacts {
  kind: 'business' | 'acknowledgement';
  /** its state; ARCHITECTURE.md section 4 */
  state: string;
  /** it was handed over, or may have arrived, where it is addressed to */
  left: boolean;
  /** its addressee is a terminal: customs, a port and a carrier's own system stay who they are wherever a vessel goes */
  toTerminal: boolean;
  /** what it waits for is a call's change, not a time or a path */
  parked: boolean;
  /** a release or a hold of a container: it is about boxes on the quay as much as about a vessel */
  releasesOrHolds: boolean;
  /** its sender addressed the terminal itself (relay), so that its interchange goes whole or not at all */
  relayed: boolean;
  /** another set of that interchange is still needed there */
  othersStand: boolean;
  /** it was never at the place of its call: a bill or a person linked them, and the call did not go anywhere */
  linkedAcross: boolean;
  /** another call at its terminal has it too, and stands */
  neededThere: boolean;
  /** there is an id of ours to send under */
  ownEnvelope: boolean;
  /** how the call it was for stands */
  origin: CallStanding;
  /** how the call that has that one's documents now stands: itself, or the one that replaced it */
  call: CallStanding;
  /** where that call is: the call it is linked with already; another at the same terminal; another endpoint of ours; no endpoint of ours */
  place: 'here' | 'same-terminal' | 'elsewhere' | 'unknown';
  /** that other endpoint has this very set already, as another document */
  alreadyThere: boolean;
}

/**
 * leave     nothing moves; where a row says so it is written down, and a place that has it must be told
 * park      it waits until the call stands again, its new place is known, or a person says so
 * release   what was parked goes on
 * follow    the same document, for the next call at the same terminal: its call and its due time move
 * retarget  a new document for the new endpoint, linked to this one, which goes no further
 * yield     it goes no further: the new endpoint has this set already
 */
export type Consequence = 'leave' | 'park' | 'release' | 'follow' | 'retarget' | 'yield';

export const CONSEQUENCE_BECAUSE = {
  'answer': 'It answers what was sent: no vessel changes to whom it goes.',
  'not-open': 'It is not on its way to anybody.',
  'on-its-way': 'A try is open: what follows is decided when it has ended.',
  'not-to-a-terminal': 'Its addressee is no terminal, and stays who it is wherever the vessel goes.',
  'linked-across': 'A bill or a person says that it is of this call, and its terminal never was the place of it.',
  'needed-there': 'Another call at the same terminal needs it, and stands.',
  'stands': 'Its call stands.',
  'stands-again': 'Its call stands again.',
  'next-call': 'Its call went: the same terminal needs it for the call that has its documents now.',
  'cut-and-handed-over': 'The vessel cut and ran after it was handed over: what was worked was worked by it.',
  'cut-and-on-the-quay': 'The vessel cut and ran: what it released or held may be on the quay already.',
  'rejected': 'The terminal refused it: a person decides what goes to the new place.',
  'interchange-goes-whole': 'Its sender addressed the terminal, and other sets of its interchange are needed there: the interchange goes as it came.',
  'sender-addressed-it': 'Its sender addressed the terminal, and its call moved: the sender or a person says to whom it goes now.',
  'sender-has-to-say': 'Its sender addressed the terminal, which has it: the sender or a person says whether the new place gets it too.',
  'no-envelope': 'Its call moved to another terminal, and there is no id of ours to send it under: a person decides.',
  'already-there': 'Its call moved to a terminal that has this set already.',
  'call-moved': 'Its call moved to another terminal.',
  'place-unknown': 'Its call moved to a place that is no endpoint of ours.',
  'left-before-it-moved': 'Its call moved to a place that is no endpoint of ours, after it was handed over.',
  'gone-and-handed-over': 'Its call is not made any more; it was handed over before.',
  'omitted': 'Its call is omitted.',
  'blanked': 'Its sailing is blanked.',
  'slid': 'Its call slid, and it is not known to which.',
  'cut': 'The vessel cut and ran, and it is not known where the rest is worked.',
} as const satisfies Record<string, string>;
export type ConsequenceCode = keyof typeof CONSEQUENCE_BECAUSE;

/** `written`: it is new to the document's history though nothing moves. `disregard`: the place that has it must be told that it is not for it. */
export interface ConsequenceDecision { consequence: Consequence; because: ConsequenceCode; written: boolean; disregard: boolean }

interface Row { when(facts: Read): boolean; then: Consequence; because: ConsequenceCode; written?: true; disregard?: true | 'if-left' }
type Read = ConsequenceFacts & { waits: boolean; moved: boolean };

/** What nobody is working on, or nobody can any more. */
const NOT_OPEN: readonly string[] = ['received', 'unroutable', 'conflict', 'superseded', 'cancelled'];

/**
 * First match wins. From what no call can change, over calls that stand (where they were, or elsewhere), to calls that are gone.
 * Nothing is ever cancelled here, and what a terminal already has is never called back by a machine: a person tells it.
 */
const TABLE: readonly Row[] = [
  { when: (f) => f.kind === 'acknowledgement', then: 'leave', because: 'answer' },
  { when: (f) => NOT_OPEN.includes(f.state), then: 'leave', because: 'not-open' },
  { when: (f) => f.state === 'sending', then: 'leave', because: 'on-its-way' },
  { when: (f) => !f.toTerminal, then: 'leave', because: 'not-to-a-terminal' },
  { when: (f) => f.linkedAcross, then: 'leave', because: 'linked-across' },
  { when: (f) => f.neededThere, then: 'leave', because: 'needed-there' },

  // The call stands where the document goes.
  { when: (f) => f.call === 'stands' && f.place === 'here' && f.parked, then: 'release', because: 'stands-again' },
  { when: (f) => f.call === 'stands' && f.place === 'here', then: 'leave', because: 'stands' },

  // The vessel was there and left: what it has is right as far as it was worked.
  { when: (f) => f.origin === 'cut' && f.releasesOrHolds, then: 'leave', because: 'cut-and-on-the-quay' },
  { when: (f) => f.origin === 'cut' && f.left, then: 'leave', because: 'cut-and-handed-over', written: true },
  // One endpoint, one document: it would be two if it were made anew for the same terminal.
  { when: (f) => f.call === 'stands' && f.place === 'same-terminal', then: 'follow', because: 'next-call' },

  // The call stands at another place.
  { when: (f) => f.call === 'stands' && f.state === 'rejected', then: 'leave', because: 'rejected', written: true },
  { when: (f) => f.call === 'stands' && f.place === 'unknown' && f.waits && f.relayed && f.othersStand, then: 'leave', because: 'interchange-goes-whole', written: true, disregard: true },
  { when: (f) => f.call === 'stands' && f.place === 'unknown' && f.waits, then: 'park', because: 'place-unknown', disregard: 'if-left' },
  { when: (f) => f.call === 'stands' && f.place === 'unknown', then: 'leave', because: 'left-before-it-moved', written: true, disregard: true },
  // Who chose the addressee chooses anew: its sender where the sender wrote it into the envelope, Hawser where it was addressed to us.
  { when: (f) => f.relayed && f.moved && f.waits && f.othersStand, then: 'leave', because: 'interchange-goes-whole', written: true, disregard: true },
  { when: (f) => f.relayed && f.moved && f.waits, then: 'park', because: 'sender-addressed-it', disregard: 'if-left' },
  { when: (f) => f.relayed && f.moved, then: 'leave', because: 'sender-has-to-say', written: true, disregard: true },
  { when: (f) => f.moved && f.alreadyThere, then: 'yield', because: 'already-there', disregard: 'if-left' },
  { when: (f) => f.moved && !f.ownEnvelope && f.waits, then: 'park', because: 'no-envelope', disregard: 'if-left' },
  { when: (f) => f.moved && !f.ownEnvelope, then: 'leave', because: 'no-envelope', written: true, disregard: true },
  { when: (f) => f.moved, then: 'retarget', because: 'call-moved', disregard: 'if-left' },

  // The call is not made any more, and no other has its documents.
  { when: (f) => !f.waits, then: 'leave', because: 'gone-and-handed-over', written: true },
  { when: (f) => f.relayed && f.othersStand, then: 'leave', because: 'interchange-goes-whole', written: true },
  { when: (f) => f.call === 'omitted', then: 'park', because: 'omitted' },
  { when: (f) => f.call === 'blanked', then: 'park', because: 'blanked' },
  { when: (f) => f.call === 'slid', then: 'park', because: 'slid' },
  { when: (f) => f.call === 'cut', then: 'park', because: 'cut' },
];

/** What follows for a document from how its call stands. Pure. */
export function chooseConsequence(facts: ConsequenceFacts): ConsequenceDecision {
  const read: Read = { ...facts, waits: facts.state === 'waiting', moved: facts.call === 'stands' && facts.place === 'elsewhere' };
  const row = TABLE.find((candidate) => candidate.when(read));
  if (!row) throw new RangeError(`vessel-calls: no row for a call that is "${facts.call}" and a place that is "${facts.place}"`);
  // What was parked and is to be left as it is has nothing to wait for any more.
  return { consequence: row.then === 'leave' && facts.parked ? 'release' : row.then, because: row.because, written: row.written === true, disregard: row.disregard === true || (row.disregard === 'if-left' && facts.left) };
}

/** The word by which what is parked says what it waits for. */
export const HOLD_OF: Partial<Record<ConsequenceCode, string>> = {
  'omitted': 'call-omitted', 'blanked': 'call-blanked', 'slid': 'call-slid', 'cut': 'call-cut',
  'place-unknown': 'call-elsewhere', 'sender-addressed-it': 'call-elsewhere', 'no-envelope': 'call-elsewhere',
};
