import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { checkConfig, type Checked, ConfigError, readYaml } from '#common';
import { calendarsSchema } from './calendars.js';
import { dueRulesSchema, ruleFaults } from './due-rules.js';
import { endpointSchema } from './endpoint-file.js';
import { expectedDocumentsSchema } from './expected-documents.js';
import { code as codeSchema } from './field-types.js';
import { misfits } from './misfits.js';
import { partnerSchema } from './partner-file.js';
import { portCodesSchema } from './port-codes.js';
import { configFolders, type Environment, type Settings } from './settings.js';
import type { Directory } from './types.js';

/**
 * Reads and checks everything about endpoints, partners and due times, once and whole. An installation without terminals
 * and partners is a fresh one, not a faulty one.
 *
 * @param dir  the installation's folder; else HAWSER_CONFIG's, else ours. deadlines.yaml, calendars.yaml, expected.yaml and ports.yaml are ours where it has none.
 * @throws ConfigError listing every fault of every file
 */
export function loadDirectory({ settings, env = process.env, dir }: { settings: Settings; env?: Environment; dir?: string }): Directory {
  const folders = configFolders(dir ? { ...env, HAWSER_CONFIG: dir } : env);
  const own = folders.own;
  const endpoints = readFolder(join(own, 'terminals'), 'terminals', (code) => endpointSchema({ code, dir: own, settings }));
  const partners = readFolder(join(own, 'partners'), 'partners', (code) => partnerSchema({ code, dir: own, settings }));
  const dueRules = readFile(nearest('deadlines.yaml', folders), 'deadlines', dueRulesSchema);
  const calendars = readFile(nearest('calendars.yaml', folders), 'calendars', calendarsSchema);
  const expected = readFile(nearest('expected.yaml', folders), 'expected', expectedDocumentsSchema);
  const portCodes = readFile(nearest('ports.yaml', folders), 'ports', portCodesSchema);

  const faults = [...endpoints.faults, ...partners.faults, ...faultsOf(dueRules), ...(dueRules.ok ? ruleFaults(dueRules.value.rules, settings, endpoints.found) : []), ...faultsOf(calendars), ...faultsOf(expected), ...faultsOf(portCodes), ...misfits(endpoints.found, partners.found, settings)];
  if (faults.length > 0 || !dueRules.ok || !calendars.ok || !expected.ok || !portCodes.ok) throw new ConfigError(faults);
  const { from, replyTo, domain, phone } = settings.mail;
  return { endpoints: endpoints.found, partners: partners.found, mailIdentity: { from, replyTo, domain, phone }, dueRules: dueRules.value.rules, calendars: calendars.value, expected: expected.value.expected, portCodes: portCodes.value };
}

/** One file each, named after what it describes. What is neither CODE.yaml nor README.md is a fault: it would be ignored in silence. */
function readFolder<S extends z.ZodType>(folder: string, at: string, schemaFor: (code: string) => S): { found: Map<string, z.output<S>>; faults: string[] } {
  const found = new Map<string, z.output<S>>();
  const faults: string[] = [];
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.') && name !== 'README.md').sort() : [];
  for (const name of names) {
    const code = /^(.+)\.yaml$/.exec(name)?.[1];
    if (code === undefined || !codeSchema.safeParse(code).success) {
      faults.push(`${at}/${name}: found a file of this name; expected CODE.yaml with a code of 2 to 32 capitals, digits and hyphens`);
      continue;
    }
    const read = readFile(join(folder, name), `${at}.${code}`, schemaFor(code));
    if (read.ok) found.set(code, read.value);
    else faults.push(...read.faults);
  }
  return { found, faults };
}

function readFile<S extends z.ZodType>(file: string, at: string, schema: S): Checked<z.output<S>> {
  const read = readYaml(file);
  return read.ok ? checkConfig(schema, read.value, at) : read;
}

const nearest = (name: string, { base, own }: { base: string; own: string }): string =>
  existsSync(join(own, name)) ? join(own, name) : join(base, name);

const faultsOf = (checked: Checked<unknown>): string[] => (checked.ok ? [] : checked.faults);
