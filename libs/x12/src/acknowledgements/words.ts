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

/** AK5-02 and following, IK5-02 and following. @source elements 718 and 621 */
const REASON: Record<string, string> = {
  '1': 'this set is not supported',
  '2': 'the set has no SE',
  '3': 'SE02 is not ST02',
  '4': 'SE01 is not the number of segments',
  '5': 'one or more segments are in error',
  '6': 'ST01 is missing or wrong',
  '7': 'ST02 is missing or wrong',
  I5: 'the implementation guide is broken in one or more segments',
  I6: 'the implementation guide is not known',
};

/** How a person reads `AK5*R*5`: the segment as it came, then what it means. */
export function verdictWords(tag: string, verdict: string, reasons: readonly string[]): string {
  const codes = [tag, verdict, ...reasons].join(' ').trim();
  const meaning = [VERDICT[verdict] ?? 'a verdict this gateway does not know', ...reasons.map((code) => REASON[code] ?? `reason ${code}`)];
  return `${codes}: ${meaning.join('; ')}`;
}
