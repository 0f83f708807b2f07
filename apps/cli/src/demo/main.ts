import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { wordsOf } from '#common';
import { Desk } from './desk.js';
import { play } from './story.js';
import { printReport } from './print-report.js';
import { Progress } from './progress.js';
import { settleAccounts } from './reckoning.js';
import { setStage, type Stage } from './stage.js';
import { verifyMails } from './verify-mails.js';

/** `npm run demo`: plays a regional outage on real documents and says what happened. Exit 0 only when the accounts reconcile. */
const program = new Command('demo')
  .description('Plays a regional outage in the manner of July 2018: real servers, the project\'s own documents, about two minutes.')
  .option('--input <dir>', 'hand in every file of this folder as well')
  .option('--keep', 'stay up afterwards, for a look around')
  .exitOverride();

let stage: Stage | null = null;
const progress = new Progress();

async function main(): Promise<number> {
  const options = program.parse().opts<{ input?: string; keep?: boolean }>();
  if (options.input && !existsSync(options.input)) {
    process.stderr.write(`demo: there is no folder ${options.input}\n`);
    return 2;
  }
  progress.line('Hawser, demo: a carrier, six terminals, one bad night. One second is four minutes of the story.\n');
  stage = await setStage((line) => { progress.line(line); }, (what) => { process.stderr.write(`demo: ${what} ended by itself; see var/demo/*.log\n`); process.exit(1); });
  const desk = new Desk(stage.house, stage.adminKey);
  const told = await play(stage, desk, progress, options.input ? { input: resolve(options.input) } : {});
  gatherMail(stage.folder);
  const provedMails = await verifyMails(join(stage.folder, 'mail'), stage.given);
  const report = { ...await settleAccounts(stage, desk, told.handed, told.refused), provedMails };
  writeFileSync(join(stage.folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  progress.end();
  process.stdout.write(`${printReport(report, relative(process.cwd(), stage.folder) || '.')}\n`);
  if (options.keep) await keepOpen(stage);
  return report.reconciles && report.waiting === 0 && report.unsettled === 0 && provedMails.passed === provedMails.mails ? 0 : 1;
}

/** The mails as the terminals got them, in one folder. */
function gatherMail(folder: string): void {
  const mail = join(folder, 'mail');
  mkdirSync(mail, { recursive: true });
  const boxes = join(folder, 'far-side/mail');
  if (!existsSync(boxes)) return;
  for (const box of readdirSync(boxes)) for (const file of readdirSync(join(boxes, box))) cpSync(join(boxes, box, file), join(mail, `${box.split('@').pop() ?? box}-${file}`));
}

async function keepOpen(open: Stage): Promise<void> {
  process.stdout.write(`\nStill up, until Ctrl-C:\n  export HAWSER_URL=${open.house.gateway.url}\n  export HAWSER_ADMIN_KEY=${open.adminKey}\n  npx hawser calls; npx hawser paths; npx hawser docs --state accepted\n`);
  await new Promise<void>((done) => { process.once('SIGINT', done); process.once('SIGTERM', done); });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { if (!process.argv.includes('--keep')) void end(130); });

async function end(code: number): Promise<void> {
  progress.end();
  await stage?.close();
  process.exit(code);
}

main().then(end, async (error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`demo: ${wordsOf(error)}\n${stage ? 'Its logs: var/demo/*.log\n' : ''}`);
  await end(1);
});
