import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { byteSize, ConfigError, duration, durationList, projectRoot, readConfig } from '#common';
import { envelopeId, host, mailbox, mailDomain, oneLine, qualifier } from './field-types.js';
import { besideSettings, mailIdentity } from './mail-identity.js';
import { answerTrust, chaseSettings, confirmSettings, inboxList, mailFaults, mailLimits, mailLists, noticeSettings, printSettings, relayList, soleRelay } from './mail-settings.js';
import { withUnits } from './with-units.js';

const count = z.int().min(1).max(1_000_000);
const port = z.int().min(0).max(65_535);

/** Every setting of the house; its unit and its reason stand in config/default.yaml. */
const schema = z.strictObject({
  regions: z.array(z.string().regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'expected capitals, digits and hyphens such as AMERICAS')).min(1, 'expected at least one region'),
  gateway: withUnits({ host, port, bodyLimit: byteSize }),
  worker: withUnits({ host, port }),
  pickUp: withUnits({ foldersEvery: duration, endpointsEvery: duration, lease: duration }),
  lanes: withUnits({ window: count, feedEvery: duration, lock: duration, stalledEvery: duration, canaryEvery: duration, canaryStale: duration, stopWithin: duration }),
  tries: withUnits({ ttl: duration, doubt: duration }),
  sweep: withUnits({ every: duration }),
  retry: withUnits({ backoff: durationList }),
  acknowledgement: withUnits({ allowance: duration }),
  envelope: withUnits({
    own: z.strictObject({ qualifier: qualifier.default('ZZ'), id: envelopeId, group: envelopeId.nullish(), alsoKnownAs: z.array(envelopeId).default([]) })
      .transform(({ group, ...own }) => ({ ...own, group: group ?? own.id })).nullable(),
    duplicateWindow: duration,
    controlNumbers: z.strictObject({ gapAfterRestore: z.int().min(1).max(100_000_000) }),
  }),
  sftp: withUnits({ connectTimeout: duration, stallTimeout: duration }),
  outage: withUnits({
    failuresToDown: count, failureWindow: duration, missingToSuspect: count, missingToDown: count, answerWindow: duration,
    proofsToUp: count, minimumDown: duration, probeEvery: duration,
  }),
  urgency: z.strictObject({ amber: duration, red: duration, hold: duration })
    .transform(({ amber, red, hold }) => ({ amberMinutes: amber / 60_000, redMinutes: red / 60_000, holdMinutes: hold / 60_000 })),
  rendering: z.strictObject({ threads: z.int().min(1).max(64) }),
  notices: noticeSettings,
  mail: z.strictObject({ inboxes: inboxList, largestMailIn: byteSize, answers: answerTrust, chase: chaseSettings, confirm: confirmSettings, relay: soleRelay, relays: relayList.nullable(), ...mailLimits, ...mailLists, ...printSettings, from: mailbox, replyTo: mailbox, domain: mailDomain, phone: oneLine.nullable(), identity: mailIdentity.nullable() })
    // One list for everybody who sends; `mail.relay` alone is a list of one.
    .transform(({ relay, relays, largestMailIn, ...mail }) => ({ ...mail, largestMailInBytes: largestMailIn, relays: relays ?? [relay] })),
});

export type Settings = z.output<typeof schema>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Folders of the configuration: ours, and the installation's own (HAWSER_CONFIG), which is ours where none is named. */
export function configFolders(env: Environment = process.env): { base: string; own: string } {
  const base = join(projectRoot(), 'config');
  const own = env['HAWSER_CONFIG'] ? resolve(env['HAWSER_CONFIG']) : base;
  if (!existsSync(own)) throw new ConfigError([`HAWSER_CONFIG: found "${own}", which does not exist; expected a folder`]);
  return { base, own };
}

/**
 * config/default.yaml, then the installation's settings.yaml, then the few settings that have an environment variable
 * (HAWSER_HOST, HAWSER_PORT, HAWSER_MAIL_RELAY=host:port).
 * @param files  instead of those two, for specs and drills
 * @throws ConfigError listing every fault
 */
export function loadSettings({ files, env = process.env }: { files?: readonly string[]; env?: Environment } = {}): Settings {
  const read = files ?? filesFor(env);
  const settings = readConfig(schema, read, overridesOf(env));
  const faults = contradictions(settings);
  if (faults.length > 0) throw new ConfigError(faults);
  const { identity, answers } = settings.mail;
  const beside = files ? dirname(read.at(-1) ?? '.') : configFolders(env).own;
  return { ...settings, mail: { ...settings.mail, identity: identity && besideSettings(identity, beside), answers: { ...answers, dnsRecords: answers.dnsRecords && resolve(beside, answers.dnsRecords) } } };
}

function filesFor(env: Environment): string[] {
  const { base, own } = configFolders(env);
  const overrides = join(own, 'settings.yaml');
  return existsSync(overrides) ? [join(base, 'default.yaml'), overrides] : [join(base, 'default.yaml')];
}

function overridesOf(env: Environment): unknown {
  const port = env['HAWSER_PORT'];
  const [mailHost, mailPort] = (env['HAWSER_MAIL_RELAY'] ?? '').split(':');
  return {
    gateway: { host: env['HAWSER_HOST'] || undefined, port: asNumber(port) },
    // What is set beside the process is the only relay then: one that is told of its mail host must not go by a list of others.
    mail: { relay: { host: mailHost || undefined, port: asNumber(mailPort) }, ...(env['HAWSER_MAIL_RELAY'] ? { relays: null } : {}) },
  };
}

/** What is no number stays as it is, for the schema to name. */
const asNumber = (text: string | undefined) => (text && /^\d+$/.test(text) ? Number(text) : text || undefined);

/** Settings that are right one by one and wrong together. */
function contradictions({ lanes, urgency, outage, mail, regions }: Settings): string[] {
  const pairs: [wrong: boolean, fault: string][] = [
    [lanes.canaryStaleMs < lanes.canaryEveryMs * 2, 'lanes.canaryStale: found less than twice lanes.canaryEvery; expected at least twice, or every lane looks stale'],
    [urgency.redMinutes > urgency.amberMinutes, 'urgency.red: found more than urgency.amber; expected red to begin after amber'],
    [outage.missingToSuspect > outage.missingToDown, 'outage.missingToSuspect: found more than outage.missingToDown; expected suspicion to come first'],
  ];
  return [...pairs.flatMap(([wrong, fault]) => (wrong ? [fault] : [])), ...mailFaults(mail, regions)];
}
