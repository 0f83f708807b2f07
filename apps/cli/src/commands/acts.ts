import { ask, NoError } from '../ask.js';
import { table } from '../table.js';
import { whoRuns } from '../who-runs.js';

interface RegionOutage { scopeKind: string; scope: string; state: string; openedAt: string; reopenedAt: string | null; because: string; closedAt: string | null }
interface PathLine { endpoint: string; kind: string; verdict: string; since: string | null; because: string; relay: { order: number; host: string; port: number } | null }
interface Acted { outage: number; endpoints: string[]; senders?: string[] }
const say = (json: boolean | undefined, value: unknown, words: string) => process.stdout.write(`${json ? JSON.stringify(value) : words}\n`);

/** `hawser isolate REGION`: cuts all EDI of a region, in both directions, and our relays there, in one act. */
export async function isolate(region: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<Acted>('POST', `/regions/${encodeURIComponent(region)}/isolate`, { because: options.because, actor: whoRuns(options.actor) });
  // Who stands in the region cannot hand in either.
  const refused = (done.senders ?? []).length > 0 ? `\nIts own senders are refused until then: ${done.senders!.join(', ')}.` : '';
  say(options.json, done, `${region} is isolated: ${done.endpoints.join(', ') || 'our mail relays there'}. Its documents leave by mail, most urgent first.${refused}\nEnd it with: npx hawser reopen ${region} --because "…"`);
}

/** `hawser reopen REGION`: its paths begin to return, each by its own canary. */
export async function reopen(region: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<Acted>('POST', `/regions/${encodeURIComponent(region)}/reopen`, { because: options.because, actor: whoRuns(options.actor) });
  say(options.json, done, `${region} is reopened: ${done.endpoints.length === 0 ? 'our mail relays there are used again' : `${done.endpoints.join(', ')} return one document at a time until the terminal answers`}.\nWatch it: npx hawser paths`);
}

/** `hawser map ISA08 GS03 ENDPOINT`: says who receives what is addressed so, and releases all that wait for it. */
export async function map(isa08: string, gs03: string, endpoint: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<{ released: number; alreadyThere: number }>('POST', '/addressees', { isa08, gs03, endpoint, because: options.because, actor: whoRuns(options.actor) });
  say(options.json, done, `${isa08}/${gs03} goes to ${endpoint} from now on; ${done.released} documents that waited for it are released${done.alreadyThere > 0 ? `, ${done.alreadyThere} were there already` : ''}.`);
}

/** `hawser hold|release|resend|cancel|handed-over|told REF`: a person's hand on one document. */
export function actOn(act: 'hold' | 'release' | 'resend' | 'cancel' | 'handed-over' | 'told') {
  return async (ref: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> => {
    const done = await ask<{ ref: string; was: string }>('POST', `/documents/${encodeURIComponent(ref)}/acts`, { act, because: options.because, actor: whoRuns(options.actor) });
    say(options.json, done, `${done.ref}: ${act} is done (it was ${done.was}). Its story: npx hawser docs ${done.ref}`);
  };
}

/** `hawser retarget REF`: says for which call it is now, or for which endpoint. */
export async function retarget(ref: string, options: { call?: number; endpoint?: string; because: string; actor?: string; json?: boolean }): Promise<void> {
  const { call: callId, endpoint } = options;
  if (callId === undefined && endpoint === undefined) throw new NoError('say where it goes: --call ID, --endpoint CODE, or both', 2);
  const done = await ask<{ ref: string; was: string; endpoint: string }>('POST', `/documents/${encodeURIComponent(ref)}/retarget`, { because: options.because, actor: whoRuns(options.actor), ...(callId === undefined ? {} : { callId }), ...(endpoint === undefined ? {} : { endpoint }) });
  const same = done.ref === ref.toUpperCase();
  say(options.json, done, `${same ? `${done.ref} is for another call now, still at ${done.endpoint}` : `${done.ref} goes to ${done.endpoint} instead of ${ref.toUpperCase()} (it was ${done.was})`}. Its story: npx hawser docs ${done.ref}${same ? '' : '\nWhat old places have to be told: npx hawser docs --to-tell'}`);
}

/** `hawser keys new admin|PARTNER`: makes a key and shows it, once. */
export async function newKey(whose: string, options: { json?: boolean }): Promise<void> {
  const made = await ask<{ key: string }>('POST', '/keys', whose === 'admin' ? { kind: 'admin' } : { kind: 'sender', partner: whose });
  // The key alone on standard output, so that a script can take it; what to know of it beside.
  say(options.json, made, made.key);
  if (!options.json) process.stderr.write(`This is shown once; only its digest is kept. ${whose === 'admin' ? 'It opens the desk.' : `With it ${whose} may send: header x-api-key.`}\n`);
}

/** `hawser paths`: which paths are up, suspect, down, returning, and since when. */
export async function paths(options: { json?: boolean }): Promise<void> {
  const rows = await ask<PathLine[]>('GET', '/paths');
  const regions = await ask<RegionOutage[]>('GET', '/outages');
  const isolated = regions.filter((one) => one.scopeKind === 'region' && one.closedAt === null);
  if (options.json) { say(true, { paths: rows, isolated }, ''); return; }

  for (const one of isolated) process.stdout.write(one.state === 'open' ? `${one.scope} ISOLATED since ${one.openedAt}, because ${one.because}\n` : `${one.scope} returning since ${one.reopenedAt ?? '?'}, isolated from ${one.openedAt}, because ${one.because}\n`);
  if (rows.every((row) => row.since === null)) { process.stdout.write('No path was used yet: nothing is known against any.\n'); return; }
  process.stdout.write(`${table([
    { head: 'path', of: (row: (typeof rows)[number]) => `${row.endpoint} ${row.kind}${row.relay ? ` ${row.relay.order}: ${row.relay.host}:${row.relay.port}` : ''}` }, { head: 'verdict', of: (row) => row.verdict },
    { head: 'since (UTC)', of: (row) => row.since?.slice(0, 19).replace('T', ' ') ?? '-' }, { head: 'because', of: (row) => row.because },
  ], rows)}\n`);
}

