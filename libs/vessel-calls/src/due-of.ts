import { HawserError } from '#common';
import { releasesOrHolds, type DocumentFacts } from '#x12';
import type { CallTimes } from './best-times.js';
import { instantOf } from './local-time.js';
import type { Due } from './types.js';

/** A deadline rule as the directory holds it (DueRule); rooms on one floor do not import each other. */
export interface DeadlineRule {
  id: string;
  sets: string[];
  direction: 'to-terminal' | 'to-carrier' | 'any';
  anchor: 'ETA' | 'ETD' | 'DOCUMENT_ETA' | 'RECEIVED';
  offsetMinutes: number;
  law: boolean;
  because: string;
}

export class NoDueRuleError extends HawserError {
  readonly code = 'VESSEL_CALLS.NO_DUE_RULE';
  readonly retry = 'never';
  constructor(set: string) {
    super(`Due time of set ${set}: found no rule that applies; expected a last rule for sets ["*"], direction any, anchor RECEIVED`, { set });
  }
}

export interface DueQuestion {
  facts: DocumentFacts | null;
  /** ST01 */
  set: string;
  direction: 'to-terminal' | 'to-carrier';
  receivedAt: Date;
  /** times of the call it belongs to; null when unmatched */
  call: CallTimes | null;
  rules: readonly DeadlineRule[];
  /** IANA zone in which the document's own arrival times are meant: the terminal's; null: they are not used */
  zone: string | null;
}

interface Shift { when(question: DueQuestion, rule: DeadlineRule): boolean; minutes: number; because: string }

/**
 * What goes before its equals. The effective due time orders the lane and nothing else: lateness counts from the due time.
 * First match wins: shifts do not add up, or a hazardous legal one would pass everything else by a day.
 * [P] law by an amber window; hazardous cargo, releases and holds by a red one: the "double lead" of the trade.
 */
const SHIFTS: readonly Shift[] = [
  { when: (_, rule) => rule.law, minutes: 720, because: 'the law sets this time' },
  { when: ({ facts }) => facts?.hazmat === true, minutes: 240, because: 'it carries hazardous cargo' },
  { when: ({ facts, set }) => releasesOrHolds(set, facts?.status ?? null), minutes: 240, because: 'it releases or holds a container' },
];

/**
 * When a document is due: the first rule that fits its set and direction and whose anchor is known.
 * @throws NoDueRuleError when not even the last rule applies; a checked configuration cannot come to that
 */
export function dueOf(question: DueQuestion): Due {
  for (const rule of question.rules) {
    const fits = (rule.sets.includes(question.set) || rule.sets.includes('*')) && (rule.direction === 'any' || rule.direction === question.direction);
    const anchor = fits ? anchorOf(rule.anchor, question) : null;
    if (!anchor) continue;
    const dueAt = new Date(anchor.getTime() + rule.offsetMinutes * 60_000);
    const shift = SHIFTS.find((candidate) => candidate.when(question, rule));
    return {
      dueAt,
      effectiveDueAt: new Date(dueAt.getTime() - (shift?.minutes ?? 0) * 60_000),
      rule: rule.id,
      law: rule.law,
      because: shift ? `${rule.because}; it goes ${shift.minutes / 60} h before its equals because ${shift.because}` : rule.because,
    };
  }
  throw new NoDueRuleError(question.set);
}

function anchorOf(anchor: DeadlineRule['anchor'], { call, facts, receivedAt, zone }: DueQuestion): Date | null {
  switch (anchor) {
    case 'ETA': return call?.eta ?? null;
    case 'ETD': return call?.etd ?? null;
    case 'DOCUMENT_ETA': return facts && zone ? documentEta(facts, zone) : null;
    case 'RECEIVED': return receivedAt;
  }
}

/** Where cargo is discharged: a 309's ports, R4 discharge and final discharge. The earliest, when there are several. */
const ARRIVALS: ReadonlySet<string> = new Set(['P4', 'D', '1', 'N']);

function documentEta(facts: DocumentFacts, zone: string): Date | null {
  const times = facts.places.filter((place) => ARRIVALS.has(place.role)).flatMap((place) => (place.etaLocal ? [instantOf(place.etaLocal, zone)] : []));
  const known = times.flatMap((time) => (time ? [time.getTime()] : []));
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}
