import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Ask, Run } from './subject.js';

export interface SubjectOptions {
  /** URL of the module that exports the subject */
  module: string;
  /** name of the export, a MakeSubject */
  subject: string;
  argument: string;
  /** of V8's old space; what the machine gives by default where it is absent */
  heapMiB?: number;
}

/** A subject in a process of its own: its heap is fresh, and what it leaves behind troubles nobody else. */
export class SubjectProcess {
  private constructor(private readonly name: string, private readonly child: ChildProcess) {}

  /** @throws when it cannot be made ready */
  static async start({ module, subject, argument, heapMiB }: SubjectOptions): Promise<SubjectProcess> {
    const child = fork(fileURLToPath(new URL('./subject-main.js', import.meta.url)), [module, subject, argument], {
      execArgv: ['--expose-gc', ...(heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`])],
      // Its chatter belongs with ours on stderr: stdout carries the result.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const started = new SubjectProcess(subject, child);
    await started.answer();
    return started;
  }

  async run(runFor: number): Promise<Run> {
    const ask: Ask = { runFor };
    const answered = this.answer();
    this.child.send(ask);
    const said = await answered;
    if (!('run' in said)) throw new Error(`${this.name}: answered out of turn`);
    return said.run;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await gone;
  }

  private answer(): Promise<Exclude<Answer, { failed: string }>> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null, signal: string | null) => { reject(new Error(`${this.name}: its process ended with ${signal ?? code}`)); };
      this.child.once('exit', onExit);
      this.child.once('message', (said: Answer) => {
        this.child.off('exit', onExit);
        if ('failed' in said) reject(new Error(`${this.name}: ${said.failed}`));
        else resolve(said);
      });
    });
  }
}
