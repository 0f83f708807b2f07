import { z } from 'zod';
import { durationMs } from '#common';
import { scac } from './field-types.js';
import type { Settings } from './settings.js';
import { DUE_ANCHORS, type DueRule, type DueTerm, type DueWhen } from './types.js';

const AN_OFFSET = 'expected an offset such as -48h, 0h, +24h or +4bd (business days)';
/** A rule within a rule within a rule is nobody's deadline. */
const DEEPEST = 2;

const offset = z.string({ error: AN_OFFSET }).transform((text, context): Pick<DueTerm, 'offsetMinutes' | 'businessDays'> => {
  const days = /^([+-]?)(\d{1,3})\s*bd$/.exec(text.trim());
  if (days) return { offsetMinutes: 0, businessDays: (days[1] === '-' ? -1 : 1) * Number(days[2]) };
  const ms = durationMs(text.trim().replace(/^[+-]/, ''));
  if (ms === null) context.addIssue({ code: 'custom', message: AN_OFFSET });
  return { offsetMinutes: (text.trim().startsWith('-') ? -1 : 1) * (ms ?? 0) / 60_000 };
});

const anchor = z.enum(DUE_ANCHORS);
const time = z.string({ error: 'expected an hour of the port in quotes such as "16:00", or "24:00"' }).regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected an hour of the port in quotes such as "16:00", or "24:00"');

/** What a file may say of when: one anchor with its offset, or the earlier or later of several. */
interface FileWhen { anchor?: DueTerm['anchor'] | undefined; offset?: Pick<DueTerm, 'offsetMinutes' | 'businessDays'> | undefined; time?: string | undefined; earlierOf?: FileWhen[] | undefined; laterOf?: FileWhen[] | undefined }

const whenShape = (depth: number) => ({
  anchor: anchor.optional(), offset: offset.optional(), time: time.optional(), earlierOf: partsOf(depth).optional(), laterOf: partsOf(depth).optional(),
});

function partsOf(depth: number): z.ZodType<FileWhen[]> {
  if (depth === 0) return z.array(z.never()).max(0, `expected at most ${DEEPEST} within one another`);
  return z.array(z.strictObject(whenShape(depth - 1)).superRefine(oneOfThem)).min(2, 'expected at least two parts').max(5);
}

function oneOfThem(when: FileWhen, context: z.RefinementCtx): void {
  const ways = [when.anchor !== undefined || when.offset !== undefined, when.earlierOf !== undefined, when.laterOf !== undefined].filter(Boolean).length;
  if (ways !== 1 || (when.anchor === undefined) !== (when.offset === undefined)) context.addIssue({ code: 'custom', message: 'expected an anchor with its offset, or earlierOf, or laterOf' });
  if (when.time !== undefined && typeof when.offset?.businessDays !== 'number') context.addIssue({ code: 'custom', path: ['time'], message: 'expected an offset of business days beside it, such as +1bd' });
}

function toWhen({ anchor, offset, time, earlierOf, laterOf }: FileWhen): DueWhen {
  if (earlierOf) return { earlierOf: earlierOf.map(toWhen) };
  if (laterOf) return { laterOf: laterOf.map(toWhen) };
  // What is neither was refused above.
  return { anchor: anchor ?? 'RECEIVED', offsetMinutes: 0, ...offset, ...(time === undefined ? {} : { time }) };
}

const someOf = <S extends z.ZodType>(one: S, what: string) => z.array(one).min(1, `expected at least one ${what}; leave it out where it does not matter`);
const lead = z.string({ error: 'expected a duration such as 12h' }).transform((text, context) => {
  const ms = durationMs(text);
  if (ms === null) context.addIssue({ code: 'custom', message: 'expected a duration such as 12h' });
  return (ms ?? 0) / 60_000;
});

/** deadlines.yaml: in the order they are tried. The last one applies to everything, whatever is known about it. */
export const dueRulesSchema = z.strictObject({
  rules: z.array(z.strictObject({
    id: z.string().regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'expected capitals, digits and hyphens such as T-STOW'),
    sets: z.array(z.string().regex(/^(\d{3}|[A-Z]{6}|\*)$/, 'expected three digits in quotes, a message such as COPRAR, or "*"')).min(1, 'expected at least one set, or "*"'),
    direction: z.enum(['to-terminal', 'to-carrier', 'to-customs', 'any']),
    carriers: someOf(scac, 'carrier').optional(),
    endpoints: someOf(z.string().min(1).max(40), 'endpoint').optional(),
    where: someOf(z.string().regex(/^[A-Z]{2}([A-Z2-9]{3})?$/, 'expected a country or UN/LOCODE such as US or USLAX'), 'place').optional(),
    cargo: z.enum(['hazmat', 'reefer']).optional(),
    trade: z.enum(['import', 'export']).optional(),
    ...whenShape(DEEPEST),
    amber: lead.optional(),
    red: lead.optional(),
    law: z.boolean(),
    because: z.string().trim().min(1).max(300),
    source: z.string().trim().min(1).max(300),
  }).superRefine(oneOfThem).transform(({ anchor: from, offset: by, time: hour, earlierOf, laterOf, amber, red, ...head }): DueRule => ({
    ...definedOnly(head), ...toWhen({ anchor: from, offset: by, time: hour, earlierOf, laterOf }),
    ...(amber === undefined ? {} : { amberMinutes: amber }), ...(red === undefined ? {} : { redMinutes: red }),
  }))),
}).superRefine(({ rules }, context) => {
  const twice = rules.filter((rule, index) => rules.findIndex((other) => other.id === rule.id) !== index);
  for (const rule of twice) context.addIssue({ code: 'custom', path: ['rules'], message: `expected each id once, ${rule.id} stands twice` });
  const last = rules.at(-1);
  if (!last || !appliesToAll(last)) {
    context.addIssue({ code: 'custom', path: ['rules'], message: 'expected the last rule to have sets ["*"], direction any and anchor RECEIVED, so that every document has a due time' });
  }
});

const definedOnly = <T extends object>(found: T): T => Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as T;

function appliesToAll(rule: DueRule): boolean {
  const { sets, direction, carriers, endpoints, where, cargo, trade } = rule;
  return sets.includes('*') && direction === 'any' && !carriers && !endpoints && !where && !cargo && !trade && 'anchor' in rule && rule.anchor === 'RECEIVED';
}

/** Rules that are right one by one and wrong beside the settings and the terminals: red before amber, nobody's endpoint. */
export function ruleFaults(rules: readonly DueRule[], { urgency }: Settings, endpoints: ReadonlyMap<string, unknown>): string[] {
  const strangers = rules.flatMap(({ id, endpoints: named }) => (named ?? []).filter((code) => !endpoints.has(code))
    .map((code) => `deadlines.rules: found ${code} in ${id}, which has no file; expected the code of a file in terminals/`));
  return strangers.concat(rules.flatMap(({ id, amberMinutes, redMinutes }) => ((redMinutes ?? urgency.redMinutes) > (amberMinutes ?? urgency.amberMinutes)
    ? [`deadlines.rules: found ${id} turning red before it turns amber (what it leaves out is settings: urgency); expected red to begin after amber`] : [])));
}
