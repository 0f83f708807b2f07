import type { InnerDelimiters } from './engine/check-elements.js';
import { SegmentDictionary } from './engine/compile-segment.js';
import { compileSet, type CompiledSet } from './engine/compile-set.js';
import { releaseOf } from './engine/release.js';
import { SetCheck } from './engine/set-check.js';
import { SET_TABLES } from './sets/index.js';
import type { StructureCheck } from './types.js';

export type { StructureCheck, StructureFault } from './types.js';
export { STRUCTURE_FINDINGS, type StructureCode } from './structure-findings.js';

/** The tables start here: dates had six digits before, and lengths were others. */
const FIRST_RELEASE = 4010;
/** Senders write what they like into GS08; so many releases are kept ready, the others are compiled anew. */
const KEPT = 64;

const BY_SET = new Map(SET_TABLES.map((table) => [table.set, table]));
const DICTIONARIES = new Map<number | null, SegmentDictionary>();
const COMPILED = new Map<string, CompiledSet>();

/**
 * The check of one set by its table; null for a set that has none, and for releases before 004010.
 *
 * @param release     GS08 or ST03, for example 004010: lengths differ between releases; where it cannot be read, whatever some
 *                    release allows is right
 * @param delimiters  of the interchange, for components and repetitions
 */
export function structureCheck(st01: string, release: string, delimiters: { component: string; repetition: string | null }): StructureCheck | null {
  const table = BY_SET.get(st01);
  const number = releaseOf(release);
  if (!table || (number !== null && number < FIRST_RELEASE)) return null;
  const compiled = kept(COMPILED, `${st01} ${number}`, () => compileSet(table, number));
  const dictionary = kept(DICTIONARIES, number, () => new SegmentDictionary(number));
  return new SetCheck(compiled, dictionary, inner(delimiters));
}

function kept<Key, Made>(cache: Map<Key, Made>, key: Key, make: () => Made): Made {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (cache.size < KEPT) cache.set(key, made);
  return made;
}

/** A letter, digit or blank is no delimiter a sender can have meant: ISA16 was filled with something else. */
function inner({ component, repetition }: { component: string; repetition: string | null }): InnerDelimiters {
  const code = (mark: string | null): number => (mark !== null && mark.length === 1 && !/[A-Za-z0-9 ]/.test(mark) ? mark.charCodeAt(0) : -1);
  return { component: code(component), repetition: code(repetition) };
}
