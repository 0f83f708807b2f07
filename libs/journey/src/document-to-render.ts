import { asc, eq } from 'drizzle-orm';
import { minutesBetween } from '#common';
import { endpointFromProfile, type Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { call, document, documentCall, readInterchangeSlice, type Connection } from '#ledger';
import type { ByMailBecause } from '#rendering';
import type { DocumentFacts } from '#x12';
import { ediCopy, type EdiCopy } from './compose-edi.js';
import type { Journey } from './journey.js';
import type { Layout } from './resolve.js';
import { timesOf } from './call-times.js';
import type { UnwrittenDocument } from './write-mail.js';

/** A document as its reader gets it, in a mail or on paper: the same words of the same bytes, from the ledger alone. */
export interface ReadyToWrite { document: UnwrittenDocument; copy: EdiCopy; endpoint: Endpoint; call: typeof call.$inferSelect | null }

export async function documentToRender(journey: Pick<Journey, 'ledger' | 'clock' | 'settings'>, doc: DocumentRow, said: { because: ByMailBecause; possibleDuplicate: boolean }): Promise<ReadyToWrite> {
  const { db } = journey.ledger;
  const endpoint = endpointFromProfile(doc.profile ?? {});
  const layout = (doc.facts as { layout: Layout }).layout;
  const facts = doc.facts as unknown as DocumentFacts;
  const first = await firstCall(db, doc.id);
  const replaced = await replacedBy(db, doc);
  return {
    document: {
      setBytes: await readInterchangeSlice(db, doc.interchangeId, doc.byteStart, doc.byteLength), delimiters: layout.delimiters,
      context: {
        ref: doc.ref, set: doc.set, version: doc.version, replaces: replaced ? `v${replaced.version}` : null, earlier: replaced, language: endpoint.mail?.language ?? 'en',
        terminal: { code: endpoint.code, name: endpoint.name, zone: endpoint.zone },
        vessel: { name: first?.vesselName ?? facts.vessel?.name ?? '', imo: first?.imo ?? facts.vessel?.imo ?? null, callSign: first?.callSign ?? facts.vessel?.callSign ?? null, voyage: facts.voyage ?? null },
        etaAt: first ? (await timesOf(db, first.id)).eta : null, dueAt: doc.dueAt, because: said.because, hazardous: facts.hazmat === true, possibleDuplicate: said.possibleDuplicate, urgent: isRed(journey, doc),
      },
    },
    copy: await ediCopy(journey, endpoint, doc), endpoint, call: first,
  };
}

/** As its mail is made: one that turns red later keeps the subject it was sent under. */
function isRed({ clock, settings }: Pick<Journey, 'clock' | 'settings'>, { dueAt }: DocumentRow): boolean {
  return dueAt !== null && minutesBetween(clock.now(), dueAt) < settings.urgency.redMinutes;
}

/** The document this one replaces, as it was received: the mail says line by line what changed. */
async function replacedBy(db: Connection, { predecessorId }: DocumentRow) {
  if (predecessorId === null) return null;
  const [row] = await db.select().from(document).where(eq(document.id, predecessorId));
  if (!row) return null;
  return { version: row.version, delimiters: (row.facts as { layout: Layout }).layout.delimiters, setBytes: await readInterchangeSlice(db, row.interchangeId, row.byteStart, row.byteLength) };
}

/** Of several the first, so that all of a document's mails stand in one thread. */
export async function firstCall(db: Connection, documentId: number) {
  const [row] = await db.select({ call }).from(documentCall).innerJoin(call, eq(call.id, documentCall.callId)).where(eq(documentCall.documentId, documentId)).orderBy(asc(call.id)).limit(1);
  return row?.call ?? null;
}
