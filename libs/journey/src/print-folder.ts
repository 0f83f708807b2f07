import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { and, asc, count, desc, eq, lte, sql } from 'drizzle-orm';
import { languageOf, projectRoot, wordsOf } from '#common';
import { endpointFromProfile, type Endpoint } from '#directory';
import { anyOf, noteDocuments, notHeldFast, type DocumentRow } from '#documents';
import { document, printFolder as folders, type Connection } from '#ledger';
import type { FolderDocument, RenderedFolder, RenderPool } from '#rendering';
import { nothingLeft, sentenceOf } from '#routing';
import { documentToRender } from './document-to-render.js';
import { waysNow } from './routing-facts.js';
import { withCopy } from './write-mail.js';
import type { Journey } from './journey.js';

/** What printing needs of the house: the ledger is all that must be reachable, neither Redis nor a relay nor a gateway. */
export interface PrintHouse extends Pick<Journey, 'ledger' | 'clock' | 'directory' | 'settings' | 'log'> { rendering: Pick<RenderPool, 'renderFolder'> }

/** A folder that was made and is not written yet. `contents`: a digest of what lies in it. `after`: the endpoint's newest when it was begun. */
export interface PrintedFolder extends RenderedFolder { name: string; endpoint: string; after: number | null; ids: number[]; refs: string[]; missing: string[]; more: number; contents: string; because: string; at: Date }

/** Documents of one folder: more than a person carries, and what a thread holds in memory without trouble. */
const MOST = 500;

/** What a folder's order and contents are told by; the rest of a document is read when it is printed. */
const NARROW = { id: document.id, ref: document.ref, version: document.version, mayHaveArrived: document.mayHaveArrived, acceptedAt: document.acceptedAt, dueAt: document.dueAt, predecessorId: document.predecessorId };
export type WaitingDocument = Pick<DocumentRow, keyof typeof NARROW>;

/** What waits for an endpoint: as many as one folder holds, and how many more. */
export interface Waiting { documents: readonly WaitingDocument[]; more: number }

/**
 * The documents that wait for an endpoint and may leave, due first; what changes another stands behind it.
 * @param noMailboxSince  only those that no mailbox takes, and did not then
 */
export async function waitingFor({ ledger: { db } }: Pick<Journey, 'ledger'>, endpoint: string, noMailboxSince?: Date): Promise<Waiting> {
  const unmailable = noMailboxSince && and(eq(document.held, 'no-mailbox'), lte(document.changedAt, noMailboxSince));
  const mayLeave = and(eq(document.endpoint, endpoint), eq(document.state, 'waiting'), eq(document.kind, 'business'), notHeldFast(document.held), unmailable);
  const rows: WaitingDocument[] = await db.select(NARROW).from(document).where(mayLeave).orderBy(asc(document.effectiveDueAt), asc(document.id)).limit(MOST + 1);
  const [all] = rows.length > MOST ? await db.select({ n: count() }).from(document).where(mayLeave) : [];
  // An original may be due after all of them.
  for (let known = new Map(rows.map((row) => [row.id, row])); rows.length > MOST;) {
    const missing = rows.map((row) => row.predecessorId).filter((id) => id !== null && !known.has(id)) as number[];
    const found = missing.length === 0 ? [] : await db.select(NARROW).from(document).where(and(mayLeave, anyOf(document.id, missing)));
    if (found.length === 0) break;
    rows.push(...found);
    known = new Map(rows.map((row) => [row.id, row]));
  }
  const documents = originalsFirst(rows).slice(0, MOST);
  return { documents, more: (all?.n ?? documents.length) - documents.length };
}

/** An amendment never overtakes its original, not even in a pile of paper. */
function originalsFirst(rows: readonly WaitingDocument[]): WaitingDocument[] {
  const waiting = new Map(rows.map((row) => [row.id, row]));
  const placed = new Set<number>();
  const inOrder: WaitingDocument[] = [];
  const place = (row: WaitingDocument): void => {
    if (placed.has(row.id)) return;
    placed.add(row.id);
    const original = row.predecessorId === null ? undefined : waiting.get(row.predecessorId);
    if (original) place(original);
    inOrder.push(row);
  };
  rows.forEach(place);
  return inOrder;
}

/** Why an endpoint can only be reached on paper, a key of the routing's words; null: some way is open. */
export async function onlyPaperLeft(house: Pick<Journey, 'ledger' | 'settings' | 'directory'>, endpoint: Endpoint): Promise<string | null> {
  const { edi, email } = await waysNow(house, endpoint);
  return nothingLeft({ offers: { edi: endpoint.edi !== null, email: endpoint.mail !== null }, ediPath: edi, emailPath: email });
}

/** The same documents in the same state, due at the same hour, make the same folder. */
export const contentsOf = ({ documents, more }: Waiting): string =>
  createHash('sha256').update(JSON.stringify([more, ...documents.map((doc) => [doc.id, doc.version, isDuplicate(doc), doc.dueAt])])).digest('hex');

/** The endpoint's newest folder. */
export async function lastFolder(db: Connection, endpoint: string): Promise<typeof folders.$inferSelect | null> {
  const [last] = await db.select().from(folders).where(eq(folders.endpoint, endpoint)).orderBy(desc(folders.id)).limit(1);
  return last ?? null;
}

