import { sql } from 'drizzle-orm';
import { type AnyPgColumn, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, ref, rowId } from './columns.js';

/** A column's voyage as it compares (normaliseVoyage of vessel-calls): upper case, no blanks, no leading zeros. */
const compared = (column: string) => sql.raw(`ltrim(regexp_replace(upper(${column}), '\\s', '', 'g'), '0')`);

/** All voyages of a call as they compare, in one index: which calls have this one? `callVoyages @> array['27W']`. */
export const callVoyages = sql`(array[${compared('voyage_in')}, ${compared('voyage_out')}, ${compared('universal_voyage_in')}, ${compared('universal_voyage_out')}])`;

/** A vessel call is a DCSA terminal call: one vessel at one terminal, with an import and an export voyage. */
export const call = pgTable('call', {
  id: rowId(),
  /** the operator's own reference, or one made from vessel, voyage and terminal */
  reference: text('reference').notNull(),
  carrier: text('carrier').notNull(),
  region: text('region'),
  /** SMDG code of the line that operates the vessel */
  operator: text('operator'),
  /** service as its carrier calls it; DCSA universal service reference, SR00001A */
  serviceCode: text('service_code'),
  universalServiceReference: text('universal_service_reference'),
  /** the port's own reference of the visit; which of its terminal calls this is */
  portVisitReference: text('port_visit_reference'),
  sequence: integer('sequence'),
  imo: text('imo'),
  mmsi: text('mmsi'),
  callSign: text('call_sign'),
  vesselName: text('vessel_name').notNull(),
  unlocode: text('unlocode').notNull(),
  /** SMDG terminal code, a child of the UN/LOCODE */
  terminal: text('terminal'),
  firms: text('firms'),
  /** the endpoint of the terminal, where it is one of ours */
  endpoint: text('endpoint'),
  voyageIn: text('voyage_in'),
  voyageOut: text('voyage_out'),
  /** DCSA universal voyage references, 2107W; compared like any other alias */
  universalVoyageIn: text('universal_voyage_in'),
  universalVoyageOut: text('universal_voyage_out'),
  zone: text('zone').notNull(),
  /** expected | arrived | working | departed | omitted */
  phase: text('phase').notNull(),
  /** DCSA status codes that stand: OMIT, BLNK, SLID, CUTR, ROTC, ADHO, PHOT, PHIN; each change is a call_event */
  statuses: jsonb('statuses').$type<string[]>().notNull().default([]),
  /** another call has its documents since: it was omitted, slid, or moved to another terminal */
  replacedBy: ref('replaced_by').references((): AnyPgColumn => call.id),
  /** counts reports that changed anything */
  revision: integer('revision').notNull().default(1),
  /** named cut-offs as ISO instants: cargo, reefer, haz, doc, vgm, erd */
  cutOffs: jsonb('cut_offs').$type<Record<string, string>>().notNull().default({}),
  /** best known arrival and departure at berth: actual, else the latest estimate, else the plan. A trigger on call_timestamp keeps them, whoever writes there */
  etaAt: instant('eta_at'),
  etdAt: instant('etd_at'),
  source: text('source').notNull(),
  changedAt: instant('changed_at').notNull(),
}, (t) => [index('call_eta').on(t.etaAt, t.id), uniqueIndex('call_reference').on(t.carrier, t.reference), index('call_imo').on(t.imo), index('call_place').on(t.unlocode, t.terminal), index('call_endpoint').on(t.endpoint), index('call_vessel_name').on(sql`upper(${t.vesselName})`), index('call_call_sign').on(t.callSign), index('call_voyages').using('gin', callVoyages)]);

/** What the lines in a shared vessel call the same call. Voyages are stored as they compare: upper case, no blanks, no leading zeros. */
export const callAlias = pgTable('call_alias', {
  id: rowId(),
  callId: ref('call_id').notNull().references(() => call.id),
  /** SCAC of the line, or '*' */
  line: text('line').notNull(),
  voyage: text('voyage').notNull(),
  vesselName: text('vessel_name'),
}, (t) => [uniqueIndex('call_alias_once').on(t.callId, t.line, t.voyage), index('call_alias_line').on(t.line), index('call_alias_voyage').on(t.voyage), index('call_alias_vessel_name').on(sql`upper(${t.vesselName})`).where(sql`${t.vesselName} is not null`)]);

/** Which lines have documents in which call: lines share vessels, and each may see the calls its documents are in. A trigger on document_call keeps it. */
export const callLine = pgTable('call_line', {
  callId: ref('call_id').notNull().references(() => call.id),
  /** the documents' carrier */
  line: text('line').notNull(),
}, (t) => [primaryKey({ columns: [t.callId, t.line] })]);

/** Append-only. The latest by reportedAt wins within one class; an actual never goes back to an estimate. */
export const callTimestamp = pgTable('call_timestamp', {
  id: rowId(),
  callId: ref('call_id').notNull().references(() => call.id),
  /** ARRI | DEPA */
  event: text('event').notNull(),
  /** BRTH | PBPL */
  place: text('place').notNull(),
  /** PLN | EST | REQ | ACT */
  classifier: text('classifier').notNull(),
  at: instant('at').notNull(),
  reportedAt: instant('reported_at').notNull(),
  reportedBy: text('reported_by').notNull(),
  reason: text('reason'),
}, (t) => [index('call_timestamp_call').on(t.callId, t.reportedAt)]);

/** Append-only: what was reported of a call beside its times (status, phase, cut-offs, terminal, voyages), what that changed, and why. */
export const callEvent = pgTable('call_event', {
  id: rowId(),
  callId: ref('call_id').notNull().references(() => call.id),
  at: instant('at').notNull(),
  actor: text('actor').notNull(),
  /** reported | status | phase | cut-off | moved | documents-moved | documents-parked | documents-released | left-place | .. */
  what: text('what').notNull(),
  because: text('because').notNull(),
  facts: jsonb('facts').$type<Record<string, unknown>>().notNull().default({}),
}, (t) => [index('call_event_call').on(t.callId, t.at), index('call_event_left').on(sql`(${t.facts}->>'from')`, t.at).where(sql`${t.what} = 'left-place'`)]);

/** The SMDG list of terminals as a user imported it from a copy of their own: none is shipped. */
export const terminalCode = pgTable('terminal_code', {
  unlocode: text('unlocode').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  /** other UN/LOCODEs under which the same terminal is named */
  alternatives: jsonb('alternatives').$type<string[]>().notNull().default([]),
  /** IANA, found by the position the list gives; null where it gives none */
  zone: text('zone'),
  validFrom: date('valid_from'),
  validTo: date('valid_to'),
  importedAt: instant('imported_at').notNull(),
  /** SHA-256 of the file it was read from */
  source: text('source').notNull(),
}, (t) => [primaryKey({ columns: [t.unlocode, t.code] })]);
