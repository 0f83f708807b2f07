import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, instant, ref, rowId } from './columns.js';
import { document } from './document.js';
import { interchange } from './interchange.js';

/** What actually leaves: composed once, stored, and repeated only as these same bytes. */
export const transmission = pgTable('transmission', {
  id: rowId(),
  endpoint: text('endpoint').notNull(),
  carrier: text('carrier').notNull(),
  region: text('region'),
  /** sftp | email | print (a person handed it over on paper or by phone, and said so) */
  channel: text('channel').notNull(),
  /** interchange (relayed whole) | own (composed by us under our numbers) | mail | digest (one mail for several documents) | list (a mail about mails) | reminder (a mail that asks for an answer to mails) | paper */
  kind: text('kind').notNull(),
  /** the name by which the far side knows it: file name, or SMTP Message-ID */
  wireIdentity: text('wire_identity').notNull(),
  /** of a mail: which of the endpoint's forms it has */
  form: text('form'),
  /** mailbox(es) it was composed for; part of a mail's identity */
  recipients: jsonb('recipients').$type<string[]>().notNull().default([]),
  /** relay: the bytes are the interchange's own and are not stored a second time */
  interchangeId: ref('interchange_id').references(() => interchange.id),
  sha256: text('sha256').notNull(),
  byteLength: integer('byte_length').notNull(),
  composedAt: instant('composed_at').notNull(),
  /** the ISA13 (EDIFACT 0020) it left under, and P or T (ISA15), where the numbers are ours; else they are the interchange's */
  isa13: text('isa13'),
  usage: text('usage'),
  /** a mail: every list that owes it a line was made, so that looking for lists that are owed stays short */
  listed: boolean('listed').notNull().default(false),
}, (t) => [
  uniqueIndex('transmission_identity').on(t.endpoint, t.channel, t.wireIdentity),
  // What comes back names a mail by its Message-ID alone.
  index('transmission_mail_identity').on(t.wireIdentity).where(sql`${t.channel} = 'email'`),
  index('transmission_to_list').on(t.endpoint).where(sql`${t.kind} in ('mail', 'digest') and not ${t.listed}`),
  index('transmission_isa13').on(t.isa13, t.endpoint).where(sql`${t.isa13} is not null`),
]);

export const transmissionBytes = pgTable('transmission_bytes', {
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
  seq: integer('seq').notNull(),
  bytes: bytea('bytes').notNull(),
}, (t) => [primaryKey({ columns: [t.transmissionId, t.seq] })]);

export const transmissionDocument = pgTable('transmission_document', {
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
  documentId: ref('document_id').notNull().references(() => document.id),
  /** the GS06 and ST02 it left under, where the numbers are ours; else they are the document's */
  gs06: text('gs06'),
  st02: text('st02'),
}, (t) => [
  primaryKey({ columns: [t.transmissionId, t.documentId] }),
  index('transmission_document_document').on(t.documentId),
  index('transmission_document_gs06').on(t.gs06).where(sql`${t.gs06} is not null`),
]);

/** One attempt at a transmission. Written, committed, and only then does the first byte leave. */
export const tries = pgTable('try', {
  id: rowId(),
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
  number: integer('number').notNull(),
  /** the process that holds it, and a number that only grows: an outcome is written only by the holder of both */
  holder: text('holder').notNull(),
  openedAt: instant('opened_at').notNull(),
  /** by the database's clock_timestamp(), not the injected clock: a simulated day must not end a living try */
  expiresAt: instant('expires_at').notNull(),
  open: boolean('open').notNull().default(true),
  endedAt: instant('ended_at'),
  /** accepted | refused | unreachable | unknown */
  outcome: text('outcome'),
  because: text('because').notNull(),
  /** the far side's words, sizes seen, reply codes */
  proof: jsonb('proof').$type<Record<string, unknown>>(),
}, (t) => [
  // With the id: the first and the newest try of a transmission are asked for, and must not be looked for among all tries.
  index('try_transmission').on(t.transmissionId, t.id),
  index('try_open').on(t.expiresAt).where(sql`${t.open}`),
]);

/** The claim: one open try per document, held by the partial unique index. */
export const tryDocument = pgTable('try_document', {
  tryId: ref('try_id').notNull().references(() => tries.id),
  documentId: ref('document_id').notNull().references(() => document.id),
  open: boolean('open').notNull().default(true),
}, (t) => [
  primaryKey({ columns: [t.tryId, t.documentId] }),
  uniqueIndex('try_document_one_open').on(t.documentId).where(sql`${t.open}`),
  index('try_document_document').on(t.documentId, t.tryId),
]);

/** What came back. Kept even when it matches nothing: then documentId is null and the desk sees it. */
export const acknowledgement = pgTable('acknowledgement', {
  id: rowId(),
  documentId: ref('document_id').references(() => document.id),
  transmissionId: ref('transmission_id').references(() => transmission.id),
  endpoint: text('endpoint').notNull(),
  /** transport | syntax | content | person */
  level: text('level').notNull(),
  /** accepted | accepted-with-errors | rejected */
  verdict: text('verdict').notNull(),
  /** the far side's own words or codes */
  words: text('words').notNull(),
  /** the rule that matched it, or why nothing did */
  matchedBy: text('matched_by').notNull(),
  receivedAt: instant('received_at').notNull(),
  sourceInterchangeId: ref('source_interchange_id').references(() => interchange.id),
  /** the mail it stands in (mail_in.id); no reference, since that table knows this one */
  sourceMailId: ref('source_mail_id'),
  /** who of the far side said so, where a person did: an address, or a name that was told by phone */
  saidBy: text('said_by'),
  /** it names control numbers that we never sent there: a person must look */
  alarm: boolean('alarm').notNull().default(false),
}, (t) => [
  index('acknowledgement_document').on(t.documentId),
  index('acknowledgement_unmatched').on(t.receivedAt).where(sql`${t.documentId} is null`),
]);
