import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, ref, rowId } from './columns.js';

/** The verdict on one path: an endpoint's channel. Evidence in, verdict out; the evidence itself is kept beside it. */
export const path = pgTable('path', {
  endpoint: text('endpoint').notNull(),
  /** edi | email */
  kind: text('kind').notNull(),
  /** up | suspect | down | returning (isolated is an outage of a whole scope and stands above the verdict) */
  verdict: text('verdict').notNull(),
  because: text('because').notNull(),
  since: instant('since').notNull(),
  /** when it last came back from trouble, to returning or to up; null while it never was in any */
  returnedAt: instant('returned_at'),
  /** returning: proofs in a row, and how many may be in flight at once */
  proofs: integer('proofs').notNull().default(0),
  nextProbeAt: instant('next_probe_at'),
  changedAt: instant('changed_at').notNull(),
}, (t) => [primaryKey({ columns: [t.endpoint, t.kind] })]);

export const pathEvidence = pgTable('path_evidence', {
  id: rowId(),
  endpoint: text('endpoint').notNull(),
  kind: text('kind').notNull(),
  /** good: delivered, probed, acknowledged · bad: connect-failed, timed-out, answer-missing, refused-for-now */
  evidence: text('evidence').notNull(),
  at: instant('at').notNull(),
  detail: text('detail').notNull(),
}, (t) => [index('path_evidence_recent').on(t.endpoint, t.kind, t.at)]);

/** From the first verdict of trouble, or a person's act, until it is resolved. Opened once, closed once. */
export const outage = pgTable('outage', {
  id: rowId(),
  /** region | endpoint */
  scopeKind: text('scope_kind').notNull(),
  scope: text('scope').notNull(),
  /** evidence | person */
  declaredBy: text('declared_by').notNull(),
  actor: text('actor').notNull(),
  because: text('because').notNull(),
  /** open | returning | closed */
  state: text('state').notNull(),
  openedAt: instant('opened_at').notNull(),
  reopenedAt: instant('reopened_at'),
  closedAt: instant('closed_at'),
}, (t) => [uniqueIndex('outage_one_open').on(t.scopeKind, t.scope, t.declaredBy).where(sql`${t.closedAt} is null`)]);

export const outageEvent = pgTable('outage_event', {
  id: rowId(),
  outageId: ref('outage_id').notNull().references(() => outage.id),
  at: instant('at').notNull(),
  actor: text('actor').notNull(),
  what: text('what').notNull(),
  because: text('because').notNull(),
  facts: jsonb('facts').$type<Record<string, unknown>>().notNull().default({}),
}, (t) => [index('outage_event_outage').on(t.outageId)]);
