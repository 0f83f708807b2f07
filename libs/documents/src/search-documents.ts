import { sql, type SQL } from 'drizzle-orm';
import { document, documentCall, documentKey, transmission, transmissionDocument, type Connection } from '#ledger';

/** Numbers of an interchange's envelope; each as any of the spellings in which it may stand. Absent ones may be anything. */
export interface ControlNumbers { isa13?: readonly string[]; gs06?: readonly string[]; st02?: readonly string[] }

/** A call that the words name: by its voyage or its vessel. */
export interface NamedCall { id: number; what: 'voyage' | 'ship'; value: string; /** the call as people know it */ where: string }

/** What somebody looks for, each reading of their words as it is stored. A document that fits any of them is found. */
export interface SearchTerms {
  ref: string | null;
  /** of document_key: bill, booking, container, ship, voyage */
  keys: readonly { kind: string; value: string }[];
  numbers: readonly ControlNumbers[];
  calls: readonly NamedCall[];
}

/** Why a document was found. */
export interface Match {
  /** ref | bill | booking | container | voyage | ship | isa13, isa13/gs06, isa13/gs06/st02 … */
  what: string;
  /** as it stands there */
  value: string;
  /** `the document`, `the interchange it came in`, `the transmission it left in`, or the vessel call */
  where: string;
}

export interface Found { id: number; matched: Match[] }

/**
 * The newest documents that fit any of the terms and all of the conditions, which speak of "document". Each reading is asked of its own index, newest first,
 * and only for as many as are wanted: a search costs the same among a thousand documents and among a million.
 */
export async function searchDocuments(db: Connection, terms: SearchTerms, wish: { where: readonly SQL[]; limit: number; before?: number }): Promise<Found[]> {
  const readings = readingsOf(terms, wish);
  if (readings.length === 0) return [];
  const found = await db.execute<{ id: string; matched: Match[] }>(sql`
    select hit.id, jsonb_agg(distinct jsonb_build_object('what', hit.what, 'value', hit.value, 'where', hit.place)) as matched
    from (${sql.join(readings.map((reading) => sql`(${reading})`), sql` union all `)}) hit
    group by hit.id order by hit.id desc limit ${wish.limit}`);
  return found.rows.map(({ id, matched }) => ({ id: Number(id), matched }));
}

function readingsOf({ ref, keys, numbers, calls }: SearchTerms, { where, limit, before }: { where: readonly SQL[]; limit: number; before?: number }): SQL[] {
  const fits = where.length === 0 ? sql`true` : sql.join([...where], sql` and `);
  const newest = (id: SQL) => sql`${before === undefined ? sql`` : sql`and ${id} < ${before}`} order by ${id} desc limit ${limit}`;
  const own = newest(sql`${document.id}`);
  const readings = [
    ...(ref === null ? [] : [sql`select ${document.id} as id, 'ref' as what, ${document.ref} as value, 'the document' as place from ${document} where ${document.ref} = ${ref} and ${fits} ${own}`]),
    ...keys.map(({ kind, value }) => sql`select ${documentKey.documentId} as id, ${documentKey.kind} as what, ${documentKey.value} as value, 'the document' as place
      from ${documentKey} join ${document} on ${document.id} = ${documentKey.documentId} where ${documentKey.kind} = ${kind} and ${documentKey.value} = ${value} and ${fits} ${newest(sql`${documentKey.documentId}`)}`),
    ...numbers.flatMap((asked) => {
      const what = Object.keys(asked).join('/');
      const isa13 = is(sql`${document.isa13}`, asked.isa13);
      return [
        sql`select ${document.id}, ${what}::text, concat_ws('/', ${joined(asked, { isa13: sql`${document.isa13}`, gs06: sql`${document.gs06}`, st02: sql`${document.st02}` })}), 'the interchange it came in'
          from ${document} where ${isa13} and ${is(sql`${document.gs06}`, asked.gs06)} and ${is(sql`${document.st02}`, asked.st02)} and ${fits} ${own}`,
        sql`select ${document.id}, ${what}::text, concat_ws('/', ${joined(asked, { isa13: sql`${transmission.isa13}`, gs06: sql`${transmissionDocument.gs06}`, st02: sql`${transmissionDocument.st02}` })}), 'the transmission it left in'
          from ${transmission} join ${transmissionDocument} on ${transmissionDocument.transmissionId} = ${transmission.id} join ${document} on ${document.id} = ${transmissionDocument.documentId}
          where ${transmission.isa13} is not null and ${transmissionDocument.gs06} is not null and ${is(sql`${transmission.isa13}`, asked.isa13)} and ${is(sql`${transmissionDocument.gs06}`, asked.gs06)} and ${is(sql`${transmissionDocument.st02}`, asked.st02)} and ${fits} ${own}`,
      ];
    }),
  ];
  if (calls.length === 0) return readings;
  // A vessel calls often: of each call the newest, and the newest of these.
  const unconditional = where.length === 0;
  readings.push(sql`select one.id, c.what, c.value, c."where" from jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) as c(id bigint, what text, value text, "where" text)
    cross join lateral (
      select ${documentCall.documentId} as id from ${documentCall} ${unconditional ? sql`` : sql`join ${document} on ${document.id} = ${documentCall.documentId}`}
      where ${documentCall.callId} = c.id and ${fits} ${newest(sql`${documentCall.documentId}`)}
    ) one order by one.id desc limit ${limit}`);
  return readings;
}

const is = (column: SQL, spellings: readonly string[] | undefined): SQL => (spellings === undefined ? sql`true` : sql`${column} = any(${sql.param(spellings)}::text[])`);

const joined = (asked: ControlNumbers, columns: Record<keyof ControlNumbers, SQL>): SQL =>
  sql.join((Object.keys(asked) as (keyof ControlNumbers)[]).map((number) => columns[number]), sql`, `);
