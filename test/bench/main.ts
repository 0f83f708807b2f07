import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command, CommanderError } from 'commander';
import { projectRoot, systemClock, wordsOf } from '#common';
import { BENCHES } from './benches.js';
import type { Row } from './bench.js';
import { machineOf } from './machine.js';
import { printRows } from './print-rows.js';

/** `npm run bench -- NAME|all`: measures, says so, and writes var/bench/NAME.json. Exit 1 when a row does not pass. */
const program = new Command('bench')
  .description(`Measures what the issues promise, side by side with what it is compared with.\n${list()}`)
  .argument('<name>', 'one of them, or all')
  .option('--quick', 'fewer and smaller: to see that it runs, not how fast we are')
  .option('--json', 'print what is written to var/bench/NAME.json instead of a table, one line a bench')
  .exitOverride();

async function main(): Promise<number> {
  program.parse();
  const { quick = false, json = false } = program.opts<{ quick?: boolean; json?: boolean }>();
  const asked = program.args[0] ?? '';
  const names = asked === 'all' ? Object.keys(BENCHES) : [asked];
  if (!names.every((name) => Object.hasOwn(BENCHES, name))) {
    process.stderr.write(`bench: there is no "${asked}"; there are\n${list()}\n  all\n`);
    return 2;
  }
  let good = true;
  for (const name of names) good = await measure(name, { quick, json }) && good;
  return good ? 0 : 1;
}

/** @returns whether every row passes */
async function measure(name: string, { quick, json }: { quick: boolean; json: boolean }): Promise<boolean> {
  const project = projectRoot();
  const folder = join(project, 'var/bench', `${name}-files`);
  const at = systemClock.now().toISOString();
  const start = performance.now();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let rows: Row[];
  try {
    rows = await BENCHES[name]?.run({ quick, folder, say: (line) => { process.stderr.write(`bench ${name}: ${line}\n`); } }) ?? [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const file = join(project, 'var/bench', `${name}.json`);
  if (quick) rows = rows.map((row) => ({ ...row, what: `--quick, smaller and fewer, no measure: ${row.what}` }));
  const result = { name, at, machine: machineOf(project), rows };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  const failed = rows.filter(({ pass }) => !pass).map(({ id }) => id);
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    const { machine } = result;
    process.stdout.write(`\nbench ${name}${quick ? ' --quick' : ''} on ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}\n\n${printRows(rows)}\n\n`);
    process.stdout.write(`${failed.length === 0 ? 'every row passes' : `below target: ${failed.join(', ')}`} · ${Math.round((performance.now() - start) / 1000)} s · ${relative(process.cwd(), file)}\n`);
  }
  return failed.length === 0;
}

function list(): string {
  return Object.entries(BENCHES).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`).join('\n');
}

// The subjects end with us; their files are removed when the next run begins.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`bench: ${error instanceof Error && !('code' in error) ? error.stack ?? error.message : wordsOf(error)}\n`);
  process.exit(1);
});
