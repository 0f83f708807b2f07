import { createReadStream, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { X12Interchange, X12Parser } from 'node-x12';
import { readX12 } from '#x12';
import type { MakeSubject, Work } from '../measure/subject.js';

/** Reads the file as a stream of 64 KiB chunks and asks for its facts. Figure: the longest time in ms that nothing else could have run. */
export const readChunks: MakeSubject = (path) => ({ run: () => longestBlock(async () => {
  const file = await readX12(createReadStream(path, { highWaterMark: 64 * 1024 }));
  if (file.verdict !== 'accepted') throw new Error(`the reader says ${file.verdict}`);
  const set = file.interchanges[0]?.groups[0]?.sets[0];
  // The gateway asks for the facts as soon as it has the set: making them is part of what blocks.
  if (!set?.facts?.containers.length) throw new Error('no containers were read');
  return set.segments;
}) });

/** node-x12 has no other way than all at once; from text that is decoded already. */
export const parseWhole: MakeSubject = (path) => {
  const text = readFileSync(path, 'latin1');
  return { run: () => longestBlock(() => {
    const read = new X12Parser(true).parse(text);
    const set = read instanceof X12Interchange ? read.functionalGroups[0]?.transactions[0] : undefined;
    return (set?.segments.length ?? 0) + 2;
  }) };
};

async function longestBlock(read: () => number | Promise<number>): Promise<Work> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause();
  delay.reset();
  // It counts from one look to the next: one must lie between the reset and the work, and one after the work.
  await pause();
  const segments = await read();
  await pause();
  delay.disable();
  return { counts: { segments }, figure: delay.max / 1e6 };
}

const pause = () => new Promise((resolve) => { setTimeout(resolve, 10); });
