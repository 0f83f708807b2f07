import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { X12Reader } from '#x12';
import type { MakeSubject, Subject } from '../measure/subject.js';

/** Reads a stream of so many bytes, facts on, each set handed over as it ends. Figure: MiB at the peak above the idle process. */
export const readStream: MakeSubject = (bytes) => aboveIdle(async (stream) => {
  let containers = 0;
  const reader = new X12Reader({ limits: { sets: Number.MAX_SAFE_INTEGER }, facts: true, onSet: (set) => { containers += set.facts?.containers.length ?? 0; } });
  for await (const chunk of stream) reader.push(chunk as Buffer);
  const file = reader.end();
  if (file.verdict !== 'accepted' || containers === 0) throw new Error(`the reader says ${file.verdict}, ${containers} containers`);
  return file.byteLength;
}, bytes);

/** The same stream taken and thrown away: what the pipe alone costs. */
export const drainStream: MakeSubject = (bytes) => aboveIdle(async (stream) => {
  let length = 0;
  for await (const chunk of stream) length += (chunk as Buffer).length;
  return length;
}, bytes);

function aboveIdle(take: (stream: NodeJS.ReadableStream) => Promise<number>, bytes: string): Subject {
  return { run: async () => {
    globalThis.gc?.();
    const idle = process.memoryUsage.rss() / 2 ** 20;
    const source = spawn(process.execPath, [fileURLToPath(new URL('./stream-main.js', import.meta.url)), bytes], { stdio: ['ignore', 'pipe', 'inherit'] });
    const taken = await take(source.stdout);
    // The highest the whole process ever stood, as the system counts it: nothing is missed between two looks.
    return { counts: { bytes: taken }, figure: process.resourceUsage().maxRSS / 1024 - idle };
  } };
}
