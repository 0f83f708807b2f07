import { eq, sql } from 'drizzle-orm';
import { callAlias, document, type Transaction } from '#ledger';
import { normaliseCallSign, normaliseImo, normaliseName, normaliseVoyage } from '#vessel-calls';
import { findAnewAndBring } from './bring-along.js';
import type { CallChange } from './call-changed.js';
import type { Journey } from './journey.js';

/**
 * Documents of any line that name this vessel and one of its voyages and belong to no call yet find it; then those that name
 * no vessel and share a bill, a booking or a container with them.
 */
export async function matchEarlier(journey: Journey, tx: Transaction, { after, at }: CallChange): Promise<number> {
  const aliases = await tx.select().from(callAlias).where(eq(callAlias.callId, after.id));
  const ships = present([normaliseImo(after.imo), normaliseCallSign(after.callSign), normaliseName(after.vesselName), ...aliases.map((alias) => normaliseName(alias.vesselName))]);
  const voyages = present([after.voyageIn, after.voyageOut, after.universalVoyageIn, after.universalVoyageOut, ...aliases.map((alias) => alias.voyage)].map(normaliseVoyage));
  if (ships.length === 0 || voyages.length === 0) return 0;
  return findAnewAndBring(journey, tx, sql`${document.id} in (
    select s.document_id from document_key s join document_key v on v.document_id = s.document_id and v.kind = 'voyage' and v.value = any(${sql.param(voyages)}::text[])
    where s.kind = 'ship' and s.value = any(${sql.param(ships)}::text[]))`, at);
}

const present = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];
