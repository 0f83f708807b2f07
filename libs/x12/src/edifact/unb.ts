import { printable } from '../bytes.js';
import type { ReadInterchange } from '../types.js';
import type { EdifactFault } from './edifact-finding.js';
import type { EdifactSegment } from './edifact-segment.js';
import { delimitersOf, type EdifactMarks } from './marks.js';

/** Where the element stands that a fault is about, so that it is told there. */
type UnbFault = Pick<EdifactFault, 'code' | 'element' | 'found' | 'expected'> & { at: readonly [element: number, component: number] };

/** @source data element 0020: 1 to 14 characters */
export const REFERENCE_MOST = 14;

/** What UNB must say to be of any use. @source ISO 9735-1, annex C: element, component and data element number */
const NEEDED = [
  { n: 1, element: 'UNB 0001', expected: 'a syntax identifier' },
  { n: 2, element: 'UNB 0004', expected: 'a sender' },
  { n: 3, element: 'UNB 0010', expected: 'a recipient' },
  { n: 5, element: 'UNB 0020', expected: 'a control reference' },
] as const;

/** 0035: test, syntax test, echo request and echo response are all no live traffic. */
const TEST = /^[1-4]$/;

/** UNB's elements under the names of the ISA. S001 as written, "UNOA:2", is isa12. */
export function interchangeOfUnb(unb: EdifactSegment, marks: EdifactMarks, at: { start: number; end: number }): ReadInterchange {
  const version = unb.part(1, 2);
  return {
    syntax: 'edifact', accepted: true, start: at.start, end: at.start, isaEnd: at.end, sha256: '', coreSha256: '',
    isa05: unb.part(2, 2), isa06: unb.part(2), isa07: unb.part(3, 2), isa08: unb.part(3), isa09: unb.part(4), isa10: unb.part(4, 2),
    isa12: [unb.part(1), version].filter((one) => one !== '').join(':'), isa13: unb.part(5), isa15: TEST.test(unb.part(11)) ? 'T' : 'P',
    asksForAnswer: unb.part(9) === '1', delimiters: delimitersOf(marks, version), groups: [], ta1: [], findings: [],
  };
}

export function faultsOfUnb(unb: EdifactSegment): UnbFault[] {
  const faults: UnbFault[] = [];
  const lacks = NEEDED.find(({ n }) => unb.part(n) === '');
  if (lacks) faults.push({ code: 'EDIFACT.UNB_UNREADABLE', element: lacks.element, found: 'nothing', expected: lacks.expected, at: [lacks.n, 1] });
  const version = unb.part(1, 2);
  if (lacks?.n !== 1 && version === '') {
    faults.push({ code: 'EDIFACT.SYNTAX_VERSION_MISSING', element: 'UNB 0002', found: 'no syntax version', expected: '1 to 4', at: [1, 2] });
  } else if (lacks?.n !== 1 && !/^[1-4]$/.test(version)) {
    faults.push({ code: 'EDIFACT.SYNTAX_VERSION', element: 'UNB 0002', found: printable(version, 10), expected: '1 to 4', at: [1, 2] });
  }
  const reference = unb.part(5);
  if (reference.length > REFERENCE_MOST) {
    faults.push({ code: 'EDIFACT.REFERENCE_TOO_LONG', element: 'UNB 0020', found: `${reference.length} characters`, expected: `at most ${REFERENCE_MOST}`, at: [5, 1] });
  }
  return faults;
}
