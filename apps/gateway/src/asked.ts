import { z } from 'zod';
import { CALL_CURSOR, DELAY_CLOCKS, DELAYS_BY } from '#vessel-calls';

/** What the routes of figures are asked with. Here, so that the documentation of the API says exactly what is checked. */
const scope = {
  carrier: z.string().min(1).max(40).nullable().default(null).describe('Only what this line may see: calls of its own, calls that name it in an alias or hold documents of its own, and of all documents its own alone.'),
  region: z.string().min(1).max(40).nullable().default(null).describe('Only calls and documents of this region.'),
};

export const scopeAsked = z.object(scope);

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'expected an instant with its offset, such as 2018-07-24T20:04:00-04:00, or a date, meant in UTC').transform((text) => new Date(text));

export const boardAsked = z.object({
  ...scope,
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Calls on one page.'),
  after: z.string().regex(CALL_CURSOR, 'expected what the page before named as next').nullable().default(null).describe('What the page before named as `next`.'),
});

export const callAsked = z.object({
  ...scope,
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000).describe('Documents on one page, by due time.'),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('Documents left out before the page.'),
});

export const delaysAsked = z.object({
  ...scope,
  by: z.enum(DELAYS_BY).default('terminal').describe('What delays are told apart by. A terminal is any endpoint; a channel is how a document was first handed over.'),
  since: instant.optional().describe('Documents due from then on; left out: 30 days before `until`.'),
  until: instant.optional().describe('Documents due before then; never later than now, and left out: now.'),
  clock: z.enum(DELAY_CLOCKS).default('delivered').describe('What stops a document\'s clock. delivered: what its endpoint\'s profile counts. acknowledgement: its first positive answer. acceptance: its word on the content, or a person\'s, where the profile waits for one.'),
  limit: z.coerce.number().int().min(1).max(20_000).default(1_000).describe('Lines, the worst first; `more` says how many are left out.'),
  format: z.enum(['json', 'csv']).optional().describe('csv: as with Accept: text/csv.'),
}).refine(({ since, until }) => !since || !until || since < until, { path: ['since'], message: 'expected a time before until' });

/** Mails that came in, the newest first. */
export const mailsInAsked = z.object({
  mailbox: z.string().max(32).optional().describe('of this mailbox alone'),
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().describe('the page behind the mail of this id'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const attachmentsAsked = z.object({ all: z.enum(['true', 'false']).optional() });
