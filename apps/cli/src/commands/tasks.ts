import { ask, NoError } from '../ask.js';
import { table } from '../table.js';
import { whoRuns } from '../who-runs.js';

interface ReadOut { ref: string; spelt: string; begins: string; ends: string; set: string; version: number; vessel: string; voyage: string; dueAt: string | null; handedOverAt: string; by: string; mailboxes: string[] }
interface Task {
  id: number; kind: string; what: string; endpoint: string | null; ref: string | null; mailInId: number | null; urgentAt: string; openedAt: string;
  closedAt: string | null; closedBy: string | null; closedBecause: string | null; facts: Record<string, unknown> & { phones?: string[]; readOut?: ReadOut };
  /** of one task alone: what else that terminal is to be asked by phone */
  onTheSameCall?: Task[];
}

const when = (at: string | null) => at?.slice(0, 16).replace('T', ' ') ?? '-';

/** `hawser tasks [ID]`: what a person has to do, the most urgent first; or one of them with all it takes. */
export async function tasks(id: number | undefined, options: { all?: boolean; limit?: string; json?: boolean }): Promise<void> {
  if (id !== undefined) return show(await ask<Task>('GET', `/tasks/${id}`), options.json ?? false);
  const query = new URLSearchParams({ ...(options.all ? { all: 'true' } : {}), ...(options.limit ? { limit: options.limit } : {}) });
  const lines = await ask<Task[]>('GET', `/tasks?${query.toString()}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(lines)}\n`); return; }
  if (lines.length === 0) { process.stdout.write('Nobody has anything to do.\n'); return; }
  process.stdout.write(`${table<Task>([
    { head: 'id', right: true, of: (task) => task.id }, { head: 'kind', of: (task) => task.kind }, { head: 'urgent at (UTC)', of: (task) => when(task.urgentAt) },
    { head: 'endpoint', of: (task) => task.endpoint ?? '-' }, { head: 'ref', of: (task) => task.ref ?? '-' },
    ...(options.all ? [{ head: 'done (UTC)', of: (task: Task) => when(task.closedAt) }] : []), { head: 'what', of: (task) => (task.closedAt ? `${task.what} Done by ${task.closedBy ?? '?'}: ${task.closedBecause ?? ''}` : task.what) },
  ], oneLineACall(lines))}\n`);
}

/** A terminal is called once for all that is asked of it: the most urgent of its calls stands for the others, and shows them. */
function oneLineACall(lines: readonly Task[]): Task[] {
  const calls = lines.filter((task) => task.kind === 'call' && task.closedAt === null);
  return lines.flatMap((task) => {
    const same = calls.includes(task) ? calls.filter(({ endpoint }) => endpoint === task.endpoint) : [];
    if (same.length < 2) return task;
    return task === same[0] ? { ...task, what: `Call ${task.endpoint ?? '?'} about ${same.length} documents, this one and those that npx hawser tasks ${task.id} names.` } : [];
  });
}

function show(task: Task, json: boolean): void {
  if (json) { process.stdout.write(`${JSON.stringify(task)}\n`); return; }
  const { phones, readOut, ...others } = task.facts;
  const lines = [
    `Task ${task.id}  ${task.kind}  ${task.closedAt ? `done ${when(task.closedAt)} UTC by ${task.closedBy ?? '?'}: ${task.closedBecause ?? ''}` : 'open'}`, task.what,
    ...(readOut ? callLines(phones ?? [], readOut) : factLines(phones, others)),
    ...alsoAsked(task.onTheSameCall ?? []), '', ...(task.closedAt ? [] : nextFor(task)),
  ];
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
}

