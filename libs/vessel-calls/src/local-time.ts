const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * The instant of a port's local date or date-time, or null when it reads as none. A date alone is its first minute: the
 * earliest it can mean. An hour that comes twice in autumn is its first coming; one that is skipped in spring is as long after
 * the change as it would have been after its hour began: 02:30 is 03:30 where 02:00 becomes 03:00.
 *
 * @param zone  IANA zone of the port
 */
export function instantOf(local: string, zone: string): Date | null {
  const match = LOCAL.exec(local);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(asUtc);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || back.getUTCHours() !== hour) return null;
  // The offsets a day before and after are the two that may hold; the earlier instant that shows the wanted wall time wins.
  const [before, after] = [asUtc - DAY, asUtc + DAY].map((at) => offsetAt(at, zone)) as [number, number];
  const possible = [asUtc - before, asUtc - after].filter((at) => at + offsetAt(at, zone) === asUtc);
  return new Date(possible.length > 0 ? Math.min(...possible) : asUtc - before);
}

/** What the clock on the wall shows: 2018-07-28T06:00:00. */
export const localOf = (at: Date, zone: string): string => new Date(at.getTime() + offsetAt(at.getTime(), zone)).toISOString().slice(0, 19);

const DAY = 86_400_000;

/** Making one costs more than asking it: thousands of documents of one call are dated at once. Zones are the directory's, so there are few. */
const walls = new Map<string, Intl.DateTimeFormat>();

function wallOf(zone: string): Intl.DateTimeFormat {
  const known = walls.get(zone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  walls.set(zone, known);
  return known;
}

/** How far the zone's wall is ahead of UTC at an instant, ms. */
function offsetAt(at: number, zone: string): number {
  const parts = wallOf(zone).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1_000) * 1_000;
}
