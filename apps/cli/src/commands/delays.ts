import type { DelayLine, Delays, DelaysBy, OutageDelayLine } from '#vessel-calls';
import { ask, askForText } from '../ask.js';
import { inWords, table, type Column } from '../table.js';

interface Options { by: DelaysBy; since?: string; until?: string; clock: string; limit?: string; carrier?: string; region?: string; csv?: boolean; json?: boolean }

const COLUMNS: readonly Column<DelayLine>[] = [
  { head: 'documents', right: true, of: (line) => line.documents }, { head: 'handed over', right: true, of: (line) => line.accepted }, { head: 'acknowledged', right: true, of: (line) => line.acknowledged },
  { head: 'never answers', right: true, of: (line) => line.neverAnswers }, { head: 'open', right: true, of: (line) => line.open }, { head: 'late', right: true, of: (line) => line.late },
  { head: 'p50', right: true, of: (line) => inWords(line.p50Minutes) }, { head: 'p90', right: true, of: (line) => inWords(line.p90Minutes) }, { head: 'p99', right: true, of: (line) => inWords(line.p99Minutes) },
  { head: 'worst', right: true, of: (line) => inWords(line.worstMinutes) },
];
const lost = (minutes: number | null) => (minutes === null ? '?' : inWords(minutes));
const BY_OUTAGE: readonly Column<OutageDelayLine>[] = [
  { head: 'since (UTC)', of: (line) => line.from.slice(0, 16).replace('T', ' ') }, ...COLUMNS,
  { head: 'lost p50', right: true, of: (line) => lost(line.outageP50Minutes) }, { head: 'lost p90', right: true, of: (line) => lost(line.outageP90Minutes) }, { head: 'lost worst', right: true, of: (line) => lost(line.outageWorstMinutes) },
  { head: 'measured', right: true, of: (line) => line.measured },
];

/** `hawser delays --by WHAT`: how late documents became, told apart by one thing, the worst first. */
export async function delays(options: Options): Promise<void> {
  const { csv = false, json = false, ...asked } = options;
  const path = `/delays?${new URLSearchParams(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString()}`;
  if (csv) { process.stdout.write(await askForText(path, 'text/csv')); return; }
  const found = await ask<Delays>('GET', path);
  if (json) { process.stdout.write(`${JSON.stringify(found)}\n`); return; }
  const during = `from ${found.since.slice(0, 16).replace('T', ' ')} to ${found.until.slice(0, 16).replace('T', ' ')} UTC`;
  if (found.lines.length === 0) { process.stdout.write(`No document ${found.by === 'outage' ? 'that an outage touched ' : ''}became due ${during}. Another time: --since, --until.\n`); return; }
  const first = { head: found.by, of: (line: DelayLine) => (found.by === 'call' || found.by === 'outage' ? `${line.key}  ${line.name}` : line.name) };
  const rows = found.total ? [...found.lines, found.total] : found.lines;
  process.stdout.write(`Documents that became due ${during}, to ${TO[found.clock]}:\n\n${found.by === 'outage' ? table([first, ...BY_OUTAGE], rows as OutageDelayLine[]) : table([first, ...COLUMNS], rows)}\n`);
  const unmeasured = found.lines.flatMap((line) => ('because' in line && line.because !== null ? [`${line.key}: ${line.because}`] : []));
  if (unmeasured.length > 0) process.stdout.write(`\n${unmeasured.join('\n')}\n`);
  process.stdout.write(`${found.more > 0 ? `\n${found.more} more lines: --limit\n` : ''}\nWhat each figure means: npx hawser delays --help\n`);
}

const TO: Record<Delays['clock'], string> = { delivered: 'what each endpoint\'s profile counts as delivered', acknowledgement: 'their first positive answer', acceptance: 'the acceptance of their content' };
