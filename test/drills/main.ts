import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command, CommanderError } from 'commander';
import { projectRoot, systemClock, wordsOf } from '#common';
import { DRILLS } from './drills.js';

/** `npm run drill -- NAME|all`: breaks something on purpose, counts what became of everything, and writes var/drills/NAME.json. Exit 1 when it does not pass. */
const list = Object.entries(DRILLS).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`).join('\n');
const program = new Command('drill')
  .description(`Breaks things on purpose and counts what became of everything.\n${list}`)
  .argument('<name>', 'one of them, or all')
  .option('--quick', 'fewer and smaller: to see that it runs')
  .option('--json', 'print what is written to var/drills/NAME.json, one line a drill')
  .exitOverride();

async function main(): Promise<number> {
  program.parse();
  const { quick = false, json = false } = program.opts<{ quick?: boolean; json?: boolean }>();
  const asked = program.args[0] ?? '';
  const names = asked === 'all' ? Object.keys(DRILLS) : [asked];
  if (!names.every((name) => Object.hasOwn(DRILLS, name))) {
    process.stderr.write(`drill: there is no "${asked}"; there are\n${list}\n  all\n`);
    return 2;
  }
  let good = true;
  for (const name of names) good = await one(name, { quick, json }) && good;
  return good ? 0 : 1;
}

async function one(name: string, { quick, json }: { quick: boolean; json: boolean }): Promise<boolean> {
  const folder = join(projectRoot(), 'var/drills', `${name}-files`);
  const at = systemClock.now().toISOString();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const outcome = await DRILLS[name]!.run({ quick, folder, say: (line) => { process.stderr.write(`drill ${name}: ${line}\n`); } }).finally(() => { rmSync(folder, { recursive: true, force: true }); });
  const file = join(projectRoot(), 'var/drills', `${name}.json`);
  const result = { name, at, quick, ...outcome };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    const { notes, pass, ...figures } = outcome;
    process.stdout.write(`\ndrill ${name}${quick ? ' --quick' : ''}\n${Object.entries(figures).map(([what, figure]) => `  ${what.padEnd(20)} ${figure}`).join('\n')}\n  ${JSON.stringify(notes)}\n\n${pass ? 'it passes' : 'it does not pass'} · ${relative(process.cwd(), file)}\n`);
  }
  return outcome.pass;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`drill: ${error instanceof Error && !('code' in error) ? error.stack ?? error.message : wordsOf(error)}\n`);
  process.exit(1);
});
