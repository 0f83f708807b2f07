import type { CallLine } from '#vessel-calls';
import { ask } from '../ask.js';
import { inWords, table } from '../table.js';

export const CALL_COLUMNS = [
  { head: 'vessel call', of: (call: CallLine) => `${call.vesselName} ${call.voyageIn ?? call.voyageOut ?? ''}`.trim() },
  { head: 'terminal', of: (call: CallLine) => call.endpoint ?? call.unlocode },
  { head: 'ETA (UTC)', of: (call: CallLine) => call.etaAt?.slice(0, 16).replace('T', ' ') ?? 'unknown' },
  { head: 'due', right: true, of: (call: CallLine) => call.due },
  { head: 'handed over', right: true, of: (call: CallLine) => call.accepted },
  { head: 'by EDI', right: true, of: (call: CallLine) => call.byEdi },
  { head: 'by mail', right: true, of: (call: CallLine) => call.byEmail },
  { head: 'on paper', right: true, of: (call: CallLine) => call.byPaper },
  { head: 'acknowledged', right: true, of: (call: CallLine) => call.acknowledged },
  { head: 'late', right: true, of: (call: CallLine) => call.late },
  { head: 'worst delay', right: true, of: (call: CallLine) => inWords(call.worstDelayMinutes) },
];

/** `hawser calls`: per vessel call, what was due, how it went, what is late and by how much. */
export async function calls(options: { json?: boolean; carrier?: string; region?: string }): Promise<void> {
  const query = new URLSearchParams({ ...(options.carrier ? { carrier: options.carrier } : {}), ...(options.region ? { region: options.region } : {}) });
  const board = await ask<{ asOf: string; calls: CallLine[]; unmatched: { ref: string; set: string }[] }>('GET', `/vessel-calls?${query.toString()}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(board)}\n`); return; }
  if (board.calls.length === 0) process.stdout.write('No vessel calls yet. Report one: POST /vessel-calls (README, "Vessel calls").\n');
  else process.stdout.write(`${table(CALL_COLUMNS, board.calls)}\n`);
  if (board.unmatched.length > 0) process.stdout.write(`\n${board.unmatched.length} documents belong to no known call; they are delivered all the same: npx hawser docs --unmatched\n`);
}
