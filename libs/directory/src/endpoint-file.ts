import { resolve } from 'node:path';
import { z } from 'zod';
import { duration } from '#common';
import { envelopeId, firms, host, language, mailAddress, oneLine, port, qualifier, remotePath, scac, setName, smdgTerminal, unlocode, zone } from './field-types.js';
import { DEFAULT_FORMS, envelopeOf } from './profile.js';
import type { Settings } from './settings.js';
import { tableSchema } from './table-file.js';
import type { Endpoint, MailProfile, SftpProfile } from './types.js';

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

/** An address, or a whole domain: @quay.example. */
const answerer = z.union([mailAddress, z.string().regex(/^@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/)], { error: 'expected a mail address, or a domain such as @quay.example' });

/** Print is the end of the list: what is behind it would never be tried. */
const forms = z.array(z.enum(['all', 'tables', 'pdf', 'plain', 'words', 'print'])).min(1, 'expected at least one form')
  .refine((list) => new Set(list).size === list.length, 'expected each form once')
  .refine((list) => !list.slice(0, -1).includes('print'), 'expected print at the end: nothing behind it would be tried')
  .refine((list) => list[0] !== 'print', 'expected a form of mail first; leave mail out where there is none');

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
  receives: z.array(z.strictObject({ isa08: envelopeId, gs03: envelopeId.nullish().transform((gs03) => gs03 ?? null) })).min(1, 'expected at least one isa08, with or without gs03'),
  edi: sftp.nullish(),
  mail: z.strictObject({ to: z.array(mailAddress).min(1, 'expected at least one address').max(20), language: language.default('en'), forms: forms.default(DEFAULT_FORMS), encryptTo: oneLine.nullish(), answersFrom: z.array(answerer).max(50).optional(), confirmLink: z.boolean().optional() }).nullish(),
  phones: z.array(oneLine).max(20).default([]),
  // 997 without quotes is a number in YAML; both spellings are meant.
  acknowledges: z.preprocess((found) => (found === 997 ? '997' : found), z.enum(['none', '997', 'content'])),
  answerWithin: duration.optional(),
  replay: z.enum(['all', 'unconfirmed', 'none']).optional(),
  concurrency: z.int().min(1).max(100).default(1),
  ratePerSecond: z.number().positive().max(10_000).nullish(),
  envelope: z.strictObject({
    isa07: qualifier.default('ZZ'), isa08: envelopeId.optional(), gs03: envelopeId.optional(),
    isa12: z.string({ error: 'expected five digits in quotes' }).regex(/^\d{5}$/, 'expected five digits in quotes such as "00401"').default('00401'),
    sequence: z.enum(['any', 'strict']).default('any'),
  }).prefault({}),
  tables: z.array(tableSchema).max(50).default([]),
  neverTakes: z.array(setName).max(100).nullish(),
})
  .refine((one) => one.edi || one.mail, { path: ['edi'], error: 'expected edi, mail or both' })
  .refine((one) => !one.terminal || one.unlocode, { path: ['unlocode'], error: 'expected a UN/LOCODE, since a terminal code means nothing without its port' })
  .refine((one) => one.envelope.sequence === 'any' || one.concurrency === 1, { path: ['concurrency'], error: 'expected 1, since envelope.sequence is strict: a number may only leave when the one before it has arrived' })
  .refine((one) => one.envelope.sequence === 'any' || (one.replay ?? 'all') === 'all', { path: ['replay'], error: 'expected all (or nothing), since envelope.sequence is strict: whatever went by mail would be missing in its turn' });

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
    receives: file.receives,
    edi: file.edi ? sftpProfile(file.edi, dir, settings) : null,
    mail: file.mail ? mailProfile(file.mail, dir) : null,
    phones: file.phones,
    acknowledges: file.acknowledges,
    answerWithinMs: file.answerWithin ?? settings.acknowledgement.allowanceMs,
    replay: file.replay ?? (file.envelope.sequence === 'strict' ? 'all' : 'unconfirmed'),
    concurrency: file.concurrency,
    ratePerSecond: file.ratePerSecond ?? null,
    envelope: envelopeOf(file.receives, file.envelope),
    tables: file.tables,
    ...(file.neverTakes ? { neverTakes: file.neverTakes } : {}),
  }));
}

/** What a file leaves out is not there: frozen profiles of before have neither. */
function mailProfile({ answersFrom, confirmLink, encryptTo, ...mail }: NonNullable<z.output<typeof endpointFile>['mail']>, dir: string): MailProfile {
  return { ...mail, encryptTo: encryptTo ? resolve(dir, encryptTo) : null, ...(answersFrom ? { answersFrom } : {}), ...(confirmLink === undefined ? {} : { confirmLink }) };
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
