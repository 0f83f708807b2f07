import { HawserError } from '#common';
import { releasesOrHolds, type ContainerFact, type DocumentFacts, type Place } from '#x12';
import type { CallTimes } from './best-times.js';
import type { Calendars } from './business-days.js';
import { ANCHOR_WORDS, termsOf, type Applies, type DeadlineRule } from './deadline-rule.js';
import type { PortCodes } from './match-place.js';
import { countedTo, type Counted } from './moments.js';
import type { Due } from './types.js';

export class NoDueRuleError extends HawserError {
  readonly code = 'VESSEL_CALLS.NO_DUE_RULE';
  readonly retry = 'never';
  constructor(set: string) {
    super(`Due time of set ${set}: found no rule that applies; expected a last rule for sets ["*"], direction any, anchor RECEIVED`, { set });
  }
}

/** What of a document decides when it is due. */
export type DueFacts = Pick<DocumentFacts, 'places' | 'hazmat' | 'status'> & { containers: readonly Pick<ContainerFact, 'sizeType'>[] };

export interface DueQuestion {
  facts: DueFacts | null;
  /** ST01, or EDIFACT's message type */
  set: string;
  direction: Exclude<Applies['direction'], 'any'>;
  receivedAt: Date;
  /** the call it belongs to; null when unmatched */
  call: CallTimes | null;
  rules: readonly DeadlineRule[];
  /** IANA zone in which the document's own arrival times are meant: the terminal's; null: they are not used */
  zone: string | null;
  /** who receives it; left out: rules for one carrier, endpoint or place do not fit */
  to?: { code: string; carrier: string; unlocode: string | null } | null;
  /** minutes before the due time at which it turns amber and red, where its rule says nothing else; left out: it never does */
  urgency?: { amberMinutes: number; redMinutes: number } | null;
  calendars?: Calendars;
  portCodes?: PortCodes;
}

interface Ahead { when(question: DueQuestion, rule: DeadlineRule): boolean; minutes: number; doubles: boolean; because: string }

/**
 * What goes before its equals, and what turns amber and red twice as early ("double lead"). The effective due time orders the lane
 * and nothing else: lateness counts from the due time.
 * First match wins: shifts do not add up, or a hazardous legal one would pass everything else by a day.
 * [P] law by an amber window; hazardous and reefer cargo, releases and holds by a red one.
 */
const AHEAD: readonly Ahead[] = [
  { when: (_, rule) => rule.law, minutes: 720, doubles: false, because: 'the law sets this time' },
  { when: ({ facts }) => facts?.hazmat === true, minutes: 240, doubles: true, because: 'it carries hazardous cargo' },
  { when: ({ facts, set }) => releasesOrHolds(set, facts?.status ?? null), minutes: 240, doubles: true, because: 'it releases or holds a container' },
  { when: ({ facts }) => hasReefer(facts), minutes: 240, doubles: true, because: 'it carries refrigerated cargo' },
];

/**
 * When a document is due: the first rule that fits it and of which something it counts from is known. A law's due time that
 * counts from what has happened is `frozen`.
 * @throws NoDueRuleError when not even the last rule applies; a checked configuration cannot come to that
 */
export function dueOf(question: DueQuestion): Due {
  let passedOver: DeadlineRule | null = null;
  for (const rule of question.rules) {
    if (!FITS.every((fits) => fits(rule, question))) continue;
    const counted = countedTo(rule, question);
    if (counted) return dueBy(rule, counted, question, passedOver);
    passedOver ??= rule;
  }
  throw new NoDueRuleError(question.set);
}

