import { printable } from '../bytes.js';
import type { EdifactFault, EdifactFindingCode } from './edifact-finding.js';

/** A trailer against its header: UNT against UNH, UNE against UNG, UNZ against UNB. */
export interface EdifactTrailer {
  tag: 'UNT' | 'UNE' | 'UNZ';
  declared: string;
  reference: string;
  counted: number;
  header: string;
}

/** `n` is the element of the trailer that it is about. */
type TrailerFault = Pick<EdifactFault, 'code' | 'element' | 'found' | 'expected'> & { n: 1 | 2 };

/** The data elements of count and reference. */
const ELEMENTS = { UNT: ['0074', '0062'], UNE: ['0060', '0048'], UNZ: ['0036', '0020'] } as const;

/** What is wrong with a trailer, or worth a note. Numbers equal in value but not in digits are the same number. */
export function edifactTrailerFaults({ tag, declared, reference, counted, header }: EdifactTrailer): TrailerFault[] {
  const [countElement, referenceElement] = ELEMENTS[tag];
  return [
    ...faultIn(1, declared, String(counted), `EDIFACT.${tag}_COUNT`, `${tag} ${countElement}`, (text) => (/^\d+$/.test(text) ? text : printable(text, 20))),
    ...faultIn(2, reference, header, `EDIFACT.${tag}_REFERENCE`, `${tag} ${referenceElement}`, (text) => printable(text, 20)),
  ];
}

function faultIn(n: 1 | 2, found: string, expected: string, code: EdifactFindingCode, element: string, shown: (text: string) => string): TrailerFault[] {
  if (found === expected && found !== '') return [];
  const same = bare(found) !== null && bare(found) === bare(expected);
  return [{ code: same ? 'EDIFACT.DIGITS' : code, element, found: shown(found), expected: shown(expected), n }];
}

/** Digits without leading zeros; null for anything else. */
function bare(text: string): string | null {
  return /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : null;
}
