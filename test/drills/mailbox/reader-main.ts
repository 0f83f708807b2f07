import { setTimeout as pause } from 'node:timers/promises';
import { endWithParent, wordsOf } from '#common';
import { MailboxReader, openJourney } from '#journey';

/**
 * The worker's loop of one mailbox, alone in a process that is killed: `reader-main.js STEP NTH` kills itself without a word when it
 * has come to that step for the nth time; without them it reads until it is ended.
 */
async function main(): Promise<void> {
  const [step, nth = '1'] = process.argv.slice(2);
  const journey = await openJourney('worker', process.env);
  endWithParent(process.env, () => process.exit(1));
  const [mailbox] = journey.settings.mail.inboxes;
  if (!mailbox) throw new Error('the drill\'s settings name no mailbox');
  let passed = 0;
  const reader = new MailboxReader(journey, mailbox, (now) => { if (now === step && (passed += 1) === Number(nth)) process.kill(process.pid, 'SIGKILL'); });
  process.stdout.write('reads\n');
  const never = new AbortController().signal;
  for (;;) {
    await reader.round(never).catch((error: unknown) => { process.stderr.write(`${wordsOf(error)}\n`); });
    await pause(50);
  }
}

await main();
