import { eq, sql } from 'drizzle-orm';
import { composeInParts, openReader } from '#channels';
import { noteDocuments } from '#documents';
import { transmission, type Connection } from '#ledger';
import { renderReminder, type RemindedDocument } from '#rendering';
import { sentenceOf } from '#routing';
import type { DocumentFacts } from '#x12';
import type { ChaseDue } from './chase-due.js';
import { lookAgainAt, takeStep } from './chase-steps.js';
import { threadOf } from './compose.js';
import { firstCall } from './document-to-render.js';
import { giveMail } from './give-mail.js';
import { composedMail } from './mail-parts.js';
import { capThrough } from './mail-size.js';
import { relaysNow } from './relays.js';
import type { Composed } from './transmissions.js';
import { partWords } from './write-mail.js';
import type { Journey } from './journey.js';

/** Documents that one mailbox got and did not answer. */
export interface Reminded { mailbox: string; because: string; due: readonly [ChaseDue, ...ChaseDue[]] }

/** Of a reminder no more: what is behind is in the next, at once. */
export const MOST_IN_ONE = 50;

/**
 * One mail to one mailbox for all of its documents that are unanswered: what was mailed, when, as what. It claims no document: it is a transmission
 * with a try of its own, as a list of mails is, and takes a place of the rates. Where no relay takes it a later one is composed anew, since who
 * answered meanwhile is not reminded.
 */
export async function remind(journey: Journey, { mailbox, because, due }: Reminded, signal: AbortSignal): Promise<void> {
  const { clock, settings: { mail: { chase }, retry } } = journey;
  const [first] = due;
  const ids = due.map(({ doc }) => doc.id);
  let made: { composed: Composed; id: number | null } | null = null;
  const outcome = await giveMail(journey, {
    endpoint: first.endpoint, to: mailbox, relays: await relaysNow(journey), due: first.doc.effectiveDueAt, because, signal,
    compose: async (relay) => {
      const known: { composed: Composed; id: number | null } = made ?? { composed: await composeReminder(journey, mailbox, due, relay), id: null };
      made = known;
      const composed: Composed = { ...known.composed, store: async (tx) => {
        const at = clock.now();
        // A relay without room takes back what was stored for it.
        if (known.id !== null && (await tx.select({ id: transmission.id }).from(transmission).where(eq(transmission.id, known.id))).length === 0) known.id = null;
        const id = known.id ?? await known.composed.store(tx);
        await takeStep(tx, due.map(({ chased }) => chased), { step: 'reminder', state: 'accepted', because: sentenceOf(because), until: new Date(at.getTime() + chase.nextContactAfterMs), transmissionId: id, nextRelay: known.id !== null, at });
        if (known.id === null) await noteDocuments(tx, { ids, from: ['accepted'], event: 'reminded', because: () => `${mailbox} is reminded: ${sentenceOf(because)}`, actor: journey.holder, at, facts: { rule: because, to: mailbox, as: known.composed.outgoing.wireIdentity, sha256: known.composed.outgoing.sha256 } });
        known.id = id;
        return id;
      } };
      return { composed, documents: [], form: { to: mailbox, form: 'words', because: 'first-form' } };
    },
  });
  const now = clock.now().getTime();
  if (outcome === null) return;
  if ('noPlace' in outcome) await lookAgainAt(journey.ledger.db, ids, new Date(now + SOON_MS));
  else if (outcome.outcome === 'refused' && outcome.forGood) await lookAgainAt(journey.ledger.db, ids, new Date(now));
  else if (outcome.outcome === 'refused' || outcome.outcome === 'unreachable') await lookAgainAt(journey.ledger.db, ids, new Date(now + Math.min(retry.backoffMs[0] ?? SOON_MS, chase.nextContactAfterMs)));
}

const SOON_MS = 60_000;

async function composeReminder(journey: Journey, mailbox: string, due: Reminded['due'], relay: string): Promise<Composed> {
  const { ledger: { db }, directory: { mailIdentity }, settings, mailTrust, clock } = journey;
  const at = clock.now();
  const [{ doc: first, endpoint }] = due;
  const language = endpoint.mail?.language ?? 'en';
  const calls = await Promise.all(due.map(({ doc }) => firstCall(db, doc.id)));
  const documents = due.map(({ doc, chased, mailed }, index): RemindedDocument => {
    const { vessel, voyage } = doc.facts as unknown as DocumentFacts;
    return { ref: doc.ref, set: doc.set, version: doc.version, vessel: calls[index]?.vesselName ?? vessel?.name ?? '', voyage: voyage ?? '', dueAt: doc.dueAt, mailedAt: chased.mailAcceptedAt, messageId: mailed?.wireIdentity ?? '' };
  });
  const { subject, text, html } = renderReminder({ mailbox, terminal: endpoint, language, phone: mailIdentity.phone, documents });
  const [call] = calls;
  // In the thread of its call; of several calls it stands in none.
  const thread = calls.every((one) => one?.id === call?.id) ? threadOf(endpoint, call ?? null, mailIdentity.domain) : { threadRoot: null };
  const parts = await composeInParts({
    identity: mailIdentity, to: [mailbox], subject, text, html, attachments: [], messageId: `<remind.${first.ref}.${await nextNumber(db, endpoint.code, first.ref)}@${mailIdentity.domain}>`, date: at, ...thread,
    headers: { 'X-Hawser-Ref': documents.map(({ ref }) => ref).join(' ') },
    capBytes: await capThrough(db, mailbox, relay, settings.mail, at), ediName: '', wordsName: `${first.ref}.txt`, partWords: partWords({ ref: first.ref, language }, { text: Buffer.from(text), html: Buffer.from(html) }),
  }, { trust: mailTrust, reader: endpoint.mail?.encryptTo ? openReader(endpoint.mail.encryptTo, at) : null });
  return composedMail(parts, { kind: 'reminder', form: 'words', endpoint: endpoint.code, carrier: endpoint.carrier, region: endpoint.region, recipients: [mailbox], composedAt: at });
}

/** From 1 for each ref that reminders are named after. */
async function nextNumber(db: Connection, endpoint: string, ref: string): Promise<number> {
  const { rows: [row] } = await db.execute<{ n: number }>(sql`select count(*)::int + 1 as n from ${transmission} t where t.endpoint = ${endpoint} and t.channel = 'email' and t.wire_identity like ${`<remind.${ref}.%`}`);
  return row?.n ?? 1;
}
