import { ask } from '../ask.js';
import { table } from '../table.js';

interface Match { what: string; value: string; where: string }
interface Line { id: number; ref: string; set: string; state: string; endpoint: string | null; because: string; dueAt: string | null; isa13: string; st02: string; acknowledgedLevel: string | null; matched?: Match[] }
interface Story extends Line {
  dueBecause: string; mayHaveArrived: boolean; retargetedFrom: string | null; retargetedTo: string | null; disregard: 'owed' | 'told' | 'revoked' | null;
  history: { at: string; actor: string; event: string; from: string; to: string; because: string }[];
  tries: { isa13: string | null; gs06: string | null; st02: string | null; channel: string; to: string[]; number: number; openedAt: string; outcome: string | null; because: string }[];
  answers: { level: string; verdict: string; words: string; saidBy: string | null; receivedAt: string }[];
  lists: { messageId: string; kind: string; mailbox: string; untilAt: string; told: { standing: { code: string } } }[];
  tasks: { id: number; kind: string; what: string }[];
}

const DISREGARD = {
  owed: 'its place must be told to disregard it; once that is done: npx hawser told REF --because "…"', told: 'its place was told to disregard it',
  revoked: 'its place was told to disregard it, and must be told that it stands after all; once that is done: npx hawser told REF --because "…"',
};
const when = (at: string | null) => at?.slice(0, 19).replace('T', ' ') ?? '-';

export interface DocsOptions { json?: boolean; state?: string; endpoint?: string; search?: string; carrier?: string; region?: string; unmatched?: boolean; toTell?: boolean; before?: string; limit?: string }

/** `hawser docs [REF]`: the documents of a state, an endpoint or a search; or one document's whole story. */
export async function docs(ref: string | undefined, options: DocsOptions): Promise<void> {
  if (ref) return story(await ask<Story>('GET', `/documents/${encodeURIComponent(ref)}`), options.json ?? false);
  const { json, unmatched, toTell, ...filter } = options;
  const query = new URLSearchParams({ ...filter, ...(unmatched ? { unmatched: 'true' } : {}), ...(toTell ? { toTell: 'true' } : {}) });
  const lines = await ask<Line[]>('GET', `/documents?${query.toString()}`);
  if (json) { process.stdout.write(`${JSON.stringify(lines)}\n`); return; }
  if (lines.length === 0) { process.stdout.write(noneOf(options, query.size)); return; }
  process.stdout.write(`${table([
    { head: 'ref', of: (line: Line) => line.ref }, { head: 'set', of: (line) => line.set }, { head: 'state', of: (line) => line.state },
    // Who said so: its system (syntax, content), or a person, by mail or phone, which is no 997.
    { head: 'level', of: (line) => line.acknowledgedLevel ?? '-' }, { head: 'endpoint', of: (line) => line.endpoint ?? '?' }, { head: 'due (UTC)', of: (line) => when(line.dueAt) },
    options.search ? { head: 'found by', of: (line) => (line.matched ?? []).map(({ what, value, where }) => `${what} ${value} (${where})`).join('; ') } : { head: 'because', of: (line) => line.because },
  ], lines)}\n`);
  const last = lines.at(-1);
  if (last && lines.length >= Number(options.limit ?? 100)) process.stdout.write(`\nThere may be more: --before ${last.id}\n`);
}

function noneOf({ search }: DocsOptions, asked: number): string {
  if (search) return `No document has "${search}" as its ref, bill, booking, container, voyage, vessel, ISA13 or GS06 (or ISA13/GS06/ST02); case and blanks do not matter, everything else does.\n`;
  return asked > 0 ? 'No document is like that.\n' : 'No document has been handed in yet. How: the README, "For real work".\n';
}

/** Handed over is not acknowledged, and a person's word is not a 997: each is said in words of its own. */
function standing({ state, because, acknowledgedLevel }: Story): string {
  if (state === 'accepted') return 'handed over, not acknowledged';
  if (state !== 'acknowledged') return state;
  return acknowledgedLevel === 'person' ? `acknowledged by a person: ${because}` : `acknowledged by its system, level ${acknowledgedLevel ?? 'not told'}`;
}

function story(doc: Story, json: boolean): void {
  if (json) { process.stdout.write(`${JSON.stringify(doc)}\n`); return; }
  const own = doc.tries.find((one) => one.isa13 !== null);
  const lines = [
    `${doc.ref}  ${doc.set}  ${standing(doc)}${doc.mayHaveArrived ? '  (possible duplicate)' : ''}`,
    `for ${doc.endpoint ?? 'nobody yet'}, ISA13 ${doc.isa13}, ST02 ${doc.st02}; due ${when(doc.dueAt)} UTC: ${doc.dueBecause}`,
    ...(own ? [`sent under our numbers: ISA13 ${own.isa13}, GS06 ${own.gs06 ?? '-'}, ST02 ${own.st02 ?? '-'}`] : []),
    ...(doc.retargetedFrom ? [`made from ${doc.retargetedFrom}, whose call went elsewhere`] : []),
    ...(doc.retargetedTo ? [`goes as ${doc.retargetedTo} instead`] : []),
    ...(doc.disregard ? [DISREGARD[doc.disregard]] : []),
    ...doc.tasks.map((task) => `a person has a task, npx hawser tasks ${task.id} (${task.kind}): ${task.what}`),
    '', 'Story',
    table([{ head: 'at (UTC)', of: (step: Story['history'][number]) => when(step.at) }, { head: 'event', of: (step) => step.event }, { head: 'state', of: (step) => step.to }, { head: 'because', of: (step) => step.because }], doc.history),
  ];
  if (doc.tries.length > 0) lines.push('', 'Tries', table([{ head: 'opened (UTC)', of: (one: Story['tries'][number]) => when(one.openedAt) }, { head: 'by', of: (one) => one.channel }, { head: 'to', of: (one) => (one.to.length > 0 ? one.to.join(', ') : '-') }, { head: 'no.', right: true, of: (one) => one.number }, { head: 'outcome', of: (one) => one.outcome ?? 'open' }, { head: 'because', of: (one) => one.because }], doc.tries));
  if (doc.answers.length > 0) lines.push('', 'Answers', table([{ head: 'at (UTC)', of: (one: Story['answers'][number]) => when(one.receivedAt) }, { head: 'level', of: (one) => one.level }, { head: 'verdict', of: (one) => one.verdict }, { head: 'said by', of: (one) => one.saidBy ?? 'its system' }, { head: 'words', of: (one) => one.words }], doc.answers));
  if (doc.lists.length > 0) lines.push('', 'Told in lists of mails', table([{ head: 'as of (UTC)', of: (one: Story['lists'][number]) => when(one.untilAt) }, { head: 'kind', of: (one) => one.kind }, { head: 'to', of: (one) => one.mailbox }, { head: 'told as', of: (one) => one.told.standing.code }, { head: 'list', of: (one) => one.messageId }], doc.lists));
  process.stdout.write(`${lines.join('\n')}\n`);
}
