import { sql } from 'drizzle-orm';
import { type AnyPgColumn, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, instant, ref, rowId } from './columns.js';

/**
 * One ISA..IEA as it came in (or, when no ISA could be read, the bytes as they came in), kept whole before the sender is
 * answered. A refused one is kept too: the verdict and the findings say why. Answers of ours are kept alike.
 */
export const interchange = pgTable('interchange', {
  id: rowId(),
  receivedAt: instant('received_at').notNull(),
  /** http | folder | pick-up (read from an endpoint's folder) | own */
  source: text('source').notNull(),
  /** file name, or the address of the HTTP client; for people */
  sourceName: text('source_name'),
  /** the partner whose key or folder it came through */
  partner: text('partner').notNull(),
  carrier: text('carrier'),
  region: text('region'),
  sha256: text('sha256').notNull(),
  /** ISA to IEA's terminator, without line ends after it: what is compared when the same numbers come again */
  coreSha256: text('core_sha256'),
  /** every set with its numbers, whatever the sender wrote anew around them: what a repeat is known by */
  contentSha256: text('content_sha256'),
  byteLength: integer('byte_length').notNull(),
  isaSenderQualifier: text('isa05'),
  isaSender: text('isa06'),
  isaReceiverQualifier: text('isa07'),
  isaReceiver: text('isa08'),
  isa13: text('isa13'),
  usage: text('isa15'),
  /** accepted | rejected */
  verdict: text('verdict').notNull(),
  findings: jsonb('findings').$type<unknown[]>().notNull(),
  /** what the sender was told, so that a repeat gets the first answer again */
  answer: jsonb('answer').$type<Record<string, unknown>>().notNull(),
  /** relay: it goes on whole | rewrap: addressed to us, its sets go on one by one | own: an answer of ours */
  mode: text('mode').notNull().default('relay'),
  /** x12 | edifact; columns named after X12's elements hold what means the same in EDIFACT */
  syntax: text('syntax').notNull().default('x12'),
  /** own: the interchange it answers */
  answersId: ref('answers_id').references((): AnyPgColumn => interchange.id),
}, (t) => [
  index('interchange_numbers').on(t.isaSender, t.isaReceiver, t.isa13),
  index('interchange_sha256').on(t.sha256),
  index('interchange_received').on(t.receivedAt),
  index('interchange_answers').on(t.answersId),
  // Few among many: no figure counts a test.
  index('interchange_test').on(t.id).where(sql`isa15 = 'T'`),
]);

export const interchangeBytes = pgTable('interchange_bytes', {
  interchangeId: ref('interchange_id').notNull().references(() => interchange.id),
  seq: integer('seq').notNull(),
  bytes: bytea('bytes').notNull(),
}, (t) => [primaryKey({ columns: [t.interchangeId, t.seq] })]);
