import { and, eq } from 'drizzle-orm';
import { HawserError } from '#common';
import { call, callEvent, type Transaction } from '#ledger';
import { changesOf, phaseOf, type CallChange, type CallRow, type CallState } from './call-changes.js';
import type { ReportedCall } from './call-report.js';
import { GONE_STATUSES, standingOf } from './call-standing.js';
import { recordAliases } from './record-aliases.js';
import { recordTimes } from './record-times.js';

/** A call that nobody reported before, without what every call has. */
export class CallIncompleteError extends HawserError {
  readonly code = 'VESSEL_CALLS.INCOMPLETE';
  readonly retry = 'never';
}

/** Its documents are to go to a call that nobody reported, or to itself. */
export class UnknownReplacementError extends HawserError {
  readonly code = 'VESSEL_CALLS.UNKNOWN_REPLACEMENT';
  readonly retry = 'never';
}

/** What the journey knows of a report: who told it and when, and what of ours stands at its place. */
export interface KnownOfCall {
  /** the call it revises, where that goes by another reference; else its own finds it */
  callId?: number | undefined;
  endpoint: string | null;
  region: string | null;
  zone: string;
  reportedBy: string;
  at: Date;
  /** what is to be said of the report itself: an expired terminal code */
  remarks?: readonly string[];
}

export interface RecordedCall {
  before: CallRow | null;
  after: CallRow;
  /** false: it told nothing that was not known, and nothing was written */
  changed: boolean;
}

/**
 * Writes a report: the call as it now stands, what changed as events, its timestamps added to those before, never over them.
 * A time that is told again as it stands is no news and adds nothing.
 *
 * @throws CallIncompleteError for a new call without vessel or port
 * @throws UnknownReplacementError where `replacedBy` names no other call of its carrier
 */
export async function recordCall(tx: Transaction, report: ReportedCall, known: KnownOfCall): Promise<RecordedCall> {
  const words = [`told by ${known.reportedBy}`, report.because, ...(known.remarks ?? [])].filter(Boolean).join('; ');
  const before = await lockCall(tx, report, known.callId);
  const heir = await heirIn(tx, report);
  const state = { ...merged(report, before, known), replacedBy: replacedBy(report, before, heir) };
  // Two reports of one new call at the same moment: the second is a revision of what the first wrote.
  const begun = before ? null : (await tx.insert(call).values(state).onConflictDoNothing().returning())[0] ?? null;
  const was = before ?? begun ?? await lockCall(tx, report, undefined);
  if (!was) throw new Error('a call was neither written nor found');

  const is = begun ? state : { ...merged(report, was, known), replacedBy: replacedBy(report, was, heir) };
  const changes: CallChange[] = begun ? [{ what: 'reported', because: words, facts: { reference: is.reference, unlocode: is.unlocode, terminal: is.terminal } }] : changesOf(was, is, words);
  changes.push(...await recordAliases(tx, { callId: was.id, before: begun ? null : was, is, report, told: words }));
  const times = await recordTimes(tx, was.id, report, known);
  const moved = was.zone !== is.zone || was.region !== is.region;
  if (begun) {
    await note(tx, was.id, changes, known);
    return { before: null, after: begun, changed: true };
  }
  if (changes.length === 0 && times === 0 && !moved) return { before: was, after: was, changed: false };
  await note(tx, was.id, changes, known);
  const [after] = await tx.update(call).set({ ...is, revision: was.revision + 1 }).where(eq(call.id, was.id)).returning();
  if (!after) throw new Error('a call was written and not returned');
  return { before: was, after, changed: true };
}

/** `for update` and nothing weaker: a document that is taken in for this call waits for it (its foreign key), and sees then what was reported. */
async function lockCall(tx: Transaction, report: ReportedCall, id: number | undefined): Promise<CallRow | null> {
  const which = id === undefined ? and(eq(call.carrier, report.carrier), eq(call.reference, report.reference)) : eq(call.id, id);
  const [row] = await tx.select().from(call).where(which).for('update');
  return row ?? null;
}

