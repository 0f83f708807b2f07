/** One record without its line end (RFC 4180): a field is quoted where it must be, its quotes doubled. */
export function csvRecord(fields: readonly string[], delimiter = ','): string {
  // A record of one empty field would be an empty line, which readers skip.
  if (fields.length === 1 && fields[0] === '') return '""';
  return fields.map((field) => csvField(field, delimiter)).join(delimiter);
}

/** One field as it stands in a record. */
export function csvField(field: string, delimiter = ','): string {
  return field.includes(delimiter) || NEEDS_QUOTES.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

const NEEDS_QUOTES = /["\r\n]/;

/** Records one behind the other, each with its line end. */
export function csvFile(records: readonly string[]): string { return records.reduce((text, record) => `${text}${record}\r\n`, ''); }

/** Tells Excel that a file is UTF-8; without it, it takes the letters for those of the machine's own code page. */
export const BYTE_ORDER_MARK = '\uFEFF';
