import type { ListInBook } from '#journey';
import type { ListedDocument } from '#rendering';
import { ask } from '../../ask.js';
import { table } from '../../table.js';

/** As JSON carries it: instants are text. */
type Said<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };
type List = Said<ListInBook>;
type Line = Said<Omit<ListedDocument, 'standing'>> & { standing: { code: string; at?: string; [more: string]: string | number | undefined } };

const when = (at: string | null) => at?.slice(0, 19).replace('T', ' ') ?? '-';

/** `hawser mail lists [ID]`: the newest lists of mails and whether they got through; or one of them as it was told. */
export async function lists(id: string | undefined, options: { json?: boolean; limit?: string }): Promise<void> {
  if (id !== undefined) return one(await ask<List & { lines: Line[] }>('GET', `/mail-lists/${encodeURIComponent(id)}`), options.json ?? false);
  const found = await ask<List[]>('GET', `/mail-lists?${new URLSearchParams({ limit: options.limit ?? '50' }).toString()}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(found)}\n`); return; }
  if (found.length === 0) { process.stdout.write('No list was sent yet: one follows mail.list.every after the first mail, and one when EDI is back.\n'); return; }
  process.stdout.write(`${table([
    { head: 'id', right: true, of: (list: List) => list.id }, { head: 'endpoint', of: (list) => list.endpoint }, { head: 'no.', right: true, of: (list) => list.number }, { head: 'kind', of: (list) => list.kind },
    { head: 'until (UTC)', of: (list) => when(list.untilAt) }, { head: 'documents', right: true, of: (list) => list.documents }, { head: 'state', of: (list) => list.state }, { head: 'said', of: (list) => list.words },
  ], found)}\nWhat one of them told: npx hawser mail lists ID\n`);
}

function one(list: List & { lines: Line[] }, json: boolean): void {
  if (json) { process.stdout.write(`${JSON.stringify(list)}\n`); return; }
  process.stdout.write(`${[
    `List ${list.number} to ${list.endpoint}, ${list.mailbox}: ${list.state}${list.againAt === null ? '' : `, again at ${when(list.againAt)} UTC`}${list.words === '' ? '' : ` (${list.words})`}`,
    `${list.kind}, of what left from ${when(list.fromAt)} to ${when(list.untilAt)} UTC. ${list.because}`,
    `${list.messageId}, ${list.byteLength} bytes, SHA-256 ${list.sha256}`, '',
    table([
      { head: 'ref', of: (line: Line) => line.ref }, { head: 'set', of: (line) => `${line.set} v${line.version}` }, { head: 'vessel', of: (line) => `${line.vessel} ${line.voyage}`.trim() },
      { head: 'handed over (UTC)', of: (line) => when(line.handedOverAt) }, { head: 'told as', of: standing }, { head: 'Message-ID', of: (line) => line.messageId }, { head: 'mails', right: true, of: (line) => line.parts },
      { head: 'EDI copy', right: true, of: (line) => line.byteLength }, { head: 'SHA-256 of it', of: (line) => line.sha256 },
    ], list.lines),
  ].join('\n')}\n`);
}

/** `confirmed (997, 2018-07-25 16:30:12)`: the code that stands in the ledger, with what goes with it. */
function standing({ standing: { code, at, ...more } }: Line): string {
  const values = [...Object.values(more).map(String), ...(at === undefined ? [] : [when(at)])];
  return values.length === 0 ? code : `${code} (${values.join(', ')})`;
}
