import { z } from 'zod';
import { duration, durationMs } from '#common';
import { oneLine, scac, setName } from './field-types.js';
import type { ExpectedDocument } from './types.js';

const offset = z.string({ error: 'expected an offset such as -48h, 0h or +24h' }).transform((text, context) => {
  const ms = durationMs(text.trim().replace(/^[+-]/, ''));
  if (ms === null) context.addIssue({ code: 'custom', message: 'expected an offset such as -48h, 0h or +24h' });
  return (text.trim().startsWith('-') ? -1 : 1) * (ms ?? 0) / 60_000;
});

/** expected.yaml: which documents a call should have, and by when. */
export const expectedDocumentsSchema = z.strictObject({
  expected: z.array(z.strictObject({
    id: z.string().regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'expected capitals, digits and hyphens such as STOW-PLAN'),
    what: oneLine,
    sets: z.array(setName).min(1, 'expected at least one set'),
    statuses: z.array(z.string().regex(/^[A-Z0-9]{1,3}$/, 'expected an event\'s code of 1 to 3 capitals and digits')).min(1, 'expected at least one code; leave it out for every event').nullish(),
    direction: z.enum(['to-terminal', 'to-carrier']),
    kinds: z.array(z.enum(['terminal', 'port'])).min(1),
    carriers: z.array(scac).min(1, 'expected at least one SCAC; leave it out for every line').nullish(),
    of: z.enum(['operator', 'each-line']),
    voyage: z.enum(['in', 'out']).nullish(),
    phases: z.array(z.enum(['expected', 'arrived', 'working', 'departed'])).min(1),
    due: z.array(z.strictObject({ anchor: z.enum(['ETA', 'ETD', 'cargo', 'reefer', 'haz', 'doc', 'vgm', 'erd']), offset })).min(1, 'expected at least one anchor'),
    soon: duration,
    until: duration,
    law: z.boolean(),
    because: z.string().trim().min(1).max(300),
    source: z.string().trim().min(1).max(300),
  }).transform(({ due, soon, until, ...rest }): ExpectedDocument => ({
    ...rest, statuses: rest.statuses ?? null, carriers: rest.carriers ?? null, voyage: rest.voyage ?? null,
    due: due.map(({ anchor, offset: offsetMinutes }) => ({ anchor, offsetMinutes })), soonMinutes: soon / 60_000, untilMinutes: until / 60_000,
  }))).max(500),
}).superRefine(({ expected }, context) => {
  const twice = expected.filter((row, index) => expected.findIndex((other) => other.id === row.id) !== index);
  for (const row of twice) context.addIssue({ code: 'custom', path: ['expected'], message: `expected each id once, ${row.id} stands twice` });
});