/** What else was kept with it, a fact a line: lists as lists, what is empty left out. */
function factLines(phones: readonly string[] | undefined, others: Readonly<Record<string, unknown>>): string[] {
  const facts = [...(phones ? numbers(phones) : []), ...Object.entries(others).flatMap(([name, value]): [string, string][] => {
    const text = Array.isArray(value) ? value.map(inText).join('; ') : inText(value);
    return text === '' ? [] : [[name, text]];
  })];
  return facts.length === 0 ? [] : ['', ...aligned(facts)];
}
const inText = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : JSON.stringify(value));
const numbers = (phones: readonly string[]): [string, string][] => (phones.length === 0 ? [['Call', 'no number is in the directory: phones of the endpoint in terminals/']] : phones.map((number) => ['Call', number]));
function aligned(facts: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/** The terminal's own words are not known yet: what is read out, and with what they compare it. */
function callLines(phones: readonly string[], out: ReadOut): string[] {
  const facts: [string, string][] = [
    ...numbers(phones),
    ['Ref', out.ref], ['Say', out.spelt], ['Hash', `begins ${out.begins}, ends ${out.ends}`], ['Document', `${out.set} v${out.version}  ${[out.vessel, out.voyage].filter((part) => part !== '').join(' ')}`],
    ['Due', out.dueAt ? `${when(out.dueAt)} UTC` : 'no due time'], ['Handed over', `${when(out.handedOverAt)} UTC ${out.by}${out.mailboxes.length > 0 ? ` to ${out.mailboxes.join(', ')}` : ''}`],
  ];
  return ['', ...aligned(facts)];
}

/** What else is asked while they are on the line. */
const alsoAsked = (others: readonly Task[]): string[] => (others.length === 0 ? [] : ['', 'On the same call', '', table<Task>([
  { head: 'id', right: true, of: (task) => task.id }, { head: 'ref', of: (task) => task.ref ?? '-' }, { head: 'say', of: ({ facts: { readOut } }) => readOut?.spelt ?? '-' },
  { head: 'hash', of: ({ facts: { readOut } }) => (readOut ? `${readOut.begins} … ${readOut.ends}` : '-') },
  { head: 'document', of: ({ facts: { readOut }, what }) => (readOut ? `${readOut.set} v${readOut.version}  ${[readOut.vessel, readOut.voyage].filter((part) => part !== '').join(' ')}` : what) }, { head: 'due (UTC)', of: ({ facts: { readOut } }) => when(readOut?.dueAt ?? null) },
], others)]);

/** Whoever is called, or wrote what could not be read, may say that it never came; whoever says RECEIVED does not. */
const mayLackIt = ({ kind, ref, facts }: Task): boolean => ref !== null && (kind === 'call' || kind === 'call-back' || (kind === 'check-answer' && Array.isArray(facts['words']) && facts['words'].length === 0));

function nextFor(task: Task): string[] {
  const ref = task.ref ?? 'REF';
  return [
    ...(task.kind === 'call' || task.kind === 'call-back' ? [`What they say: npx hawser answered ${[ref, ...(task.onTheSameCall ?? []).slice(0, 1).map((other) => other.ref ?? '')].filter((one) => one !== '').join(',')}${(task.onTheSameCall ?? []).length > 0 ? ',…' : ''} received|keyed|reject|duplicate --who "their name" --because "their words"`] : []),
    ...(mayLackIt(task) ? [`They do not have it: npx hawser resend ${ref} --because "their words" sends it once more, marked as a possible duplicate`] : []),
    `Done otherwise: npx hawser done ${task.id} --because "…"`,
  ];
}

/** `hawser done TASK`: a person did it, and says how. */
export async function done(id: number, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const task = await ask<Task>('POST', `/tasks/${id}/acts`, { act: 'done', because: options.because, actor: whoRuns(options.actor) });
  process.stdout.write(options.json ? `${JSON.stringify(task)}\n` : `Task ${task.id} is done. What is left: npx hawser tasks\n`);
}

/** The gateway's code for an act that cannot be done on that document. */
const REFUSED = 'JOURNEY.ACT_REFUSED';
interface Told { ref: string; was: string; endpoint: string; effect: 'moved' | 'noted' | 'not-open' }

/** `hawser answered REF[,REF] WORD`: what a terminal said on the phone. Each document by itself: one that cannot be answered for keeps no other back. */
export async function answered(refs: string, word: string, options: { who: string; at?: string; because: string; actor?: string; json?: boolean }): Promise<void> {
  const asked = [...new Set(refs.split(',').map((ref) => ref.trim()).filter((ref) => ref !== ''))];
  if (asked.length === 0) throw new NoError('name the documents by their refs: npx hawser answered HW-…[,HW-…] WORD', 2);
  const answers: (Told | { ref: string; refused: string })[] = [];
  for (const ref of asked) {
    try {
      answers.push(await ask<Told>('POST', `/documents/${encodeURIComponent(ref)}/answers`, {
        word, who: options.who, because: options.because, actor: whoRuns(options.actor), ...(options.at === undefined ? {} : { saidAt: options.at }),
      }));
    } catch (error) {
      // Of one alone the caller says it, and what was called wrongly is wrong of all.
      if (!(error instanceof NoError) || asked.length === 1 || error.told['code'] !== REFUSED) throw error;
      answers.push({ ref, refused: error.message });
    }
  }
  if (options.json) process.stdout.write(`${JSON.stringify(asked.length === 1 ? answers[0] : answers)}\n`);
  else for (const one of answers) process.stdout.write('refused' in one ? `not entered: ${one.refused}\n` : `${entered(one, word, options.who)}\n`);
  if (answers.some((one) => 'refused' in one)) process.exitCode = 1;
}

function entered(told: Told, word: string, who: string): string {
  if (told.effect === 'noted' && told.was === 'rejected' && word !== 'reject') return `${told.ref} stands rejected, which ${word.toUpperCase()} does not take back; their word is kept with it. KEYED takes it back, or send it again: npx hawser resend ${told.ref} --because "…"`;
  const done = told.effect === 'moved' ? `${told.ref} is ${word === 'reject' ? 'rejected' : 'acknowledged'} by a person of ${told.endpoint}, ${who} (it was ${told.was})` : `${told.ref} stood so already (${told.was}); their word is kept with it`;
  return `${done}. Its story: npx hawser docs ${told.ref}`;
}
