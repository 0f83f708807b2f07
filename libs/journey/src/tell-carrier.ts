import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import type { AnswerWord } from '#acknowledgements';
import { cut, groupBy } from '#common';
import { anyOf } from '#documents';
import { call, document, documentCall, interchange, notice, type Transaction } from '#ledger';
import { openTask } from './tasks.js';
import type { Journey } from './journey.js';

/** What the carrier's system is told of a document: what a person at the far side said. Labelled as not a 997. */
export interface ToTell {
  documentIds: readonly number[];
  event: 'acknowledged' | 'rejected' | 'bounced';
  word: AnswerWord | null;
  by: 'mail' | 'phone' | 'confirm-link' | 'report';
  saidBy: string;
  /** of a bounce: to whom the mail was sent */
  mailbox?: string;
  saidAt: Date;
  words: string;
}

/** What an event is called, and what a reader without our README must know of it. */
const EVENTS = {
  acknowledged: { type: 'document.acknowledged', sentence: 'A person at the receiver said that they have this document. This is not a 997 and stands for none: no system has checked its syntax.' },
  rejected: { type: 'document.rejected', sentence: 'A person at the receiver said that they will not take this document. This is not a 997 and stands for none: no system has checked its syntax.' },
  bounced: { type: 'document.bounced', sentence: 'A mail with this document could not be delivered, and nobody at the receiver has it by that mail. This is not a 997, and no answer of the receiver.' },
} as const satisfies Record<ToTell['event'], { type: `document.${string}`; sentence: string }>;

/**
 * Writes one notice for each of these documents whose sender has a webhook, in the transaction it tells of. Its bytes are fixed here, once: every
 * try sends and signs the same. The sender knows the document by what it wrote itself, its ISA13, GS06 and ST02, never by numbers of ours.
 */
export async function tellCarrier(journey: Journey, tx: Transaction, told: ToTell, at: Date): Promise<void> {
  const toTell = [...journey.directory.partners.values()].filter((partner) => partner.webhook).map((partner) => partner.code);
  if (told.documentIds.length === 0 || (toTell.length === 0 && told.event !== 'rejected')) return;
  const all = (await tx.select({ doc: document, came: interchange }).from(document).innerJoin(interchange, eq(interchange.id, document.interchangeId)).where(anyOf(document.id, told.documentIds)).orderBy(asc(document.id)))
    // Answers that we carry back are nobody's documents.
    .filter(({ doc }) => doc.kind === 'business');
  if (told.event === 'rejected') for (const { doc } of all.filter(({ doc }) => !toTell.includes(doc.partner))) await askToTell(tx, doc, told, at);
  const rows = all.filter(({ doc }) => toTell.includes(doc.partner));
  if (rows.length === 0) return;
  const calls = await callsOf(tx, rows.map(({ doc }) => doc.id));
  await tx.insert(notice).values(rows.map(({ doc, came }) => {
    const noticeId = `ntc_${randomUUID()}`;
    return { noticeId, partner: doc.partner, documentId: doc.id, event: told.event, body: bodyOf(noticeId, told, doc, came, calls.get(doc.id) ?? [], at), createdAt: at, state: 'waiting', notBefore: at };
  }));
}

type DocumentOf = typeof document.$inferSelect;

/** A refusal that no system is told of, nor any 997 carries back, is told by a person. */
const askToTell = (tx: Transaction, doc: DocumentOf, told: ToTell, at: Date): Promise<void> => openTask(tx, {
  kind: 'tell-carrier', cause: `tell-carrier ${doc.ref}`, carrier: doc.carrier, region: doc.region, endpoint: doc.endpoint, documentId: doc.id, mailInId: null, urgentAt: doc.effectiveDueAt,
  what: cut(`Tell ${doc.partner} that a person at ${doc.endpoint ?? '?'} rejects ${doc.ref}${told.words ? `: ${told.words}` : ', and gives no reason: ask for it'}. It has no webhook. Mended, it is sent again: npx hawser resend ${doc.ref}`, 500),
  facts: { saidBy: told.saidBy, saidAt: told.saidAt.toISOString(), words: told.words, set: doc.set, isa13: doc.isa13, gs06: doc.gs06, st02: doc.st02 },
}, at);

function bodyOf(id: string, told: ToTell, doc: DocumentOf, came: typeof interchange.$inferSelect, calls: readonly CallTold[], at: Date): string {
  const { type, sentence } = EVENTS[told.event];
  return JSON.stringify({
    type, timestamp: at.toISOString(), id, isNot997: true, sentence,
    data: {
      document: {
        ref: doc.ref, set: doc.set, version: doc.version, businessKey: doc.businessKey, sha256: doc.sha256, carrier: doc.carrier, endpoint: doc.endpoint,
        isa05: came.isaSenderQualifier, isa06: trimmed(came.isaSender), isa07: came.isaReceiverQualifier, isa08: trimmed(came.isaReceiver), isa13: doc.isa13, gs01: doc.gs01, gs03: doc.gs03, gs06: doc.gs06, st02: doc.st02,
        syntax: came.syntax, test: came.usage === 'T', receivedAt: doc.receivedAt.toISOString(), calls,
      },
      // What a bounce says is no answer of anybody.
      ...(told.event === 'bounced' ? { bounce: { mailbox: told.mailbox ?? null, words: told.words, reportedBy: told.saidBy, reportedAt: told.saidAt.toISOString() } }
        : { answer: { level: 'person', word: told.word, by: told.by, saidBy: told.saidBy, saidAt: told.saidAt.toISOString(), words: told.words } }),
    },
  });
}

/** Envelope ids are filled with blanks. */
const trimmed = (id: string | null) => id?.trim() ?? null;

interface CallTold { reference: string; vessel: string | null; imo: string | null; voyageIn: string | null; voyageOut: string | null }

async function callsOf(tx: Transaction, ids: readonly number[]): Promise<Map<number, CallTold[]>> {
  const rows = await tx.select({ documentId: documentCall.documentId, reference: call.reference, vessel: call.vesselName, imo: call.imo, voyageIn: call.voyageIn, voyageOut: call.voyageOut })
    .from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).where(anyOf(documentCall.documentId, ids)).orderBy(asc(call.id));
  return new Map([...groupBy(rows, (row) => row.documentId)].map(([id, some]) => [id, some.map(({ documentId: _of, ...told }) => told)]));
}
