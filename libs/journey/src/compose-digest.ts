import { eq } from 'drizzle-orm';
import { wordsOf } from '#common';
import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { transmissionDocument, type Connection } from '#ledger';
import type { ByMailBecause } from '#rendering';
import { composeMailFor, mailsOf, threadOf } from './compose.js';
import { withConfirmLink } from './confirm-links.js';
import { documentToRender } from './document-to-render.js';
import { isCalm } from './departures.js';
import type { NextMail } from './mail-forms.js';
import { composedMail, storedMail } from './mail-parts.js';
import { capThrough } from './mail-size.js';
import type { Composed } from './transmissions.js';
import { renderForDigest, writeDigest, type InDigest } from './write-digest.js';
import type { Thread } from './write-mail.js';
import type { Journey } from './journey.js';

/** A document on its way into a digest. */
export interface Traveller {
  doc: DocumentRow;
  /** as its profile froze with it */
  endpoint: Endpoint;
  /** to whom, and in what form; null: no contact takes its mail */
  next: NextMail | null;
  why: ByMailBecause;
  /** the rule that sends it by mail */
  rule: string;
  possibleDuplicate: boolean;
  /** the same for all that may travel in one digest */
  with: string;
}

/**
 * One mail for these documents, or for the first of them where more are too large for its mailbox. A digest that certainly did
 * not arrive goes again as it is stored, while all of its documents still go this way; else it is composed anew of what is left.
 * Null: none of them can be in a digest.
 * @param apart  is told which cannot: no words could be made of it in this form, or dangerous goods were found in it. Each must go in a mail of its own.
 */
export async function composeDigest(journey: Journey, next: NextMail, relay: string, travellers: readonly Traveller[], apart: Set<Traveller>, signal: AbortSignal): Promise<{ composed: Composed; documents: readonly DocumentRow[]; form: NextMail } | null> {
  const { ledger: { db }, directory: { mailIdentity }, clock } = journey;
  const { to, form } = next;
  const capBytes = await capThrough(db, to, relay, journey.settings.mail, clock.now());
  const stored = await storedDigest(db, next, capBytes, travellers.map(({ doc }) => doc));
  if (stored) return { ...stored, form: next };
  const inDigest = await rendered(journey, { ...next, capBytes }, travellers, apart, signal);
  const [first] = inDigest;
  if (!first) return null;
  const alone = async () => ({ composed: await composeMailFor(journey, first.doc, first.why, { to, form, relay, earlier: await mailsOf(db, first.doc.id) }), documents: [first.doc], form: next });
  if (inDigest.length === 1) return alone();
  const { endpoint, doc } = first;
  const number = (await mailsOf(db, doc.id)).length + 1;
  const mail = await writeDigest(journey, {
    inDigest: inDigest.map((one) => one.written), endpoint, to: [to], why: first.why, possibleDuplicate: first.possibleDuplicate,
    messageId: `<digest.${doc.ref}.${number}@${mailIdentity.domain}>`, thread: first.thread, capBytes,
  });
  if (!mail) return alone();
  const composed = composedMail([mail.part], { endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, recipients: [to], composedAt: clock.now(), kind: 'digest', form });
  return { composed, documents: inDigest.slice(0, mail.documents).map((one) => one.doc), form: next };
}

type Rendered = Traveller & { written: InDigest; thread: Thread };

/** One after the other, up to what one mail holds. One that cannot be rendered, or must leave alone after all, keeps no other back. */
async function rendered(journey: Journey, { capBytes, ...mail }: NextMail & { capBytes: number }, travellers: readonly Traveller[], apart: Set<Traveller>, signal: AbortSignal): Promise<Rendered[]> {
  const taken: Rendered[] = [];
  let room = capBytes;
  for (const one of travellers) {
    if (signal.aborted) return [];
    const next = await renderedOne(journey, mail, one, signal);
    if (!next || next.written.hazardous) {
      if (!signal.aborted) apart.add(one);
      continue;
    }
    for (const warning of next.written.warnings) journey.log.warn({ ref: one.doc.ref, endpoint: one.endpoint.code }, warning);
    room -= next.written.byteLength;
    if (room < 0 && taken.length > 0) break;
    taken.push(next);
  }
  return taken;
}

/** Null: its words could not be made in this form. */
async function renderedOne(journey: Journey, { form, to }: NextMail, one: Traveller, signal: AbortSignal): Promise<Rendered | null> {
  try {
    const { call, ...inMail } = await documentToRender(journey, one.doc, { because: one.why, possibleDuplicate: one.possibleDuplicate });
    return { ...one, thread: threadOf(inMail.endpoint, call, journey.directory.mailIdentity.domain), written: await renderForDigest(journey, { ...inMail, document: withConfirmLink(journey, inMail.document, inMail.endpoint, to), form, calm: isCalm(one.doc) }) };
  } catch (error) {
    if (!signal.aborted) journey.log.error({ ref: one.doc.ref, form, words: wordsOf(error) }, 'it could not be made for a digest; it goes alone');
    return null;
  }
}

/** The newest digest of the first document that may go again as it is: all of its documents are here, and none of them may hold it. */
async function storedDigest(db: Connection, { to, form }: NextMail, capBytes: number, documents: readonly DocumentRow[]): Promise<{ composed: Composed; documents: readonly DocumentRow[] } | null> {
  const [first] = documents;
  if (!first) return null;
  for (const mail of await mailsOf(db, first.id)) {
    if (mail.kind !== 'digest' || mail.recipients.join() !== to || mail.form !== form || mail.mayHaveArrived || mail.largest > capBytes) continue;
    const carried = await db.select({ id: transmissionDocument.documentId }).from(transmissionDocument).where(eq(transmissionDocument.transmissionId, mail.id));
    const ids = new Set(carried.map(({ id }) => id));
    const those = documents.filter((doc) => ids.has(doc.id));
    if (those.length !== ids.size) continue;
    const overtaken = await Promise.all(those.map(async (doc) => (await mailsOf(db, doc.id)).some((one) => one.id === mail.id && one.overtaken)));
    if (!overtaken.includes(true)) return { composed: await storedMail(db, mail), documents: those };
  }
  return null;
}
