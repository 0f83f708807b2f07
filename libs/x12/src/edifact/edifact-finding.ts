import { completed, type FindingKind, type FoundFacts } from '../finding-kind.js';
import type { AnswerCode, Finding } from '../types.js';

const answered = (element: AnswerCode['element'], code: string): AnswerCode => ({ element, code });
/** What the answer to it names, by where it stands. */
const anywhere = (code: string): FindingKind['answers'] => ({ interchange: answered('UCI', code), group: answered('UCF', code), set: answered('UCM', code) });
const wereRead = (count: string): string => (count === '1' ? '1 was read' : `${count} were read`);

/**
 * Every fault and remark of the EDIFACT reader, by the rule of X12: the envelope and its counts refuse, content does not.
 * The answers are codes of data element 0085. @source ISO 9735-10, service code list 0085
 */
export const EDIFACT_FINDINGS = {
  'EDIFACT.NO_UNB': {
    severity: 'fatal', level: 'interchange',
    means: 'no UNB header was found anywhere in what was sent',
    sentence: ({ found, expected }) => `there is no UNB: found ${found}, expected ${expected}`,
  },
  'EDIFACT.INTERACTIVE': {
    severity: 'fatal', level: 'interchange',
    means: 'interactive EDIFACT (UIB), which this gateway does not read',
    sentence: ({ found, expected }) => `this is interactive EDIFACT: found ${found}, expected ${expected}`,
  },
  'EDIFACT.BYTES_BEFORE_UNB': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '18'),
    means: 'something other than white space or a byte order mark stands before a UNA or UNB',
    sentence: ({ found, expected }) => `found ${found} before UNB, expected ${expected}`,
  },
  'EDIFACT.BYTES_AFTER_UNZ': {
    severity: 'fatal', level: 'interchange',
    means: 'something other than white space and padding follows the last UNZ and is not an interchange',
    sentence: ({ found, expected }) => `found ${found} after the last interchange, expected ${expected}`,
  },
  'EDIFACT.UNA_UNREADABLE': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '20'),
    means: 'the UNA does not name usable delimiters; the usual ones were used to read on',
    sentence: ({ found, expected }) => `the UNA cannot be read: found ${found}, expected ${expected}`,
  },
  'EDIFACT.UNB_UNREADABLE': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '13'),
    means: 'the UNB lacks its syntax identifier, sender, recipient or control reference, or has no end',
    sentence: ({ element, found, expected }) => `the UNB cannot be read at ${element ?? 'UNB'}: found ${found}, expected ${expected}`,
  },
  'EDIFACT.SYNTAX_VERSION': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '2'),
    means: 'the syntax version is named, and none of 1, 2, 3 and 4',
    sentence: ({ found, expected }) => `the syntax version is ${found}, expected ${expected}`,
  },
  'EDIFACT.UNZ_MISSING': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '13'),
    means: 'the interchange has no UNZ trailer',
    sentence: ({ found, expected }) => `the interchange has no UNZ: found ${found}, expected ${expected}`,
  },
  'EDIFACT.UNE_MISSING': {
    severity: 'fatal', level: 'group', answer: answered('UCF', '13'),
    means: 'the group has no UNE trailer',
    sentence: ({ found, expected }) => `the group has no UNE: found ${found}, expected ${expected}`,
  },
  'EDIFACT.UNT_MISSING': {
    severity: 'fatal', level: 'set', answer: answered('UCM', '13'),
    means: 'the message has no UNT trailer',
    sentence: ({ found, expected }) => `the message has no UNT: found ${found}, expected ${expected}`,
  },
  'EDIFACT.UNH_UNREADABLE': {
    severity: 'fatal', level: 'set', answer: answered('UCM', '13'),
    means: 'the UNH lacks its reference or its message type',
    sentence: ({ element, found, expected }) => `the UNH cannot be read at ${element ?? 'UNH'}: found ${found}, expected ${expected}`,
  },
  'EDIFACT.UNZ_COUNT': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '29'),
    means: 'UNZ does not say the number of groups or, without groups, of messages',
    sentence: ({ found, expected }) => `UNZ counts ${found}, ${wereRead(expected)}`,
  },
  'EDIFACT.UNE_COUNT': {
    severity: 'fatal', level: 'group', answer: answered('UCF', '29'),
    means: 'UNE does not say the number of messages in the group',
    sentence: ({ found, expected }) => `UNE counts ${found}, ${wereRead(expected)}`,
  },
  'EDIFACT.UNT_COUNT': {
    severity: 'fatal', level: 'set', answer: answered('UCM', '29'),
    means: 'UNT does not say the number of segments from UNH to UNT, both counted',
    sentence: ({ found, expected }) => `UNT counts ${found}, ${wereRead(expected)}`,
  },
  'EDIFACT.UNZ_REFERENCE': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '28'),
    means: 'the control reference in UNZ is absent or another than that of UNB',
    sentence: ({ found, expected }) => `UNZ refers to ${found}, but UNB is ${expected}`,
  },
  'EDIFACT.UNE_REFERENCE': {
    severity: 'fatal', level: 'group', answer: answered('UCF', '28'),
    means: 'the reference in UNE is absent or another than that of UNG',
    sentence: ({ found, expected }) => `UNE refers to ${found}, but UNG is ${expected}`,
  },
  'EDIFACT.UNT_REFERENCE': {
    severity: 'fatal', level: 'set', answer: answered('UCM', '28'),
    means: 'the reference in UNT is absent or another than that of UNH',
    sentence: ({ found, expected }) => `UNT refers to ${found}, but UNH is ${expected}`,
  },
  'EDIFACT.SEGMENT_MISPLACED': {
    severity: 'fatal', level: 'innermost', answers: anywhere('33'),
    means: 'a segment stands outside the message, group or interchange it needs; told once for a run of them',
    sentence: ({ found, expected }) => `segment ${found} stands outside its place, expected ${expected}`,
  },
  'EDIFACT.NUL': {
    severity: 'fatal', level: 'innermost', answers: anywhere('21'),
    means: 'a NUL byte (0x00), which no EDIFACT character set has; told once for each message, group and interchange',
    sentence: ({ found, expected }) => `found ${found}, expected ${expected}`,
  },
  'EDIFACT.TRUNCATED': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '18'),
    means: 'the bytes end in the middle of a segment',
    sentence: ({ found, expected }) => `the last segment is cut off: found ${found}, expected ${expected}`,
  },
  'EDIFACT.ELEMENT_TOO_LONG': {
    severity: 'fatal', level: 'innermost', answers: anywhere('39'),
    means: 'one data element is longer than the limit',
    sentence: ({ element, found, expected }) => `element ${element ?? ''} has ${found}, the limit is ${expected}`,
  },
  'EDIFACT.SEGMENT_TOO_LONG': {
    severity: 'fatal', level: 'innermost', answers: anywhere('18'),
    means: 'one segment is longer than the limit',
    sentence: ({ found, expected }) => `segment ${found} is longer than the limit of ${expected}`,
  },
  'EDIFACT.INTERCHANGE_TOO_LONG': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '18'),
    means: 'the interchange is longer than the limit; nothing after that was read',
    sentence: ({ found, expected }) => `the interchange has ${found}, the limit is ${expected}`,
  },
  'EDIFACT.TOO_MANY_MESSAGES': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '18'),
    means: 'more messages, groups and interchanges than the limit; nothing after that was read',
    sentence: ({ found, expected }) => `${found} messages, groups and interchanges, the limit is ${expected}`,
  },
  'EDIFACT.TOO_MANY_FINDINGS': {
    severity: 'fatal', level: 'interchange', answer: answered('UCI', '18'),
    means: 'so much is wrong that reading was given up; nothing after that was read',
    sentence: ({ found, expected }) => `${found} faults, reading was given up after ${expected}`,
  },
  'EDIFACT.BYTE_ORDER_MARK': {
    severity: 'note', level: 'interchange',
    means: 'a UTF-8 byte order mark stands before UNA or UNB',
    sentence: ({ found, expected }) => `found ${found} before UNB, expected ${expected}`,
  },
  'EDIFACT.UNA_SHORT': {
    severity: 'note', level: 'interchange',
    means: 'the UNA names fewer than 6 characters; what it leaves out was read as usual',
    sentence: ({ found, expected }) => `the UNA has ${found}, expected ${expected}`,
  },
  'EDIFACT.SYNTAX_VERSION_MISSING': {
    severity: 'note', level: 'interchange',
    means: 'the UNB names no syntax version; it was read as version 1',
    sentence: ({ found, expected }) => `the UNB names ${found}, expected ${expected}`,
  },
  'EDIFACT.REFERENCE_TOO_LONG': {
    severity: 'note', level: 'interchange',
    means: 'the control reference of the UNB is longer than 0020 may be, so that no CONTRL can name it',
    sentence: ({ element, found, expected }) => `${element ?? 'the reference'} has ${found}, expected ${expected}`,
  },
  'EDIFACT.GROUPS_MIXED': {
    severity: 'note', level: 'interchange',
    means: 'some messages stand in groups and some do not',
    sentence: ({ found, expected }) => `groups and messages are mixed: found ${found}, expected ${expected}`,
  },
  'EDIFACT.PADDING_AFTER_UNZ': {
    severity: 'note', level: 'interchange',
    means: 'nothing but padding follows a UNZ: 0x1A, NUL, 0xA0 and white space',
    sentence: ({ found, expected }) => `found ${found} after UNZ, expected ${expected}`,
  },
  'EDIFACT.LAST_TERMINATOR_MISSING': {
    severity: 'note', level: 'interchange',
    means: 'the UNZ is complete but its terminator is absent',
    sentence: ({ found, expected }) => `UNZ is followed by ${found}, expected ${expected}`,
  },
  'EDIFACT.DIGITS': {
    severity: 'note', level: 'innermost',
    means: 'a count has leading zeros, or header and trailer carry the same number in other digits, for example 0001 and 1',
    sentence: ({ element, found, expected }) => `${element ?? 'the trailer'} is ${found}, expected ${expected}: the same number in other digits`,
  },
  'EDIFACT.REFERENCE_REPEATED': {
    severity: 'note', level: 'set',
    means: 'an earlier message of the same interchange has the same reference',
    sentence: ({ found }) => `the message reference ${found} was used before in this interchange`,
  },
  'EDIFACT.EMPTY_GROUP': {
    severity: 'note', level: 'group',
    means: 'the group holds no message',
    sentence: ({ found, expected }) => `the group holds ${found}, expected ${expected}`,
  },
  'EDIFACT.EMPTY_INTERCHANGE': {
    severity: 'note', level: 'interchange',
    means: 'the interchange holds no message',
    sentence: ({ found, expected }) => `the interchange holds ${found}, expected ${expected}`,
  },
  'EDIFACT.EMPTY_SEGMENT': {
    severity: 'note', level: 'innermost',
    means: 'a terminator follows a terminator; the empty segment is not counted',
    sentence: ({ found, expected }) => `found ${found}, expected ${expected}`,
  },
  'EDIFACT.IMO_CHECK': {
    severity: 'note', level: 'set',
    means: 'a vessel is named by an IMO number whose check digit is wrong',
    sentence: ({ element, found, expected }) => `${element ?? 'the vessel'} is ${found}, expected ${expected}`,
  },
  'EDIFACT.CONTAINER_CHECK': {
    severity: 'note', level: 'set',
    means: 'a container number has a wrong check digit; the first is told, with how many more there are',
    sentence: ({ element, found, expected }) => `${element ?? 'the container'} is ${found}, expected ${expected}`,
  },
  'EDIFACT.INDEX_CUT': {
    severity: 'note', level: 'set',
    means: 'the message has more places, bills or containers than the index keeps; the bytes are whole',
    sentence: ({ found, expected }) => `the index keeps ${expected}, more ${found} were read`,
  },
  'EDIFACT.NOTES_CUT': {
    severity: 'note', level: 'interchange',
    means: 'more notes than are listed',
    sentence: ({ expected }) => `more than ${expected} notes, the rest is not listed`,
  },
} as const satisfies Record<string, FindingKind>;

export type EdifactFindingCode = keyof typeof EDIFACT_FINDINGS;

/** Elements are named "UNT 0074": the segment and the data element. */
export type EdifactFault = FoundFacts<EdifactFindingCode>;

/** Completes a finding from the table. */
export const edifactFinding = (fault: EdifactFault, innermost: Finding['level']): Finding => completed(EDIFACT_FINDINGS[fault.code], fault, innermost);
