import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, instant, ref, rowId } from './columns.js';
import { document } from './document.js';
import { interchange } from './interchange.js';
import { transmission } from './transmission.js';

/** A mail that came to one of our mailboxes, kept whole before anything follows from it: the mailbox is never the only copy. */
export const mailIn = pgTable('mail_in', {
  id: rowId(),
  /** name of the mailbox in the settings */
  mailbox: text('mailbox').notNull(),
  /** RFC 9051: together they name a mail of a mailbox for ever; another UIDVALIDITY means that all are counted anew */
  uidValidity: text('uid_validity').notNull(),
  uid: text('uid').notNull(),
  receivedAt: instant('received_at').notNull(),
  /** of the bytes as they lay there; the same again (a mailbox that counts anew, a copy) moves nothing */
  sha256: text('sha256').notNull(),
  byteLength: integer('byte_length').notNull(),
  messageId: text('message_id'),
  /** the one address of From, in small letters; null: none, or several */
  fromAddress: text('from_address'),
  subject: text('subject').notNull(),
  /** answer | report (RFC 3464) | read-receipt (RFC 8098) | auto-reply | unreadable | untaken (what it is was never found out: it could not be taken, and may be taken again) */
  kind: text('kind').notNull(),
  /** of whom we take it to be: an endpoint where its sender is listed, if exactly one is meant */
  endpoint: text('endpoint'),
  /** what is known of its sender: { listed, verified, because … } as judged then */
  sender: jsonb('sender').$type<Record<string, unknown>>().notNull().default({}),
  /** moved | refused (rightly: a spoof, a stranger) | held (given to a person) | recorded (kept as what it is, moves nothing) | repeated */
  outcome: text('outcome').notNull(),
  because: text('because').notNull(),
}, (t) => [
  uniqueIndex('mail_in_uid').on(t.mailbox, t.uidValidity, t.uid),
  index('mail_in_sha256').on(t.sha256),
  index('mail_in_message_id').on(t.messageId),
  index('mail_in_received').on(t.receivedAt),
]);

export const mailInBytes = pgTable('mail_in_bytes', {
  mailInId: ref('mail_in_id').notNull().references(() => mailIn.id),
  seq: integer('seq').notNull(),
  bytes: bytea('bytes').notNull(),
}, (t) => [primaryKey({ columns: [t.mailInId, t.seq] })]);

/** What was attached to a mail. Its bytes stay in the mail's own; nobody opens them before the row says so. */
export const mailAttachment = pgTable('mail_attachment', {
  id: rowId(),
  mailInId: ref('mail_in_id').notNull().references(() => mailIn.id),
  /** from 1, in the order of the mail's parts; 0: X12 in the words themselves */
  number: integer('number').notNull(),
  /** as the sender wrote them; never a path, never trusted */
  name: text('name').notNull(),
  declaredType: text('declared_type').notNull(),
  byteLength: integer('byte_length').notNull(),
  sha256: text('sha256').notNull(),
  /** to-take (from a listed, proved sender, and X12 by its type and first bytes) | taken | refused (intake said no) | quarantined | released (a person has it) */
  state: text('state').notNull(),
  because: text('because').notNull(),
  interchangeId: ref('interchange_id').references(() => interchange.id),
  actor: text('actor'),
  changedAt: instant('changed_at').notNull(),
  /** how often intake was begun; written before */
  tries: integer('tries').notNull().default(0),
}, (t) => [uniqueIndex('mail_attachment_number').on(t.mailInId, t.number), index('mail_attachment_open').on(t.state, t.id)]);

