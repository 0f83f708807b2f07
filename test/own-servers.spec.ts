import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerPlace } from './support/test-ledger.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const OPENED = /\b(openTestLedger\(|openFlow\(\{\s*name:\s*)'([a-z0-9-]+)'/g;

/** What `openTestLedger` and `openFlow` keep their PostgreSQL under. */
const placeOf = (opener: string, name: string) => (opener.startsWith('openTestLedger') ? ledgerPlace(name) : name);

let places: string[];

beforeAll(async () => {
  const specs = (await Promise.all(['apps', 'libs', 'test'].map(async (part) => (await readdir(join(root, part), { recursive: true })).map((file) => join(root, part, file))))).flat();
  places = specs.filter((file) => file.endsWith('.spec.ts')).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(OPENED)].map(([, opener = '', name = '']) => placeOf(opener, name)));
});

// Two of one name meet only now and then, as the order of the suites has it: whoever comes second fails.
describe('specs that run side by side', () => {
  it('have servers of their own', () => {
    expect(places.length).toBeGreaterThan(50);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });
});
