import { sql } from 'drizzle-orm';
import type { SentDocument } from '#acknowledgements';
import type { Transaction } from '#ledger';
import type { Mode } from './units.js';

/** What the answers of one interchange name, so that not everything that was ever sent there has to be looked through. */
export interface Named { gs06: readonly string[]; isa13: readonly string[]; bills: readonly string[] }

/** A document as it was sent, and what its frozen profile says about answers. */
export type Sent = SentDocument & { kind: string; acknowledges: string; answerWithinMs: number };

/**
 * What this endpoint was sent by the one the answer is addressed to, as far as it carries what is named: under its sender's
 * numbers where it was relayed, under ours where we rewrapped it.
 */
export async function sentDocuments(tx: Transaction, asked: { endpoint: string; to: readonly string[]; usage: 'P' | 'T'; mode: Mode; named: Named }): Promise<Sent[]> {
  const { endpoint, usage, named } = asked;
  if (named.gs06.length + named.isa13.length + named.bills.length === 0) return [];
  const settled = sql`d.state in ('acknowledged', 'rejected', 'superseded', 'cancelled')`;
  const common = sql`d.id, d.ref, d.kind, d.gs01, d.set, coalesce(d.facts->'bills', '[]'::jsonb) as bills, d.tries > 0 as tried, ${settled} as settled, d.received_at, d.profile->>'acknowledges' as acknowledges, d.profile->>'answerWithinMs' as answer_within`;
  // Test and live count from one each: an answer speaks of its own kind.
  const alike = (column: ReturnType<typeof sql>) => (usage === 'T' ? sql`${column} = 'T'` : sql`coalesce(${column}, 'P') <> 'T'`);
  const relayed = await tx.execute<Row>(sql`select ${common}, 'interchange ' || i.id as unit, i.isa13, d.gs06, d.st02
    from document d join interchange i on i.id = d.interchange_id
    where d.endpoint = ${endpoint} and i.isa06 = any(${sql.param(asked.to)}::text[]) and i.mode <> 'rewrap' and d.retargeted_from is null and ${alike(sql`i.isa15`)} and ${carries(named, sql`i.isa13`, sql`d.gs06`)}`);
  const ours = asked.mode !== 'rewrap' ? { rows: [] } : await tx.execute<Row>(sql`select ${common}, 'transmission ' || t.id as unit, t.isa13, td.gs06, td.st02
    from transmission t join transmission_document td on td.transmission_id = t.id join document d on d.id = td.document_id
    where t.endpoint = ${endpoint} and t.isa13 is not null and ${alike(sql`t.usage`)} and ${carries(named, sql`t.isa13`, sql`td.gs06`)}`);
  return [...relayed.rows, ...ours.rows].map((row) => ({
    id: Number(row.id), ref: row.ref, kind: row.kind, unit: row.unit, isa13: row.isa13 ?? '', gs01: row.gs01, gs06: row.gs06 ?? '', set: row.set, st02: row.st02 ?? '', bills: row.bills,
    tried: row.tried, settled: row.settled, receivedAt: new Date(row.received_at), acknowledges: row.acknowledges ?? '997', answerWithinMs: Number(row.answer_within ?? 0),
  }));
}

interface Row extends Record<string, unknown> {
  id: string; ref: string; kind: string; unit: string; isa13: string | null; gs01: string; gs06: string | null; set: string; st02: string | null; bills: string[];
  tried: boolean; settled: boolean; received_at: string; acknowledges: string | null; answer_within: string | null;
}

/** Only what is named is asked for, so that its index serves. */
function carries(named: Named, isa13: ReturnType<typeof sql>, gs06: ReturnType<typeof sql>) {
  const any = [
    ...(named.isa13.length > 0 ? [sql`${isa13} = any(${sql.param(named.isa13.flatMap(spellings))}::text[])`] : []),
    ...(named.gs06.length > 0 ? [sql`${gs06} = any(${sql.param(named.gs06.flatMap(spellings))}::text[])`] : []),
    ...(named.bills.length > 0 ? [sql`(d.set = '309' and d.facts->'bills' ?| ${sql.param(named.bills)}::text[])`] : []),
  ];
  return sql`(${sql.join(any, sql` or `)})`;
}

/** ISA13 has 9 digits, EDIFACT's 0020 up to 14. */
const LONGEST = 14;

/** 103, 0103 … 00000000000103 are the same number, whoever wrote it; spelt out so that an index finds it. */
function spellings(number: string): string[] {
  const trimmed = number.trim();
  if (!/^\d+$/.test(trimmed)) return [trimmed];
  const bare = trimmed.replace(/^0+(?=\d)/, '');
  return Array.from({ length: Math.max(LONGEST - bare.length + 1, 1) }, (_, zeros) => '0'.repeat(zeros) + bare);
}