const isDuplicate = (doc: Pick<DocumentRow, 'mayHaveArrived' | 'acceptedAt'>): boolean => doc.mayHaveArrived || doc.acceptedAt !== null;

/**
 * Documents that wait for an endpoint as one folder on paper and a phone list, in due order. Nothing is written and no document
 * moves: `keepFolder` does that. One that cannot be composed keeps no other back; the folder says that it lacks it.
 *
 * @param of.because  a key of the routing's words: why they come on paper
 * @param of.last  the endpoint's newest folder, read before what waits
 */
export async function printFolder(house: PrintHouse, endpoint: Endpoint, { waiting, because, last }: { waiting: Waiting; because: string; last: Awaited<ReturnType<typeof lastFolder>> }): Promise<PrintedFolder | null> {
  const at = house.clock.now();
  const { since, isolatedBecause } = await waysNow(house, endpoint);
  const rows = await house.ledger.db.select().from(document).where(and(eq(document.state, 'waiting'), anyOf(document.id, waiting.documents.map((doc) => doc.id))));
  const whole = new Map(rows.map((row) => [row.id, row]));
  const printed = waiting.documents.map((doc) => whole.get(doc.id)).filter((doc) => doc !== undefined);
  const ready: { doc: DocumentRow; made: FolderDocument }[] = [];
  const missing: string[] = [];
  for (const doc of printed) {
    try {
      ready.push({ doc, made: await onPaper(house, doc, { because, since, reason: isolatedBecause, at }) });
    } catch (error) {
      house.log.error({ ref: doc.ref, words: wordsOf(error) }, 'it could not be composed and is not in the folder');
      missing.push(doc.ref);
    }
  }
  if (printed.length === 0) return null;
  const name = nameAfter(`${endpoint.code}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`, last?.name ?? '');
  const { more } = waiting;
  const rendered = await house.rendering.renderFolder({
    name, terminal: { code: endpoint.code, name: endpoint.name, zone: endpoint.zone }, language: endpoint.mail?.language ?? 'en', madeAt: at, phone: house.directory.mailIdentity.phone,
    contacts: endpoint.phones, mailboxes: endpoint.mail?.to ?? [], documents: ready.map(({ made }) => made), missing, more,
  });
  return { ...rendered, name, endpoint: endpoint.code, after: last?.id ?? null, ids: ready.map(({ doc }) => doc.id), refs: ready.map(({ doc }) => doc.ref), missing, more, contents: contentsOf(waiting), because, at };
}

/** Two of one second have two names: NAME, NAME-2, NAME-3. */
const nameAfter = (name: string, last: string): string => (last === name ? `${name}-2` : last.startsWith(`${name}-`) ? `${name}-${Number(last.slice(name.length + 1)) + 1}` : name);

async function onPaper(house: PrintHouse, doc: DocumentRow, { because, since, reason, at }: { because: string; since: Date | null; reason: string | null; at: Date }): Promise<FolderDocument> {
  const { edi, mail } = endpointFromProfile(doc.profile ?? {});
  const sentence = sentenceOf(because, languageOf(mail?.language ?? 'en') ?? 'en');
  const { document: unwritten, copy } = await documentToRender(house, doc, { because: { sentence, since, reason, ediReturns: edi !== null }, possibleDuplicate: isDuplicate(doc) });
  return { document: withCopy(unwritten, copy, { madeAt: at, phone: house.directory.mailIdentity.phone }), sha256: copy.sha256 };
}

/**
 * Writes both files and says in each document's history that it was printed. It stays waiting: paper is not handed over until
 * a person says so. A file has its name only when it is whole and the ledger knows of it; of two that print for an endpoint at
 * the same moment the second writes nothing.
 *
 * @returns paths of the folder and of the phone list; null: another folder was made meanwhile
 */
export async function keepFolder(house: Pick<Journey, 'ledger'>, printed: PrintedFolder, { dir, actor }: { dir: string; actor: string }): Promise<{ folder: string; phoneList: string } | null> {
  await mkdir(dir, { recursive: true });
  const files = { folder: join(dir, `${printed.name}.pdf`), phoneList: join(dir, `${printed.name}-phone.pdf`) };
  const { name, endpoint, after, contents, sheets, because, at } = printed;
  return house.ledger.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`print:${endpoint}`}, 0))`);
    if (((await lastFolder(tx, endpoint))?.id ?? null) !== after) return null;
    await tx.insert(folders).values({ endpoint, name, contents, documents: printed.ids.length, sheets, sha256: createHash('sha256').update(printed.folder).digest('hex'), because: sentenceOf(because), actor, at });
    await noteDocuments(tx, {
      ids: printed.ids, from: ['waiting'], event: 'printed', actor, at, facts: { folder: name, rule: because },
      because: ({ id }) => `printed as no. ${printed.ids.indexOf(id) + 1} of ${name}; it waits on, since paper is handed over only when a person says so`,
    });
    for (const [file, bytes] of [[files.folder, printed.folder], [files.phoneList, printed.phoneList]] as const) {
      await writeFile(`${file}.part`, bytes);
      await rename(`${file}.part`, file);
    }
    return files;
  });
}

/** mail.print.dir, beside the checkout unless it is a whole path; a folder of its own for each endpoint. */
export const printDir = ({ settings }: Pick<Journey, 'settings'>, endpoint: string): string => join(resolve(projectRoot(), settings.mail.print.dir), endpoint);
