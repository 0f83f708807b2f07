import { and, eq } from 'drizzle-orm';
import { call, type Transaction } from '#ledger';
import { recordCall, type ReportedCall } from '#vessel-calls';
import { callChanged } from './call-changed.js';
import { CallPlaces } from './call-place.js';
import type { Journey } from './journey.js';

/** What a report did: the call, how many documents follow from it, and what is to be said of it. */
export interface CallReported { id: number; revision: number; isNew: boolean; changed: boolean; matched: number; moved: number; redated: number; remarks: string[] }

/** A call is reported, or revised: in one transaction with all that follows from it for its documents. */
export function reportCall(journey: Journey, report: ReportedCall, reportedBy = 'api'): Promise<CallReported> {
  return journey.ledger.transaction((tx) => reportCallIn(journey, tx, report, { reportedBy, at: journey.clock.now() }));
}

/** The same within a transaction of whoever brings it: an intake, a file. */
export async function reportCallIn(journey: Journey, tx: Transaction, report: ReportedCall, told: { reportedBy: string; at: Date; callId?: number | undefined; places?: CallPlaces }): Promise<CallReported> {
  const { reportedBy, at, callId } = told;
  // Locked before anything is read of it: of two reports at the same moment the second says where it is from what the first wrote.
  const [was] = await tx.select().from(call).where(callId === undefined ? and(eq(call.carrier, report.carrier), eq(call.reference, report.reference)) : eq(call.id, callId)).for('update');
  const known = await placeOf(journey, tx, report, was, told.places);
  const { before, after, changed } = await recordCall(tx, report, { ...known, callId: was?.id, reportedBy, at });
  const followed = changed ? await callChanged(journey, tx, { before, after, at }) : { matched: 0, moved: 0, redated: 0 };
  return { id: after.id, revision: after.revision, isNew: before === null, changed, ...followed, remarks: known.remarks };
}

type Was = typeof call.$inferSelect | undefined;

/** Where the call is, as far as the report or what was known says; only a report that names a place looks for it anew. */
async function placeOf(journey: Journey, tx: Transaction, report: ReportedCall, was: Was, places: CallPlaces | undefined): Promise<{ endpoint: string | null; region: string | null; zone: string; remarks: string[] }> {
  const unlocode = report.unlocode ?? was?.unlocode;
  const names = [report.unlocode, report.terminal, report.firms, report.endpoint].some((one) => one !== undefined);
  if (!unlocode || (was && !names)) return { endpoint: was?.endpoint ?? null, region: was?.region ?? null, zone: was?.zone ?? 'UTC', remarks: [] };
  const terminal = report.terminal === undefined ? was?.terminal ?? null : report.terminal;
  const firms = report.firms === undefined ? was?.firms ?? null : report.firms;
  const found = (places ?? await CallPlaces.now(journey, tx)).of({ carrier: report.carrier, unlocode, terminal, firms });
  const endpoint = report.endpoint ? journey.directory.endpoints.get(report.endpoint) ?? null : found.endpoint;
  return { endpoint: endpoint?.code ?? report.endpoint ?? null, region: endpoint?.region ?? null, zone: endpoint?.zone ?? found.zone ?? was?.zone ?? 'UTC', remarks: found.remarks };
}
