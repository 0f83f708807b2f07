import { and, asc, eq } from 'drizzle-orm';
import type { DocumentRow } from '#documents';
import { document, interchange } from '#ledger';
import type { Journey } from './journey.js';

/**
 * relay   the sender addressed the endpoint: the interchange goes on whole, as the bytes that came
 * rewrap  it was addressed to us: each set leaves in an interchange of ours
 * own     an answer of ours: composed when it was due, and then relayed like any other
 */
export type Mode = 'relay' | 'rewrap' | 'own';

/** What travels together: all sets of a relayed interchange, each set alone of one that was addressed to us. */
export interface Unit { mode: Mode; documents: DocumentRow[] }

/** The units of one lane job, the most urgent first, and else in the order they came. */
export async function unitsOf(journey: Journey, endpoint: string, interchangeId: number): Promise<Unit[]> {
  const rows = await journey.ledger.db.select({ doc: document, mode: interchange.mode }).from(document)
    .innerJoin(interchange, eq(interchange.id, document.interchangeId))
    .where(and(eq(document.interchangeId, interchangeId), eq(document.endpoint, endpoint))).orderBy(asc(document.ref));
  const [first] = rows;
  if (!first) return [];
  const mode = first.mode as Mode;
  const documents = rows.map((row) => row.doc);
  if (mode !== 'rewrap') return [{ mode, documents }];
  return documents.sort((a, b) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime() || a.id - b.id).map((doc) => ({ mode, documents: [doc] }));
}
