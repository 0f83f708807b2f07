import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { dueOf, type CallTimes, type Due, type DueFacts } from '#vessel-calls';
import type { Journey } from './journey.js';

export interface DueFor {
  facts: DueFacts | null;
  set: string;
  receivedAt: Date;
  /** who receives it, as frozen with the document; null while nobody is known */
  endpoint: Pick<Endpoint, 'code' | 'carrier' | 'kind' | 'unlocode' | 'zone'> | null;
  call: CallTimes | null;
}

/** When a document is due by the house's rules, calendars and urgency. */
export function dueFor(journey: Pick<Journey, 'directory' | 'settings'>, { endpoint, ...known }: DueFor): Due {
  const { dueRules: rules, calendars, portCodes } = journey.directory;
  return dueOf({ ...known, direction: directionTo(endpoint), rules, zone: endpoint?.zone ?? null, to: endpoint, urgency: journey.settings.urgency, calendars, portCodes });
}

/** Towards whom a document travels, as rules name it. */
export const directionTo = (endpoint: Pick<Endpoint, 'kind'> | null) => DIRECTION[endpoint?.kind ?? 'terminal'];

/** A port authority wants what a terminal wants; where nobody is known yet, most documents are a terminal's. */
const DIRECTION = { terminal: 'to-terminal', port: 'to-terminal', carrier: 'to-carrier', customs: 'to-customs' } as const satisfies Record<Endpoint['kind'], string>;

/** As it stands in the ledger. */
export const dueColumns = (due: Due) => ({
  dueAt: due.dueAt, effectiveDueAt: due.effectiveDueAt, amberAt: due.amberAt, redAt: due.redAt,
  dueRule: due.rule, dueBecause: due.because, dueIsLaw: due.law, dueFrozen: due.frozen,
});

/** From when on it is amber, and red: the one answer for routing, digests and screens. One that nobody dated turns when it is to go. */
export const amberAt = (doc: Pick<DocumentRow, 'amberAt' | 'effectiveDueAt'>): Date => doc.amberAt ?? doc.effectiveDueAt;
export const redAt = (doc: Pick<DocumentRow, 'redAt' | 'effectiveDueAt'>): Date => doc.redAt ?? doc.effectiveDueAt;
