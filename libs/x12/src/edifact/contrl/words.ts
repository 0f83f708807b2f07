/** What became of what is answered. @source data element 0083, syntax versions 2 to 4 */
const ACTION: Record<string, { verdict: 'A' | 'E' | 'R' | ''; words: string }> = {
  '1': { verdict: 'A', words: 'accepted' },
  '2': { verdict: 'E', words: 'accepted, with errors noted' },
  '3': { verdict: 'A', words: 'accepted, but for what is refused below it' },
  '4': { verdict: 'R', words: 'rejected' },
  '5': { verdict: 'A', words: 'the envelope is accepted' },
  '6': { verdict: 'R', words: 'the envelope is rejected' },
  '7': { verdict: 'A', words: 'accepted' },
  // It came, and nothing is said of what is in it: what a TA1 is in X12.
  '8': { verdict: '', words: 'received' },
};

/** What was wrong. @source data element 0085, syntax versions 2 to 4 */
const SYNTAX_ERROR: Record<string, string> = {
  '1': 'the UNA is not supported', '2': 'the syntax version is not supported', '3': 'the message version is not supported',
  '4': 'a service segment is missing or wrong', '5': 'the trailer does not fit', '6': 'a segment is missing or wrong',
  '7': 'the recipient is another', '8': 'a segment has too many elements', '9': 'a mandatory element is missing',
  '10': 'an element is not of its kind', '11': 'the password is wrong', '12': 'a value is wrong', '13': 'something is missing',
  '14': 'a value is not supported there', '15': 'something is not supported there', '16': 'there is too much in a segment or element',
  '17': 'nothing of the kind was agreed', '18': 'an error without a name', '19': 'the decimal mark is wrong',
  '20': 'a character cannot serve as delimiter', '21': 'a character is not allowed', '22': 'a delimiter is not allowed',
  '23': 'the sender is unknown', '24': 'it is too old', '25': 'tests are not supported', '26': 'it came before',
  '27': 'a security function is not supported', '28': 'the references do not match', '29': 'the count is not what was received',
  '30': 'groups and messages are mixed', '31': 'a group mixes message types', '32': 'there is nothing inside',
  '33': 'a segment stands outside messages and groups', '35': 'a segment or element is repeated too often',
  '36': 'a segment group is repeated too often', '37': 'the characters are of the wrong kind', '38': 'no digit stands before the decimal mark',
  '39': 'an element is too long', '40': 'an element is too short', '41': 'the network failed for good', '42': 'the network failed for now',
  '43': 'the recipient is unknown', '45': 'a separator ends a segment', '46': 'the character set is not supported',
  '47': 'the envelope is not supported', '48': 'elements that depend on each other do not agree',
};

/** The verdict as 997 and 999 say it, A, E or R; '' where the action is unknown. */
export function verdictOfAction(action: string, error: string): string {
  const verdict = ACTION[action]?.verdict ?? '';
  return verdict === 'A' && error !== '' ? 'E' : verdict;
}

/** How a person reads "UCM 4 29": what came, then what it means. */
export function actionWords(tag: string, action: string, errors: readonly string[]): string {
  const meaning = [ACTION[action]?.words ?? 'a verdict this gateway does not know', ...errors.map((code) => SYNTAX_ERROR[code] ?? `reason ${code}`)];
  return `${[tag, action, ...errors].join(' ').trim()}: ${meaning.join('; ')}`;
}
