import { ask, NoError } from '../ask.js';
import { table } from '../table.js';
import { whoRuns } from '../who-runs.js';

interface KeptCall { id: number; reference: string; vesselName: string; voyageIn: string | null; voyageOut: string | null; unlocode: string; terminal: string | null; rule: string; because: string }
interface Kept { ref: string; saidBy: string | null; calls: KeptCall[] }
interface Options { call?: number[]; none?: boolean; because?: string; actor?: string; json?: boolean }

/** `hawser match REF`: which calls a document belongs to, and why; with `--call` or `--none`, a person's word on it. */
export async function match(ref: string, options: Options): Promise<void> {
  const path = `/documents/${encodeURIComponent(ref)}/calls`;
  if (!options.call && !options.none) {
    tell(await ask<Kept>('GET', path), options.json);
    return;
  }
  if (options.call && options.none) throw new NoError('--call and --none were both given: it belongs to these calls, or to none', 2);
  if (!options.because) throw new NoError('--because is missing: the history says why a person overruled the rules', 2);
  const said = await ask<Omit<Kept, 'saidBy'>>('POST', path, { calls: options.call ?? [], because: options.because, actor: whoRuns(options.actor) });
  tell({ ...said, saidBy: whoRuns(options.actor) }, options.json);
}

function tell({ ref, saidBy, calls }: Kept, json = false): void {
  if (json) { process.stdout.write(`${JSON.stringify({ ref, saidBy, calls })}\n`); return; }
  const word = saidBy === null ? '' : ` ${saidBy} said so; no rule changes it.`;
  if (calls.length === 0) { process.stdout.write(`${ref} belongs to no known vessel call.${word}\n${saidBy === null ? `It is delivered all the same. Say where it belongs: npx hawser match ${ref} --call ID --because "…" (npx hawser calls --json has the ids)\n` : ''}`); return; }
  process.stdout.write(`${ref} belongs to ${calls.length === 1 ? 'this call' : `these ${calls.length} calls`}.${word}\n${table([
    { head: 'id', right: true, of: (one: KeptCall) => one.id }, { head: 'vessel call', of: (one) => `${one.vesselName} ${one.voyageIn ?? one.voyageOut ?? ''}`.trim() },
    { head: 'terminal', of: (one) => [one.unlocode, one.terminal].filter(Boolean).join('-') }, { head: 'rule', of: (one) => one.rule }, { head: 'because', of: (one) => one.because },
  ], calls)}\n`);
}
