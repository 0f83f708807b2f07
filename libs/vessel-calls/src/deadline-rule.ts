/**
 * What a due time counts from. Of the matched call, as best known (actual, else the latest estimate, else the plan):
 * ETA arrival at the port (pilot station, else berth) · ETB arrival at berth · ETD departure from berth · ATA, ATB, ATD the same,
 * known only once they have happened · CARGO_CUTOFF, REEFER_CUTOFF, HAZ_CUTOFF, DOC_CUTOFF, VGM_CUTOFF, ERD (earliest receiving
 * date) as the terminal told them.
 * Of the voyage, from other calls of the same vessel: LADING arrival at berth where this document's cargo is loaded, abroad (nothing
 * is laden before) · ATD_PREV departure from the last port abroad · FIRST_US_ETA arrival at the first port of this call's country.
 * Of the document: DOCUMENT_ETA the arrival it names itself · RECEIVED when it came to us.
 */
export type Anchor =
  | 'ETA' | 'ATA' | 'ETB' | 'ATB' | 'ETD' | 'ATD'
  | 'CARGO_CUTOFF' | 'REEFER_CUTOFF' | 'HAZ_CUTOFF' | 'DOC_CUTOFF' | 'VGM_CUTOFF' | 'ERD'
  | 'LADING' | 'ATD_PREV' | 'FIRST_US_ETA'
  | 'DOCUMENT_ETA' | 'RECEIVED';

/** One moment and how far from it. `businessDays` stands beside 0 minutes: whole days of the port's calendar. */
export interface Term {
  anchor: Anchor;
  offsetMinutes: number;
  businessDays?: number | null;
  /** the port's hour on the day that was counted to, HH:MM or 24:00; null: the anchor's own */
  time?: string | null;
}

/** A moment, the earlier or the later of several. What is not known is left out of these; where none is known, neither is the due time. */
export type When = Term | { earlierOf: readonly When[] } | { laterOf: readonly When[] };

/** To whom a rule applies. What is left out does not matter. */
export interface Applies {
  /** '309' or 'COPRAR', or '*' for every set */
  sets: string[];
  /** towards whom it travels; a port authority counts as a terminal */
  direction: 'to-terminal' | 'to-carrier' | 'to-customs' | 'any';
  /** SCACs */
  carriers?: string[] | null;
  /** codes of the receiving endpoints */
  endpoints?: string[] | null;
  /** countries or UN/LOCODEs: where the receiver stands; for a carrier's own system, where its call is */
  where?: string[] | null;
  /** what it carries */
  cargo?: 'hazmat' | 'reefer' | null;
  /** whether its goods come to that country by this vessel or leave it, as its places say */
  trade?: 'import' | 'export' | null;
}

/** A deadline rule as the directory holds it (DueRule); rooms on one floor do not import each other. */
export type DeadlineRule = When & Applies & {
  id: string;
  law: boolean;
  because: string;
  /** of this rule's own, minutes before the due time; null: the settings' */
  amberMinutes?: number | null;
  redMinutes?: number | null;
};

/** As people read them in a document's history. */
export const ANCHOR_WORDS: Readonly<Record<Anchor, string>> = {
  ETA: 'the call\'s arrival', ATA: 'the call\'s actual arrival', ETB: 'the call\'s arrival at berth', ATB: 'the call\'s actual arrival at berth',
  ETD: 'the call\'s departure', ATD: 'the call\'s actual departure',
  CARGO_CUTOFF: 'the cargo cut-off', REEFER_CUTOFF: 'the reefer cut-off', HAZ_CUTOFF: 'the cut-off for hazardous cargo', DOC_CUTOFF: 'the documentation cut-off',
  VGM_CUTOFF: 'the cut-off for verified weights', ERD: 'the earliest receiving date',
  LADING: 'the vessel\'s arrival where its cargo is loaded abroad', ATD_PREV: 'the departure from the last port abroad', FIRST_US_ETA: 'the arrival at the first port of the country',
  DOCUMENT_ETA: 'the arrival the document names', RECEIVED: 'when it came to us',
};

/** Anchors that other calls of the same vessel give: a change there moves documents here. */
export const VOYAGE_ANCHORS: ReadonlySet<Anchor> = new Set<Anchor>(['LADING', 'ATD_PREV', 'FIRST_US_ETA']);

/** Every term of a rule, however deep. */
export const termsOf = (when: When): Term[] =>
  ('earlierOf' in when ? when.earlierOf.flatMap(termsOf) : 'laterOf' in when ? when.laterOf.flatMap(termsOf) : [when]);
