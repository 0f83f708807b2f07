import { z } from 'zod';
import { normaliseVoyage } from './normalise.js';

/** DCSA's codes for a call that leaves its schedule. @source OVS 3.0.2 */
export const CALL_STATUSES = ['OMIT', 'BLNK', 'ADHO', 'PHOT', 'PHIN', 'ROTC', 'SLID', 'CUTR', 'DRYD', 'BUNK', 'OOSV'] as const;
export const CALL_PHASES = ['expected', 'arrived', 'working', 'departed', 'omitted'] as const;
/** Times by which something must be there; erd is the earliest receiving date. */
export const CUT_OFFS = ['cargo', 'reefer', 'haz', 'doc', 'vgm', 'erd'] as const;

/** All that is told ends in a mail, a header or a table one day: one line, without control characters. */
const line = (most: number) => z.string('expected text').trim().min(1, 'expected text').max(most, `expected at most ${most} characters`).regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, 'expected one line without control characters');
const capitals = (least: number, most: number, what: string) => z.string('expected text').regex(new RegExp(`^[A-Z0-9]{${least},${most}}$`), `expected ${what} of ${least === most ? most : `${least} to ${most}`} capitals and digits`);
const instant = z.iso.datetime({ offset: true, error: 'expected a date and time with its offset such as 2026-12-01T14:00:00-08:00' });
/** `9999R` is DCSA's "no voyage": whoever writes it does not know the number, and takes none away. */
const voyage = line(50).nullish().transform((told) => (told && normaliseVoyage(told) === null ? undefined : told));
const universalVoyage = z.string('expected text').regex(/^\d{2}[0-9A-Z]{2}[NEWSR]$/, 'expected a universal voyage reference such as 2107W').nullish().transform((told) => (told === '9999R' ? undefined : told));
/** Why it is late: SMDG's delay codes, of which DCSA allows several. */
const reason = z.string('expected text').regex(/^[A-Z0-9]{1,3}( [A-Z0-9]{1,3}){0,4}$/, 'expected a delay code of up to three letters such as WEA, or several with blanks between them');

/**
 * A call as it is reported. What comes again under the same carrier and reference is a revision: what it does not name stays
 * as it is, null takes away. A call that nobody reported before needs vessel and port.
 */
export const callReport = z.object({
  reference: line(100),
  carrier: line(100),
  /** SMDG code of the line that operates the vessel */
  operator: line(10).nullish(),
  serviceCode: line(11).nullish(),
  universalServiceReference: z.string('expected text').regex(/^SR\d{5}[A-Z]$/, 'expected a universal service reference such as SR00001A').nullish(),
  /** the port's own reference of the visit */
  portVisitReference: line(50).nullish(),
  /** which of the visit's terminal calls it is, from 1 */
  sequence: z.int().min(1).max(9_999).nullish(),
  imo: z.string('expected text').regex(/^\d{7}$/, 'expected the seven digits of an IMO number').nullish(),
  mmsi: z.string('expected text').regex(/^\d{9}$/, 'expected the nine digits of an MMSI').nullish(),
  callSign: line(10).nullish(),
  vesselName: line(50).optional(),
  unlocode: z.string('expected text').regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'expected a UN/LOCODE such as USLGB').optional(),
  terminal: capitals(1, 6, 'an SMDG terminal code').nullish(),
  firms: capitals(4, 4, 'a FIRMS code').nullish(),
  endpoint: line(40).nullish(),
  voyageIn: voyage,
  voyageOut: voyage,
  universalVoyageIn: universalVoyage,
  universalVoyageOut: universalVoyage,
  phase: z.enum(CALL_PHASES).optional(),
  /** those that stand now; an empty list: the call is on its schedule */
  statuses: z.array(z.enum(CALL_STATUSES)).max(CALL_STATUSES.length).optional(),
  /** reference of the same carrier's call that has its documents from now on: it slid there, or is worked at another terminal instead; null: it has them itself */
  replacedBy: line(100).nullish(),
  /** each by its name; one that is not named stays, null takes it away */
  cutOffs: z.partialRecord(z.enum(CUT_OFFS), instant.nullable()).optional(),
  /** what a line calls the call; `gone` takes one away that was wrong */
  aliases: z.array(z.object({ line: line(4).default('*'), voyage: line(50), vesselName: line(50).nullish(), gone: z.boolean().default(false) })).max(100).default([]),
  timestamps: z.array(z.object({
    event: z.enum(['ARRI', 'DEPA']), place: z.enum(['BRTH', 'PBPL']).default('BRTH'), classifier: z.enum(['PLN', 'EST', 'REQ', 'ACT']),
    at: instant, reason: reason.nullish(),
  })).max(100).default([]),
  /** why, in words; stands in the call's events */
  because: line(500).optional(),
});

export type CallReport = z.input<typeof callReport>;
/** A report that was checked. */
export type ReportedCall = z.output<typeof callReport>;
