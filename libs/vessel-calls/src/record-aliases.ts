import { and, eq } from 'drizzle-orm';
import { callAlias, type Transaction } from '#ledger';
import type { CallChange, CallRow, CallState } from './call-changes.js';
import type { ReportedCall } from './call-report.js';
import { normaliseVoyage } from './normalise.js';

interface Alias { line: string; voyage: string; vesselName: string | null; gone: boolean }

/** What lines call the call: told aliases, and the universal voyages, which any line may use. A universal voyage that changed is none any longer. */
export async function recordAliases(tx: Transaction, input: { callId: number; before: CallRow | null; is: CallState; report: ReportedCall; told: string }): Promise<CallChange[]> {
  const { callId, before, is, report, told } = input;
  const wanted: Alias[] = [...dropped(before, is), ...universal(is), ...report.aliases.flatMap(({ line, voyage, vesselName, gone }) => named(line, voyage, vesselName ?? null, gone))];
  if (wanted.length === 0) return [];
  const known = await tx.select().from(callAlias).where(eq(callAlias.callId, callId));
  const changes: CallChange[] = [];
  for (const { line, voyage, vesselName, gone } of wanted) {
    const at = known.findIndex((one) => one.line === line && one.voyage === voyage);
    const row = known[at];
    const who = line === '*' ? 'every line' : line;
    if (gone) {
      if (!row) continue;
      await tx.delete(callAlias).where(and(eq(callAlias.callId, callId), eq(callAlias.line, line), eq(callAlias.voyage, voyage)));
      known.splice(at, 1);
      changes.push({ what: 'voyage', because: `${who} does not call it ${voyage}: ${told}`, facts: { line, voyage, gone } });
    } else if (!row || (vesselName !== null && row.vesselName !== vesselName)) {
      const [written] = await tx.insert(callAlias).values({ callId, line, voyage, vesselName }).onConflictDoUpdate({ target: [callAlias.callId, callAlias.line, callAlias.voyage], set: { vesselName } }).returning();
      if (written) known.splice(row ? at : known.length, row ? 1 : 0, written);
      changes.push({ what: 'voyage', because: `${who} calls it ${voyage}${vesselName ? ` of ${vesselName}` : ''}: ${told}`, facts: { line, voyage, vesselName } });
    }
  }
  return changes;
}

const named = (line: string, voyage: string | null | undefined, vesselName: string | null, gone: boolean): Alias[] => {
  const compared = normaliseVoyage(voyage ?? null);
  return compared === null ? [] : [{ line, voyage: compared, vesselName, gone }];
};

const universal = (is: CallState): Alias[] => [is.universalVoyageIn, is.universalVoyageOut].flatMap((voyage) => named('*', voyage, null, false));

function dropped(before: CallRow | null, is: CallState): Alias[] {
  const stands = new Set([is.universalVoyageIn, is.universalVoyageOut]);
  return [before?.universalVoyageIn, before?.universalVoyageOut].filter((voyage) => voyage && !stands.has(voyage)).flatMap((voyage) => named('*', voyage, null, true));
}
