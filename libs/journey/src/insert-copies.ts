import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import { document, type Transaction } from '#ledger';
import type { DocumentRow } from '#documents';
import { drawFreeRefs } from './insert-documents.js';

type Columns = Partial<Omit<typeof document.$inferInsert, 'id'>>;
/** What is different about one copy; every copy has the same columns in it. */
export type Change = Columns & { retargetedFrom: number; ref: string };
export type Copy = Pick<DocumentRow, 'id' | 'ref' | 'retargetedFrom' | 'set' | 'isa13' | 'gs06' | 'st02' | 'sha256' | 'endpoint' | 'state' | 'because'>;

/**
 * Documents made of others, in one statement however many: each column is the older document's own, or what is said of all, or of
 * each. Their content does not leave PostgreSQL.
 */
export async function insertCopies(tx: Transaction, all: Columns, each: readonly Change[]): Promise<Copy[]> {
  const [first] = each;
  if (!first) return [];
  await drawFreeRefs(tx, each.map((row) => ({ row })));
  const columns = Object.entries(getTableColumns(document)).filter(([key, column]) => key !== 'id' && column.generated === undefined);
  const value = ([key, column]: (typeof columns)[number]): SQL => {
    const type = sql.raw(column.getSQLType());
    if (key in first) return sql`n.${sql.identifier(key)}`;
    if (key in all) return sql`${sql.param(all[key as keyof Columns] ?? null, column)}::${type}`;
    return sql`o.${sql.identifier(column.name)}`;
  };
  const told = columns.filter(([key]) => key in first).map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`);
  const { rows } = await tx.execute<Record<string, unknown>>(sql`insert into document (${sql.join(columns.map(([, column]) => sql.identifier(column.name)), sql`, `)})
    select ${sql.join(columns.map(value), sql`, `)} from jsonb_to_recordset(${JSON.stringify(each)}::jsonb) as n(${sql.join(told, sql`, `)}) join document o on o.id = n."retargetedFrom"
    order by o.interchange_id, o.byte_start, o.id
    returning id, ref, retargeted_from as "retargetedFrom", set, isa13, gs06, st02, sha256, endpoint, state, because`);
  return rows.map((row) => ({ ...row, id: Number(row['id']), retargetedFrom: Number(row['retargetedFrom']) }) as Copy);
}
