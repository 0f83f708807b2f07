import { resolve } from 'node:path';
import { z } from 'zod';
import { duration } from '#common';
import { code, envelopeId, firms, oneLine, qualifier, scac, setName, smdgTerminal, unlocode } from './field-types.js';
import type { Settings } from './settings.js';
import type { Partner } from './types.js';

/** 997 without quotes is a number in YAML; both spellings are meant. */
const set = <const Values extends readonly [string, ...string[]]>(values: Values) => z.preprocess((found) => (typeof found === 'number' ? String(found) : found), z.enum(values));

const route = z.strictObject({
  sets: z.array(setName).min(1, 'expected at least one set; leave it out for every set').nullish(),
  gs03: envelopeId.nullish(),
  port: unlocode.nullish(),
  firms: firms.nullish(),
  terminal: smdgTerminal.nullish(),
  endpoint: code,
}).transform((one) => ({ sets: one.sets ?? null, gs03: one.gs03 ?? null, port: one.port ?? null, firms: one.firms ?? null, terminal: one.terminal ?? null, endpoint: one.endpoint }));

const environmentName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'expected the name of an environment variable');

const partnerFile = z.strictObject({
  name: oneLine,
  carrier: scac,
  region: z.string(),
  identities: z.union([
    z.literal('any'),
    z.array(z.strictObject({ isa05: qualifier.nullish(), isa06: envelopeId })).min(1, 'expected at least one isa06, or any'),
  ], { error: 'expected a list of isa05 and isa06 (in quotes when all digits), or any' }),
  endpoint: code.nullish(),
  folder: oneLine.nullish(),
  checks: z.enum(['envelope', 'structure']).default('envelope'),
  strictness: z.enum(['reject', 'accept-with-errors', 'note']).nullish(),
  answers: z.strictObject({
    interchange: z.enum(['never', 'requested', 'always']).default('requested'),
    functional: set(['997', '999', 'none']).default('997'),
    application: set(['824', 'none']).default('none'),
  }).prefault({}),
  duplicateWindow: duration.optional(),
  calls: z.enum(['own', 'any', 'none']).optional(),
  routes: z.array(route).max(1_000).default([]),
  neverSends: z.array(setName).max(100).nullish(),
  webhook: z.strictObject({ url: z.url({ protocol: /^https?$/, error: 'expected an address such as https://carrier.example/hawser' }), secretEnv: environmentName }).nullish(),
}).refine((one) => one.checks === 'structure' || !one.strictness, { path: ['strictness'], error: 'expected checks: structure beside it, since it weighs faults of structure' });

/** partners/CODE.yaml, for one installation: what a file leaves out comes from its settings; a watched folder stands beside it. */
export function partnerSchema(own: { code: string; dir: string; settings: Settings }) {
  return partnerFile.transform((file): Partner => ({
    code: own.code,
    name: file.name,
    carrier: file.carrier,
    region: file.region,
    identities: file.identities === 'any' ? 'any' : file.identities.map(({ isa05, isa06 }) => ({ isa05: isa05 ?? null, isa06 })),
    endpoint: file.endpoint ?? null,
    folder: file.folder ? resolve(own.dir, file.folder) : null,
    structure: file.checks === 'structure' ? file.strictness ?? 'reject' : null,
    answers: file.answers,
    duplicateWindowMs: file.duplicateWindow ?? own.settings.envelope.duplicateWindowMs,
    // A network vouches for its senders' names, not for what they know of a vessel.
    calls: file.calls ?? (file.identities === 'any' ? 'none' : 'own'),
    routes: file.routes,
    ...(file.neverSends ? { neverSends: file.neverSends } : {}),
    ...(file.webhook ? { webhook: file.webhook } : {}),
  }));
}
