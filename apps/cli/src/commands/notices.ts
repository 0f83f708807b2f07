import { ask } from '../ask.js';
import { table } from '../table.js';
import { whoRuns } from '../who-runs.js';

interface Notice { id: number; noticeId: string; partner: string; ref: string; event: string; state: string; tries: number; open: boolean; createdAt: string; notBefore: string; toldAt: string | null; words: string | null }

const utc = (instant: string) => instant.slice(0, 16).replace('T', ' ');
const MORE = 100;

/** `hawser notices [--all]`: what carriers' systems are still to be told, how often that was tried, and what was said the last time. */
export async function notices(options: { all?: boolean; limit?: string; before?: string; json?: boolean }): Promise<void> {
  const limit = options.limit ?? String(MORE);
  const asked = new URLSearchParams({ all: String(options.all ?? false), limit, ...(options.before === undefined ? {} : { before: options.before }) });
  const found = await ask<Notice[]>('GET', `/notices?${asked.toString()}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(found)}\n`); return; }
  if (found.length === 0) { process.stdout.write(options.all ? 'No carrier\'s system was ever to be told anything.\n' : 'Carriers\' systems were told everything (npx hawser notices --all).\n'); return; }
  process.stdout.write(`${table([
    { head: 'id', right: true, of: (row: Notice) => row.id }, { head: 'carrier\'s system', of: (row) => row.partner }, { head: 'document', of: (row) => row.ref }, { head: 'tells', of: (row) => row.event },
    { head: 'state', of: stateOf }, { head: 'tries', right: true, of: (row) => row.tries }, { head: 'since (UTC)', of: (row) => utc(row.createdAt) }, { head: 'last words', of: (row) => row.words ?? '-' }, { head: 'as', of: (row) => row.noticeId },
  ], found)}\n`);
  if (found.length === Number(limit)) process.stdout.write(`There may be more: --before ${found.at(-1)?.id ?? ''}\n`);
  if (found.some((one) => one.state === 'given-up')) process.stdout.write('Given up: npx hawser tell-again ID tells it once more.\n');
}

function stateOf({ state, open, toldAt, notBefore }: Notice): string {
  if (state === 'told') return `told ${utc(toldAt ?? notBefore)}`;
  if (state === 'given-up') return 'given up';
  return open ? 'being told' : `waits until ${utc(notBefore)}`;
}

const WAS: Record<string, string> = { told: 'told before', 'given-up': 'given up', waiting: 'waiting for its next try' };

/** `hawser tell-again ID`: one notice once more, under the same id. */
export async function again(id: string, options: { actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<{ id: number; noticeId: string; partner: string; was: string }>('POST', `/notices/${encodeURIComponent(id)}/tell-again`, { actor: whoRuns(options.actor) });
  if (options.json) { process.stdout.write(`${JSON.stringify(done)}\n`); return; }
  process.stdout.write(`${done.partner} is told notice ${done.id} again, as ${done.noticeId}; it was ${WAS[done.was] ?? done.was}. npx hawser notices --all shows what comes of it.\n`);
}
