import type pg from 'pg';
import { describe, expect, it } from '@jest/globals';
import { inWords, proofOf } from './plans.js';

const TABLES = [
  { name: 'document', rows: 1_000_000, table: 'document' }, { name: 'document_pkey', rows: 1_000_000, table: 'document' },
  { name: 'outage', rows: 90, table: 'outage' },
];
const node = (type: string, more: object = {}) => ({ 'Node Type': type, 'Actual Rows': 10, 'Actual Loops': 1, 'Shared Hit Blocks': 3, 'Shared Read Blocks': 1, ...more });

/** A server that answers each statement with this plan. */
function server(plan: object): { pool: pg.Pool; asked: string[] } {
  const asked: string[] = [];
  const query = (text: string) => {
    asked.push(text);
    if (text.startsWith('select c.relname')) return Promise.resolve({ rows: TABLES });
    return Promise.resolve({ rows: text.startsWith('explain') ? [{ 'QUERY PLAN': [{ Plan: plan }] }] : [] });
  };
  return { pool: { query } as unknown as pg.Pool, asked };
}
const proof = (plan: object) => { const { pool } = server(plan); return proofOf(pool, [() => pool.query('select 1')]); };

describe('the proof that indexes serve a question', () => {
  it('names the indexes of big tables and counts the pages', async () => {
    const found = await proof(node('Limit', { Plans: [node('Index Scan', { 'Relation Name': 'document', 'Index Name': 'document_pkey', 'Index Cond': '(id = 1)' }), node('Seq Scan', { 'Relation Name': 'outage' })] }));
    expect(found).toEqual({ indexes: ['document_pkey'], whole: [], pages: 4 });
    expect(inWords(found)).toBe('EXPLAIN ANALYZE: no big table is read whole; by document_pkey; at most 4 pages');
  });

  it.each(['Seq Scan', 'Parallel Seq Scan'])('fails a %s of a big table, however deep it stands', async (type) => {
    expect((await proof(node('Aggregate', { Plans: [node('Hash Join', { Plans: [node(type, { 'Relation Name': 'document' })] })] }))).whole).toEqual(['document']);
  });

  it('fails an index that is walked from end to end, and not one that is left when the page is full', async () => {
    const walk = (rows: number) => node('Index Scan', { 'Relation Name': 'document', 'Index Name': 'document_pkey', 'Actual Rows': 100, 'Rows Removed by Filter': rows });
    expect((await proof(walk(900_000))).whole).toEqual(['document_pkey']);
    expect((await proof(walk(500))).whole).toEqual([]);
  });

  it('explains every statement that a question asks, and leaves the pool as it was', async () => {
    const { pool, asked } = server(node('Result'));
    await proofOf(pool, [async () => { await pool.query('select 1'); await pool.query('select 2'); }]);
    expect(asked.filter((text) => text.startsWith('explain')).map((text) => text.slice(-8))).toEqual(['select 1', 'select 2']);
    await pool.query('select 3');
    expect(asked.at(-1)).toBe('select 3');
  });
});
