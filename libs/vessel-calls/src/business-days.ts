import { instantOf, localOf } from './local-time.js';

/** Days on which nobody works at a place. */
export interface Calendar {
  /** 0 Sunday … 6 Saturday */
  weekend: readonly number[];
  /** 2018-07-04; of the years that are known, and only of those */
  holidays: ReadonlySet<string>;
  years: ReadonlySet<number>;
}

/** By UN/LOCODE or country: `USLAX`, `US`. The directory's. */
export type Calendars = ReadonlyMap<string, Calendar>;

/** `unknown`: what the calendar could not say, in words; null: it knew every day it was asked for. */
export interface CountedTo { at: Date; unknown: string | null }

const MOST = 366;
const DAY = 86_400_000;
const NONE: Calendar = { weekend: [0, 6], holidays: new Set(), years: new Set() };

/**
 * So many business days of the port after an instant, or before it where `days` is negative. The day of the instant itself does
 * not count; with 0 it is that day, or the next one that is worked. A year without holidays in the calendar is counted by its
 * weekends, and said.
 *
 * @param time  the port's hour on the day reached, HH:MM or 24:00; null: the hour of the instant
 */
export function countBusinessDays(from: Date, days: number, port: { unlocode: string | null; zone: string; calendars: Calendars; time: string | null }): CountedTo {
  const place = port.unlocode ?? '';
  const calendar = port.calendars.get(place) ?? port.calendars.get(place.slice(0, 2)) ?? NONE;
  const local = localOf(from, port.zone);
  const unknown = new Set<number>();
  const isWorked = (day: number): boolean => {
    const date = new Date(day);
    if (!calendar.years.has(date.getUTCFullYear())) unknown.add(date.getUTCFullYear());
    return !calendar.weekend.includes(date.getUTCDay()) && !calendar.holidays.has(date.toISOString().slice(0, 10));
  };
  let day = Date.parse(`${local.slice(0, 10)}T00:00:00Z`);
  for (let left = Math.abs(days), steps = 0; (left > 0 || !isWorked(day)) && steps < MOST; steps += 1) {
    day += days < 0 ? -DAY : DAY;
    if (left > 0 && isWorked(day)) left -= 1;
  }
  const time = port.time ?? local.slice(11);
  const date = new Date(time === '24:00' ? day + DAY : day).toISOString().slice(0, 10);
  const at = instantOf(`${date}T${time === '24:00' ? '00:00' : time}`, port.zone);
  if (!at) throw new RangeError(`business days: found the hour "${time}"; expected HH:MM or 24:00`);
  return { at, unknown: unknown.size === 0 ? null : `holidays at ${place || 'its port'} in ${[...unknown].sort().join(' and ')} are not known: weekends alone were counted` };
}
