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

/** Best known arrival and departure at berth. Due times move with an estimate and freeze with an actual. */
export interface CallTimes { eta: Date | null; etaIsActual: boolean; etd: Date | null; etdIsActual: boolean }

const BEST_FIRST = ['ACT', 'EST', 'PLN'];

/** Actual, else estimate, else plan; within one class what was reported last. A request (REQ) is a wish and no time. */
export function bestTimes(timestamps: readonly CallTimestamp[]): CallTimes {
  const arrival = best(timestamps, 'ARRI');
  const departure = best(timestamps, 'DEPA');
  return {
    eta: arrival?.at ?? null, etaIsActual: arrival?.classifier === 'ACT',
    etd: departure?.at ?? null, etdIsActual: departure?.classifier === 'ACT',
  };
}

function best(timestamps: readonly CallTimestamp[], event: string): CallTimestamp | null {
  for (const classifier of BEST_FIRST) {
    const rows = timestamps.filter((row) => row.event === event && row.place === 'BRTH' && row.classifier === classifier);
    // Of two reported at the same moment the one written later corrects the other.
    if (rows.length > 0) return rows.reduce((latest, row) => (row.reportedAt >= latest.reportedAt ? row : latest));
  }
  return null;
}
