import { printable } from '../bytes.js';

/** AK5-01 and IK5-01, AK9-01. @source elements 717 and 715 */
const VERDICT: Record<string, string> = {
  A: 'accepted',
  E: 'accepted, with errors noted',
  M: 'rejected, the authentication code failed',
  P: 'partly accepted',
  R: 'rejected',
  W: 'rejected, the assurance failed',
  X: 'rejected, the content could not be decrypted',
};

/** AK5-02 and following, IK5-02 and following. @source elements 718 and 618 */
const REASON: Record<string, string> = {
  '1': 'this set is not supported',
  '2': 'the set has no SE',
  '3': 'SE02 is not ST02',
  '4': 'SE01 is not the number of segments',
  '5': 'one or more segments are in error',
  '6': 'ST01 is missing or wrong',
  '7': 'ST02 is missing or wrong',
  '18': 'this set does not belong into its group',
  '19': 'ST03 is wrong',
  '23': 'ST02 is used twice in the group',
  I5: 'the implementation guide is broken in one or more segments',
  I6: 'the implementation guide is not known',
};

/** AK9-05 and following. @source element 716 */
const GROUP_REASON: Record<string, string> = {
  '1': 'this group is not supported',
  '2': 'this version of the group is not supported',
  '3': 'the group has no GE',
  '4': 'GE02 is not GS06',
  '5': 'GE01 is not the number of sets',
  '6': 'GS06 breaks the syntax',
  '7': 'GS02 is wrong',
  '8': 'GS03 is wrong',
  '19': 'GS06 is used twice in the interchange',
};

/** AK3-04 and IK3-04. @source elements 720 and 620 */
const SEGMENT_FAULT: Record<string, string> = {
  '1': 'is not a known segment',
  '2': 'is not expected there',
  '3': 'is mandatory and missing',
  '4': 'opens its loop too often',
  '5': 'occurs too often',
  '6': 'does not belong to the set',
  '7': 'is out of order',
  '8': 'has elements in error',
  '10': 'ends in needless separators',
  I4: 'is not used by the guide',
  I6: 'is missing, by the guide',
  I7: 'opens its loop too seldom, by the guide',
  I8: 'occurs too seldom, by the guide',
  I9: 'is not used here, by the guide',
};

/** AK4-03 and IK4-03. @source elements 723 and 621 */
const ELEMENT_FAULT: Record<string, string> = {
  '1': 'is mandatory and missing',
  '2': 'is missing, because another needs it',
  '3': 'is one too many',
  '4': 'is too short',
  '5': 'is too long',
  '6': 'has a character that may not be there',
  '7': 'is not a code of its list',
  '8': 'is not a date',
  '9': 'is not a time',
  '10': 'may not stand beside another',
  '12': 'is repeated too often',
  '13': 'has too many components',
  '16': 'ends in needless separators',
  I6: 'is a code the guide does not use',
  I9: 'is missing, by the guide',
  I10: 'is not used by the guide',
  I11: 'is repeated too seldom, by the guide',
  I12: 'has not the form the guide asks for',
  I13: 'is not used here, by the guide',
};

/** TA1-04. @source element I17 */
const INTERCHANGE_VERDICT: Record<string, string> = {
  A: 'the interchange arrived without errors',
  E: 'the interchange arrived and is taken, with errors noted',
  R: 'the interchange is rejected',
};

/** TA1-05. @source element I18 */
const INTERCHANGE_NOTE: Record<string, string> = {
  '000': 'no error',
  '001': 'IEA02 is not ISA13',
  '002': 'the standard in ISA11 is not supported',
  '003': 'the version in ISA12 is not supported',
  '004': 'the segment terminator is wrong',
  '005': 'the qualifier of the sender in ISA05 is wrong',
  '006': 'the sender in ISA06 is wrong',
  '007': 'the qualifier of the receiver in ISA07 is wrong',
  '008': 'the receiver in ISA08 is wrong',
  '009': 'the receiver in ISA08 is unknown',
  '010': 'ISA01 is wrong',
  '011': 'ISA02 is wrong',
  '012': 'ISA03 is wrong',
  '013': 'ISA04 is wrong',
  '014': 'the date in ISA09 is wrong',
  '015': 'the time in ISA10 is wrong',
  '016': 'ISA11 is wrong',
  '017': 'the version in ISA12 is wrong',
  '018': 'the control number in ISA13 is wrong',
  '019': 'ISA14 is wrong',
  '020': 'the test indicator in ISA15 is wrong',
  '021': 'IEA01 is not the number of groups',
  '022': 'the control structure is wrong',
  '023': 'the file ends too early',
  '024': 'the content is wrong, for example a GS',
  '025': 'the control number in ISA13 was used before',
  '026': 'the element separator is wrong',
  '027': 'the component separator is wrong',
  '028': 'the date of deferred delivery is wrong',
  '029': 'the time of deferred delivery is wrong',
  '030': 'the time code of deferred delivery is wrong',
  '031': 'the grade of service is wrong',
  '032': 'the repetition separator is wrong',
};

/** How a person reads `AK5*R*5`: the segment as it came, then what it means. */
export function verdictWords(tag: string, verdict: string, reasons: readonly string[]): string {
  const codes = [tag, verdict, ...reasons].join(' ').trim();
  const known = tag === 'AK9' ? GROUP_REASON : REASON;
  const meaning = [VERDICT[verdict] ?? 'a verdict this gateway does not know', ...reasons.map((code) => known[code] ?? `reason ${code}`)];
  return `${codes}: ${meaning.join('; ')}`;
}

/** How a person reads `AK3*VID*12**8`. */
export function segmentFaultWords(tag: string, position: string, code: string): string {
  return `segment ${position} ${tag} ${SEGMENT_FAULT[code] ?? `is in error (code ${code || 'absent'})`}`;
}

/** How a person reads `AK4*3*98*7*ZZ`: `position` as it came, with its components. */
export function elementFaultWords(position: string, reference: string, code: string, copy: string): string {
  const element = reference === '' ? `element ${position}` : `element ${position} (${reference})`;
  return `${element} ${ELEMENT_FAULT[code] ?? `is in error (code ${code || 'absent'})`}${copy === '' ? '' : `: ${printable(copy)}`}`;
}

/** How a person reads a TA1: TA104 and TA105 as they came, then what they mean. */
export function interchangeWords(code: string, note: string): string {
  const [verdict, reason] = [code.trim().slice(0, 10), note.trim().slice(0, 10)];
  const meaning = INTERCHANGE_VERDICT[verdict] ?? 'a verdict this gateway does not know';
  const because = reason === '' || reason === '000' ? '' : `; ${INTERCHANGE_NOTE[reason] ?? `note ${reason}`}`;
  return `${['TA1', verdict, reason].join(' ').trim()}: ${meaning}${because}`;
}
