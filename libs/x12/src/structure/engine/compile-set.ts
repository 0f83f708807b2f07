import type { SetTable, TableEntry } from '../sets/set-table.js';
import { standsIn } from './release.js';

/** One place in the order of a loop (or of the set itself): a segment, or an inner loop by its opening segment. */
export interface Place {
  tag: string;
  mandatory: boolean;
  max: number;
  loop: Loop | null;
}

/** The set itself (name null) or one of its loops. The first place is ST or the segment that opens the loop. */
export interface Loop {
  name: string | null;
  /** numbered through the whole set, so that a check can keep its counters in an array */
  number: number;
  places: Place[];
  /** where a tag may stand; without the opening segment, which belongs to whatever holds the loop */
  at: Map<string, number[]>;
}

export interface CompiledSet {
  set: string;
  root: Loop;
  /** how many loops there are, the set itself with them */
  loops: number;
  /** every tag, with the loops it may stand in; null among them is the set itself */
  homes: Map<string, (string | null)[]>;
}

/** A set's table as one release has it, ready to be followed. */
export function compileSet(table: SetTable, release: number | null): CompiledSet {
  const compiled: CompiledSet = { set: table.set, root: { name: null, number: 0, places: [], at: new Map() }, loops: 1, homes: new Map() };
  const { root, homes } = compiled;

  const add = (loop: Loop, place: Place, opening: boolean): void => {
    loop.places.push(place);
    if (opening) return;
    const index = loop.places.length - 1;
    loop.at.set(place.tag, [...loop.at.get(place.tag) ?? [], index]);
    homes.set(place.tag, [...homes.get(place.tag) ?? [], loop.name]);
  };
  const fill = (loop: Loop, body: readonly TableEntry[]): void => {
    for (const { tag, requirement, max, body: inner, since, before } of body) {
      if (!standsIn(release, since, before)) continue;
      const place: Place = { tag, mandatory: requirement === 'M', max, loop: null };
      add(loop, place, false);
      if (inner === null) continue;
      place.loop = { name: tag, number: compiled.loops, places: [], at: new Map() };
      compiled.loops += 1;
      add(place.loop, { tag, mandatory: true, max: 1, loop: null }, true);
      fill(place.loop, inner);
    }
  };

  add(root, { tag: 'ST', mandatory: true, max: 1, loop: null }, false);
  fill(root, table.body);
  add(root, { tag: 'SE', mandatory: true, max: 1, loop: null }, false);
  return compiled;
}
