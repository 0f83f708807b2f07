const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** "2018-07-26 06:00:12 PDT": the quay's own clock, to the second, in an order that sorts. A zone nobody knows is shown in UTC. */
export function hourThere(at: Date, zone: string): string {
  const part = Object.fromEntries(clockOf(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']} ${(part['timeZoneName'] ?? '').replace('GMT', 'UTC')}`;
}

/** "2018-07-26 13:00:12 UTC" */
export function hourUtc(at: Date): string { return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`; }

/** Both, one below the other. */
export function hours(at: Date | null, zone: string): string[] {
  if (at === null) return [''];
  return isUtc(zone) ? [hourUtc(at)] : [hourThere(at, zone), hourUtc(at)];
}

/** Both in one line. */
export function hourSaid(at: Date, zone: string): string { return isUtc(zone) ? hourUtc(at) : `${hourThere(at, zone)} (${hourUtc(at)})`; }

/** 135 -> "2 h 15 min" */
export function minutesSaid(minutes: number): string {
  const hoursOf = Math.floor(minutes / 60);
  return hoursOf === 0 ? `${minutes} min` : `${hoursOf} h ${minutes % 60} min`;
}

const isUtc = (zone: string): boolean => zone === 'UTC' || zone === 'Etc/UTC';

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = CLOCKS.get(zone);
  if (!clock) CLOCKS.set(zone, clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }));
  return clock;
}
