import { ask } from '../ask.js';
import { table } from '../table.js';

interface ReadOut { ref: string; spelt: string; begins: string; ends: string; set: string; version: number; vessel: string; voyage: string; dueAt: string | null; handedOverAt: string; by: string; mailboxes: string[] }
interface Task {
  id: number; kind: string; what: string; endpoint: string | null; ref: string | null; mailInId: number | null; urgentAt: string; openedAt: string;
  closedAt: string | null; closedBy: string | null; closedBecause: string | null; facts: Record<string, unknown> & { phones?: string[]; readOut?: ReadOut };
}

const when = (at: string | null) => at?.slice(0, 16).replace('T', ' ') ?? '-';

/** `hawser tasks [ID]`: what a person has to do, the most urgent first; or one of them with all it takes. */
export async function tasks(id: number | undefined, options: { all?: boolean; limit?: string; json?: boolean }): Promise<void> {
  if (id !== undefined) return show(await ask<Task>('GET', `/tasks/${id}`), options.json ?? false);
  const query = new URLSearchParams({ ...(options.all ? { all: 'true' } : {}), ...(options.limit ? { limit: options.limit } : {}) });
  const lines = await ask<Task[]>('GET', `/tasks?${query.toString()}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(lines)}\n`); return; }
  if (lines.length === 0) { process.stdout.write('Nobody has anything to do.\n'); return; }
  process.stdout.write(`${table([
    { head: 'id', right: true, of: (task: Task) => task.id }, { head: 'kind', of: (task) => task.kind }, { head: 'urgent at (UTC)', of: (task) => when(task.urgentAt) },
    { head: 'endpoint', of: (task) => task.endpoint ?? '-' }, { head: 'ref', of: (task) => task.ref ?? '-' },
    ...(options.all ? [{ head: 'done (UTC)', of: (task: Task) => when(task.closedAt) }] : []), { head: 'what', of: (task) => (task.closedAt ? `${task.what} Done by ${task.closedBy ?? '?'}: ${task.closedBecause ?? ''}` : task.what) },
  ], lines)}\n`);
}

function show(task: Task, json: boolean): void {
  if (json) { process.stdout.write(`${JSON.stringify(task)}\n`); return; }
  const { phones, readOut, ...others } = task.facts;
  const lines = [
    `Task ${task.id}  ${task.kind}  ${task.closedAt ? `done ${when(task.closedAt)} UTC by ${task.closedBy ?? '?'}: ${task.closedBecause ?? ''}` : 'open'}`, task.what,
    ...(readOut ? callLines(phones ?? [], readOut) : Object.entries(others).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)),
    '', ...(task.closedAt ? [] : nextFor(task)),
  ];
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
}

/** The terminal's own words are not known yet: what is read out, and with what they compare it. */
function callLines(phones: readonly string[], out: ReadOut): string[] {
  const facts: [string, string][] = [
    ...(phones.length === 0 ? [['Call', 'no number is in the directory: phones of the endpoint in terminals/'] as [string, string]] : phones.map((number): [string, string] => ['Call', number])),
    ['Ref', out.ref], ['Say', out.spelt], ['Hash', `begins ${out.begins}, ends ${out.ends}`], ['Document', `${out.set} v${out.version}  ${[out.vessel, out.voyage].filter((part) => part !== '').join(' ')}`],
    ['Due', out.dueAt ? `${when(out.dueAt)} UTC` : 'no due time'], ['Handed over', `${when(out.handedOverAt)} UTC ${out.by}${out.mailboxes.length > 0 ? ` to ${out.mailboxes.join(', ')}` : ''}`],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return ['', ...facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`)];
}

function nextFor(task: Task): string[] {
  const ref = task.ref ?? 'REF';
  return [
    ...(task.kind === 'call' || task.kind === 'call-back' ? [`What they say: npx hawser answered ${ref} received|keyed|reject|duplicate --who "their name" --because "their words"`] : []),
    `Done otherwise: npx hawser done ${task.id} --because "…"`,
  ];
}

/** `hawser done TASK`: a person did it, and says how. */
export async function done(id: number, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const task = await ask<Task>('POST', `/tasks/${id}/acts`, { act: 'done', because: options.because, actor: options.actor ?? process.env['USER'] ?? 'desk' });
  process.stdout.write(options.json ? `${JSON.stringify(task)}\n` : `Task ${task.id} is done. What is left: npx hawser tasks\n`);
}

/** `hawser answered REF WORD`: what a terminal said on the phone. */
export async function answered(ref: string, word: string, options: { who: string; at?: string; because: string; actor?: string; json?: boolean }): Promise<void> {
  const told = await ask<{ ref: string; was: string; endpoint: string; effect: 'moved' | 'noted' | 'not-open' }>('POST', `/documents/${encodeURIComponent(ref)}/answers`, {
    word, who: options.who, because: options.because, actor: options.actor ?? process.env['USER'] ?? 'desk', ...(options.at === undefined ? {} : { saidAt: options.at }),
  });
  if (options.json) { process.stdout.write(`${JSON.stringify(told)}\n`); return; }
  const done = told.effect === 'moved' ? `${told.ref} is ${word === 'reject' ? 'rejected' : 'acknowledged'} by a person of ${told.endpoint}, ${options.who} (it was ${told.was})` : `${told.ref} stood so already (${told.was}); their word is kept with it`;
  process.stdout.write(`${done}. Its story: npx hawser docs ${told.ref}\n`);
}
