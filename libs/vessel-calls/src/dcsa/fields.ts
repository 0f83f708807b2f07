import { z } from 'zod';

/** Fields as JIT 2.0 and OVS 3.0 share them. What the published schemas do not name is let pass: they grow within a version. */
export const text = (most: number) => z.string('expected text').max(most, `expected at most ${most} characters`).regex(/^\S(?:.*\S)?$/, 'expected text without blanks around it');
export const unlocode = z.string('expected a UN/LOCODE').regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'expected a UN/LOCODE such as USLGB');
export const mmsi = z.string('expected an MMSI').regex(/^\d{9}$/, 'expected the nine digits of an MMSI');
export const service = z.string('expected a universal service reference').regex(/^SR\d{5}[A-Z]$/, 'expected a universal service reference such as SR00001A');
export const universalVoyage = z.string('expected a universal voyage reference').regex(/^\d{2}[0-9A-Z]{2}[NEWSR]$/, 'expected a universal voyage reference such as 2107W');
export const instant = z.iso.datetime({ offset: true, error: 'expected a date and time with its offset such as 2026-12-01T14:00:00-08:00' });
export const uuid = z.uuid('expected a UUID');
export const facility = z.string('expected a facility code').regex(/^\S{1,6}$/, 'expected a facility code of at most 6 characters');
export const delayReason = z.string('expected a delay code').regex(/^[A-Za-z0-9]{1,3}$/, 'expected a delay code of at most three letters such as WEA').transform((code) => code.toUpperCase());
export const list = <Item extends z.ZodType>(item: Item, most: number) => z.array(item, 'expected a list').max(most, `expected at most ${most} of them in one message`);