async function heirIn(tx: Transaction, { carrier, reference, replacedBy: named }: ReportedCall): Promise<number | null> {
  if (!named) return null;
  const [heir] = named === reference ? [] : await tx.select({ id: call.id }).from(call).where(and(eq(call.carrier, carrier), eq(call.reference, named)));
  if (!heir) throw new UnknownReplacementError(`call ${reference} of ${carrier} is replaced by ${named}, which ${named === reference ? 'is itself' : 'nobody reported'}; expected the reference of another call of ${carrier} that is known`, { reference, replacedBy: named });
  return heir.id;
}

/** What the report names; else as it was, until the call stands again: then it has its documents itself. */
function replacedBy(report: ReportedCall, was: CallRow | null, heir: number | null): number | null {
  if (report.replacedBy !== undefined) return heir;
  const isBack = was !== null && report.statuses !== undefined && standingOf(was) !== 'stands' && !GONE_STATUSES.some((code) => (report.statuses as readonly string[]).includes(code));
  return isBack ? null : was?.replacedBy ?? null;
}

async function note(tx: Transaction, callId: number, changes: readonly CallChange[], { at, reportedBy }: KnownOfCall): Promise<void> {
  if (changes.length > 0) await tx.insert(callEvent).values(changes.map((change) => ({ callId, at, actor: reportedBy, ...change })));
}

/** The call as it stands after the report: what it names, over what was known. */
function merged(report: ReportedCall, was: CallRow | null, known: KnownOfCall): Omit<CallState, 'replacedBy'> {
  const vesselName = report.vesselName?.toUpperCase() ?? was?.vesselName;
  const unlocode = report.unlocode ?? was?.unlocode;
  if (!vesselName || !unlocode) {
    const missing = [!vesselName && 'vesselName', !unlocode && 'unlocode'].filter(Boolean).join(' and ');
    throw new CallIncompleteError(`call ${report.reference} of ${report.carrier} is not known yet, and the report has no ${missing}; expected both for a new call`, { reference: report.reference, missing });
  }
  const cutOffs = Object.fromEntries(Object.entries({ ...was?.cutOffs, ...normalised(report.cutOffs) }).filter((entry): entry is [string, string] => entry[1] !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    reference: report.reference, carrier: was?.carrier ?? report.carrier, region: known.region, zone: known.zone, endpoint: known.endpoint,
    operator: told(report.operator, was?.operator), serviceCode: told(report.serviceCode, was?.serviceCode), universalServiceReference: told(report.universalServiceReference, was?.universalServiceReference),
    portVisitReference: told(report.portVisitReference, was?.portVisitReference), sequence: told(report.sequence, was?.sequence),
    imo: told(report.imo, was?.imo), mmsi: told(report.mmsi, was?.mmsi), callSign: told(report.callSign, was?.callSign), vesselName,
    unlocode, terminal: told(report.terminal, was?.terminal), firms: told(report.firms, was?.firms),
    voyageIn: told(report.voyageIn, was?.voyageIn), voyageOut: told(report.voyageOut, was?.voyageOut),
    universalVoyageIn: told(report.universalVoyageIn, was?.universalVoyageIn), universalVoyageOut: told(report.universalVoyageOut, was?.universalVoyageOut),
    phase: phaseOf(report, was), statuses: report.statuses ? [...new Set(report.statuses)].sort() : was?.statuses ?? [], cutOffs,
    source: known.reportedBy, changedAt: known.at,
  };
}

/** What the report names, else what was known. */
const told = <T>(named: T | null | undefined, was: T | null | undefined): T | null => (named === undefined ? was ?? null : named);

/** One spelling for one instant, so that the same hour told in another zone changes nothing. */
const normalised = (cutOffs: ReportedCall['cutOffs']) => Object.fromEntries(Object.entries(cutOffs ?? {}).map(([kind, at]) => [kind, at === null ? null : new Date(at).toISOString()]));
