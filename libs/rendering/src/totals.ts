import type { BillRow, CargoRow, ContainerRow, Totals } from './model.js';
import type { Weight } from './weight.js';

/** Counts what the tables hold. The weight comes from the containers, else from the bills, else from the goods: never from two of them. */
export function totalsOf({ containers, bills, cargo }: { containers: readonly ContainerRow[]; bills: readonly BillRow[]; cargo: readonly CargoRow[] }): Totals {
  const types = new Map<string, number>();
  let laden = 0;
  let empty = 0;
  let withTemperature = 0;
  for (const { type, loadEmpty, temperature } of containers) {
    types.set(type, (types.get(type) ?? 0) + 1);
    if (loadEmpty === 'L') laden += 1;
    else if (loadEmpty === 'E') empty += 1;
    if (temperature !== '') withTemperature += 1;
  }
  const [from, weights, rows] = weightSource(containers, bills, cargo);
  const qualifiers = new Set<string>();
  let kg = 0;
  let notInTotal = 0;
  for (const { kilograms, qualifier } of weights) {
    if (kilograms === null) notInTotal += 1;
    else kg += kilograms;
    if (qualifier !== '') qualifiers.add(qualifier);
  }
  return {
    containers: containers.length,
    byType: [...types].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    laden, empty, notStated: containers.length - laden - empty, withTemperature, kg, notInTotal, withoutWeight: rows - weights.length, qualifiers: [...qualifiers], from,
  };
}

function weightSource(containers: readonly ContainerRow[], bills: readonly BillRow[], cargo: readonly CargoRow[]): [Totals['from'], Weight[], number] {
  const sources: [Totals['from'], readonly { weight: Weight | null }[]][] = [['containers', containers], ['bills', bills], ['cargo', cargo]];
  for (const [from, rows] of sources) {
    const weights: Weight[] = [];
    for (const { weight } of rows) if (weight) weights.push(weight);
    if (weights.length > 0) return [from, weights, rows.length];
  }
  return [null, [], 0];
}
