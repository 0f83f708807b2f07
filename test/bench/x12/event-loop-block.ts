import { createReadStream, readFileSync } from 'node:fs';
import { X12Interchange, X12Parser } from 'node-x12';
import { readX12 } from '#x12';
import { longestBlock } from '../measure/longest-block.js';
import type { MakeSubject } from '../measure/subject.js';

/** Reads the file as a stream of 64 KiB chunks and asks for its facts. Figure: the longest time in ms that nothing else could have run. */
export const readChunks: MakeSubject = (path) => ({ run: async () => {
  let segments = 0;
  const figure = await longestBlock(async () => {
    const file = await readX12(createReadStream(path, { highWaterMark: 64 * 1024 }));
    if (file.verdict !== 'accepted') throw new Error(`the reader says ${file.verdict}`);
    const set = file.interchanges[0]?.groups[0]?.sets[0];
    // The gateway asks for the facts as soon as it has the set: making them is part of what blocks.
    if (!set?.facts?.containers.length) throw new Error('no containers were read');
    segments = set.segments;
  });
  return { counts: { segments }, figure };
} });

/** node-x12 has no other way than all at once; from text that is decoded already. */
export const parseWhole: MakeSubject = (path) => {
  const text = readFileSync(path, 'latin1');
  return { run: async () => {
    let segments = 0;
    const figure = await longestBlock(() => {
      const read = new X12Parser(true).parse(text);
      const set = read instanceof X12Interchange ? read.functionalGroups[0]?.transactions[0] : undefined;
      segments = (set?.segments.length ?? 0) + 2;
    });
    return { counts: { segments }, figure };
  } };
};
