import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { MailStep } from '#journey';
import { deliverByLmtp } from '../../support/lmtp.js';
import { until } from '../../support/until.js';
import type { Drill } from '../drill.js';
import { answerTo } from './answers.js';
import { reckon, takenSoFar } from './reckoning.js';
import { MAILBOX, setStage, type Stage } from './stage.js';

/** After each of them the reader is killed, and once more whenever it happens to be. */
const STEPS: readonly (MailStep | 'at-any-moment')[] = ['leased', 'opened', 'fetched', 'judged', 'kept', 'applied', 'taken', 'read', 'at-any-moment'];
/** A step that is not come to within this has nothing left to be read before it. */
const PATIENCE_MS = 15_000;

/**
 * Answers come into a real Dovecot while the process that reads them is killed (SIGKILL) after every step, again and again; each next one is a
 * new process. In the end one is left alone, and the ledger is asked what became of every answer.
 */
export const mailbox: Drill = {
  about: 'the reader of answers is killed between every two steps; none is lost, none counted twice',
  async run({ quick, folder, say }) {
    const [answers, rounds] = quick ? [50, 2] : [500, 8];
    say(`${answers} documents are handed over by mail`);
    const stage = await setStage(folder, answers);
    const children = new Set<ChildProcess>();
    try {
      const mails = stage.refs.map((ref, n) => answerTo(ref, n));
      const kills = new Map<string, number>();
      const turns = rounds * STEPS.length;
      let mailed = 0;
      let lastKill = performance.now();
      for (let turn = 0; turn < turns; turn += 1) {
        // The answers come in while readers live and die, some for each.
        const upTo = Math.ceil(((turn + 1) / (turns + 1)) * mails.length);
        await deliverByLmtp(stage.dovecot.lmtpPort, mails.slice(mailed, upTo).map(({ raw }) => ({ to: MAILBOX, raw })));
        mailed = upTo;
        const step = STEPS[turn % STEPS.length]!;
        const killed = await readAndDie(stage, children, step, 1 + (Math.floor(turn / STEPS.length) % 3));
        if (killed) kills.set(step, (kills.get(step) ?? 0) + 1);
        lastKill = performance.now();
        if (turn % STEPS.length === STEPS.length - 1) say(`${turn + 1} of ${turns} readers are dead, ${await takenSoFar(stage.ledger)} of ${mailed} answers taken`);
      }
      await deliverByLmtp(stage.dovecot.lmtpPort, mails.slice(mailed).map(({ raw }) => ({ to: MAILBOX, raw })));
      const last = start(stage, children, []);
      await until('every answer is taken', async () => { const taken = await takenSoFar(stage.ledger); if (taken < mails.length) throw new Error(`${taken} of ${mails.length}`); }, 60_000).catch((error: unknown) => { say(String(error)); });
      const recoverySeconds = Math.round((performance.now() - lastKill) / 100) / 10;
      last.kill('SIGKILL');
      const killedEverywhere = STEPS.every((step) => (kills.get(step) ?? 0) > 0);
      const found = await reckon(stage.ledger, mails);
      return { ...found, recoverySeconds, pass: found.pass && killedEverywhere, notes: { unit: 'answers', delivered: 'moved their document once', rejected: 'rightly refused', held: 'given to a person', killedAfter: Object.fromEntries(kills) } };
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await stage.close();
    }
  },
};

function start({ env }: Stage, children: Set<ChildProcess>, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./reader-main.js', import.meta.url)), ...args], { env: { ...env, HAWSER_PARENT: String(process.pid) }, stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** @returns whether it died of what it was to die of; a reader that never came so far is killed all the same */
async function readAndDie(stage: Stage, children: Set<ChildProcess>, step: (typeof STEPS)[number], nth: number): Promise<boolean> {
  const child = start(stage, children, step === 'at-any-moment' ? [] : [step, String(nth)]);
  const ended = once(child, 'exit');
  if (step === 'at-any-moment') {
    await once(child.stdout!, 'data');
    // Different moments of the reading, the same in each run.
    await pause(nth * 37);
    child.kill('SIGKILL');
    await ended;
    return true;
  }
  const late = new AbortController();
  const came = await Promise.race([ended.then(() => true), pause(PATIENCE_MS, false, { signal: late.signal })]);
  late.abort();
  if (!came) { child.kill('SIGKILL'); await ended; }
  return came && child.signalCode === 'SIGKILL';
}
