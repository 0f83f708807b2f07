/** Months as they stand in a date of the language, without points: "Jul", "jul", "juil". */
const MONTHS = new Map<string, readonly string[]>();
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/**
 * A date and time as X12 carries them (373, 337, 623): "26 Jul 2018 14:00 LT". What does not read as a date stays as found.
 * Six digits have no century (309s are seen with YYMMDD in P402): 70 to 99 are those of the last one.
 */
export function dateAsWritten(tag: string, date: string, time: string, zone: string): string {
  const day = dayAsWritten(tag, date);
  if (time === '' && zone === '') return day;
  return [day, hourAsWritten(time), zone].filter((part) => part !== '').join(' ');
}

/** "Thu 26 Jul 2018 06:00 PDT (13:00 UTC)": the quay's time first, UTC beside it, with its day where that differs. */
export function instantIn(tag: string, at: Date, zone: string): string {
  const utc = wall(tag, at, 'UTC');
  const there = wallOrNothing(tag, at, zone);
  if (!there || zone === 'UTC') return `${utc.day} ${utc.time} UTC`;
  return `${there.day} ${there.time} ${there.zone} (${there.day === utc.day ? '' : `${utc.day} `}${utc.time} UTC)`;
}

/** Is it a day of the calendar, with its century or without? */
export function isDay(date: string): boolean { return dayAsWritten('en', date) !== date; }

function dayAsWritten(tag: string, date: string): string {
  const match = /^(\d{2})?(\d{2})(\d{2})(\d{2})$/.exec(date);
  if (!match) return date;
  const [, century, ofCentury = '', month = '', day = ''] = match;
  const year = `${century ?? (ofCentury >= '70' ? '19' : '20')}${ofCentury}`;
  // The day before the first of the next month is the last: 31 Feb is no date, and is not made one.
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const name = monthsOf(tag)[Number(month) - 1];
  return name !== undefined && Number(day) >= 1 && Number(day) <= last ? `${day} ${name} ${year}` : date;
}

function hourAsWritten(time: string): string {
  const clock = /^([01]\d|2[0-3])([0-5]\d)(\d{2})?\d{0,2}$/.exec(time);
  return clock ? `${clock[1]}:${clock[2]}${clock[3] && clock[3] !== '00' ? `:${clock[3]}` : ''}` : time;
}

function monthsOf(tag: string): readonly string[] {
  let months = MONTHS.get(tag);
  if (!months) {
    const format = new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' });
    months = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2018, month, 15)).replace(/\./g, ''));
    MONTHS.set(tag, months);
  }
  return months;
}

function wall(tag: string, at: Date, zone: string): { day: string; time: string; zone: string } {
  const key = `${tag} ${zone}`;
  let format = CLOCKS.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(tag, { timeZone: zone, weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
    CLOCKS.set(key, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const month = monthsOf(tag)[Number(part['month']) - 1] ?? part['month'];
  return { day: `${part['weekday']?.replace(/\./g, '')} ${part['day']} ${month} ${part['year']}`, time: `${part['hour']}:${part['minute']}`, zone: zoneName(part['timeZoneName'] ?? zone, at, zone) };
}

/** People at a quay say PDT; a language that has no such name says GMT-7, and then the English one is taken where it is one. */
function zoneName(found: string, at: Date, zone: string): string {
  if (!/^(GMT|UTC)[+-−]/.test(found)) return found;
  const key = `name ${zone}`;
  let format = CLOCKS.get(key);
  if (!format) CLOCKS.set(key, format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }));
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? found;
}

/** An unknown zone is a fault of configuration; the mail still says the instant, in UTC. */
function wallOrNothing(tag: string, at: Date, zone: string): { day: string; time: string; zone: string } | null {
  try {
    return wall(tag, at, zone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
