const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Thu 26 Jul 2018 06:00 PDT (13:00 UTC)": the quay's time first, UTC beside it, with its day where that differs. */
export function inZone(at: Date, zone: string): string {
  const utc = wall(at, 'UTC');
  const there = safely(() => wall(at, zone));
  if (!there || zone === 'UTC') return `${utc.day} ${utc.time} UTC`;
  return `${there.day} ${there.time} ${there.zone} (${there.day === utc.day ? '' : `${utc.day} `}${utc.time} UTC)`;
}

/**
 * A date and time as X12 carries them (373, 337, 623): "26 Jul 2018 14:00 LT". What does not read as a date stays as found.
 * Six digits are a year of the current century: 309s are seen with YYMMDD in P402.
 */
export function asWritten(date: string, time: string, zone: string): string {
  const match = /^(\d{2})?(\d{2})(\d{2})(\d{2})$/.exec(date);
  const month = MONTHS[Number(match?.[3]) - 1];
  const day = match && month && Number(match[4]) >= 1 && Number(match[4]) <= 31 ? `${match[4]} ${month} ${match[1] ?? '20'}${match[2]}` : date;
  const clock = /^([01]\d|2[0-3])([0-5]\d)(\d{2})?\d{0,2}$/.exec(time);
  const hour = clock ? `${clock[1]}:${clock[2]}${clock[3] && clock[3] !== '00' ? `:${clock[3]}` : ''}` : time;
  return [day, hour, zone].filter((part) => part !== '').join(' ');
}

function wall(at: Date, zone: string): { day: string; time: string; zone: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, weekday: 'short', day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${part['weekday']} ${part['day']} ${part['month']} ${part['year']}`, time: `${part['hour']}:${part['minute']}`, zone: part['timeZoneName'] ?? zone };
}

/** An unknown zone is a fault of configuration; the mail still says the instant, in UTC. */
function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
