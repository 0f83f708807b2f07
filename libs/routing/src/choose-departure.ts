/** What is known about one document that goes by mail, at the moment of asking. */
export interface DepartureFacts {
  /** left until it is amber, and red; negative once it is */
  minutesToAmber: number;
  minutesToRed: number;
  /** null: nobody has looked */
  hazmat: boolean | null;
  /** it releases a container or holds it, or is customs' word about that */
  releasesOrHolds: boolean;
  /** ISA15 is T */
  test: boolean;
  /** a later version of it waits until it has been handed over */
  followed: boolean;
  /** a digest with it was refused for good, and maybe for what one of its documents carries */
  refusedInDigest: boolean;
}

export interface DepartureThresholds {
  /** between two digests, ms; null: each as a mail of its own, at once */
  amberEveryMs: number | null;
  greenEveryMs: number | null;
}

/** `everyMs`: it waits for the next digest, one of which leaves so often; null: at once, alone. */
export interface Departure { everyMs: number | null; because: DepartureCode }

/** Why a mail leaves alone or in a digest, as the history quotes it; no mail says it. The codes stand there too and never change. */
export const DEPARTURE_BECAUSE = {
  'test-alone': 'It is a test: somebody waits for it, and it is never mixed with what is live.',
  'hazmat-alone': 'It carries dangerous goods: it leaves at once, in a mail of its own.',
  'hazmat-unknown-alone': 'Nobody has looked whether it carries dangerous goods: it leaves at once, in a mail of its own.',
  'release-or-hold-alone': 'It releases or holds something: it leaves at once, in a mail of its own.',
  'followed-alone': 'A later version waits for it: it leaves at once, in a mail of its own.',
  'refused-in-digest-alone': 'A digest with it was refused, perhaps for another document in it: it leaves at once, in a mail of its own.',
  'red-alone': 'It is due too soon to wait for others: it leaves at once, in a mail of its own.',
  'amber-digest': 'There is some time: it leaves with the next of the frequent digests.',
  'green-digest': 'There is time: it leaves with the next digest.',
} as const satisfies Record<string, string>;

export type DepartureCode = keyof typeof DEPARTURE_BECAUSE;

interface Row { when(facts: DepartureFacts & { red: boolean; amber: boolean }): boolean; in: 'alone' | 'amber' | 'green'; because: DepartureCode }

/** First match wins: what a clerk must see among all else, over how soon it is due. */
const TABLE: readonly Row[] = [
  { when: (f) => f.test, in: 'alone', because: 'test-alone' },
  { when: (f) => f.hazmat === true, in: 'alone', because: 'hazmat-alone' },
  { when: (f) => f.hazmat === null, in: 'alone', because: 'hazmat-unknown-alone' },
  { when: (f) => f.releasesOrHolds, in: 'alone', because: 'release-or-hold-alone' },
  { when: (f) => f.followed, in: 'alone', because: 'followed-alone' },
  { when: (f) => f.refusedInDigest, in: 'alone', because: 'refused-in-digest-alone' },
  { when: (f) => f.red, in: 'alone', because: 'red-alone' },
  { when: (f) => f.amber, in: 'amber', because: 'amber-digest' },
  { when: () => true, in: 'green', because: 'green-digest' },
];

/** One by one, or in a digest? Pure. Where no digest is wished for, what would wait for one leaves at once. */
export function chooseDeparture(facts: DepartureFacts, { amberEveryMs, greenEveryMs }: DepartureThresholds): Departure {
  const read = { ...facts, red: facts.minutesToRed < 0, amber: facts.minutesToAmber < 0 };
  const row = TABLE.find((candidate) => candidate.when(read));
  if (!row) throw new RangeError('routing: no row of the departures fits, though the last one fits all');
  return { everyMs: { alone: null, amber: amberEveryMs, green: greenEveryMs }[row.in] || null, because: row.because };
}

/** The next full quarter, hour … after it began to wait: digests leave at hours a clerk can expect, counted in UTC. */
export function digestLeavesAt(waitsSince: Date, everyMs: number): Date {
  return new Date((Math.floor(waitsSince.getTime() / everyMs) + 1) * everyMs);
}
