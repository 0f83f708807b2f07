import { CR, LF, NUL, byteCount, characterLength, isAlphanumeric, isBlank, printable, textOf } from '../bytes.js';
import type { ReadInterchange } from '../types.js';

/** Lengths of ISA01 to ISA16. @source ASC X12.5, interchange control header */
const ISA_LENGTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1] as const;

/** "ISA", 16 separators, the elements and a terminator: 106 bytes when padded. Wrapped, indented or doubly encoded ones are longer. */
const ISA_MOST = 1024;
const TAB = 0x09;

/** The delimiters as bytes. */
export interface Marks {
  element: Buffer;
  segment: Buffer;
  /** LF ends a segment: a CR before it belongs to the terminator, whether the ISA had one or not */
  lineEnds: boolean;
}

/** Something about one element of an ISA; `at` is the index where it begins. */
export interface IsaRemark { element: string; at: number; found: string; expected: string }

export interface IsaHeader {
  /** ISA01 to ISA16 at 1 to 16, blanks at their ends and line ends inside them removed */
  elements: string[];
  delimiters: ReadInterchange['delimiters'];
  marks: Marks;
  /** index just after the terminator */
  end: number;
  /** the first element that is not as long as the standard says */
  unpadded: IsaRemark | null;
  /** ISA12 is no version of the standard */
  oddVersion: IsaRemark | null;
}

export type IsaResult =
  | { result: 'read'; isa: IsaHeader }
  | { result: 'more' }
  | ({ result: 'unreadable' } & IsaRemark);

/**
 * Reads the header that begins at `from` and takes the delimiters from it: the element separator is the byte after "ISA",
 * the component separator is ISA16, the terminator is what follows. Byte 106 is not trusted, short headers are common.
 *
 * @param whole no more bytes will come
 */
export function readIsa(bytes: Buffer, from: number, to: number, whole: boolean): IsaResult {
  const view = bytes.subarray(from, Math.min(to, from + ISA_MOST));
  const everythingSeen = whole || view.length === ISA_MOST;
  if (view.length < 8 && !everythingSeen) return { result: 'more' };
  if (view.length < 4) return cutShort('ISA01', from, view.length);

  const element = view.subarray(3, 3 + characterLength(view, 3));
  if (isAlphanumeric(view[3]) || (isBlank(view[3]) && view[3] !== TAB) || view[3] === NUL) {
    return { result: 'unreadable', element: 'ISA', at: from, found: `${printable(view.subarray(3, 4))} after ISA`, expected: 'an element separator' };
  }

  const starts: number[] = [];
  let at = 3;
  while (starts.length < 16) {
    const separator = view.indexOf(element, at);
    if (separator < 0) {
      if (!everythingSeen) return { result: 'more' };
      if (view.length < ISA_MOST) return cutShort(`ISA${two(Math.max(1, starts.length))}`, from + at, view.length);
      return { result: 'unreadable', element: `ISA${two(starts.length + 1)}`, at: from + at, found: `${starts.length} elements in ${ISA_MOST} bytes`, expected: '16 elements' };
    }
    at = separator + element.length;
    starts.push(at);
  }
  // ISA16 and the terminator: at most four bytes each.
  if (view.length < at + 8 && !everythingSeen) return { result: 'more' };
  if (view.length < at + 2) return cutShort('ISA16', from + at, view.length);

  const ends = starts.map((start, i) => (i < 15 ? (starts[i + 1] ?? 0) - element.length : start + characterLength(view, start)));
  const raw = starts.map((start, i) => view.subarray(start, ends[i]));
  const component = raw[15] ?? Buffer.alloc(0);
  const terminatorAt = ends[15] ?? 0;
  const segment = terminatorOf(view, terminatorAt);
  const place = (n: number) => from + (starts[n - 1] ?? 0);
  const unpadded = unpaddedIn(raw, place);
  const fault = faultIn(raw, component, segment, element, unpadded === null);
  if (fault) return { result: 'unreadable', at: place(fault.n), element: `ISA${two(fault.n)}`, found: fault.found, expected: fault.expected };

  const elements = ['ISA', ...raw.map((value) => textOf(value).replace(/[\r\n]/g, '').trim())];
  return {
    result: 'read',
    isa: {
      elements,
      marks: { element: Buffer.from(element), segment: segment.at(-1) === LF ? Buffer.from([LF]) : Buffer.from(segment), lineEnds: segment.at(-1) === LF },
      delimiters: {
        element: textOf(element), component: textOf(component), segment: textOf(segment),
        repetition: repetitionOf(elements[11] ?? '', elements[12] ?? ''),
      },
      end: from + terminatorAt + segment.length,
      unpadded,
      oddVersion: VERSION.test(elements[12] ?? '') ? null : { element: 'ISA12', at: place(12), found: printable(elements[12] ?? '', 20), expected: 'a version such as 00401' },
    },
  };
}

/** Do these bytes look like the beginning of an ISA, wherever they stand? Needs seven bytes: ISA*00* */
export function looksLikeIsa(bytes: Buffer, at: number): boolean {
  const separator = bytes[at + 3];
  return bytes[at] === 0x49 && bytes[at + 1] === 0x53 && bytes[at + 2] === 0x41
    && !isAlphanumeric(separator) && (separator === TAB || !isBlank(separator)) && bytes[at + 6] === separator
    && isAlphanumeric(bytes[at + 4]) && isAlphanumeric(bytes[at + 5]);
}

function terminatorOf(view: Buffer, at: number): Buffer {
  if (view[at] === CR && view[at + 1] === LF) return view.subarray(at, at + 2);
  return view.subarray(at, at + characterLength(view, at));
}

const VERSION = /^\d{3,6}$/;

function faultIn(raw: Buffer[], component: Buffer, segment: Buffer, element: Buffer, padded: boolean): { n: number; found: string; expected: string } | null {
  const version = textOf(raw[11] ?? Buffer.alloc(0)).replace(/[\r\n]/g, '').trim();
  // The version shows whether 16 separators really were the ISA's own, or whether the count ran on into the next segment. The
  // fixed layout shows it as well.
  if (!padded && !VERSION.test(version)) return { n: 12, found: printable(version), expected: 'a version such as 00401' };
  if (component.equals(element) || isAlphanumeric(component[0]) || isBlank(component[0]) || component[0] === NUL) {
    return { n: 16, found: printable(component), expected: 'a component separator' };
  }
  const terminator = segment[0];
  if (isAlphanumeric(terminator) || terminator === 0x20 || terminator === NUL || segment.equals(element) || segment.equals(component)) {
    return { n: 16, found: `${printable(segment)} after it`, expected: 'a segment terminator of its own' };
  }
  return null;
}

function cutShort(element: string, at: number, length: number): IsaResult {
  return { result: 'unreadable', element, at, found: `the end after ${byteCount(length)}`, expected: '16 elements and a terminator' };
}

/** ISA11 is the repetition separator from 00402 on; before, and in files that never changed it, it is the letter U. */
function repetitionOf(isa11: string, isa12: string): string | null {
  return Number(isa12) >= 402 && isa11.length === 1 && !/[A-Za-z0-9]/.test(isa11) ? isa11 : null;
}

function unpaddedIn(raw: Buffer[], place: (n: number) => number): IsaRemark | null {
  const i = ISA_LENGTHS.findIndex((length, index) => raw[index]?.length !== length);
  if (i < 0) return null;
  return { element: `ISA${two(i + 1)}`, at: place(i + 1), found: byteCount(raw[i]?.length ?? 0), expected: byteCount(ISA_LENGTHS[i] ?? 0) };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
