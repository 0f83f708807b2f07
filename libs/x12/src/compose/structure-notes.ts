import type { Finding, PlaceInSet, ReadSet } from '../types.js';
import { segment, writable } from './segment-writer.js';

/** How an answer is written: its set, and the release of the group it answers as a number (4010). */
export interface Dialect { as: '997' | '999'; release: number }

/** The most faults one set is answered with; whoever has more mends these first. AK4 has room for 99 under one AK3. */
const MOST_FAULTS = 99;
/** "Segment has data element errors". @source elements 720 and 620 */
const ELEMENT_ERRORS = '8';
/** Element faults that hang on another element: what they depend on is told in a CTX. @source element 621, codes 2 and 10 */
const DEPENDENT = new Set(['2', '10']);
/** Repeats and surplus components have codes of their own since this release; before, they are characters that may not be there. */
const TELLS_REPEATS_SINCE = 5010;
const BEFORE: Readonly<Record<string, string>> = { '12': '6', '13': '6' };
/** C030 has a third component, the repetition, since elements repeat. */
const REPEATS_SINCE = 4020;

const SPELT_NUL = '\\x00';

interface Noted { place: PlaceInSet; code: string; faults: { place: PlaceInSet; code: string }[] }

/**
 * AK3 and AK4 of one set, in the order of its segments; in a 999 IK3, CTX and IK4. Each fault of a segment is an AK3 of its own, all
 * faults of its elements stand under one AK3. A place whose tag or position is none cannot be named and is left to AK5.
 *
 * @source ASC X12 997 004010 (AK3: elements 721 719 447 720, AK4: C030 725 723 724); 999 005010 (IK3, CTX, IK4)
 */
export function structureNotes(set: ReadSet, dialect: Dialect): string[] {
  const noted: Noted[] = [];
  for (const { place, code, ofElement } of faultsOf(set)) {
    const same = ofElement ? noted.find((one) => one.code === ELEMENT_ERRORS && one.place.position === place.position && one.place.tag === place.tag) : undefined;
    if (same) same.faults.push({ place, code });
    else noted.push({ place, code: ofElement ? ELEMENT_ERRORS : code, faults: ofElement ? [{ place, code }] : [] });
  }
  return noted.sort((a, b) => a.place.position - b.place.position).flatMap((one) => written(one, set, dialect));
}

function faultsOf(set: ReadSet): { place: PlaceInSet; code: string; ofElement: boolean }[] {
  return set.findings.filter(isStructure).slice(0, MOST_FAULTS).map(({ inSet, answer }) => ({
    place: inSet, code: answer.code, ofElement: answer.element === 'AK403' && inSet.element !== null,
  }));
}

function isStructure(finding: Finding): finding is Finding & { inSet: PlaceInSet; answer: NonNullable<Finding['answer']> } {
  const { severity, answer, inSet } = finding;
  return severity !== 'note' && (answer?.element === 'AK304' || answer?.element === 'AK403')
    && inSet !== null && /^[A-Za-z0-9]{2,3}$/.test(inSet.tag) && inSet.position >= 1 && inSet.position <= 999_999;
}

function written({ place, code, faults }: Noted, set: ReadSet, { as, release }: Dialect): string[] {
  const is999 = as === '999';
  const told = (fault: string) => (is999 || release >= TELLS_REPEATS_SINCE ? fault : BEFORE[fault] ?? fault);
  const at = [place.tag, String(place.position), loopOf(place)] as const;
  return [
    segment(is999 ? 'IK3' : 'AK3', ...at, code),
    ...(is999 ? businessUnit(set) : []),
    ...faults.flatMap((fault) => [
      segment(is999 ? 'IK4' : 'AK4', positionOf(fault.place, release), referenceOf(fault.place), told(fault.code), copyOf(fault.place)),
      // The dependence is on another element of the same segment; which one the segment shows.
      ...(is999 && DEPENDENT.has(fault.code) ? [segment('CTX', 'SITUATIONAL TRIGGER', ...at)] : []),
    ]),
  ];
}

/**
 * What the set is about, where it is about one thing: a person finds a bill sooner than a segment number. Named by element 128
 * (BM bill of lading, BN booking); of several bills none is named, since a fault does not say whose it is.
 */
function businessUnit(set: ReadSet): string[] {
  const { bills = [], bookings = [] } = set.facts ?? {};
  const [name, values] = bills.length > 0 ? ['BM', bills] as const : ['BN', bookings] as const;
  const [value] = values;
  return value !== undefined && values.length === 1 && value.length <= 35 && writable(value) ? [segment('CTX', [name, value])] : [];
}

/** AK3-03 has four characters in the older releases and six in the newer; four fit all. */
function loopOf({ loop }: PlaceInSet): string {
  return loop !== null && loop.length <= 4 && writable(loop) ? loop : '';
}

function positionOf({ element, component, repetition }: PlaceInSet, release: number): string[] {
  return [String(element ?? ''), String(component ?? ''), release >= REPEATS_SINCE ? String(repetition ?? '') : ''];
}

function referenceOf({ reference }: PlaceInSet): string {
  return reference !== null && /^\d{1,4}$/.test(reference) ? reference : '';
}

/** The bad value as it came, where it can be written with our delimiters. What was read with a NUL spelt out is no copy any more. */
function copyOf({ value }: PlaceInSet): string {
  return value !== null && value.trim() !== '' && value.length <= 99 && !value.includes(SPELT_NUL) && writable(value) ? value : '';
}
