/** Which places of a set say where it belongs, when it was addressed to us and not to an endpoint. */
export interface ContentRule {
  sets: readonly string[];
  /** roles as the x12 room tells them (element 115 of an R4; an EDIFACT LOC has the same letters), in the order they are tried; empty: none of its places does */
  roles: readonly (readonly string[])[];
  /** first: the first of `roles` that is told counts · only: where more than one of them is told, none does */
  when: 'first' | 'only';
  /** whether it is for the terminal of the vessel call it belongs to: each of several, only where there is one, or not at all */
  calls: 'each' | 'one' | 'none';
  because: string;
}

const LOADING = ['L'];
const DISCHARGE = ['D'];

/** One row for each kind of journey. [K] = common knowledge of the trade. */
export const CONTENT_RULES: readonly ContentRule[] = [
  { sets: ['309'], roles: [['P4']], when: 'first', calls: 'each', because: 'a manifest is for where the cargo is unladen: P4-01 is that port, P4-04 its bonded facility' },
  { sets: ['310', '312'], roles: [DISCHARGE], when: 'first', calls: 'one', because: 'freight details and arrival notices are for the terminal of discharge [K]' },
  { sets: ['324'], roles: [['5'], DISCHARGE], when: 'first', calls: 'one', because: 'a stow plan is for the quay that works it: its place of activity, else its discharge [K]' },
  { sets: ['300', '301', '303'], roles: [LOADING], when: 'first', calls: 'one', because: 'a terminal is told of a booking where the container is to be loaded [K]' },
  { sets: ['317', '323'], roles: [], when: 'first', calls: 'each', because: 'a delivery order names no place with a code, and a schedule names many: both belong to their calls' },
  { sets: ['304', '315', '319', '322', '350', '352', '353', '355'], roles: [], when: 'first', calls: 'none', because: 'it goes from a terminal to the carrier, or to or from customs: its places say where something happened, not who is to read it' },
  { sets: ['COPRAR'], roles: [LOADING, DISCHARGE], when: 'only', calls: 'one', because: 'an order to load or discharge is for one port, and its containers tell the other: with both told it is not clear which is which' },
  { sets: ['BAPLIE'], roles: [DISCHARGE], when: 'first', calls: 'one', because: 'a bay plan travels ahead to the next port of call, which the x12 room tells as its discharge [K]' },
  { sets: ['COPARN', 'VERMAS'], roles: [LOADING], when: 'first', calls: 'one', because: 'containers are announced, and their weights verified, for the terminal that loads them [K]' },
  { sets: ['COARRI', 'CODECO'], roles: [], when: 'first', calls: 'none', because: 'a terminal reports its moves and gates to the carrier: its places say where, not to whom' },
];

/** For a set that has no row. */
const UNKNOWN: ContentRule = { sets: [], roles: [], when: 'first', calls: 'none', because: 'nothing is known about whom such a set is for' };

export const contentRule = (set: string): ContentRule => CONTENT_RULES.find((one) => one.sets.includes(set)) ?? UNKNOWN;

/** The places that count, each once and in their order. */
export function placesThatCount<P extends { role: string }>({ roles, when }: ContentRule, places: readonly P[]): P[] {
  const told = roles.map((group) => places.filter(({ role }) => group.includes(role))).filter((group) => group.length > 0);
  return when === 'only' && told.length > 1 ? [] : told[0] ?? [];
}
