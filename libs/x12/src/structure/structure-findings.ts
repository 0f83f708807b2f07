import type { FindingKind } from '../finding-kind.js';

type Words = Parameters<FindingKind['sentence']>[0];

const found = ({ found: what, expected }: Words): string => `found ${what}, expected ${expected}`;
const inElement = ({ element, found: what, expected }: Words): string => `${element ?? 'the element'} is ${what}, expected ${expected}`;

/** Faults of structure. Their severity is the partner's strictness; what stands here is used where none is told. */
export const STRUCTURE_FINDINGS = {
  'X12.SEGMENT_UNKNOWN': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '1' },
    means: 'a segment is in no X12 dictionary',
    sentence: ({ found: tag, expected }) => `no X12 segment is called ${tag}, expected ${expected}`,
  },
  'X12.SEGMENT_UNEXPECTED': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '2' },
    means: 'a segment of the set stands where the loop it belongs to is not open',
    sentence: ({ found: tag, expected }) => `segment ${tag} stands outside its loop, expected ${expected}`,
  },
  'X12.SEGMENT_MISSING': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '3' },
    means: 'a mandatory segment is absent',
    sentence: ({ found: next, expected }) => `a mandatory segment is absent: expected ${expected} before ${next}`,
  },
  'X12.LOOP_REPEATED': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '4' },
    means: 'a loop occurs more often than the set allows; told once',
    sentence: found,
  },
  'X12.SEGMENT_REPEATED': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '5' },
    means: 'a segment occurs more often than the set allows; told once',
    sentence: found,
  },
  'X12.SEGMENT_NOT_IN_SET': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '6' },
    means: 'an X12 segment that is not in this set, in this release',
    sentence: ({ found: tag, expected }) => `segment ${tag} is not in this set, expected ${expected}`,
  },
  'X12.SEGMENT_OUT_OF_SEQUENCE': {
    severity: 'note', level: 'set', answer: { element: 'AK304', code: '7' },
    means: 'a segment of the set stands after segments it must come before',
    sentence: found,
  },
  'X12.ELEMENT_MISSING': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '1' },
    means: 'a mandatory element or component is absent',
    sentence: ({ element, expected }) => `${element ?? 'an element'} is absent, expected ${expected}`,
  },
  'X12.ELEMENT_CONDITION': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '2' },
    means: 'an element is absent that another one of the segment makes mandatory',
    sentence: ({ element, found: what, expected }) => `${element ?? 'an element'} is absent: found ${what}, expected ${expected}`,
  },
  'X12.ELEMENT_SURPLUS': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '3' },
    means: 'the segment has more elements than its definition',
    sentence: inElement,
  },
  'X12.ELEMENT_TOO_SHORT': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '4' },
    means: 'an element is shorter than the dictionary allows',
    sentence: inElement,
  },
  'X12.ELEMENT_OVERLONG': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '5' },
    means: 'an element is longer than the dictionary allows in this release',
    sentence: inElement,
  },
  'X12.ELEMENT_CHARACTER': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '6' },
    means: 'an element holds a character its type does not have',
    sentence: inElement,
  },
  'X12.ELEMENT_CODE': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '7' },
    means: 'a code is not in its (short and settled) list',
    sentence: inElement,
  },
  'X12.ELEMENT_DATE': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '8' },
    means: 'a date is not a day of the calendar, written CCYYMMDD',
    sentence: inElement,
  },
  'X12.ELEMENT_TIME': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '9' },
    means: 'a time is not HHMM, HHMMSS or with decimals of seconds',
    sentence: inElement,
  },
  'X12.ELEMENT_EXCLUDED': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '10' },
    means: 'two elements stand in one segment of which only one may',
    sentence: inElement,
  },
  'X12.ELEMENT_REPEATED': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '12' },
    means: 'an element is repeated that may not be',
    sentence: inElement,
  },
  'X12.COMPONENT_SURPLUS': {
    severity: 'note', level: 'set', answer: { element: 'AK403', code: '13' },
    means: 'an element has more components than its definition',
    sentence: inElement,
  },
} as const satisfies Record<string, FindingKind>;

export type StructureCode = keyof typeof STRUCTURE_FINDINGS;
