import { sql } from 'drizzle-orm';
import { minutesBetween } from '#common';
import { anyOf, type DocumentRow } from '#documents';
import { chooseDeparture, digestLeavesAt, type Departure } from '#routing';
import { releasesOrHolds, type DocumentFacts } from '#x12';
import { mayBeAnothers } from './mail-forms.js';
import { amberAt, redAt } from './due-for.js';
import type { Journey } from './journey.js';

/** A document that goes by mail: alone or in a digest, and with which others. */
export interface Departing {
  doc: DocumentRow;
  /** the first of its vessel calls; null: it is matched to none */
  callId: number | null;
  departure: Departure;
  /** a mail of it was tried before */
  mailedBefore: boolean;
}

/** What of its content decides how it leaves. `hazmat`: whether a segment names dangerous goods; null where no reader looked for them. */
function contentOf({ facts, set }: DocumentRow): { hazmat: boolean | null; releasesOrHolds: boolean } {
  const { hazmat, status } = facts as unknown as Partial<DocumentFacts>;
  return { hazmat: hazmat ?? null, releasesOrHolds: releasesOrHolds(set, status ?? null) };
}

/** Proved, not only unknown: it carries no dangerous goods, and releases or holds nothing. */
export function isCalm(doc: DocumentRow): boolean {
  const { hazmat, releasesOrHolds } = contentOf(doc);
  return hazmat === false && !releasesOrHolds;
}

/** How each of these leaves, as things stand now: one that turned red while it waited no longer waits. */
export async function departuresOf(journey: Journey, documents: readonly DocumentRow[]): Promise<Departing[]> {
  const { ledger: { db }, settings: { mail: { digest } }, clock } = journey;
  const departureOf = (doc: DocumentRow, known = { test: false, followed: false, refusedInDigest: false }): Departure =>
    chooseDeparture({ minutesToAmber: minutesBetween(clock.now(), amberAt(doc)), minutesToRed: minutesBetween(clock.now(), redAt(doc)), ...contentOf(doc), ...known }, digest);
  // What leaves alone whatever else is known of it, as most do in an outage, is not asked about.
  const [alone, perhaps] = partition(documents.map((doc) => ({ doc, departure: departureOf(doc), callId: null, mailedBefore: doc.tries > 0 })), ({ departure }) => departure.everyMs === null);
  if (perhaps.length === 0) return alone;
  const { rows } = await db.execute<{ id: string; call: string | null; test: boolean; followed: boolean; mailed: boolean; refused: { because: string; byteLength: number }[] | null }>(sql`select d.id, (select min(c.call_id) from document_call c where c.document_id = d.id) as call,
      coalesce((select i.isa15 = 'T' from interchange i where i.id = d.interchange_id), false) as test,
      exists (select 1 from document s where s.predecessor_id = d.id and s.state = 'waiting') as followed,
      (select json_agg(json_build_object('because', y.because, 'byteLength', t.byte_length)) from transmission_document s join transmission t on t.id = s.transmission_id
        cross join lateral (select because from "try" where transmission_id = t.id and outcome = 'refused' and proof->>'forGood' = 'true' union all select refused from mail_report where transmission_id = t.id and refused is not null) y
        where s.document_id = d.id and t.kind = 'digest') as refused,
      exists (select 1 from transmission_document s join transmission t on t.id = s.transmission_id join "try" y on y.transmission_id = t.id where s.document_id = d.id and t.channel = 'email') as mailed
    from document d where ${anyOf(sql`d.id` as never, perhaps.map(({ doc }) => doc.id))}`);
  const known = new Map(rows.map((row) => [Number(row.id), row]));
  return [...alone, ...perhaps.map(({ doc }) => {
    const row = known.get(doc.id);
    const refusedInDigest = (row?.refused ?? []).some(({ because, byteLength }) => mayBeAnothers(because, byteLength));
    return { doc, departure: departureOf(doc, { test: row?.test === true, followed: row?.followed === true, refusedInDigest }), callId: row?.call == null ? null : Number(row.call), mailedBefore: row?.mailed === true };
  })];
}

function partition<One>(all: readonly One[], first: (one: One) => boolean): [One[], One[]] { return [all.filter(first), all.filter((one) => !first(one))]; }

/** Why a document waits while it waits for a digest. */
export const FOR_A_DIGEST = 'waits-for-digest';
const FOR_A_PLACE: readonly (string | null)[] = ['mailbox-rate', 'relay-rate'];

/**
 * When it may leave: at the hour of the digest that was the next one when it began to wait. One whose hour came before, and
 * that has only not been taken since (no place, a refusal, a doubt that is over), waits for no other.
 */
export function leavesAt({ doc, departure: { everyMs }, mailedBefore }: Departing, now: Date): Date {
  if (everyMs === null || mailedBefore || FOR_A_PLACE.includes(doc.held)) return now;
  return digestLeavesAt(doc.held === FOR_A_DIGEST ? doc.changedAt : now, everyMs);
}
