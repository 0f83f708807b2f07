import { segmentsOf } from '../segments-of.js';
import { X12Reader } from '../x12-reader.js';
import { structureCheck, type StructureFault } from './index.js';

/** A set written by hand: one segment a line, `*` between elements, `>` between components, `^` between repetitions. */
export function faultsOf(lines: string, release = '004010'): StructureFault[] {
  const segments = lines.split('\n').map((line) => line.trimStart()).filter((line) => line !== '').map((line) => line.split('*'));
  return faultsOfSegments(segments, release, { component: '>', repetition: '^' });
}

export function faultsOfSegments(segments: string[][], release: string, delimiters: { component: string; repetition: string | null }): StructureFault[] {
  const check = structureCheck(segments[0]?.[1] ?? '', release, delimiters);
  if (!check) throw new Error('the set has no table in this release');
  return segments.flatMap((segment) => [...check.segment(segment)]);
}

/** "X12.ELEMENT_CODE V108 at 2": the code, the element (of a segment its tag) and the position in the set. */
export function told(faults: readonly StructureFault[]): string[] {
  return faults.map(({ code, element, inSet }) => `${code} ${element ?? inSet.tag} at ${inSet.position}`);
}

/** The faults of each set of a file that has a table, in order. */
export function faultsOfFile(bytes: Buffer): StructureFault[][] {
  const reader = new X12Reader();
  reader.push(bytes);
  const sets = reader.end().interchanges.flatMap(({ groups, delimiters }) => groups.flatMap(({ gs08, sets: read }) => read.map((set) => ({ gs08, set, delimiters }))));
  return sets.filter(({ set, gs08, delimiters }) => structureCheck(set.st01, gs08, delimiters) !== null)
    .map(({ set, gs08, delimiters }) => faultsOfSegments(segmentsOf(bytes.subarray(set.start, set.end), delimiters), gs08, delimiters));
}
