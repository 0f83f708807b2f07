/** What a spreadsheet takes for the beginning of a formula, also behind blanks, and the full-width signs it reads as these. */
const LIKE_A_FORMULA = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/;
/** The same behind a comma or a semicolon. A + or - there begins an everyday value (-18 °C) unless it calls, fetches or points. */
const WITHIN = /([,;]\s*)(?=[=@\uFF1D\uFF20]|[+\-\uFF0B\uFF0D][^,;]*[(|!])/g;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * A text no spreadsheet runs. Free text of a sender reaches our cells, and a cell that begins with = + - or @ becomes a formula
 * as soon as somebody opens the CSV, or saves the workbook as one: a formula can fetch, send and start things. An apostrophe
 * before it makes it text for good, and is seen by the reader. A plain number is none, so a negative weight stays one.
 * Excel of a country that writes 1,5 parts a CSV at semicolons, whatever its quotes say, and of another at commas: what stands
 * behind one within a text may begin a cell too.
 */
export function defused(text: string): string {
  const within = text.replace(WITHIN, '$1\'');
  return LIKE_A_FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${within}` : within;
}
