import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { projectRoot, wordsOf } from '#common';
import { run } from './campaign.js';
import { readState, type Crasher, type State } from './state.js';
import { TARGETS } from './targets.js';

/** `npm run fuzz -- NAME`: tries what nobody would write, until it has tried enough. Exit 1 when something did not hold. */
const list = Object.entries(TARGETS).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`).join('\n');
const program = new Command('fuzz')
  .description(`Tries random inputs; goes on where it was stopped (var/fuzz/NAME.json).\n${list}`)
  .argument('<name>', 'one of them')
  .option('--inputs <n>', 'stop when so many have been tried, earlier runs with them', wholeNumber, 10_000_000)
  .option('--seconds <n>', 'stop this run after so many seconds', wholeNumber)
  .option('--workers <n>', 'threads; as many as the machine runs at once unless told', wholeNumber, availableParallelism())
  .option('--seed <n>', 'begin anew from this seed', wholeNumber)
  .exitOverride();

let stop = false;
const live = process.stderr.isTTY;

async function main(): Promise<number> {
  program.parse();
  const [name = ''] = program.args;
  const options = program.opts<{ inputs: number; seconds?: number; workers: number; seed?: number }>();
  if (!Object.hasOwn(TARGETS, name)) {
    process.stderr.write(`fuzz: there is no "${name}"; there are\n${list}\n`);
    return 2;
  }
  const folder = join(projectRoot(), 'var/fuzz');
  const state = readState(join(folder, `${name}.json`), name, options.seed ?? null);
  process.stderr.write(`fuzz ${name}: seed ${state.seed}, ${inWords(state.inputs)} of ${inWords(options.inputs)} inputs tried so far\n`);
  let told = 0;
  await run({
    state, folder, inputs: options.inputs, seconds: options.seconds ?? null, workers: options.workers, stopped: () => stop,
    progress: (now, rate) => {
      // Somebody who watches sees each batch; a log gets a line in ten seconds.
      if (!live && performance.now() - told < 10_000) return;
      told = performance.now();
      process.stderr.write(`${live ? '\r\x1b[K' : ''}fuzz ${name}: ${line(now)}, ${inWords(Math.round(rate))} a second${live ? '' : '\n'}`);
    },
    found: (crasher) => { process.stderr.write(`${live ? '\n' : ''}${crasherWords(crasher)}\n`); },
  });
  process.stdout.write(`${live ? '\n' : ''}fuzz ${name}: ${line(state)}${state.inputs < options.inputs ? '; the next run goes on from here' : ''}\n`);
  if (state.crashers.length === 0) return 0;
  process.stdout.write([
    '', ...state.crashers.map(crasherWords), '',
    'To keep one: mend the reader, copy the .bin to test/fixtures/x12/broken/WHAT-IT-IS.edi (the specs read all of that folder in any', 'chunks; where it takes other limits, a spec must set them), then begin anew with --seed.', '',
  ].join('\n'));
  return 1;
}

function line({ inputs, crashers, worstMs, peakMiB, seconds }: State): string {
  return `${inWords(inputs)} inputs in ${inWords(seconds)} s, ${crashers.length} crashers, slowest ${worstMs.toFixed(1)} ms, at most ${Math.round(peakMiB)} MiB`;
}

function crasherWords({ file, says, tried, seed }: Crasher): string {
  return `var/fuzz/${file}: ${says}\n    ${tried ?? ''} (seed ${seed})`;
}

const inWords = (n: number) => n.toLocaleString('en-US');

function wholeNumber(text: string): number {
  const number = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Expected a whole number above 0.');
  return number;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The batches at hand are finished, some seconds; a second signal does not wait for it.
  process.on(signal, () => {
    if (stop) process.exit(130);
    stop = true;
  });
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`fuzz: ${wordsOf(error)}\n`);
  process.exit(1);
});
