import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { call, callAlias, callTimestamp, type Transaction } from '#ledger';
import { normaliseVoyage } from './normalise.js';

const text = z.string().trim().min(1).max(100);

/** A call as its operator reports it. What is sent again under the same carrier and reference is a revision of it. */
export const callReport = z.object({
  reference: text,
  carrier: text,
  imo: z.string().regex(/^\d{7}$/, 'expected the seven digits of an IMO number').nullish(),
  callSign: z.string().max(10).nullish(),
  vesselName: z.string().trim().min(1).max(50),
  unlocode: z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'expected a UN/LOCODE such as USLGB'),
  terminal: z.string().max(6).nullish(),
  firms: z.string().max(4).nullish(),
  endpoint: z.string().max(40).nullish(),
  voyageIn: z.string().max(30).nullish(),
  voyageOut: z.string().max(30).nullish(),
  phase: z.enum(['expected', 'arrived', 'working', 'departed', 'omitted']).default('expected'),
  cutOffs: z.partialRecord(z.enum(['cargo', 'reefer', 'haz', 'doc', 'vgm', 'erd']), z.iso.datetime({ offset: true })).optional(),
  aliases: z.array(z.object({ line: z.string().max(4).default('*'), voyage: z.string().max(30), vesselName: z.string().max(50).nullish() })).default([]),
  timestamps: z.array(z.object({
    event: z.enum(['ARRI', 'DEPA']), place: z.enum(['BRTH', 'PBPL']).default('BRTH'), classifier: z.enum(['PLN', 'EST', 'REQ', 'ACT']),
    at: z.iso.datetime({ offset: true }), reason: z.string().max(100).nullish(),
  })).default([]),
});

export type CallReport = z.input<typeof callReport>;
/** A report that was checked. */
export type ReportedCall = z.output<typeof callReport>;

/** Writes a report: the call as it now stands, its timestamps added to those before, never over them. */
export async function recordCall(tx: Transaction, report: ReportedCall, known: { region: string | null; zone: string; reportedBy: string; at: Date }): Promise<number> {
  const row = {
    reference: report.reference, carrier: report.carrier, region: known.region, imo: report.imo ?? null, callSign: report.callSign ?? null,
    vesselName: report.vesselName.toUpperCase(), unlocode: report.unlocode, terminal: report.terminal ?? null, firms: report.firms ?? null,
    endpoint: report.endpoint ?? null, voyageIn: report.voyageIn ?? null, voyageOut: report.voyageOut ?? null, zone: known.zone, phase: report.phase,
    cutOffs: report.cutOffs ?? {}, source: known.reportedBy, changedAt: known.at,
  };
  const [kept] = await tx.insert(call).values(row).onConflictDoUpdate({ target: [call.carrier, call.reference], set: row }).returning({ id: call.id });
  if (!kept) throw new Error('a call was written and not returned');
  for (const alias of report.aliases) {
    const voyage = normaliseVoyage(alias.voyage);
    if (voyage) await tx.insert(callAlias).values({ callId: kept.id, line: alias.line, voyage, vesselName: alias.vesselName ?? null }).onConflictDoNothing();
  }
  for (const stamp of report.timestamps) {
    const at = new Date(stamp.at);
    const same = await tx.select({ id: callTimestamp.id }).from(callTimestamp).where(and(eq(callTimestamp.callId, kept.id), eq(callTimestamp.event, stamp.event),
      eq(callTimestamp.place, stamp.place), eq(callTimestamp.classifier, stamp.classifier), eq(callTimestamp.at, at), eq(callTimestamp.reportedAt, known.at)));
    if (same.length === 0) await tx.insert(callTimestamp).values({ callId: kept.id, ...stamp, reason: stamp.reason ?? null, at, reportedAt: known.at, reportedBy: known.reportedBy });
  }
  return kept.id;
}
