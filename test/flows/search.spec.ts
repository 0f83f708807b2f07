import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#common';
import { openFlow, type Flow } from '../support/flow.js';
import { carrierDesk, longBeach } from '../support/flow-config.js';
import { manifest } from '../support/samples.js';

interface Found { ref: string; matched: { what: string; value: string; where: string }[] }

const quay = longBeach({ end: 'pretend' });
let flow: Flow;
let ref = '';

beforeAll(async () => {
  flow = await openFlow({ name: 'test-search', sites: [quay, carrierDesk({ end: 'pretend' })] });
  [ref = ''] = await flow.take(manifest({ to: quay.isaId, control: 4711 }));
}, 60_000);
afterAll(() => flow.stop(), 60_000);

const ask = (query: Record<string, string>) => flow.desk.ask<Found[]>('GET', `/documents?${new URLSearchParams(query).toString()}`);

describe('a search at the gateway', () => {
  it('finds a document by what is in it, and says what matched where', async () => {
    expect((await ask({ search: 'lgb 0047111' })).map((one) => one.ref)).toEqual([ref]);
    expect((await ask({ search: '4711' }))[0]?.matched).toContainEqual({ what: 'isa13', value: '000004711', where: 'the interchange it came in' });
  });

  it('keeps to a line and a region', async () => {
    expect((await ask({ search: '4711', carrier: 'HWSR', region: 'AMERICAS' })).map((one) => one.ref)).toEqual([ref]);
    expect(await ask({ search: '4711', carrier: 'TIDE' })).toEqual([]);
  });

  it('refuses what no text of the ledger can hold, and nothing at all', async () => {
    for (const search of ['a\u0000b', '   ', 'x'.repeat(61)]) {
      const answer = await fetch(new URL(`/documents?${new URLSearchParams({ search }).toString()}`, flow.house.gateway.url), { headers: { 'x-api-key': flow.adminKey } });
      expect([search, answer.status]).toEqual([search, 400]);
    }
  });
});

describe('text with a NUL, which the ledger cannot hold', () => {
  it.each<[where: string, path: string, body?: object]>([
    ['a path', '/documents/HW-%00'], ['a question', '/vessel-calls?carrier=a%00'], ['an act', '/documents/REF/acts', { act: 'hold', because: 'a\0b' }], ['a report of a call', '/vessel-calls', { reference: 'LARK\0', carrier: 'HWSR', vesselName: 'HARBOUR LARK' }],
    ['a region', '/regions/A%00/isolate', { because: 'malware' }],
  ])('is refused in %s, as what was asked wrongly', async (_, path, ...[body]) => {
    const answer = await fetch(new URL(path.replace('REF', ref), flow.house.gateway.url), { headers: { 'x-api-key': flow.adminKey, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) });
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code: 'DOOR.WRONG_SHAPE', sentence: expect.stringContaining('NUL') })]);
  });
});

describe('hawser docs --search', () => {
  it('prints what each was found by', async () => {
    const said = await flow.hawser('docs', '--search', '4711');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(new RegExp(`${ref} .*isa13 000004711 \\(the interchange it came in\\)`));
  }, 60_000);

  it('says how to ask when it finds nothing', async () => {
    const said = await flow.hawser('docs', '--search', 'HWSR0');
    expect(said).toMatchObject({ code: 0, out: 'No document has "HWSR0" as its ref, bill, booking, container, voyage, vessel, ISA13 or GS06 (or ISA13/GS06/ST02); case and blanks do not matter, everything else does.\n' });
  }, 60_000);
});

describe('a key for the desk that somebody may guess', () => {
  it('opens nothing: the gateway does not start with it, and says what to do', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(projectRoot(), 'dist/apps/gateway/src/main.js')], { encoding: 'utf8', env: { ...process.env, DATABASE_URL: flow.house.databaseUrl, REDIS_URL: flow.house.redisUrl, HAWSER_ADMIN_KEY: 'letmein' } });
    expect([status, stderr]).toEqual([1, expect.stringContaining('HAWSER_ADMIN_KEY has 7 characters, expected at least 24')]);
  });
});
