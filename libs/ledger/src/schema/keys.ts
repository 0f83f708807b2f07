import { bigint, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
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

/** Addressee by mapping: what a person released `unroutable` documents with, beside the configured table. */
export const addressee = pgTable('addressee', {
  isaReceiver: text('isa08').notNull(),
  gsReceiver: text('gs03').notNull(),
  endpoint: text('endpoint').notNull(),
  because: text('because').notNull(),
  actor: text('actor').notNull(),
  mappedAt: instant('mapped_at').notNull(),
}, (t) => [primaryKey({ columns: [t.isaReceiver, t.gsReceiver] })]);

/**
 * Our own control numbers per partner and level, for rewrap: `strict` counters live here, `any` uses PostgreSQL sequences
 * named after the row. 1 … 999,999,999, then 1 again. No number is issued before rewrap is built.
 */
export const controlNumber = pgTable('control_number', {
  partner: text('partner').notNull(),
  /** isa | gs | st */
  level: text('level').notNull(),
  /** P | T: ISA15 test numbers are kept apart from live ones */
  usage: text('usage').notNull(),
  /** any | strict */
  sequence: text('sequence').notNull(),
  next: bigint('next', { mode: 'number' }).notNull(),
}, (t) => [primaryKey({ columns: [t.partner, t.level, t.usage] })]);

/** One reader per mailbox, pick-up folder or feeder. Time is the database's clock_timestamp(); the fence only grows. */
export const lease = pgTable('lease', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  fence: bigint('fence', { mode: 'number' }).notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** UID, file name or row up to which the reader has committed */
  cursor: text('cursor'),
});
