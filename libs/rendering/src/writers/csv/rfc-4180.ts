/** One record without its line end (RFC 4180): a field is quoted where it must be, its quotes doubled. */
export function csvRecord(fields: readonly string[], delimiter = ','): string {
  // A record of one empty field would be an empty line, which readers skip.
  if (fields.length === 1 && fields[0] === '') return '""';
  let record = '';
  for (let n = 0; n < fields.length; n += 1) {
    const field = fields[n] ?? '';
    if (n > 0) record += delimiter;
    if (field === '') continue; // most are, in a table as wide as all kinds of record together
    record += field.includes(delimiter) || NEEDS_QUOTES.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  }
  return record;
}

const NEEDS_QUOTES = /["\r\n]/;

/** Records one behind the other, each with its line end. */
export function csvFile(records: readonly string[]): string { return `${records.join('\r\n')}\r\n`; }

/** Tells Excel that a file is UTF-8; without it, it takes the letters for those of the machine's own code page. */
export const BYTE_ORDER_MARK = '\uFEFF';
