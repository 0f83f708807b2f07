import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { byteSize, ConfigError, duration, durationList, projectRoot, readConfig, waitAfter } from '#common';

const folder = mkdtempSync(join(tmpdir(), 'hawser-config-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const schema = z.strictObject({
  gateway: z.strictObject({ host: z.string(), port: z.int().min(0).max(65_535), limit: byteSize }),
  sweep: z.strictObject({ every: duration }),
  backoff: durationList,
  regions: z.array(z.string()).min(1, 'expected at least one region'),
});
const calm = `
gateway: { host: 127.0.0.1, port: 8080, limit: 64MiB }
sweep: { every: 1s }
backoff: 30s, 1m*2, 5m
regions: [AMERICAS, ASIA]
`;
const faultsOf = (read: () => unknown): readonly string[] => {
  try { read(); } catch (error) { if (error instanceof ConfigError) return error.faults; throw error; }
  return [];
};

describe('the configuration', () => {
  it('gives durations in milliseconds and sizes in bytes', () => {
    expect(readConfig(schema, [file('calm.yaml', calm)])).toEqual({
      gateway: { host: '127.0.0.1', port: 8080, limit: 67_108_864 },
      sweep: { every: 1_000 },
      backoff: [30_000, 60_000, 60_000, 300_000],
      regions: ['AMERICAS', 'ASIA'],
    });
  });

  it('merges maps and replaces lists, the later file and then the overrides winning', () => {
    const own = file('own.yaml', 'gateway: { port: 9000 }\nregions: [EUROPE]\n');
    expect(readConfig(schema, [file('calm.yaml', calm), own], { sweep: { every: '250ms' } })).toMatchObject({
      gateway: { host: '127.0.0.1', port: 9000 }, regions: ['EUROPE'], sweep: { every: 250 },
    });
  });

  it('lists every fault at once with its path, what was found and what was expected', () => {
    const bad = file('bad.yaml', 'gateway: { port: 99999, limit: 64, hots: x }\nsweep: { every: 30 }\nbackoff: 30s, soon\nregions: []\n');
    expect(faultsOf(() => readConfig(schema, [bad]))).toEqual([
      'gateway.host: missing; expected text',
      'gateway.port: found the number 99999; expected at most 65535',
      'gateway.limit: found the number 64; expected a size such as 512KiB or 64MiB',
      'gateway.hots: found a setting of this name; expected none (a misspelling?)',
      'sweep.every: found the number 30; expected a duration such as 250ms, 10s, 30m or 2h',
      'backoff: found "30s, soon"; expected waits such as "30s, 1m*2, 5m", at most 100',
      'regions: found an empty list; expected at least one region',
    ]);
  });

  it('says which file cannot be read, and which has the same key twice', () => {
    const twice = file('twice.yaml', 'a: 1\na: 2\n');
    const faults = faultsOf(() => readConfig(schema, [join(folder, 'absent.yaml'), twice]));
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('absent.yaml: cannot be read (ENOENT');
    expect(faults[1]).toContain('twice.yaml: found Map keys must be unique at line 2');
  });

  it('is not changed in its prototype by a file', () => {
    expect(faultsOf(() => readConfig(schema, [file('calm.yaml', calm), file('proto.yaml', '__proto__: { polluted: true }\n')])))
      .toEqual(['__proto__: found a setting of this name; expected none (a misspelling?)']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a schedule of waits', () => {
  it('is walked once and then stays at its last wait', () => {
    expect([1, 2, 3, 4, 9].map((tries) => waitAfter(tries, [30, 60, 60, 300]))).toEqual([30, 60, 60, 300, 300]);
  });
});

describe('the project folder', () => {
  it('holds our package.json, seen from any folder below it', () => {
    expect(projectRoot(join(projectRoot(), 'dist', 'libs', 'common', 'src'))).toBe(projectRoot());
    expect(() => projectRoot(folder)).toThrow('found no package.json named "hawser"');
  });
});
