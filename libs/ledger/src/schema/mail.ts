import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, ref, rowId } from './columns.js';
import { document } from './document.js';
import { transmission } from './transmission.js';

/**
 * A mail in parts: one transmission, its parts in order, each a mail of its own. Their bytes stand one behind the other in the
 * transmission's. Which part has its 250 is kept here, so that a repeat sends what is missing; all of them make it handed over.
 */
export const mailPart = pgTable('mail_part', {
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
  /** from 1 */
  number: integer('number').notNull(),
  /** its SMTP Message-ID: a bounce or a reply may name any of them */
  wireIdentity: text('wire_identity').notNull(),
  byteLength: integer('byte_length').notNull(),
  sha256: text('sha256').notNull(),
  acceptedAt: instant('accepted_at'),
  /** who took it, and its words */
  relay: text('relay'),
  receipt: text('receipt'),
}, (t) => [primaryKey({ columns: [t.transmissionId, t.number] }), index('mail_part_identity').on(t.wireIdentity)]);

/** A place in a rate, taken in the transaction of the claim: so several workers hold it together. Old ones are deleted. */
export const mailDeparture = pgTable('mail_departure', {
  id: rowId(),
  /** `mailbox:ADDRESS` or `relay:NAME` */
  key: text('key').notNull(),
  at: instant('at').notNull(),
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
}, (t) => [index('mail_departure_key').on(t.key, t.at), index('mail_departure_transmission').on(t.transmissionId)]);

/** How large a mail may be for a mailbox or a relay, as refusals taught it. The newest row counts; each keeps its reason and who. */
export const mailboxCap = pgTable('mailbox_cap', {
  id: rowId(),
  /** its address; a relay's name, which has no @ */
  mailbox: text('mailbox').notNull(),
  /** bytes of the mail as it travels; null: forgotten, the setting counts again */
  capBytes: integer('cap_bytes'),
  because: text('because').notNull(),
  actor: text('actor').notNull(),
  at: instant('at').notNull(),
}, (t) => [index('mailbox_cap_mailbox').on(t.mailbox, t.id)]);

/**
 * A list of what one mailbox was mailed. It is a mail itself: its bytes and tries stand with the transmission of that id. What it
 * said stays as it was written.
 */
export const mailList = pgTable('mail_list', {
  transmissionId: ref('transmission_id').primaryKey().references(() => transmission.id),
  endpoint: text('endpoint').notNull(),
  mailbox: text('mailbox').notNull(),
  /** hourly | after-return */
  kind: text('kind').notNull(),
  /** from 1 for each endpoint: a clerk sees when one is missing */
  number: integer('number').notNull(),
  /** what left within this time stands in it, and nothing else did */
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at').notNull(),
  /** why it was owed */
  because: text('because').notNull(),
}, (t) => [uniqueIndex('mail_list_number').on(t.endpoint, t.number), index('mail_list_until').on(t.untilAt)]);

/** One line of a list: a document in a mail. Each is told once hourly and once after the return, and again where such a list was not taken. */
export const mailListLine = pgTable('mail_list_line', {
  listId: ref('list_id').notNull().references(() => mailList.transmissionId),
  kind: text('kind').notNull(),
  /** the mail, and which document of it */
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
  documentId: ref('document_id').notNull().references(() => document.id),
  /** what was told of it, as the mail said it */
  told: jsonb('told').$type<Record<string, unknown>>().notNull(),
}, (t) => [
  primaryKey({ columns: [t.listId, t.transmissionId, t.documentId] }),
  index('mail_list_line_mail').on(t.transmissionId),
  index('mail_list_line_document').on(t.documentId),
]);
