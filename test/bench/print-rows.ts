import { table } from '../../apps/cli/src/table.js';
import type { Row } from './bench.js';

/** The rows as a table, and below it what each measured: too long for a column. */
export function printRows(rows: readonly Row[]): string {
  return [
    table<Row>([
      { head: 'row', of: ({ id }) => id },
      { head: 'ours', right: true, of: ({ ours }) => ours },
      { head: 'unit', of: ({ unit }) => unit },
      { head: 'limit', right: true, of: ({ limit }) => limit ?? '-' },
      { head: 'ratio', right: true, of: ({ ratio }) => (ratio === null ? '-' : ratio.toPrecision(3)) },
      { head: 'target', of: (row) => targetOf(row) },
      { head: 'pass', of: ({ pass, target }) => (target === null ? '' : pass ? 'ok' : 'NO') },
      { head: 'runs', right: true, of: ({ runs }) => runs },
      { head: 'peers', of: ({ peers }) => Object.entries(peers).map(([name, value]) => `${name} ${value}`).join(', ') },
    ], rows),
    '',
    ...rows.map(({ id, what }) => `${id}: ${what}`),
  ].join('\n');
}

function targetOf({ target, better, ratio }: Row): string {
  if (target === null) return '';
  return `${ratio === null ? 'ours' : 'ratio'} ${better === 'higher' ? '>=' : '<='} ${target}`;
}
