import type { Answer, Ask, MakeSubject, Subject, Work } from './subject.js';

/** The child's side: `subject-main.js MODULE EXPORT ARGUMENT`, driven over its IPC channel, ended with it. */
const [module = '', name = '', argument = ''] = process.argv.slice(2);
const collect = globalThis.gc ?? (() => undefined);

async function main(): Promise<void> {
  const found = ((await import(module)) as Record<string, MakeSubject | undefined>)[name];
  if (!found) throw new Error(`${module} has no subject ${name}`);
  const subject = await found(argument);
  process.on('message', (ask: Ask) => { measured(subject, ask.runFor).then((run) => { answer({ run }); }, failed); });
  answer({ ready: true });
}

/** Calls it until `runFor` ms have passed, once at least. What the run before left behind is collected first. */
async function measured(subject: Subject, runFor: number) {
  collect();
  let calls = 0;
  let work: Work;
  const start = performance.now();
  do {
    const done = subject.run();
    work = done instanceof Promise ? await done : done;
    calls += 1;
  } while (performance.now() - start < runFor);
  return { counts: work.counts, figure: work.figure ?? null, calls, ms: (performance.now() - start) / calls };
}

const answer = (said: Answer) => process.send?.(said);

function failed(error: unknown): void {
  answer({ failed: error instanceof Error ? error.stack ?? error.message : String(error) });
}

process.on('disconnect', () => process.exit(0));
main().catch(failed);
