import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

/** What a column may hold; objects and arrays are jsonb. */
export type Value = string | number | boolean | Date | null | object;

/** Bytes gathered before they are handed on: a row at a time would be a packet at a time. */
const AT_ONCE = 256 * 1024;

/** One table filled by COPY over a connection of its own, so that tables fill side by side. */
export class CopyTable {
  private text = '';
  rows = 0;

  private constructor(private readonly client: pg.Client, private readonly stream: CopyStreamQuery) {}

  static async open(url: string, table: string, columns: readonly string[]): Promise<CopyTable> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // The rows refer to each other and arrive side by side; each reference is made right by whoever makes the row.
    await client.query('set session_replication_role = replica');
    return new CopyTable(client, client.query(copyFrom(`copy "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) from stdin`)));
  }

  /** One row, in the order of the columns. Resolves when the next may come. */
  async write(row: readonly Value[]): Promise<void> {
    this.text += `${row.map(cell).join('\t')}\n`;
    this.rows += 1;
    if (this.text.length >= AT_ONCE) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    const done = once(this.stream, 'finish');
    this.stream.end();
    await done;
    await this.client.end();
  }

  private async flush(): Promise<void> {
    const { text } = this;
    this.text = '';
    if (text !== '' && !this.stream.write(text)) await once(this.stream, 'drain');
  }
}

/** A value in COPY's text format. */
function cell(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return /[\\\t\n\r]/.test(value) ? value.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r') : value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  return cell(JSON.stringify(value));
}

/** What triggers would have kept, had they been asked for each row: a call's best times, which lines have documents in it, which documents belong to none. */
const KEPT = [
  'select best_call_times(array(select id from call))',
  'insert into call_line (call_id, line) select distinct m.call_id, d.carrier from document_call m join document d on d.id = m.document_id',
  'insert into document_unmatched (document_id) select d.id from document d where not exists (select from document_call c where c.document_id = d.id)',
];

/**
 * Lets `load` fill the tables without their indexes and makes those again, each from all rows at once: several times quicker
 * than row by row. Then the planner is told what is there.
 */
export async function withoutIndexes(url: string, tables: readonly string[], say: (line: string) => void, load: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const keys = (await client.query<{ table: string; name: string; definition: string }>(
      `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'p' and conrelid::regclass::text = any($1) and array_length(conkey, 1) > 1`, [tables])).rows;
    const indexes = (await client.query<{ name: string; definition: string }>(
      `select i.indexname as name, i.indexdef as definition from pg_indexes i where i.schemaname = 'public' and i.tablename = any($1) and not exists (select 1 from pg_constraint c where c.conname = i.indexname)`, [tables])).rows;
    for (const { name } of indexes) await client.query(`drop index "${name}"`);
    for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint "${name}"`);
    await load();
    // Of this session alone: what the server is given for real work stays as it is.
    await client.query(`set maintenance_work_mem = '512MB'`);
    say(`${indexes.length + keys.length} indexes are made of what was loaded`);
    for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint "${name}" ${definition}`);
    for (const { definition } of indexes) await client.query(definition);
    const sequences = (await client.query<{ table: string; sequence: string }>(
      `select t as table, pg_get_serial_sequence('"' || t || '"', 'id') as sequence from unnest($1::text[]) t where exists (select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t and c.column_name = 'id')`, [tables])).rows;
    for (const { table, sequence } of sequences) if (sequence) await client.query(`select setval('${sequence}', (select coalesce(max(id), 1) from "${table}"))`);
    for (const statement of KEPT) await client.query(statement);
    say('VACUUM and ANALYZE');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
