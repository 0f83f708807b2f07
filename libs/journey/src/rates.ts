import { and, asc, desc, eq, gt, inArray, like, lt, sql } from 'drizzle-orm';
import type { MailRelay, Settings } from '#directory';
import { moveDocuments, type DocumentRow } from '#documents';
import { document, mailDeparture, type Connection, type Transaction } from '#ledger';
import { inWords, nextPlace, windowsOf, type Pace } from './pace.js';
import type { Journey } from './journey.js';

/** What a mail takes a place of: its mailbox, and the relay. */
export interface Rate { key: string; name: string; held: 'mailbox-rate' | 'relay-rate'; pace: Pace }

export const mailboxRate = (address: string, { mailbox }: Settings['mail']): Rate =>
  ({ key: `mailbox:${address.toLowerCase()}`, name: `The mailbox ${address}`, held: 'mailbox-rate', pace: { perMinute: mailbox.ratePerMinute, perHour: mailbox.ratePerHour } });
export const relayRate = ({ name, ratePerMinute, ratePerHour }: MailRelay): Rate =>
  ({ key: `relay:${name}`, name: `The relay ${name}`, held: 'relay-rate', pace: { perMinute: ratePerMinute, perHour: ratePerHour } });

/** There was room when it was looked, and another worker took it. The claim is undone with it. */
export class NoRoomLeft extends Error {
  constructor(readonly rate: Rate) { super(`${rate.name} has no room left`); }
}

/** How many mails may leave now. */
export async function roomOf(db: Connection, { key, pace }: Rate, at: Date): Promise<number> {
  let room = Infinity;
  for (const { ms, most } of windowsOf(pace)) {
    const [row] = await db.select({ n: sql<number>`count(*)::int` }).from(mailDeparture).where(and(eq(mailDeparture.key, key), gt(mailDeparture.at, new Date(at.getTime() - ms))));
    room = Math.min(room, Math.max(0, most - (row?.n ?? 0)));
  }
  return room;
}

/**
 * Takes the places of a mail, in the transaction of its claim: all of them or none.
 * @throws NoRoomLeft when another worker was quicker
 */
export async function takePlaces(tx: Transaction, rates: readonly Rate[], mails: number, transmissionId: number, at: Date): Promise<void> {
  // Whoever takes several takes them in one order, so that two never wait for each other in a circle.
  for (const rate of [...rates].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    if (windowsOf(rate.pace).length === 0) continue;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${rate.key}, 0))`);
    // The parts of one mail may be more than a narrow rate has: a whole empty window takes them all the same.
    const wanted = Math.min(mails, ...windowsOf(rate.pace).map(({ most }) => most));
    if ((await roomOf(tx, rate, at)) < wanted) throw new NoRoomLeft(rate);
    await tx.delete(mailDeparture).where(and(eq(mailDeparture.key, rate.key), lt(mailDeparture.at, new Date(at.getTime() - 2 * 3_600_000))));
    await tx.insert(mailDeparture).values(Array.from({ length: mails }, () => ({ key: rate.key, at, transmissionId })));
  }
}

/** What did not leave takes no place: nothing reached the relay, or the relay did not take it for the mailbox. */
export async function giveBack(tx: Transaction, transmissionId: number, mails: number, of: 'both' | 'mailbox'): Promise<void> {
  const kinds = of === 'both' ? ['mailbox:%', 'relay:%'] : ['mailbox:%'];
  for (const kind of kinds) {
    const rows = await tx.select({ id: mailDeparture.id }).from(mailDeparture).where(and(eq(mailDeparture.transmissionId, transmissionId), like(mailDeparture.key, kind))).orderBy(desc(mailDeparture.id)).limit(mails);
    if (rows.length > 0) await tx.delete(mailDeparture).where(inArray(mailDeparture.id, rows.map((row) => row.id)));
  }
}

/** A place that somebody was woken for is theirs for so long; then a lane that is not consumed keeps nobody else back. */
const KEPT_MS = 60_000;

/** Of all lanes, those that wait for this relay and are due before it and ready: the places that are left are theirs. */
export async function areBefore(db: Connection, { held }: Rate, due: Date, at: Date, room: number): Promise<boolean> {
  if (room === Infinity) return false;
  const rows = await db.select({ id: document.id }).from(document).where(and(eq(document.state, 'waiting'), eq(document.held, held), lt(document.effectiveDueAt, due),
    lt(document.notBefore, new Date(at.getTime() + 1)), gt(document.notBefore, new Date(at.getTime() - KEPT_MS)))).limit(room);
  return rows.length >= room;
}

/** No queue is counted further than this: what comes after it is looked at again in an hour at the latest. */
const COUNTED = 600;

/**
 * Waits for a place, and says for which and until when: each for its own, the most urgent first; of several relays for the one that has a place first. That it waits is history;
 * that its time moved is not. What travels together takes one place for all.
 */
export async function holdForPlace(journey: Journey, documents: readonly DocumentRow[], rates: readonly [Rate, ...Rate[]], travel: 'alone' | 'together' = 'alone'): Promise<void> {
  const { ledger, clock, holder } = journey;
  const at = clock.now();
  const [rate] = rates;
  const past = await ledger.db.select({ key: mailDeparture.key, at: mailDeparture.at }).from(mailDeparture).where(and(inArray(mailDeparture.key, rates.map((one) => one.key)), gt(mailDeparture.at, new Date(at.getTime() - 3_600_000)))).orderBy(asc(mailDeparture.at));
  const earliest = (ahead: number) => Math.min(...rates.map(({ key, pace }) => nextPlace(past.filter((row) => row.key === key).map((row) => row.at.getTime()), pace, ahead, at.getTime())));
  const said = rates.map((one) => `${one.name} takes ${inWords(one.pace)}`).join('; ');
  const ids = new Set(documents.map((doc) => doc.id));
  for (const [index, doc] of documents.entries()) {
    const [counted, others] = travel === 'together' ? [documents[0] ?? doc, 0] : [doc, index];
    const before = await ledger.db.select({ id: document.id }).from(document).where(and(eq(document.state, 'waiting'), eq(document.held, rate.held), lt(document.effectiveDueAt, counted.effectiveDueAt),
      ...(rate.held === 'mailbox-rate' && doc.endpoint !== null ? [eq(document.endpoint, doc.endpoint)] : []))).limit(COUNTED);
    const ahead = Math.min(COUNTED, before.filter((row) => !ids.has(row.id)).length + others);
    const until = new Date(Math.min(Math.max(earliest(ahead), at.getTime() + 1_000), at.getTime() + 3_600_000));
    const because = `${said}, and the most urgent go first: this one at ${until.toISOString().slice(11, 19)} UTC`;
    const set = { held: rate.held, notBefore: until };
    if (doc.held === rate.held) await ledger.db.update(document).set({ ...set, because }).where(and(eq(document.id, doc.id), eq(document.state, 'waiting')));
    else await ledger.transaction((tx) => moveDocuments(tx, { ids: [doc.id], from: ['waiting'], to: 'waiting', event: 'held', because, actor: holder, at, facts: { rate: rate.key }, set }));
  }
}
