import { resolve } from 'node:path';
import { z } from 'zod';
import { duration } from '#common';
import { code, envelopeId, firms, host, mailAddress, oneLine, port, remotePath, scac, smdgTerminal, unlocode, zone } from './field-types.js';
import type { Settings } from './settings.js';
import type { Endpoint, Partner, SftpProfile } from './types.js';

const environmentName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'expected the name of an environment variable');

const sftp = z.strictObject({
  kind: z.literal('sftp'),
  host,
  port: port.default(22),
  user: oneLine,
  privateKeyFile: oneLine.nullish(),
  passwordEnv: environmentName.nullish(),
  hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'expected OpenSSH\'s fingerprint of the host key: SHA256: and 43 characters'),
  inbox: remotePath,
  outbox: remotePath.nullish(),
  temporarySuffix: z.string().regex(/^\.[A-Za-z0-9_-]{1,16}$/, 'expected a suffix such as .part').default('.part'),
  readsTemporaryNames: z.boolean().default(false),
  removesFiles: z.boolean().default(true),
  connectTimeout: duration.optional(),
  stallTimeout: duration.optional(),
}).refine((one) => !one.privateKeyFile !== !one.passwordEnv, { path: ['privateKeyFile'], error: 'expected either privateKeyFile or passwordEnv' });

/** terminals/CODE.yaml. The file's name is the endpoint's code and its lane's name. */
const endpointFile = z.strictObject({
  name: oneLine,
  kind: z.enum(['terminal', 'carrier', 'customs', 'port']),
  carrier: scac,
  region: z.string(),
  unlocode: unlocode.nullish(),
  terminal: smdgTerminal.nullish(),
  firms: firms.nullish(),
  zone,
  receives: z.array(z.strictObject({ isa08: envelopeId, gs03: envelopeId.nullish() })).min(1, 'expected at least one isa08, with or without gs03'),
  edi: sftp.nullish(),
  mail: z.strictObject({ to: z.array(mailAddress).min(1, 'expected at least one address').max(20), language: z.literal('en').default('en') }).nullish(),
  // 997 without quotes is a number in YAML; both spellings are meant.
  acknowledges: z.preprocess((found) => (found === 997 ? '997' : found), z.enum(['none', '997'])),
  answerWithin: duration.optional(),
  replay: z.enum(['unconfirmed', 'none']).default('unconfirmed'),
  concurrency: z.int().min(1).max(100).default(1),
  ratePerSecond: z.number().positive().max(10_000).nullish(),
})
  .refine((one) => one.edi || one.mail, { path: ['edi'], error: 'expected edi, mail or both' })
  .refine((one) => !one.terminal || one.unlocode, { path: ['unlocode'], error: 'expected a UN/LOCODE, since a terminal code means nothing without its port' });

/** The file's schema for one installation: what a file leaves out comes from its settings; key files stand beside it. */
export function endpointSchema(own: { code: string; dir: string; settings: Settings }) {
  const { dir, settings } = own;
  return endpointFile.transform((file): Endpoint => ({
    code: own.code,
    name: file.name,
    kind: file.kind,
    carrier: file.carrier,
    region: file.region,
    unlocode: file.unlocode ?? null,
    terminal: file.terminal ?? null,
    firms: file.firms ?? null,
    zone: file.zone,
    receives: file.receives.map(({ isa08, gs03 }) => ({ isa08, gs03: gs03 ?? null })),
    edi: file.edi ? sftpProfile(file.edi, dir, settings) : null,
    mail: file.mail ?? null,
    acknowledges: file.acknowledges,
    answerWithinMs: file.answerWithin ?? settings.acknowledgement.allowanceMs,
    replay: file.replay,
    concurrency: file.concurrency,
    ratePerSecond: file.ratePerSecond ?? null,
  }));
}

/** partners/CODE.yaml. */
export function partnerSchema(own: { code: string; dir: string }) {
  return z.strictObject({
    name: oneLine,
    carrier: scac,
    region: z.string(),
    identities: z.union([
      z.literal('any'),
      z.array(z.strictObject({ isa05: z.string().regex(/^[A-Z0-9]{2}$/, 'expected two characters, in quotes when they are digits').nullish(), isa06: envelopeId })).min(1, 'expected at least one isa06, or any'),
    ], { error: 'expected a list of isa05 and isa06 (in quotes when all digits), or any' }),
    endpoint: code.nullish(),
    folder: oneLine.nullish(),
  }).transform((file): Partner => ({
    code: own.code,
    name: file.name,
    carrier: file.carrier,
    region: file.region,
    identities: file.identities === 'any' ? 'any' : file.identities.map(({ isa05, isa06 }) => ({ isa05: isa05 ?? null, isa06 })),
    endpoint: file.endpoint ?? null,
    folder: file.folder ? resolve(own.dir, file.folder) : null,
  }));
}

function sftpProfile(file: z.output<typeof sftp>, dir: string, settings: Settings): SftpProfile {
  const { connectTimeout, stallTimeout, ...rest } = file;
  return {
    ...rest,
    privateKeyFile: file.privateKeyFile ? resolve(dir, file.privateKeyFile) : null,
    passwordEnv: file.passwordEnv ?? null,
    outbox: file.outbox ?? null,
    connectTimeoutMs: connectTimeout ?? settings.sftp.connectTimeoutMs,
    stallTimeoutMs: stallTimeout ?? settings.sftp.stallTimeoutMs,
  };
}
