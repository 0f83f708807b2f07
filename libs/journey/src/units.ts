import { and, asc, eq, sql } from 'drizzle-orm';
import { anyOf, isHeldFast, notHeldFast, type DocumentRow } from '#documents';
import { askOften, document, interchange, type Database } from '#ledger';
import type { Journey } from './journey.js';
import { inTurn } from './sequence.js';

/**
 * relay   the sender addressed the endpoint: the interchange goes on whole, as the bytes that came
 * rewrap  it was addressed to us: each set leaves in an interchange of ours
 * own     an answer of ours: composed when it was due, and then relayed like any other
 */
export type Mode = 'relay' | 'rewrap' | 'own';

/** What travels together: all sets of a relayed interchange, each set alone of one that was addressed to us, or that goes to another place than its sender wrote. */
export interface Unit { mode: Mode; documents: DocumentRow[] }

/** How a unit stands, without its documents' facts: there may be thousands in one interchange. */
export interface UnitInSight {
  mode: Mode;
  documents: Sight[];
  /** all of them as they were when it was seen; null where there are many */
  whole: DocumentRow[] | null;
}
export type Sight = Pick<DocumentRow, 'id' | 'state' | 'kind' | 'held' | 'notBefore' | 'effectiveDueAt' | 'ownIsa13' | 'lastAcceptedBy' | 'mailAcceptedAt' | 'ediAcceptedAt' | 'answerDueAt' | 'retargetedFrom' | 'callStanding' | 'disregard'>;

/**
 * The units of one lane job, the most urgent first, and else in the order they came. Where the endpoint wants our numbers in
 * turn, those that have one come first, by number.
 */
export async function unitsOf(journey: Journey, endpoint: string, interchangeId: number): Promise<UnitInSight[]> {
  const rows = await sighted(journey.ledger.db, { interchangeId, endpoint });
  const [first] = rows;
  if (!first) return [];
  const mode = first.mode as Mode;
  const unit = (mode: Mode, documents: readonly (Sight & { whole?: DocumentRow })[]): UnitInSight => {
    const whole = documents.flatMap((doc) => doc.whole ?? []);
    return { mode, documents: [...documents], whole: whole.length === documents.length ? whole : null };
  };
  const alone = rows.filter((doc) => travelsAlone(mode, doc));
  const together = rows.filter((doc) => !travelsAlone(mode, doc));
  const known = journey.directory.endpoints.get(endpoint);
  const number = (doc: Sight) => (known && inTurn(known) ? doc.ownIsa13 ?? Infinity : 0);
  const before = (a: Sight, b: Sight) => (number(a) === number(b) ? a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime() || a.id - b.id : number(a) - number(b));
  return [...(together.length > 0 ? [unit(mode, together)] : []), ...alone.sort(before).map((doc) => unit('rewrap', [doc]))];
}

/** Its own interchange, of ours: nobody's envelope names the place a call moved to. */
export const travelsAlone = (mode: string, doc: Pick<DocumentRow, 'retargetedFrom'>): boolean => mode === 'rewrap' || doc.retargetedFrom !== null;

/** Most interchanges are small: their documents are read at once, and need not be read again. */
const FEW = 10;

const theirs = and(eq(document.interchangeId, sql.placeholder('interchangeId')), eq(document.endpoint, sql.placeholder('endpoint')));
const few = askOften((db: Database) => db.select({ mode: interchange.mode, whole: document }).from(document).innerJoin(interchange, eq(interchange.id, document.interchangeId)).where(theirs).orderBy(asc(document.ref)).limit(FEW + 1).prepare('units_few'));
const inSight = askOften((db: Database) => db.select({
  mode: interchange.mode, id: document.id, state: document.state, kind: document.kind, held: document.held, notBefore: document.notBefore, effectiveDueAt: document.effectiveDueAt,
  ownIsa13: document.ownIsa13, retargetedFrom: document.retargetedFrom, lastAcceptedBy: document.lastAcceptedBy, mailAcceptedAt: document.mailAcceptedAt, ediAcceptedAt: document.ediAcceptedAt, answerDueAt: document.answerDueAt,
  callStanding: document.callStanding, disregard: document.disregard,
}).from(document).innerJoin(interchange, eq(interchange.id, document.interchangeId)).where(theirs).orderBy(asc(document.ref)).prepare('units_in_sight'));

async function sighted(db: Database, of: { interchangeId: number; endpoint: string }): Promise<(Sight & { mode: string; whole?: DocumentRow })[]> {
  const whole = await few(db, of);
  return whole.length <= FEW ? whole.map((row) => ({ ...row.whole, ...row })) : inSight(db, of);
}

/** A unit with its documents as they are now: what happened to them since it was seen counts. */
export async function loaded(journey: Journey, unit: UnitInSight): Promise<Unit> {
  return { mode: unit.mode, documents: await asTheyAre(journey, unit.documents) };
}

/** What of it may go now. What a person holds or a call's change parked is not among it. */
export const readyOf = ({ documents }: Unit, now: Date): DocumentRow[] => documents.filter((doc) => doc.state === 'waiting' && doc.notBefore <= now && !isHeldFast(doc.held));

export function asTheyAre(journey: Journey, documents: readonly Pick<DocumentRow, 'id'>[]): Promise<DocumentRow[]> {
  return journey.ledger.db.select().from(document).where(anyOf(document.id, documents.map((doc) => doc.id))).orderBy(asc(document.ref));
}

/** Does something else wait in this lane, ready to go, that is due before this unit? */
export async function moreUrgentWaits(journey: Journey, endpoint: string, interchangeId: number, unit: UnitInSight): Promise<boolean> {
  const due = new Date(Math.min(...unit.documents.map((doc) => doc.effectiveDueAt.getTime())));
  const found = await journey.ledger.db.execute(sql`select 1 from document where endpoint = ${endpoint} and state = 'waiting' and effective_due_at < ${due}
    and not_before <= ${journey.clock.now()} and interchange_id <> ${interchangeId} and ${notHeldFast(sql`held`)} limit 1`);
  return found.rows.length > 0;
}
