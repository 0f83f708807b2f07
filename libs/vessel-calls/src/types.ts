import type { Anchor } from './deadline-rule.js';

export interface CallCandidate {
  id: number;
  imo: string | null;
  callSign: string | null;
  vesselName: string;
  unlocode: string;
  terminal: string | null;
  firms: string | null;
  endpoint: string | null;
  /** as stored: normalised, own and aliases' */
  voyages: string[];
  vesselNames: string[];
}

/** One call that a document belongs to, and the rule that says so. */
export interface CallMatch { callId: number; rule: string; because: string }

export interface Due {
  dueAt: Date | null;
  /** what orders the lane; never null */
  effectiveDueAt: Date;
  /** from when on it is amber, and red; null where nobody said how long before */
  amberAt: Date | null;
  redAt: Date | null;
  rule: string;
  law: boolean;
  /** the law counts from something that has happened: it moves no more */
  frozen: boolean;
  /** what decided it */
  anchor: Anchor;
  because: string;
}
