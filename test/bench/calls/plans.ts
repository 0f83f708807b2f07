import type pg from 'pg';

/** A table of more rows than this is not to be read whole for one answer. */
const BIG = 10_000;
/** Nor is an index to be walked from one end to the other, which is the same by another name. */
const WALKED = 0.1;

/** What PostgreSQL says of how it answered. */
export interface Proof {
  /** of big tables, by which it was served */
  indexes: string[];
  /** big tables that were read whole, and indexes that were walked through, if any: then the answer gets slower as the ledger grows */
  whole: string[];
  /** pages of 8 KiB that the most expensive of the answers touched, in memory or not */
  pages: number;
}

interface Node {
  'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Index Cond'?: string; Plans?: Node[];
  'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; 'Shared Hit Blocks'?: number; 'Shared Read Blocks'?: number;
}

type Asked = [text: string | { text: string }, values?: unknown[]];

/** Asks each question once more, and has every statement of it explained by the server while it runs. */
export async function proofOf(pool: pg.Pool, asks: readonly (() => Promise<unknown>)[]): Promise<Proof> {
  const rows = new Map((await pool.query<{ name: string; rows: number; table: string }>(
    `select c.relname as name, c.reltuples as rows, coalesce(t.relname, c.relname) as table from pg_class c left join pg_index i on i.indexrelid = c.oid left join pg_class t on t.oid = i.indrelid where c.relnamespace = 'public'::regnamespace`)).rows.map((one) => [one.name, one]));
  const indexes = new Set<string>();
  const whole = new Set<string>();
  let pages = 0;
  for (const ask of asks) {
    let touched = 0;
    for (const [query, values] of await statementsOf(pool, ask)) {
      const { rows: [plan] } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (analyze, buffers, timing off, format json) ${typeof query === 'string' ? query : query.text}`, values);
      const root = plan?.['QUERY PLAN'][0].Plan;
      if (!root) throw new Error('EXPLAIN answered nothing');
      touched += (root['Shared Hit Blocks'] ?? 0) + (root['Shared Read Blocks'] ?? 0);
      walk(root, (node) => {
        const table = node['Relation Name'];
        const index = node['Index Name'];
        const size = rows.get(table ?? index ?? '')?.rows ?? 0;
        const big = table === undefined ? index !== undefined && (rows.get(rows.get(index)?.table ?? '')?.rows ?? 0) > BIG : size > BIG;
        if (!big) return;
        if (node['Node Type'].endsWith('Seq Scan')) whole.add(table ?? '');
        if (index === undefined) return;
        indexes.add(index);
        const seen = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
        if (node['Index Cond'] === undefined && seen > BIG && seen > size * WALKED) whole.add(index);
      });
    }
    pages = Math.max(pages, touched);
  }
  return { indexes: [...indexes].sort(), whole: [...whole].sort(), pages };
}

export const inWords = ({ indexes, whole, pages }: Proof): string =>
  `EXPLAIN ANALYZE: ${whole.length === 0 ? 'no big table is read whole' : `READ WHOLE: ${whole.join(', ')}`}; by ${indexes.join(', ') || 'no index'}; at most ${pages.toLocaleString('en')} pages`;

function walk(node: Node, seen: (node: Node) => void): void {
  seen(node);
  for (const child of node.Plans ?? []) walk(child, seen);
}

/** What is asked of the pool while `ask` runs. */
async function statementsOf(pool: pg.Pool, ask: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const query = pool.query.bind(pool) as (...args: Asked) => unknown;
  pool.query = ((...args: Asked) => { asked.push(args); return query(...args); }) as typeof pool.query;
  try {
    await ask();
  } finally {
    pool.query = query as typeof pool.query;
  }
  return asked;
}
