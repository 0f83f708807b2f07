import { z } from 'zod';
import { durationMs } from '#common';
import type { DueRule } from './types.js';

/** deadlines.yaml: in the order they are tried. The last one applies to everything, whatever is known about it. */
export const dueRulesSchema = z.strictObject({
  rules: z.array(z.strictObject({
    id: z.string().regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'expected capitals, digits and hyphens such as T-STOW'),
    sets: z.array(z.string().regex(/^(\d{3}|\*)$/, 'expected three digits in quotes, or "*"')).min(1, 'expected at least one set, or "*"'),
    direction: z.enum(['to-terminal', 'to-carrier', 'any']),
    anchor: z.enum(['ETA', 'ETD', 'DOCUMENT_ETA', 'RECEIVED']),
    offset: z.string({ error: 'expected an offset such as -48h, 0h or +24h' }).transform((text, context) => {
      const ms = durationMs(text.trim().replace(/^[+-]/, ''));
      if (ms === null) context.addIssue({ code: 'custom', message: 'expected an offset such as -48h, 0h or +24h' });
      return (text.trim().startsWith('-') ? -1 : 1) * (ms ?? 0) / 60_000;
    }),
    law: z.boolean(),
    because: z.string().trim().min(1).max(300),
    source: z.string().trim().min(1).max(300),
  }).transform(({ offset, ...rest }): DueRule => ({ ...rest, offsetMinutes: offset }))),
}).superRefine(({ rules }, context) => {
  const twice = rules.filter((rule, index) => rules.findIndex((other) => other.id === rule.id) !== index);
  for (const rule of twice) context.addIssue({ code: 'custom', path: ['rules'], message: `expected each id once, ${rule.id} stands twice` });
  const last = rules.at(-1);
  if (!last || last.anchor !== 'RECEIVED' || last.direction !== 'any' || !last.sets.includes('*')) {
    context.addIssue({ code: 'custom', path: ['rules'], message: 'expected the last rule to have sets ["*"], direction any and anchor RECEIVED, so that every document has a due time' });
  }
});
