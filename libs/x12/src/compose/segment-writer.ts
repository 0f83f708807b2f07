import { printable } from '../bytes.js';
import { ComposeError } from './errors.js';

/** What our own interchanges are written with. A newline follows the terminator, for people who open the file. */
export const OUR_DELIMITERS = { element: '*', component: '>', segment: '~', lineEnd: '\n' } as const;

/** The basic and extended character sets of X12 fit in printable ASCII; anything else would need an agreement. */
const WRITABLE = /^[\x20-\x7e]*$/;

/**
 * One segment with our delimiters. Elements absent at the end are left off, separators with them.
 * @throws ComposeError when an element holds a delimiter or an unprintable character: it would become another element
 */
export function segment(tag: string, ...elements: string[]): string {
  elements.forEach((element, i) => {
    const delimiter = [OUR_DELIMITERS.element, OUR_DELIMITERS.component, OUR_DELIMITERS.segment].find((one) => element.includes(one));
    if (delimiter !== undefined || !WRITABLE.test(element)) {
      throw new ComposeError(`${tag}${String(i + 1).padStart(2, '0')}`, printable(element), `printable text without ${OUR_DELIMITERS.element} ${OUR_DELIMITERS.component} ${OUR_DELIMITERS.segment}`);
    }
  });
  let last = elements.length;
  while (last > 0 && elements[last - 1] === '') last -= 1;
  return [tag, ...elements.slice(0, last)].join(OUR_DELIMITERS.element) + OUR_DELIMITERS.segment + OUR_DELIMITERS.lineEnd;
}

/**
 * The ISA, padded to its 106 bytes.
 * @throws ComposeError when a value does not fit
 */
export function isaSegment(values: {
  isa05: string; isa06: string; isa07: string; isa08: string; at: Date; isa12: string; isa13: string; isa15: string;
}): string {
  const { isa05, isa06, isa07, isa08, at, isa12, isa13, isa15 } = values;
  const { date, time } = dateAndTime(at);
  const { element, component, segment: terminator, lineEnd } = OUR_DELIMITERS;
  // From 00402 on ISA11 is the repetition separator; before, it names the standards body.
  const isa11 = Number(isa12) >= 402 ? '^' : 'U';
  const padded: [string, number][] = [
    ['00', 2], ['', 10], ['00', 2], ['', 10], [isa05, 2], [isa06, 15], [isa07, 2], [isa08, 15], [date.slice(2), 6], [time, 4],
    [isa11, 1], [isa12, 5], [controlNumber('ISA13', isa13), 9], ['0', 1], [isa15, 1],
  ];
  const elements = padded.map(([value, length], i) => {
    if (value.length > length) throw new ComposeError(`ISA${String(i + 1).padStart(2, '0')}`, printable(value), `at most ${length} characters`);
    return value.padEnd(length);
  });
  const written = segment('ISA', ...elements);
  return `${written.slice(0, -(terminator.length + lineEnd.length))}${element}${component}${terminator}${lineEnd}`;
}

/** Nine digits, leading zeros added. */
export function controlNumber(element: string, value: string): string {
  if (!/^\d{1,9}$/.test(value)) throw new ComposeError(element, printable(value, 20), '1 to 9 digits');
  return value.padStart(9, '0');
}

/** CCYYMMDD and HHMM, UTC. */
export function dateAndTime(at: Date): { date: string; time: string } {
  const iso = at.toISOString();
  return { date: iso.slice(0, 10).replaceAll('-', ''), time: iso.slice(11, 16).replace(':', '') };
}
