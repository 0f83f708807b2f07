import { ask } from '../ask.js';
import { inWords, table } from '../table.js';

interface Line { callId: number; reference: string; vesselName: string; voyageIn: string | null; voyageOut: string | null; unlocode: string; line: string; endpoint: string; what: string; sets: string[]; direction: string; level: string; dueAt: string | null; because: string; source: string }

/** `hawser missing`: documents that a call should have and that never came, before they are late. */
export async function missing(options: { call?: number; carrier?: string; all?: boolean; json?: boolean }): Promise<void> {
  const query = new URLSearchParams({ ...(options.carrier ? { carrier: options.carrier } : {}), ...(options.all ? { all: 'true' } : {}) });
  const path = options.call === undefined ? '/vessel-calls/missing' : `/vessel-calls/${options.call}/missing`;
  const found = await ask<{ asOf: string; missing: Line[] }>('GET', `${path}${query.size > 0 ? `?${query.toString()}` : ''}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(found)}\n`); return; }
  if (found.missing.length === 0) { process.stdout.write(`Nothing is missing${options.all ? '' : ' that is needed by now or soon'}. What a call should have: config/expected.yaml.\n`); return; }
  const left = ({ dueAt }: Line) => {
    if (dueAt === null) return 'unknown';
    const minutes = (Date.parse(dueAt) - Date.parse(found.asOf)) / 60_000;
    return minutes < 0 ? `${inWords(-minutes)} ago` : `in ${inWords(minutes)}`;
  };
  process.stdout.write(`${table([
    { head: 'level', of: (one: Line) => one.level }, { head: 'what', of: (one) => `${one.what} (${one.sets.join(', ')})` }, { head: 'from', of: (one) => (one.direction === 'to-terminal' ? one.line : one.endpoint) },
    { head: 'for', of: (one) => (one.direction === 'to-terminal' ? one.endpoint : one.line) }, { head: 'call', right: true, of: (one) => one.callId }, { head: 'vessel', of: (one) => `${one.vesselName} ${one.voyageIn ?? one.voyageOut ?? ''}`.trim() },
    { head: 'due (UTC)', of: (one) => one.dueAt?.slice(0, 16).replace('T', ' ') ?? '-' }, { head: '', of: left }, { head: 'because', of: (one) => one.because },
  ], found.missing)}\n`);
}
