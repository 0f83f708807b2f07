import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, ref, rowId } from './columns.js';
import { call } from './call.js';
import { interchange } from './interchange.js';

/** One ST..SE for one endpoint. The unit that is waited for, delivered, acknowledged, and late. */
export const document = pgTable('document', {
  id: rowId(),
  /** short, speakable, with a check character: HW-7F3K2Q */
  ref: text('ref').notNull(),
  interchangeId: ref('interchange_id').notNull().references(() => interchange.id),
  carrier: text('carrier').notNull(),
  region: text('region'),
  /** who sent it, who receives it; null while unroutable */
  partner: text('partner').notNull(),
  endpoint: text('endpoint'),
  /** business | acknowledgement (a 997, 999 or 824 on its way back: carried like any other, counted apart) */
  kind: text('kind').notNull(),
  set: text('set').notNull(),
  release: text('release').notNull(),
  gs01: text('gs01').notNull(),
  gs03: text('gs03').notNull(),
  isa13: text('isa13').notNull(),
  gs06: text('gs06').notNull(),
  st02: text('st02').notNull(),
  /** the ISA13 of ours it leaves under: an answer of ours, or a set that was addressed to us, once composed; else null */
  ownIsa13: integer('own_isa13'),
  /** where its ST..SE stands in the interchange's bytes, and the SHA-256 of exactly those bytes */
  byteStart: integer('byte_start').notNull(),
  byteLength: integer('byte_length').notNull(),
  sha256: text('sha256').notNull(),
  /** a person said which calls it belongs to, or that it belongs to none: no rule looks for any since */
  callsSaidBy: text('calls_said_by'),
  /** its keys stand in document_key; false also for one that found no call, which is looked for once more when what came at the same moment is committed */
  indexed: boolean('indexed').notNull().default(false),
  /** vessel, voyage, ports, bills, containers, hazmat: the x12 room's facts, as read */
  facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
  businessKey: text('business_key'),
  version: integer('version').notNull().default(1),
  predecessorId: ref('predecessor_id').references((): AnyPgColumn => document.id),
  /** its call went elsewhere: this is the same content for the new place, made from that document */
  retargetedFrom: ref('retargeted_from').references((): AnyPgColumn => document.id),
  /** how its call stood when what follows from that was last decided; the same again changes nothing, so that a person's word stands */
  callStanding: text('call_standing'),
  /** it may be with a place its call left: owed (that place must be told to disregard it) | told | revoked (told, and it stands again after all: tell that) */
  disregard: text('disregard'),
  /** whole: it replaces its predecessor; delta: it needs it first */
  replaces: text('replaces'),
  state: text('state').notNull(),
  /** why it is in this state, in the words every screen quotes */
  because: text('because').notNull(),
  /** set while waiting and not yet allowed to go: waits-for-original | isolated | person | path-down | earlier-try-unsettled | … */
  held: text('held'),
  dueAt: instant('due_at'),
  effectiveDueAt: instant('effective_due_at').notNull(),
  dueRule: text('due_rule').notNull(),
  dueBecause: text('due_because').notNull(),
  dueIsLaw: boolean('due_is_law').notNull().default(false),
  /** the anchor has happened, and the law counts from it: this due time moves no more */
  dueFrozen: boolean('due_frozen').notNull().default(false),
  /** when it turns amber and red; null where it has no due time */
  amberAt: instant('amber_at'),
  redAt: instant('red_at'),
  notBefore: instant('not_before').notNull(),
  /** the endpoint's profile as it was when the addressee was resolved; a change of configuration never moves a document */
  profile: jsonb('profile').$type<Record<string, unknown>>(),
  tries: integer('tries').notNull().default(0),
  /** whether a try ended in doubt since it last was proved absent: its next copy is a marked possible duplicate */
  mayHaveArrived: boolean('may_have_arrived').notNull().default(false),
  receivedAt: instant('received_at').notNull(),
  acceptedAt: instant('accepted_at'),
  /** sftp | email | print: how it was first handed over */
  acceptedBy: text('accepted_by'),
  /** sftp | email | print: how it was last handed over; differs from the first when EDI repeats what went by mail */
  lastAcceptedBy: text('last_accepted_by'),
  /** when EDI last took it, and when it last went another way, by mail or on paper; what went so is never mailed again because an answer is late */
  ediAcceptedAt: instant('edi_accepted_at'),
  mailAcceptedAt: instant('mail_accepted_at'),
  /** since when an answer is awaited for the newest acceptance; null when none is */
  answerDueAt: instant('answer_due_at'),
  /** handed over beside EDI and no answer yet: when the next step for one is due (a reminder, the next contact, a call); null: none is */
  chaseAt: instant('chase_at'),
  acknowledgedAt: instant('acknowledged_at'),
  acknowledgedLevel: text('acknowledged_level'),
  /** none | 997 | content: what stops its delay clock, from the frozen profile */
  acknowledges: text('acknowledges').generatedAlwaysAs(sql`profile->>'acknowledges'`),
  /** when its delay clock stopped (ARCHITECTURE.md rule 5): acknowledged, or handed over where nothing is ever acknowledged; null while it runs */
  deliveredAt: instant('delivered_at').generatedAlwaysAs(sql`case when state = 'rejected' then null when profile->>'acknowledges' = 'none' then least(accepted_at, acknowledged_at) else acknowledged_at end`),
  /** the facts say so; null: nothing was looked through for it */
  hazmat: boolean('hazmat').generatedAlwaysAs(sql`(facts->>'hazmat') = 'true'`),
  changedAt: instant('changed_at').notNull(),
  historySeq: integer('history_seq').notNull().default(0),
  historyHash: text('history_hash').notNull().default(''),
}, (t) => [
  uniqueIndex('document_ref').on(t.ref),
  uniqueIndex('document_once').on(t.interchangeId, t.byteStart, sql`coalesce(${t.endpoint}, '')`, sql`coalesce(${t.retargetedFrom}, 0)`),
  index('document_lane').on(t.endpoint, t.effectiveDueAt, t.notBefore).where(sql`${t.state} = 'waiting'`),
  index('document_state').on(t.state, t.changedAt),
  index('document_answer_due').on(t.answerDueAt).where(sql`${t.answerDueAt} is not null`),
  index('document_chase').on(t.chaseAt).where(sql`${t.state} = 'accepted' and ${t.chaseAt} is not null`),
  index('document_business_key').on(t.businessKey, t.endpoint),
  index('document_numbers').on(t.isa13, t.gs06, t.st02),
  // By the number first: a search knows no endpoint.
  index('document_group').on(t.gs06, t.endpoint),
  // An answer of customs may name bills alone.
  index('document_bills').using('gin', sql`(${t.facts}->'bills')`).where(sql`${t.set} = '309'`),
  // Endpoints that want our numbers in turn: which are still to be handed over, which were, and what waits for them.
  index('document_number_open').on(t.endpoint, t.ownIsa13).where(sql`${t.ownIsa13} is not null and ${t.ediAcceptedAt} is null and ${t.state} in ('waiting', 'sending', 'unsettled', 'accepted')`),
  index('document_number_taken').on(t.endpoint, t.ownIsa13).where(sql`${t.ownIsa13} is not null and ${t.ediAcceptedAt} is not null`),
  index('document_in_turn').on(t.endpoint, t.ownIsa13, t.effectiveDueAt).where(sql`${t.state} = 'waiting' and ${t.held} = 'waits-for-sequence'`),
  index('document_for_a_rate').on(t.held, t.effectiveDueAt).where(sql`${t.state} = 'waiting' and ${t.held} in ('mailbox-rate', 'relay-rate')`),
  index('document_interchange').on(t.interchangeId),
  index('document_predecessor').on(t.predecessorId),
  index('document_to_index').on(t.id).where(sql`not ${t.indexed}`),
  // Delays of a time: all that is asked of a document stands in the index, so that a hundred thousand of them are read without their rows.
  index('document_delays').on(t.dueAt, t.receivedAt, t.deliveredAt, t.acknowledgedAt, t.acceptedAt, t.acceptedBy, t.set, t.endpoint, t.region, t.carrier, t.interchangeId, t.id)
    .where(sql`kind = 'business' and state not in ('superseded', 'cancelled') and due_at is not null`),
  // How long a set takes to a far side in normal times.
  index('document_normal').on(t.endpoint, t.set, t.receivedAt, t.deliveredAt, t.region, t.interchangeId).where(sql`kind = 'business' and delivered_at is not null`),
  // A document has one successor at most.
  uniqueIndex('document_retargeted').on(t.retargetedFrom).where(sql`${t.retargetedFrom} is not null`),
  // What was on its way when its call changed: looked for by every sweep, and most often there is none.
  index('document_to_heed').on(t.id).where(sql`${t.callStanding} like 'on-its-way%'`),
  index('document_to_tell').on(t.endpoint).where(sql`${t.disregard} in ('owed', 'revoked')`),
]);

