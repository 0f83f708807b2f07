import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  user?: string;
  privileged?: boolean;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  ports?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: { test: string[]; disable?: boolean };
}
interface Compose { services: Record<string, Service>; [key: string]: unknown }

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string) => readFileSync(root(path), 'utf8');
const compose = () => parse(read('docker-compose.yml'), { merge: true }) as Compose;

const services = Object.entries(compose().services);
const faults = schemaFaults();

describe('docker-compose.yml', () => {
  it('keeps to the Compose Specification', () => {
    expect(faults(compose())).toEqual([]);
  });

  it('would be found out with its services misspelt', () => {
    const { services: _, ...rest } = compose();
    expect(faults({ ...rest, servicess: {} })).toEqual(['must NOT have additional properties: servicess']);
  });

  it('would be found out with a misspelt key in a service', () => {
    const wrong = compose();
    wrong.services['redis'] = { ...wrong.services['redis'], healtcheck: { test: ['CMD', 'redis-cli', 'ping'] } } as Service;
    expect(faults(wrong)).toContain('/services/redis must NOT have additional properties: healtcheck');
  });

  it('would be found out with a value of the wrong kind', () => {
    const wrong = compose();
    wrong.services['gateway'] = { ...wrong.services['gateway'], cap_drop: 'ALL' } as unknown as Service;
    expect(faults(wrong)).toContain('/services/gateway/cap_drop must be array');
  });

  it('brings gateway, worker, redis, postgres and a mail catcher', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['gateway', 'mail', 'postgres', 'redis', 'worker']);
  });

  it.each(services)('%s runs an image pinned to an exact version', (_, { image }) => {
    expect(image).toMatch(/^[a-z0-9/.-]+:v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$/);
  });

  it.each(services)('%s runs as an ordinary user who can gain no rights', (_, service) => {
    expect(service.user).toBeDefined();
    expect(service.user).not.toMatch(/^(root|0)(:|$)/);
    expect(service.privileged ?? false).toBe(false);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.cap_add ?? []).toEqual([]);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.read_only).toBe(true);
  });

  it.each(services)('%s says whether it is well', (_, { healthcheck }) => {
    expect(healthcheck?.disable ?? false).toBe(false);
    expect(healthcheck?.test.length).toBeGreaterThan(1);
  });

  it.each(services)('%s is published on the loopback of the host or not at all', (_, { ports = [] }) => {
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('gives redis an append-only file, a volume for it, and no eviction', () => {
    const { command = [], volumes } = compose().services['redis'] ?? {};
    expect(command.join(' ')).toContain('--appendonly yes');
    expect(command.join(' ')).toContain('--maxmemory-policy noeviction');
    expect(volumes).toEqual(['redis:/data']);
  });

  it('keeps no password: the one there is comes from .env, and its absence stops the start with a sentence', () => {
    const text = read('docker-compose.yml');
    expect(compose().services['postgres']?.environment?.['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
    expect(compose().services['worker']?.environment?.['DATABASE_URL']).toMatch(/^postgres:\/\/hawser:\$\{POSTGRES_PASSWORD:\?.+\}@postgres:5432\/hawser$/);
    expect(text.match(/password\s*[:=]\s*[^\s$"]+$/gim)).toBeNull();
    expect(read('.gitignore').split('\n')).toContain('.env');
  });

  it.each(['gateway', 'worker'])('starts %s from a file that the build makes', (name) => {
    const [node, file] = compose().services[name]?.command ?? [];
    expect([node, file]).toEqual(['node', `dist/apps/${name}/src/main.js`]);
    expect(existsSync(root(`apps/${name}/src/main.ts`))).toBe(true);
  });
});

describe('apps/Dockerfile', () => {
  const lines = read('apps/Dockerfile').replaceAll('\\\n', ' ').split('\n').filter((line) => /^[A-Z]/.test(line));
  const of = (word: string) => lines.filter((line) => line.startsWith(`${word} `));

  it('is the file both services build', () => {
    expect(['gateway', 'worker'].map((name) => compose().services[name]?.build)).toEqual([
      { context: '.', dockerfile: 'apps/Dockerfile' },
      { context: '.', dockerfile: 'apps/Dockerfile' },
    ]);
  });

  it('stands on one exact version of node, new enough for package.json', () => {
    const bases = new Set(of('FROM').map((line) => line.split(' ')[1]));
    expect([...bases]).toEqual([expect.stringMatching(/^node:\d+\.\d+\.\d+-bookworm-slim$/)]);
    expect(Number([...bases][0]?.match(/\d+/)?.[0])).toBeGreaterThan(20);
  });

  it('ends as an ordinary user with a health check', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(last.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });

  it('copies only what is in the checkout and is let through by .dockerignore', () => {
    const wanted = of('COPY').filter((line) => !line.includes('--from=')).flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(wanted.filter((path) => !existsSync(root(path)))).toEqual([]);
    const allowed = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(wanted.filter((path) => !allowed.some((top) => path === top || path.startsWith(`${top}/`)))).toEqual([]);
  });
});

/** Where a document leaves the published schema; offline, from the copy in test/fixtures. */
function schemaFaults(): (document: unknown) => string[] {
  const require = createRequire(import.meta.url);
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The schema names draft 7 by https and without the closing #; ajv knows it as http://…/schema#.
  ajv.addMetaSchema({ ...(require('ajv/dist/refs/json-schema-draft-07.json') as object), $id: 'https://json-schema.org/draft-07/schema' });
  const check = ajv.compile(JSON.parse(read('test/fixtures/compose-spec.schema.json')) as object);
  return (document) => {
    if (check(document)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) =>
      `${instancePath} ${message ?? ''}${params['additionalProperty'] ? `: ${String(params['additionalProperty'])}` : ''}`.trim());
  };
}
