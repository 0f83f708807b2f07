import { completed, type FindingKind, type FoundFacts } from './finding-kind.js';
import { STRUCTURE_FINDINGS } from './structure/structure-findings.js';
import type { Finding } from './types.js';

export type { FindingKind } from './finding-kind.js';

const wereRead = (count: string): string => (count === '1' ? '1 was read' : `${count} were read`);

/** Something in it is wrong: a group's answer has no code for that. */
const CONTENT = { interchange: { element: 'TA105', code: '024' }, set: { element: 'AK502', code: '5' } } as const;

/**
 * Every fault and every remark the reader can make. What refuses (fatal) and what does not (note) follows one rule: the
 * envelope and its counts decide, content does not; faults of structure, at the end, weigh what the partner wishes.
 * @source of the answers: data elements I18 (TA105), 716 (AK905), 718 (AK502), 720 (AK304), 723 (AK403)
 */
export const FINDINGS = {
  'X12.NOT_X12': {
    severity: 'fatal', level: 'interchange',
    means: 'no ISA header was found anywhere in what was sent',
    sentence: ({ found, expected }) => `this is not X12: found ${found}, expected ${expected}`,
  },
  'X12.BYTES_BEFORE_ISA': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '022' },
    means: 'something other than white space or a byte order mark stands before an ISA',
    sentence: ({ found, expected }) => `found ${found} before ISA, expected ${expected}`,
  },
  'X12.BYTES_AFTER_IEA': {
    severity: 'fatal', level: 'interchange',
    means: 'something other than white space follows the last IEA and is not an interchange',
    sentence: ({ found, expected }) => `found ${found} after the last interchange, expected ${expected}`,
  },
  'X12.ISA_UNREADABLE': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '022' },
    means: 'the ISA header does not have 16 elements from which the delimiters can be taken',
    sentence: ({ element, found, expected }) => `the ISA cannot be read at ${element ?? 'ISA'}: found ${found}, expected ${expected}`,
  },
  'X12.IEA_MISSING': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '023' },
    means: 'the interchange has no IEA trailer',
    sentence: ({ found, expected }) => `the interchange has no IEA: found ${found}, expected ${expected}`,
  },
  'X12.GE_MISSING': {
    severity: 'fatal', level: 'group', answer: { element: 'AK905', code: '3' },
    means: 'the functional group has no GE trailer',
    sentence: ({ found, expected }) => `the group has no GE: found ${found}, expected ${expected}`,
  },
  'X12.SE_MISSING': {
    severity: 'fatal', level: 'set', answer: { element: 'AK502', code: '2' },
    means: 'the transaction set has no SE trailer',
    sentence: ({ found, expected }) => `the set has no SE: found ${found}, expected ${expected}`,
  },
  'X12.IEA01_COUNT': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '021' },
    means: 'IEA01 is not the number of functional groups',
    sentence: ({ found, expected }) => `IEA01 says ${counted(found, 'group')}, ${wereRead(expected)}`,
  },
  'X12.GE01_COUNT': {
    severity: 'fatal', level: 'group', answer: { element: 'AK905', code: '5' },
    means: 'GE01 is not the number of transaction sets in the group',
    sentence: ({ found, expected }) => `GE01 says ${counted(found, 'set')}, ${wereRead(expected)}`,
  },
  'X12.ST01_MISSING': {
    severity: 'fatal', level: 'set', answer: { element: 'AK502', code: '6' },
    means: 'the transaction set does not say which it is',
    sentence: ({ found, expected }) => `ST01: found ${found}, expected ${expected}`,
  },
  'X12.ST02_MISSING': {
    severity: 'fatal', level: 'set', answer: { element: 'AK502', code: '7' },
    means: 'the transaction set has no control number',
    sentence: ({ found, expected }) => `ST02: found ${found}, expected ${expected}`,
  },
  'X12.SE01_COUNT': {
    severity: 'fatal', level: 'set', answer: { element: 'AK502', code: '4' },
    means: 'SE01 is not the number of segments from ST to SE, both counted',
    sentence: ({ found, expected }) => `SE01 says ${counted(found, 'segment')}, ${wereRead(expected)}`,
  },
  'X12.IEA02_MISMATCH': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '001' },
    means: 'the control number in IEA02 is absent or another than ISA13',
    sentence: ({ found, expected }) => `IEA02 is ${found}, but ISA13 is ${expected}`,
  },
  'X12.GE02_MISMATCH': {
    severity: 'fatal', level: 'group', answer: { element: 'AK905', code: '4' },
    means: 'the control number in GE02 is absent or another than GS06',
    sentence: ({ found, expected }) => `GE02 is ${found}, but GS06 is ${expected}`,
  },
  'X12.SE02_MISMATCH': {
    severity: 'fatal', level: 'set', answer: { element: 'AK502', code: '3' },
    means: 'the control number in SE02 is absent or another than ST02',
    sentence: ({ found, expected }) => `SE02 is ${found}, but ST02 is ${expected}`,
  },
  'X12.SEGMENT_MISPLACED': {
    severity: 'fatal', level: 'innermost', answers: CONTENT,
    means: 'a segment stands outside the set, group or interchange it needs; told once for a run of them',
    sentence: ({ found, expected }) => `segment ${found} stands outside its place, expected ${expected}`,
  },
  'X12.NUL': {
    severity: 'fatal', level: 'innermost', answers: CONTENT,
    means: 'a NUL byte (0x00), which no X12 character set has, stands outside binary data; told once for each set, group and interchange',
    sentence: ({ found, expected }) => `found ${found}, expected ${expected}`,
  },
  'X12.TRUNCATED': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '023' },
    means: 'the bytes end in the middle of a segment',
    sentence: ({ found, expected }) => `the last segment is cut off: found ${found}, expected ${expected}`,
  },
  'X12.BINARY_LENGTH': {
    severity: 'fatal', level: 'innermost', answers: CONTENT,
    means: 'BIN or BDS does not end where its declared length says',
    sentence: ({ element, found, expected }) => `${element ?? 'the length'} does not fit the data: found ${found}, expected ${expected}`,
  },
  'X12.ELEMENT_TOO_LONG': {
    severity: 'fatal', level: 'innermost', answers: CONTENT,
    means: 'one element is longer than the limit',
    sentence: ({ element, found, expected }) => `element ${element ?? ''} has ${found}, the limit is ${expected}`,
  },
  'X12.SEGMENT_TOO_LONG': {
    severity: 'fatal', level: 'innermost', answers: CONTENT,
    means: 'one segment is longer than the limit',
    sentence: ({ found, expected }) => `segment ${found} is longer than the limit of ${expected}`,
  },
  'X12.INTERCHANGE_TOO_LONG': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '024' },
    means: 'the interchange is longer than the limit; nothing after that was read',
    sentence: ({ found, expected }) => `the interchange has ${found}, the limit is ${expected}`,
  },
  'X12.TOO_MANY_SETS': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '024' },
    means: 'more sets, groups, interchanges and TA1 than the limit; nothing after that was read',
    sentence: ({ found, expected }) => `${found} sets, groups, interchanges and TA1, the limit is ${expected}`,
  },
  'X12.TOO_MANY_FINDINGS': {
    severity: 'fatal', level: 'interchange', answer: { element: 'TA105', code: '024' },
    means: 'so much is wrong that reading was given up; nothing after that was read',
    sentence: ({ found, expected }) => `${found} faults, reading was given up after ${expected}`,
  },
  'X12.BYTE_ORDER_MARK': {
    severity: 'note', level: 'interchange',
    means: 'a UTF-8 byte order mark stands before ISA',
    sentence: ({ found, expected }) => `found ${found} before ISA, expected ${expected}`,
  },
  'X12.PADDING_AFTER_IEA': {
    severity: 'note', level: 'interchange',
    means: 'nothing but NULs, 0x1A or 0xA0 follows the last IEA, as some systems fill their last block',
    sentence: ({ found, expected }) => `found ${found} after the last interchange, expected ${expected}`,
  },
  'X12.ISA12_UNKNOWN': {
    severity: 'note', level: 'interchange',
    means: 'ISA12 is no version of the standard, in a header that has the fixed layout',
    sentence: ({ found, expected }) => `ISA12 is ${found}, expected ${expected}`,
  },
  'X12.ISA_UNPADDED': {
    severity: 'note', level: 'interchange',
    means: 'the ISA is not the fixed 106-byte layout; it was read by its 16 separators',
    sentence: ({ element, found, expected }) => `${element ?? 'ISA'} has ${found}, expected ${expected}`,
  },
  'X12.LAST_TERMINATOR_MISSING': {
    severity: 'note', level: 'interchange',
    means: 'the IEA is complete but its terminator is absent',
    sentence: ({ found, expected }) => `IEA is followed by ${found}, expected ${expected}`,
  },
  'X12.CONTROL_NUMBER_DIGITS': {
    severity: 'note', level: 'innermost',
    means: 'header and trailer carry the same control number in different digits, for example 0001 and 1',
    sentence: ({ element, found, expected }) => `${element ?? 'the trailer'} is ${found}, the header says ${expected}: the same number in other digits`,
  },
  'X12.GS01_UNEXPECTED': {
    severity: 'note', level: 'group',
    means: 'GS01 is not a code this transaction set usually travels under',
    sentence: ({ found, expected }) => `GS01 is ${found}, expected ${expected}`,
  },
  'X12.ST02_REPEATED': {
    severity: 'note', level: 'set',
    means: 'an earlier set of the same group has the same ST02',
    sentence: ({ found }) => `ST02 ${found} was used before in this group`,
  },
  'X12.EMPTY_GROUP': {
    severity: 'note', level: 'group',
    means: 'the group holds no transaction set',
    sentence: ({ found, expected }) => `the group holds ${found}, expected ${expected}`,
  },
  'X12.EMPTY_INTERCHANGE': {
    severity: 'note', level: 'interchange',
    means: 'the interchange holds neither a group nor a TA1',
    sentence: ({ found, expected }) => `the interchange holds ${found}, expected ${expected}`,
  },
  'X12.EMPTY_SEGMENT': {
    severity: 'note', level: 'innermost',
    means: 'a terminator follows a terminator; the empty segment is not counted',
    sentence: ({ found, expected }) => `found ${found}, expected ${expected}`,
  },
  'X12.INDEX_CUT': {
    severity: 'note', level: 'set',
    means: 'the set has more places, bills or containers than the index keeps; the bytes are whole',
    sentence: ({ found, expected }) => `the index keeps ${expected}, more ${found} were read`,
  },
  'X12.IMO_CHECK': {
    severity: 'note', level: 'set',
    means: 'a vessel code that says it is an IMO number fails its check digit; told once for a set',
    sentence: ({ element, found, expected }) => `${element ?? 'the vessel code'} is ${found}, expected ${expected}`,
  },
  'X12.CONTAINER_CHECK': {
    severity: 'note', level: 'set',
    means: 'a container number fails its check digit (ISO 6346); told once for a set',
    sentence: ({ element, found, expected }) => `${element ?? 'the container number'} is ${found}, expected ${expected}`,
  },
  'X12.NOTES_CUT': {
    severity: 'note', level: 'interchange',
    means: 'more notes and faults of structure than are listed; each set that is refused has at least its first',
    sentence: ({ expected }) => `more than ${expected} notes and faults of structure, the rest is not listed`,
  },
  ...STRUCTURE_FINDINGS,
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof FINDINGS;

export type FindingFacts = FoundFacts<FindingCode>;

/** Completes a finding from the table. */
export const findingOf = (facts: FindingFacts, innermost: Finding['level']): Finding => completed(FINDINGS[facts.code], facts, innermost);

function counted(found: string, thing: string): string {
  return /^\d+$/.test(found) ? `${found} ${thing}${Number(found) === 1 ? '' : 's'}` : found;
}