/** What a document is found by: every bill, booking and container of it, its ships by number, call sign and name, and their voyages, as they compare. */
export const documentKey = pgTable('document_key', {
  documentId: ref('document_id').notNull().references(() => document.id),
  /** bill | booking | container | ship | voyage */
  kind: text('kind').notNull(),
  value: text('value').notNull(),
}, (t) => [primaryKey({ columns: [t.kind, t.value, t.documentId] }), index('document_key_document').on(t.documentId)]);

/** A document may belong to several calls (several discharge ports); the rule that matched is kept. */
export const documentCall = pgTable('document_call', {
  documentId: ref('document_id').notNull().references(() => document.id),
  callId: ref('call_id').notNull().references(() => call.id),
  /** the rule that found it; `person`: somebody's word, which no rule changes */
  rule: text('rule').notNull(),
  because: text('because').notNull().default(''),
  /** the call it was for before its documents went on with this one */
  insteadOf: ref('instead_of').references(() => call.id),
  matchedAt: instant('matched_at').notNull(),
}, (t) => [primaryKey({ columns: [t.documentId, t.callId] }), index('document_call_call').on(t.callId, t.documentId), index('document_call_instead').on(t.insteadOf).where(sql`${t.insteadOf} is not null`)]);

/**
 * Business documents that belong to no call: few among many, so that nobody looks through all to find them. Triggers on document and
 * document_call keep it, whoever writes there.
 */
export const documentUnmatched = pgTable('document_unmatched', {
  documentId: ref('document_id').primaryKey().references(() => document.id),
});

/**
 * Every change of a document, one chain per document: hash = SHA-256(previous hash, canonical row).
 * The application's role may insert here and nothing else; a trigger holds it for every role.
 */
export const history = pgTable('history', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  documentId: ref('document_id').notNull().references(() => document.id),
  seq: integer('seq').notNull(),
  at: instant('at').notNull(),
  /** who did it. The canonical row holds only its digest under `salt`, so that a purge of the name keeps the chain whole. */
  actor: text('actor').notNull(),
  salt: text('salt').notNull(),
  event: text('event').notNull(),
  fromState: text('from_state'),
  toState: text('to_state').notNull(),
  because: text('because').notNull(),
  /** the canonical row that was hashed, byte for byte */
  canonical: text('canonical').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
}, (t) => [uniqueIndex('history_chain').on(t.documentId, t.seq)]);
