import { bigint, boolean, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, rowId } from './columns.js';

/** Keys at the door. Only their SHA-256 is kept; the key itself is shown once, when it is made. */
export const apiKey = pgTable('api_key', {
  id: rowId(),
  /** admin | sender */
  kind: text('kind').notNull(),
  /** the partner a sender's key speaks for */
  partner: text('partner'),
  sha256: text('sha256').notNull(),
  createdAt: instant('created_at').notNull(),
  revokedAt: instant('revoked_at'),
}, (t) => [uniqueIndex('api_key_sha256').on(t.sha256)]);

/**
 * Addressee by mapping: what a person released `unroutable` documents with, beside the configured table. Each carrier has its
 * own: another's word about the same ISA08 or place is neither heard nor overwritten.
 */
export const addressee = pgTable('addressee', {
  /** of the endpoint that was mapped to; '': made before mappings had a carrier, heard for every carrier that has none of its own */
  carrier: text('carrier').notNull().default(''),
  /** ISA08, or a place of what is addressed to us: UN:USLGB */
  isaReceiver: text('isa08').notNull(),
  /** `*`: any; always so for a place */
  gsReceiver: text('gs03').notNull(),
  endpoint: text('endpoint').notNull(),
  because: text('because').notNull(),
  actor: text('actor').notNull(),
  mappedAt: instant('mapped_at').notNull(),
}, (t) => [primaryKey({ columns: [t.carrier, t.isaReceiver, t.gsReceiver] })]);

/**
 * Our own control numbers per partner and level: `strict` counters stand here, `any` uses PostgreSQL sequences named after
 * the row's id. 1 … 999,999,999, then 1 again. Only `draw_control_number` and `leap_control_numbers` of the migrations write
 * here: the application's role may read.
 */
export const controlNumber = pgTable('control_number', {
  id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  /** code of the endpoint the numbers are for */
  partner: text('partner').notNull(),
  /** isa | gs | st */
  level: text('level').notNull(),
  /** P | T: ISA15 test numbers are kept apart from live ones */
  usage: text('usage').notNull(),
  /** any | strict */
  sequence: text('sequence').notNull(),
  /** strict: the number that is issued next. any: where the sequence began */
  next: bigint('next', { mode: 'number' }).notNull(),
}, (t) => [primaryKey({ columns: [t.partner, t.level, t.usage] }), uniqueIndex('control_number_id').on(t.id)]);

/**
 * Which databases issued our control numbers, in order. Where the newest row is another than the one we are in, this one was
 * restored or copied or took over, may have forgotten numbers that were sent, and every counter jumps. Written by
 * `leap_control_numbers` alone.
 */
export const controlNumberIssuer = pgTable('control_number_issuer', {
  id: rowId(),
  /** pg_control_system(): another after a restore into another server */
  systemIdentifier: text('system_identifier').notNull(),
  /** another after a recovery to a point in time, or when a standby took over */
  timeline: bigint('timeline', { mode: 'number' }).notNull(),
  /** pg_database.oid: another after a restore into a new database of the same server */
  databaseOid: bigint('database_oid', { mode: 'number' }).notNull(),
  since: instant('since').notNull(),
  leapt: boolean('leapt').notNull(),
  /** how far every counter jumped then; 0 where none did */
  gap: integer('gap').notNull(),
  because: text('because').notNull(),
});

/** One reader per mailbox, pick-up folder or feeder. Time is the database's clock_timestamp(); the fence only grows. */
export const lease = pgTable('lease', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  fence: bigint('fence', { mode: 'number' }).notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** UID, file name or row up to which the reader has committed */
  cursor: text('cursor'),
});
