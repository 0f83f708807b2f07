import type { PlaceInSet } from '../types.js';
import type { StructureCode } from './structure-findings.js';

/** One departure from a set's table. The reader adds segment number, byte offset and the partner's strictness. */
export interface StructureFault {
  code: StructureCode;
  /** "N704" or, of a component, "C00301"; null for the segment as a whole */
  element: string | null;
  found: string;
  expected: string;
  inSet: PlaceInSet;
}

/** Sees every segment of one set in order, ST and SE with them, and says what departs from the set's table. */
export interface StructureCheck {
  /** elements[0] is the tag, elements[3] element 03, as elementsOf splits them; faults of this segment and of what is missing before it */
  segment(elements: string[]): readonly StructureFault[];
}