/** What a person has to do. Opened once for the same cause, closed once, with who and why. */
export const task = pgTable('task', {
  id: rowId(),
  /** call (phone the terminal) | call-back (it asked to be called) | check-answer | check-bounce | check-attachment | unread-mail */
  kind: text('kind').notNull(),
  /** the same cause twice is one task while it is open */
  cause: text('cause').notNull(),
  carrier: text('carrier'),
  region: text('region'),
  endpoint: text('endpoint'),
  documentId: ref('document_id').references(() => document.id),
  mailInId: ref('mail_in_id').references(() => mailIn.id),
  /** in one sentence */
  what: text('what').notNull(),
  /** reasons, phones, what to read out */
  facts: jsonb('facts').$type<Record<string, unknown>>().notNull().default({}),
  /** the earlier the more urgent: the document's due time, or when it was opened */
  urgentAt: instant('urgent_at').notNull(),
  openedAt: instant('opened_at').notNull(),
  closedAt: instant('closed_at'),
  closedBy: text('closed_by'),
  closedBecause: text('closed_because'),
}, (t) => [
  uniqueIndex('task_one_open').on(t.cause).where(sql`closed_at is null`),
  index('task_open').on(t.urgentAt).where(sql`closed_at is null`),
  index('task_document').on(t.documentId),
]);

/** What was done to get an answer to a document that went by mail or paper: each step once. */
export const chaseStep = pgTable('chase_step', {
  id: rowId(),
  documentId: ref('document_id').notNull().references(() => document.id),
  /** reminder | next-contact | call */
  step: text('step').notNull(),
  /** which handing over it is about: a document that is mailed anew is chased anew */
  mailAcceptedAt: instant('mail_accepted_at').notNull(),
  at: instant('at').notNull(),
  because: text('because').notNull(),
  /** the newest mail that did it; null: nobody needs one to call */
  transmissionId: ref('transmission_id').references(() => transmission.id),
}, (t) => [uniqueIndex('chase_step_once').on(t.documentId, t.mailAcceptedAt, t.step), index('chase_step_mail').on(t.transmissionId)]);

/** What a carrier's system is to be told, in order; written in the transaction that it tells of. Told at least once, under one id. */
export const notice = pgTable('notice', {
  id: rowId(),
  /** sent along: whoever gets it twice knows it by this */
  noticeId: text('notice_id').notNull(),
  partner: text('partner').notNull(),
  documentId: ref('document_id').notNull().references(() => document.id),
  event: text('event').notNull(),
  /** exactly the bytes that are sent and signed, on every try */
  body: text('body').notNull(),
  createdAt: instant('created_at').notNull(),
  /** waiting | told | given-up */
  state: text('state').notNull(),
  tries: integer('tries').notNull().default(0),
  /** a try has begun and not ended: written before its first byte leaves */
  open: boolean('open').notNull().default(false),
  notBefore: instant('not_before').notNull(),
  toldAt: instant('told_at'),
  /** what the other side said, or why it was not reached, the last time */
  words: text('words'),
}, (t) => [uniqueIndex('notice_notice_id').on(t.noticeId), index('notice_waiting').on(t.partner, t.id).where(sql`state = 'waiting'`), index('notice_document').on(t.documentId)]);

/** What a machine says afterwards of a mail of ours that was handed over: a mail server's report (RFC 3464), a read receipt, an out-of-office. By mailbox. */
export const mailReport = pgTable('mail_report', {
  id: rowId(),
  mailInId: ref('mail_in_id').notNull().references(() => mailIn.id),
  transmissionId: ref('transmission_id').notNull().references(() => transmission.id),
  /** the Message-ID it names: the mail's, or that of one of its parts */
  wireIdentity: text('wire_identity').notNull(),
  /** of ours: to whom that was sent */
  mailbox: text('mailbox').notNull(),
  /** failed | delayed | relayed | delivered | expanded | unclear | read (a receipt) | away (nobody reads there for now) */
  about: text('about').notNull(),
  /** RFC 3463, or the receipt's disposition */
  status: text('status'),
  /** it counts as if the mailbox had refused the mail for that when it was named; null: it counts for nothing */
  refused: text('refused'),
  words: text('words').notNull(),
  because: text('because').notNull(),
  /** until when nobody reads there: as written, and the day where it is clear */
  until: text('until'),
  untilDay: text('until_day'),
  at: instant('at').notNull(),
  /** something is still to follow from it, and not before then; null: nothing is */
  dueAt: instant('due_at'),
}, (t) => [
  index('mail_report_transmission').on(t.transmissionId, t.id), index('mail_report_mailbox').on(t.mailbox, t.id), index('mail_report_mail_in').on(t.mailInId),
  index('mail_report_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
]);
