import type { StructureCode } from '../structure-findings.js';
import type { Relation } from './compile-segment.js';

/** A relation that does not hold, at the element that is absent or excluded. */
export interface RelationFault {
  code: StructureCode;
  position: number;
  /** positions that stand there and cause it; none for "at least one" */
  because: number[];
  kind: Relation['kind'];
}

/** Null when the relation holds. */
export function checkRelation({ kind, positions }: Relation, elements: readonly string[]): RelationFault | null {
  const present = positions.filter((position) => (elements[position] ?? '') !== '');
  const absent = positions.find((position) => (elements[position] ?? '') === '');
  const [first = 0, second = 0] = positions;
  const condition = (position: number, because: number[]): RelationFault => ({ code: 'X12.ELEMENT_CONDITION', position, because, kind });
  switch (kind) {
    case 'P': return present.length > 0 && absent !== undefined ? condition(absent, present) : null;
    case 'R': return present.length === 0 ? condition(first, []) : null;
    case 'E': return present.length > 1 ? { code: 'X12.ELEMENT_EXCLUDED', position: present[1] ?? first, because: present.slice(0, 1), kind } : null;
    case 'C': return present[0] === first && absent !== undefined ? condition(absent, [first]) : null;
    case 'L': return present[0] === first && present.length === 1 ? condition(second, [first]) : null;
  }
}
