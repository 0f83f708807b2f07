import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, ref, rowId } from './columns.js';
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
