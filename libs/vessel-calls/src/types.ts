import type { KeyKind } from './document-keys.js';

export interface CallCandidate {
  id: number;
  /** SCAC of the line that reported it; documents of other lines in the vessel belong to it too */
  carrier: string;
  /** neither omitted nor replaced by another call */
  stands: boolean;
  imo: string | null;
  callSign: string | null;
  vesselName: string;
  unlocode: string;
  terminal: string | null;
  firms: string | null;
  endpoint: string | null;
  /** its own, and those of the document's line and of '*' */
  voyages: string[];
  vesselNames: string[];
}

/** One call that a document belongs to, and the rule that says so. */
export interface CallMatch { callId: number; rule: string; because: string }

export interface Due {
  dueAt: Date | null;
  /** what orders the lane; never null */
  effectiveDueAt: Date;
  rule: string;
  law: boolean;
  because: string;
}

/** A call as it is chosen among several that the same bill, booking or container leads to. */
export interface KeyedCandidate extends CallCandidate {
  phase: string;
  /** best known arrival and departure at berth */
  eta: Date | null;
  etd: Date | null;
}

/** A document that names its call itself and shares a bill, a booking or a container with the one that is asked about. */
export interface KeyEvidence { kind: KeyKind; value: string; callId: number; ref: string; set: string; receivedAt: Date }