function dueBy(rule: DeadlineRule, counted: Counted, question: DueQuestion, passedOver: DeadlineRule | null): Due {
  const ahead = AHEAD.filter((one) => one.when(question, rule));
  const [first] = ahead;
  const leads = ahead.some((one) => one.doubles) ? 2 : 1;
  const before = (minutes: number) => new Date(counted.at.getTime() - minutes * 60_000);
  const amber = rule.amberMinutes ?? question.urgency?.amberMinutes ?? null;
  const red = rule.redMinutes ?? question.urgency?.redMinutes ?? null;
  return {
    dueAt: counted.at,
    effectiveDueAt: before(first?.minutes ?? 0),
    amberAt: amber === null ? null : before(amber * leads),
    redAt: red === null ? null : before(red * leads),
    rule: rule.id, law: rule.law, frozen: rule.law && counted.actual, anchor: counted.anchor,
    because: [
      rule.because,
      ...(termsOf(rule).length > 1 ? [`${ANCHOR_WORDS[counted.anchor]} decides`] : []),
      ...(counted.unknown ? [counted.unknown] : []),
      ...(passedOver ? [passedOverBecause(passedOver, question)] : []),
      ...(first ? [`it goes ${first.minutes / 60} h before its equals because ${first.because}`] : []),
    ].join('; '),
  };
}

/** Why a better rule does not count: whoever asks why a document has only a general due time finds it here. */
function passedOverBecause(rule: DeadlineRule, { call }: DueQuestion): string {
  const wanted = [...new Set(termsOf(rule).map((term) => ANCHOR_WORDS[term.anchor]))].join(' or ');
  return `${rule.id} does not count, since ${call ? '' : 'its vessel call and with it '}${wanted} ${call ? 'is' : 'are'} not known`;
}

type Fits = (rule: DeadlineRule, question: DueQuestion) => boolean;

const FITS: readonly Fits[] = [
  ({ sets }, { set }) => sets.includes(set) || sets.includes('*'),
  (rule, { direction }) => rule.direction === 'any' || rule.direction === direction,
  ({ carriers }, { to }) => !carriers || (to ? carriers.includes(to.carrier) : false),
  ({ endpoints }, { to }) => !endpoints || (to ? endpoints.includes(to.code) : false),
  ({ where }, question) => { const place = placeOf(question); return !where || (place !== null && (where.includes(place) || where.includes(place.slice(0, 2)))); },
  ({ cargo }, { facts }) => !cargo || (cargo === 'hazmat' ? facts?.hazmat === true : hasReefer(facts)),
  ({ trade }, question) => !trade || tradeOf(question) === trade,
];

/** Where the receiver stands. A carrier's desk stands anywhere: there the call counts. */
function placeOf({ direction, to, call }: DueQuestion): string | null {
  return direction === 'to-carrier' ? call?.unlocode ?? null : to?.unlocode ?? call?.unlocode ?? null;
}

const DISCHARGED: ReadonlySet<string> = new Set(['P4', 'D', '1', 'N']);

/** Loaded here is export, discharged here import; what says both is what it says first: a manifest's own port. Null: it says neither. */
function tradeOf(question: DueQuestion): 'import' | 'export' | null {
  const country = placeOf(question)?.slice(0, 2);
  const here = (question.facts?.places ?? []).filter((place) => country !== undefined && isIn(place, country));
  if (here.some((place) => DISCHARGED.has(place.role))) return 'import';
  return here.some((place) => place.role === 'L') ? 'export' : null;
}

/** Schedule D and FIRMS are the United States' own. A manifest's port is Schedule D without saying so. */
function isIn({ qualifier, code, role }: Place, country: string): boolean {
  if (qualifier === 'D' || qualifier === 'FR' || (role === 'P4' && qualifier === null)) return country === 'US';
  return qualifier === 'UN' && code !== null && code.slice(0, 2).toUpperCase() === country;
}

/** ISO 6346: the third character R, or 3 and 4 in its edition of 1984. Whether it is switched on is not told. */
const REEFER = /^..(R.|[34]\d)$/;
const hasReefer = (facts: DueFacts | null): boolean => facts?.containers.some(({ sizeType }) => sizeType !== null && REEFER.test(sizeType)) ?? false;
