import type { Anchor } from './deadline-rule.js';
import { NO_VOYAGE, type Moment, type Voyage } from './voyage.js';

/** One row of a call's timestamps, as reported. Rows are only ever added. */
export interface CallTimestamp {
  /** ARRI | DEPA */
  event: string;
  /** BRTH at berth | PBPL at the pilot station */
  place: string;
  /** PLN | EST | REQ | ACT */
  classifier: string;
  at: Date;
  reportedAt: Date;
}

/** What a call gives due times to count from. */
export interface CallTimes {
  /** best known arrival and departure at berth */
  eta: Date | null; etaIsActual: boolean; etd: Date | null; etdIsActual: boolean;
  /** best known arrival at the pilot station */
  pilot: Moment | null;
  cutOffs: Partial<Record<Anchor, Date>>;
  /** UN/LOCODE; null where only timestamps are known */
  unlocode: string | null;
  /** the other calls of the same voyage */
  voyage: Voyage;
}

const BEST_FIRST = ['ACT', 'EST', 'PLN'];

/** Actual, else estimate, else plan; within one class what was reported last. A request (REQ) is a wish and no time. */
export function bestTimes(timestamps: readonly CallTimestamp[]): CallTimes {
  const arrival = best(timestamps, 'ARRI', 'BRTH');
  const departure = best(timestamps, 'DEPA', 'BRTH');
  return {
    eta: arrival?.at ?? null, etaIsActual: arrival?.actual ?? false,
    etd: departure?.at ?? null, etdIsActual: departure?.actual ?? false,
    pilot: best(timestamps, 'ARRI', 'PBPL'), cutOffs: {}, unlocode: null, voyage: NO_VOYAGE,
  };
}

function best(timestamps: readonly CallTimestamp[], event: string, place: string): Moment | null {
  for (const classifier of BEST_FIRST) {
    const rows = timestamps.filter((row) => row.event === event && row.place === place && row.classifier === classifier);
    // Of two reported at the same moment the one written later corrects the other.
    if (rows.length > 0) return { at: rows.reduce((latest, row) => (row.reportedAt >= latest.reportedAt ? row : latest)).at, actual: classifier === 'ACT' };
  }
  return null;
}

const CUT_OFFS: Readonly<Record<string, Anchor>> = { cargo: 'CARGO_CUTOFF', reefer: 'REEFER_CUTOFF', haz: 'HAZ_CUTOFF', doc: 'DOC_CUTOFF', vgm: 'VGM_CUTOFF', erd: 'ERD' };

/** A call's named cut-offs, ISO instants, as anchors. What is no instant is none. */
export function cutOffsOf(named: Readonly<Record<string, string>>): Partial<Record<Anchor, Date>> {
  const found: Partial<Record<Anchor, Date>> = {};
  for (const [name, anchor] of Object.entries(CUT_OFFS)) {
    const at = new Date(named[name] ?? NaN);
    if (!Number.isNaN(at.getTime())) found[anchor] = at;
  }
  return found;
}
