import { and, eq } from 'drizzle-orm';
import { call } from '#ledger';
import { recordCall, type ReportedCall } from '#vessel-calls';
import { callChanged } from './call-changed.js';
import type { Journey } from './journey.js';

/** A call is reported, or revised: in one transaction with all that follows from it for its documents. */
export async function reportCall(journey: Journey, report: ReportedCall, reportedBy = 'api'): Promise<{ id: number; matched: number; moved: number; redated: number }> {
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const places = [...journey.directory.endpoints.values()];
    const endpoint = report.endpoint ? journey.directory.endpoints.get(report.endpoint) : places.find((one) => one.unlocode === report.unlocode && one.terminal === (report.terminal ?? null));
    const [before] = await tx.select().from(call).where(and(eq(call.carrier, report.carrier), eq(call.reference, report.reference))).for('update');
    const id = await recordCall(tx, { ...report, endpoint: endpoint?.code ?? report.endpoint ?? null }, { region: endpoint?.region ?? null, zone: endpoint?.zone ?? 'UTC', reportedBy, at });
    const [after] = await tx.select().from(call).where(eq(call.id, id));
    if (!after) throw new Error('a call was written and not found');
    return { id, ...await callChanged(journey, tx, { before: before ?? null, after, at }) };
  });
}
