import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, ref, rowId } from './columns.js';

/** A vessel call is a DCSA terminal call: one vessel at one terminal, with an import and an export voyage. */
export const call = pgTable('call', {
  id: rowId(),
  /** the operator's own reference, or one made from vessel, voyage and terminal */
  reference: text('reference').notNull(),
  carrier: text('carrier').notNull(),
  region: text('region'),
  imo: text('imo'),
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
  zone: text('zone').notNull(),
  /** expected | arrived | working | departed | omitted */
  phase: text('phase').notNull(),
  /** named cut-offs as ISO instants: cargo, reefer, haz, doc, vgm, erd */
  cutOffs: jsonb('cut_offs').$type<Record<string, string>>().notNull().default({}),
  source: text('source').notNull(),
  changedAt: instant('changed_at').notNull(),
}, (t) => [uniqueIndex('call_reference').on(t.carrier, t.reference), index('call_imo').on(t.imo), index('call_place').on(t.unlocode)]);

/** What the lines in a shared vessel call the same call. Voyages are stored as they compare: upper case, no blanks, no leading zeros. */
export const callAlias = pgTable('call_alias', {
  id: rowId(),
  callId: ref('call_id').notNull().references(() => call.id),
  /** SCAC of the line, or '*' */
  line: text('line').notNull(),
  voyage: text('voyage').notNull(),
  vesselName: text('vessel_name'),
}, (t) => [uniqueIndex('call_alias_once').on(t.callId, t.line, t.voyage), index('call_alias_voyage').on(t.voyage)]);

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
