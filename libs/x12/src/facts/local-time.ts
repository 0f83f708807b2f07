/**
 * A date and a time as X12 writes them, as ISO text without a zone: "2026-03-07" or "2026-03-07T14:30".
 * Six digits are read as YYMMDD: releases before 4010 send them, and so do 4010 files padded with blanks.
 * Null when the date is none; an unreadable time is left out.
 */
export function localTime(date: string | undefined, time: string | undefined): string | null {
  const digits = (date ?? '').trim();
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})$/.exec(digits);
  if (!match) return null;
  const [, yearDigits = '', month = '', day = ''] = match;
  const year = yearDigits.length === 4 ? yearDigits : `${Number(yearDigits) < 70 ? '20' : '19'}${yearDigits}`;
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  const clock = /^([01]\d|2[0-3])([0-5]\d)/.exec((time ?? '').trim());
  return `${year}-${month}-${day}${clock ? `T${clock[1] ?? ''}:${clock[2] ?? ''}` : ''}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
