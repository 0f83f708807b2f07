import { fstatSync } from 'node:fs';
import { clockFrom, wordsOf } from '#common';
import { readConfig } from './config.js';
import { startTerminals } from './terminals.js';

/**
 * `node dist/apps/terminal/src/main.js CONFIG.json`: one process that plays several terminals and a carrier's system.
 * Prints one JSON line when everything listens. Ends on SIGTERM, SIGINT, and when the pipe it was given as stdin closes,
 * so that it never outlives the demo that started it.
 */
const [path] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write('usage: main.js CONFIG.json\n');
  process.exit(2);
}

try {
  const terminals = await startTerminals(await readConfig(path), clockFrom(process.env['HAWSER_CLOCK']), (line) => process.stderr.write(`${line}\n`));
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    // Whatever still hangs after two seconds is not waited for.
    setTimeout(() => process.exit(1), 2_000).unref();
    terminals.close().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`${wordsOf(error)}\n`);
      process.exit(1);
    });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (stdinIsPipe()) process.stdin.on('end', end).on('close', end).resume();
  process.stdout.write(`${JSON.stringify(terminals.ready)}\n`);
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(1);
}

/** /dev/null and a closed terminal end at once and mean nothing; a pipe's end means the parent is gone. */
function stdinIsPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    // there is no stdin at all
    return false;
  }
}
