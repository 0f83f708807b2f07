import { printable } from '../bytes.js';
import { ComposeError } from './errors.js';

/** What our own interchanges are written with. A newline follows the terminator, for people who open the file. */
export const OUR_DELIMITERS = { element: '*', component: '>', repetition: '^', segment: '~', lineEnd: '\n' } as const;

/** `^` only repeats from 00402 on; it is refused always, so that what is written does not hang on the version. */
const DELIMITERS = [OUR_DELIMITERS.element, OUR_DELIMITERS.component, OUR_DELIMITERS.segment, OUR_DELIMITERS.repetition];

/** The basic and extended character sets of X12 fit in printable ASCII; anything else would need an agreement. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Can this stand in one of our elements as it is? */
export function writable(value: string): boolean {
  return PRINTABLE.test(value) && !DELIMITERS.some((one) => value.includes(one));
}

/**
 * One segment with our delimiters; a list is one composite element. What is absent at the end is left off, separators with it.
 * @throws ComposeError when an element holds a delimiter or an unprintable character: it would become another element
 */
export function segment(tag: string, ...elements: (string | readonly string[])[]): string {
  const written = elements.map((element, i) => {
    const components = typeof element === 'string' ? [element] : element;
    for (const component of components) mustBeWritable(tag, i, component);
    return withoutAbsent(components).join(OUR_DELIMITERS.component);
  });
  return [tag, ...withoutAbsent(written)].join(OUR_DELIMITERS.element) + OUR_DELIMITERS.segment + OUR_DELIMITERS.lineEnd;
}

function mustBeWritable(tag: string, index: number, value: string): void {
  if (!writable(value)) throw new ComposeError(`${tag}${String(index + 1).padStart(2, '0')}`, printable(value), `printable text without ${DELIMITERS.join(' ')}`);
}

function withoutAbsent(values: readonly string[]): readonly string[] {
  let last = values.length;
  while (last > 0 && values[last - 1] === '') last -= 1;
  return values.slice(0, last);
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
  const isa11 = Number(isa12) >= 402 ? OUR_DELIMITERS.repetition : 'U';
  const padded: [string, number][] = [
    ['00', 2], ['', 10], ['00', 2], ['', 10], [isa05, 2], [isa06, 15], [isa07, 2], [isa08, 15], [date.slice(2), 6], [time, 4],
    [isa11, 1], [isa12, 5], [controlNumber('ISA13', isa13), 9], ['0', 1], [isa15, 1],
  ];
  const elements = padded.map(([value, length], i) => {
    if (value.length > length) throw new ComposeError(`ISA${String(i + 1).padStart(2, '0')}`, printable(value), `at most ${length} characters`);
    // ISA11 is the one element whose value is a delimiter.
    if (i !== 10) mustBeWritable('ISA', i, value);
    return value.padEnd(length);
  });
  return `${['ISA', ...elements, component].join(element)}${terminator}${lineEnd}`;
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
