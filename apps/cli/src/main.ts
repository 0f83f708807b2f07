import { Command, CommanderError } from 'commander';
import { wordsOf } from '#common';
import { NoError } from './ask.js';
import { actOn, isolate, map, newKey, paths, reopen } from './commands/acts.js';
import { calls } from './commands/calls.js';
import { docs } from './commands/docs.js';

/** `npx hawser`: exits 0 when it is done, 1 when the answer is no, 2 when it was called wrongly. */
const program = new Command('hawser')
  .description('Keeps shipping documents moving when EDI goes down. Talks to a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .showHelpAfterError('(npx hawser --help shows every command)');

const because = ['--because <why>', 'the reason, as the history and the mails will quote it'] as const;
const json = ['--json', 'for machines'] as const;
const who = ['--actor <who>', 'who does it; default: the account that runs this'] as const;

program.command('calls').description('per vessel call: due, handed over, acknowledged, late, worst delay').option(...json).option('--carrier <code>').option('--region <code>').action(calls);
program.command('docs').argument('[ref]', 'one document: its whole story').description('documents, or one of them').option(...json).option('--state <state>').option('--endpoint <code>').option('--search <text>', 'bill, booking, container, vessel, ISA13').option('--unmatched', 'those that belong to no known vessel call').action(docs);
program.command('paths').description('which paths are up, suspect, down, returning').option(...json).action(paths);
program.command('isolate').argument('<region>').description('cut all EDI of a region, both directions, in one act').requiredOption(...because).option(...who).option(...json).action(isolate);
program.command('reopen').argument('<region>').description('let a region return, by canary, endpoint by endpoint').requiredOption(...because).option(...who).option(...json).action(reopen);
program.command('map').arguments('<isa08> <gs03> <endpoint>').description('say who receives what is addressed so; releases all that wait').requiredOption(...because).option(...who).option(...json).action(map);
for (const [name, what] of [['hold', 'keep a document back until it is released'], ['release', 'let a held document go'], ['resend', 'send a rejected or conflicting document after all'], ['cancel', 'withdraw a document that is not on its way']] as const) {
  program.command(name).argument('<ref>').description(what).requiredOption(...because).option(...who).option(...json).action(actOn(name));
}
program.command('keys').command('new').argument('<whose>', '"admin", or the code of a partner').description('make a key and show it once').option(...json).action(newKey);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`${error instanceof NoError ? error.message : `hawser: ${wordsOf(error)}`}\n`);
  process.exit(1);
}
