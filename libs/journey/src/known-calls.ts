import { desc, inArray, or, sql } from 'drizzle-orm';
import { call, callAlias, type Connection } from '#ledger';
import { normaliseCallSign, normaliseImo, normaliseName, type KnownCall } from '#vessel-calls';

/** Calls of one ship that are looked through, the newest first. */
const MOST = 2_000;

/** All calls of a ship, by its number, its call sign or a name it has, with every voyage they go by. */
export async function callsOfShip(db: Connection, ship: { imo: string | null; callSign: string | null; vesselName: string | null }): Promise<KnownCall[]> {
  const [imo, sign, name] = [normaliseImo(ship.imo), normaliseCallSign(ship.callSign), normaliseName(ship.vesselName)];
  const names = [...new Set([ship.vesselName?.trim().toUpperCase(), name].filter((one): one is string => Boolean(one)))];
  const known = [
    ...(imo === null ? [] : [sql`${call.imo} = ${imo}`]), ...(sign === null ? [] : [sql`${call.callSign} = ${sign}`]),
    ...(names.length === 0 ? [] : [inArray(sql`upper(${call.vesselName})`, names)]),
  ];
  if (known.length === 0) return [];
  const rows = await db.select().from(call).where(or(...known)).orderBy(desc(call.changedAt)).limit(MOST);
  const aliases = rows.length === 0 ? [] : await db.select().from(callAlias).where(inArray(callAlias.callId, rows.map((row) => row.id)));
  return rows.map((row) => {
    const own = aliases.filter((alias) => alias.callId === row.id);
    return {
      id: row.id, carrier: row.carrier, reference: row.reference, imo: row.imo, callSign: row.callSign, vesselName: row.vesselName, vesselNames: own.flatMap((alias) => alias.vesselName ?? []),
      voyages: [row.voyageIn, row.voyageOut, row.universalVoyageIn, row.universalVoyageOut, ...own.map((alias) => alias.voyage)].filter((one): one is string => one !== null),
      unlocode: row.unlocode, terminal: row.terminal, endpoint: row.endpoint,
    };
  });
}
