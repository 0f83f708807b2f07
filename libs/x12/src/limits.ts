const KIB = 1024;

/** How much of one thing is read before it is refused. Bytes, unless the name says what is counted. */
export interface Limits {
  elementBytes: number;
  /** BIN and BDS data is not counted: it is passed over, not kept */
  segmentBytes: number;
  interchangeBytes: number;
  /** sets, groups, interchanges and TA1 of one file together: each costs memory for as long as the result is held. Sets that are handed over do not count. */
  sets: number;
  /** faults before reading is given up; as many notes are listed */
  findings: number;
}

export const LIMITS: Limits = {
  // The longest element of the ocean sets is 264 characters; free text seen in the field stays under 2 KiB.
  elementBytes: 8 * KIB,
  segmentBytes: 64 * KIB,
  // Twice the gateway's own default for a body.
  interchangeBytes: 128 * KIB * KIB,
  sets: 100_000,
  findings: 1_000,
};
