import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { embeddedHome } from './embedded-home.js';

it('is the same folder for the set-up, which runs before there is TypeScript, and for the servers', async () => {
  const file = fileURLToPath(new URL('../../../../apps/cli/set-up/places.mjs', import.meta.url));
  const { homeOf, isRoot } = await import(file) as { homeOf(project: string, asRoot: boolean): string; isRoot: boolean };
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'checkout-')));
  expect(embeddedHome(project)).toBe(homeOf(project, isRoot));
  rmSync(project, { recursive: true });
});
