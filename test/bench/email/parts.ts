import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { asc, inArray } from 'drizzle-orm';
import { createTransport } from 'nodemailer';
import { storeTransmissionBytes, transmission, transmissionDocument, document, type Transaction } from '#ledger';
import { claim, type DocumentRow } from '#documents';
import { endpointFromProfile } from '#directory';
import { RenderPool, renderMail } from '#rendering';
import { writeMail, writeOutcome, type Journey } from '#journey';
import type { MakeSubject, Subject } from '../measure/subject.js';
import { LANES, openHouse, type Place } from './place.js';
import { mailboxOf, waitingDocuments } from './waiting-documents.js';

/** What a mail is made of, each measured alone: the same mail, so many at once as there are lanes. Figures: ms for a mail. */

const placeOf = (argument: string) => JSON.parse(argument) as Place;

/** nodemailer's own pool, as many sessions as lanes: the same bytes to the same sink, and nothing beside. */
export const raw: MakeSubject = (argument) => {
  const { sinkPort, mail, mails } = placeOf(argument);
  const bytes = readFileSync(mail);
  const transport = createTransport({ pool: true, maxConnections: LANES.length, maxMessages: Infinity, host: '127.0.0.1', port: sinkPort, secure: false, ignoreTLS: true });
  const envelope = { from: 'documents@hawser.example', to: [mailboxOf(LANES[0] ?? '')] };
  return timed(mails, async () => { await Promise.all(Array.from({ length: mails }, () => transport.sendMail({ envelope, raw: bytes }))); });
};

/** Claim and outcome of mails that are stored already, with nothing between them. */
export const ledger: MakeSubject = (argument) => ledgerAlone(argument, 'stored');

/** The same, and the claim stores the mail. */
export const storingLedger: MakeSubject = (argument) => ledgerAlone(argument, 'to be stored');

async function ledgerAlone(argument: string, mail: 'stored' | 'to be stored'): Promise<Subject> {
  const place = placeOf(argument);
  const house = await openHouse(place);
  const bytes = readFileSync(place.mail);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return timed(place.mails, async ({ documents, stored }: { documents: readonly DocumentRow[]; stored: ReadonlyMap<number, number> }) => {
    await atOnce(LANES.length, documents, async (doc) => { await claimAndEnd(house, doc, bytes, sha256, stored.get(doc.id)); });
  }, async () => {
    const { ids } = await waitingDocuments(house, { pattern: place.documentId, count: place.mails, mail: mail === 'stored' ? { bytes, sha256 } : null });
    const documents = await house.ledger.db.select().from(document).where(inArray(document.id, ids)).orderBy(asc(document.id));
    const links = await house.ledger.db.select().from(transmissionDocument).where(inArray(transmissionDocument.documentId, ids));
    return { documents, stored: new Map(links.map((link) => [link.documentId, link.transmissionId])) };
  });
}

async function claimAndEnd(house: Journey, doc: DocumentRow, bytes: Buffer, sha256: string, stored: number | undefined): Promise<void> {
  const endpoint = endpointFromProfile(doc.profile ?? {});
  const wireIdentity = `<${doc.ref}.1@hawser.example>`;
  const to = endpoint.mail?.to ?? [];
  const store = async (tx: Transaction) => {
    if (stored !== undefined) return stored;
    const [row] = await tx.insert(transmission).values({ endpoint: endpoint.code, carrier: doc.carrier, region: doc.region, channel: 'email', kind: 'mail', wireIdentity, recipients: to, sha256, byteLength: bytes.length, composedAt: house.clock.now() }).onConflictDoNothing().returning({ id: transmission.id });
    if (!row) throw new Error(`${wireIdentity} was stored before`);
    await storeTransmissionBytes(tx, row.id, [bytes]);
    return row.id;
  };
  const [relay] = house.settings.mail.relays;
  const open = await claim(house.ledger, { ids: [doc.id], store, holder: house.holder, ttlMs: house.settings.tries.ttlMs, because: 'EDI is cut', at: house.clock.now(), facts: { channel: 'email', relay: relay?.name, rule: 'edi-isolated', as: wireIdentity, sha256, to } });
  if (!open) throw new Error(`${doc.ref} was claimed by somebody else`);
  await writeOutcome(house, { open, endpoint, documents: [doc], channel: 'email', relay: relay?.name, outcome: { outcome: 'accepted', receipt: '250 2.0.0 Ok' }, mail: { to, unsent: 1, refusedBytes: bytes.length } });
}

/** A mail's words, PDF and workbook, in the worker's threads; the loop that asks does nothing else. */
export const render: MakeSubject = async (argument) => {
  const place = placeOf(argument);
  const pool = new RenderPool({ threads: (await settingsOf(place)).rendering.threads });
  const asked = askedOf(place);
  return timed(place.mails, () => atOnce(LANES.length, Array.from({ length: place.mails }), async () => { await pool.renderMail(...asked); }));
};

/** MIME, S/MIME and DKIM around what is rendered already, as the lanes have it written. */
export const seal: MakeSubject = async (argument) => {
  const place = placeOf(argument);
  const house = await openHouse(place);
  const [{ context, ...rest }, attach] = askedOf(place);
  const rendered = await renderMail({ ...rest, context }, attach);
  const copy = { bytes: Buffer.from(rest.setBytes), sha256: createHash('sha256').update(rest.setBytes).digest('hex'), ...context.numbers, contentType: 'application/EDI-X12' as const, test: false };
  const endpoint = house.directory.endpoints.get(LANES[0] ?? '');
  if (!endpoint) throw new Error('a lane of the bench is not in its own directory');
  const mail = { document: { ...rest, context }, copy, endpoint, form: 'all' as const, to: [mailboxOf(endpoint.code)], messageId: '<HW-BENCH.1@hawser.example>', thread: { threadRoot: null }, capBytes: 10 * 2 ** 20 };
  return timed(place.mails, () => atOnce(LANES.length, Array.from({ length: place.mails }), async () => { await writeMail({ ...house, rendering: { renderMail: () => Promise.resolve(rendered) } }, mail); }));
};

const askedOf = ({ toRender }: Place) => deserialize(readFileSync(toRender)) as Parameters<RenderPool['renderMail']>;

async function settingsOf(place: Place) {
  const house = await openHouse(place);
  await house.close();
  return house.settings;
}

/** So many at once, each taking the next as it ends one. */
async function atOnce<Item>(many: number, items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: many }, async () => { while (next < items.length) await work(items[next++] as Item); }));
}

/** `ready` is not measured. */
function timed<Given = void>(mails: number, work: (given: Given) => Promise<void>, ready?: () => Promise<Given>): Subject {
  return { run: async () => {
    const given = await ready?.() as Given;
    const start = performance.now();
    await work(given);
    return { counts: { mails }, figure: (performance.now() - start) / mails };
  } };
}
