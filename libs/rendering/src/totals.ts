import type { BillRow, CargoRow, ContainerRow, Totals } from './model.js';
import type { Weight } from './weight.js';

/** Counts what the tables hold. The weight comes from the containers, else from the bills, else from the goods: never from two of them. */
export function totalsOf({ containers, bills, cargo }: { containers: readonly ContainerRow[]; bills: readonly BillRow[]; cargo: readonly CargoRow[] }): Totals {
  const types = new Map<string, number>();
  for (const { type } of containers) types.set(type, (types.get(type) ?? 0) + 1);
  const [from, weights, rows] = weightSource(containers, bills, cargo);
  return {
    containers: containers.length,
    byType: [...types].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count || a.type.localeCompare(b.type)),
    laden: containers.filter((row) => row.loadEmpty === 'L').length,
    empty: containers.filter((row) => row.loadEmpty === 'E').length,
    notStated: containers.filter((row) => row.loadEmpty !== 'L' && row.loadEmpty !== 'E').length,
    withTemperature: containers.filter((row) => row.temperature !== '').length,
    kg: weights.reduce((sum, weight) => sum + (weight.kg ?? 0), 0),
    notInTotal: weights.filter((weight) => weight.kg === null).length,
    withoutWeight: rows - weights.length,
    qualifiers: [...new Set(weights.map((weight) => weight.qualifier).filter((qualifier) => qualifier !== ''))],
    from,
  };
}

function weightSource(containers: readonly ContainerRow[], bills: readonly BillRow[], cargo: readonly CargoRow[]): [Totals['from'], Weight[], number] {
  const sources: [Totals['from'], readonly { weight: Weight | null }[]][] = [['containers', containers], ['bills', bills], ['cargo', cargo]];
  for (const [from, rows] of sources) {
    const weights = rows.flatMap(({ weight }) => (weight ? [weight] : []));
    if (weights.length > 0) return [from, weights, rows.length];
  }
  return [null, [], 0];
}
