import { z } from 'zod';
import { oneLine } from './field-types.js';
import type { Calendar } from './types.js';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const day = z.string({ error: 'expected a day in quotes such as "2018-07-04"' }).refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text), 'expected a day in quotes such as "2018-07-04"');

/**
 * calendars.yaml: days without work by country or UN/LOCODE; a port takes its country's holidays too. A year that is listed is
 * known whole; of one that is not, whoever counts says that it counted by weekends alone.
 */
export const calendarsSchema = z.strictObject({
  calendars: z.array(z.strictObject({
    where: z.string().regex(/^[A-Z]{2}([A-Z2-9]{3})?$/, 'expected a country or UN/LOCODE such as US or USLAX'),
    name: oneLine,
    weekend: z.array(z.enum(WEEKDAYS)).max(6, 'expected at least one day of work').default(['sat', 'sun']),
    holidays: z.array(z.strictObject({ year: z.int().min(1970).max(2199), days: z.array(day), source: oneLine })),
  })),
}).transform(({ calendars }, context): ReadonlyMap<string, Calendar> => {
  const found = new Map<string, Calendar>();
  const fault = (message: string) => { context.addIssue({ code: 'custom', path: ['calendars'], message }); };
  for (const { where, weekend, holidays } of [...calendars].sort((a, b) => a.where.length - b.where.length)) {
    if (found.has(where)) fault(`expected each place once, ${where} stands twice`);
    for (const { year, days } of holidays) for (const one of days) if (!one.startsWith(`${year}-`)) fault(`expected days of ${year} for ${where}, found ${one}`);
    const country = found.get(where.slice(0, 2));
    const own = holidays.map(({ year }) => year);
    if (new Set(own).size !== own.length) fault(`expected each year once for ${where}`);
    found.set(where, {
      weekend: weekend.map((name) => WEEKDAYS.indexOf(name)),
      holidays: new Set([...(country?.holidays ?? []), ...holidays.flatMap(({ days }) => days)]),
      // A port is known where its own list is and its country's, if that has one.
      years: new Set(country ? own.filter((year) => country.years.has(year)) : own),
    });
  }
  return found;
});
