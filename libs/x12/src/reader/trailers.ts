import { printable } from '../bytes.js';
import type { FindingCode } from '../findings.js';

/** A trailer against its header: SE against ST, GE against GS, IEA against ISA. */
export interface Trailer {
  tag: 'SE' | 'GE' | 'IEA';
  /** element 01: how many; element 02: the control number */
  declared: string;
  control: string;
  counted: number;
  header: string;
}

/** `n`: the element's number */
export interface TrailerFault { n: 1 | 2; code: FindingCode; element: string; found: string; expected: string }

/** The number a trailer declares; null when it is none. Leading zeros are common and harmless. */
export function declaredCount(text: string): number | null {
  return /^0*\d{1,12}$/.test(text) ? Number(text) : null;
}

/** What is wrong with a trailer, or worth a note. Control numbers equal in value but not in digits are the same number. */
export function trailerFaults({ tag, declared, control, counted, header }: Trailer): TrailerFault[] {
  const faults: TrailerFault[] = [];
  if (declaredCount(declared) !== counted) {
    const found = declaredCount(declared) === null ? printable(declared, 20) : String(declaredCount(declared));
    faults.push({ n: 1, code: `X12.${tag}01_COUNT`, element: `${tag}01`, found, expected: String(counted) });
  }
  const element = `${tag}02`;
  if (control === '' || !sameNumber(control, header)) {
    faults.push({ n: 2, code: `X12.${tag}02_MISMATCH`, element, found: printable(control, 20), expected: printable(header, 20) });
  } else if (control !== header) {
    faults.push({ n: 2, code: 'X12.CONTROL_NUMBER_DIGITS', element, found: printable(control, 20), expected: printable(header, 20) });
  }
  return faults;
}

function sameNumber(a: string, b: string): boolean {
  if (a === b) return true;
  return /^\d+$/.test(a) && /^\d+$/.test(b) && a.replace(/^0+/, '') === b.replace(/^0+/, '');
}
