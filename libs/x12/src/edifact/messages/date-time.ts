/** A date of DTM as `localTime` takes it. */
export interface DateParts { date: string; time: string }

/**
 * What 2379 says of the digits: how many are the date. The zone of 205, 303 and 304 is left out: times are the port's own.
 * @source UN/EDIFACT code list 2379
 */
const DATE_DIGITS: Record<string, number> = { '101': 6, '102': 8, '201': 6, '203': 8, '204': 8, '205': 8, '303': 8, '304': 8 };

/** C507: value and format. Without a format, eight or twelve digits begin with the century and six or ten do not. Null for anything else. */
export function dateParts(value: string, format: string): DateParts | null {
  if (!/^\d{6,}/.test(value)) return null;
  const digits = format === '' ? ({ 6: 6, 8: 8, 10: 6, 12: 8 })[value.length] : DATE_DIGITS[format];
  return digits === undefined || value.length < digits ? null : { date: value.slice(0, digits), time: value.slice(digits, digits + 4) };
}
