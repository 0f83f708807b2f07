import { ask } from '../ask.js';
import { table } from '../table.js';

interface Line { receivedAt: string; endpoint: string; level: string; words: string; matchedBy: string; alarm: boolean; sourceInterchangeId: number | null }

/** `hawser answers`: what came back and matched nothing, the newest first. */
export async function answers(options: { json?: boolean }): Promise<void> {
  const lines = await ask<Line[]>('GET', '/acknowledgements/unmatched');
  if (options.json) { process.stdout.write(`${JSON.stringify(lines)}\n`); return; }
  if (lines.length === 0) { process.stdout.write('Every answer that came as EDI (997, 999, TA1, CONTRL, 824, 355) matched what it answers. What came by mail: npx hawser inbox, npx hawser tasks.\n'); return; }
  process.stdout.write(`${table([
    { head: 'received (UTC)', of: (line: Line) => line.receivedAt.slice(0, 19).replace('T', ' ') }, { head: 'from', of: (line) => line.endpoint },
    { head: 'says', of: (line) => line.words }, { head: 'matches nothing because', of: (line) => line.matchedBy }, { head: 'interchange', of: (line) => String(line.sourceInterchangeId ?? '-') },
  ], lines)}\n`);
}
