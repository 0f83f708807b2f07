import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { X12Interchange, X12Parser } from 'node-x12';
import { X12parser } from 'x12-parser';
import { X12Reader, type ReadFile, type ReadOptions } from '#x12';
import type { MakeSubject, Subject } from '../measure/subject.js';

/** Everyone counts segments, ISA to IEA: who loses one has not done the work. All files end their segments with `~`. */
type Segments = { counts: { segments: number } };
const TERMINATOR = 0x7e;
/** as a socket or a file stream hands bytes over */
const CHUNK = 64 * 1024;

const counted = (segments: number): Segments => ({ counts: { segments } });

/** The floor: find every terminator and do nothing else. */
export const scan: MakeSubject = (file) => {
  const bytes = readFileSync(file);
  return { run: () => {
    let segments = 0;
    for (let at = bytes.indexOf(TERMINATOR); at >= 0; at = bytes.indexOf(TERMINATOR, at + 1)) segments += 1;
    return counted(segments);
  } };
};

export const envelope: MakeSubject = (file) => reading(file, { facts: false, hashes: false });
/** the facts decided and kept; nobody asks for them */
export const index: MakeSubject = (file) => reading(file, { facts: true, hashes: false });
/** the same, and every set asked for its facts at the end */
export const indexAsked: MakeSubject = (file) => reading(file, { facts: true, hashes: false }, askForAll);
/** each set asked for its facts and handed over as it ends, and none kept */
export const indexHandedOver: MakeSubject = (file) => {
  const bytes = readFileSync(file);
  return { run: () => {
    let segments = 0;
    let containers = 0;
    const reader = new X12Reader({ facts: true, hashes: false, onSet: (set) => {
      segments += set.segments;
      containers += set.facts?.containers.length ?? 0;
    } });
    for (const chunk of chunksOf(bytes)) reader.push(chunk);
    segments += segmentsIn(reader.end());
    if (containers === 0) throw new Error('no containers were read');
    return counted(segments);
  } };
};
/** as the gateway reads what it takes in: it asks every set for its facts */
export const intake: MakeSubject = (file) => reading(file, {}, askForAll);
export const structure: MakeSubject = (file) => reading(file, { structure: 'note' }, askForAll);

/** Every segment split into its elements: what a short script does. From text that is decoded already. */
export const split: MakeSubject = (file) => {
  const text = readFileSync(file, 'latin1');
  return { run: () => {
    const segments = text.split('~').map((segment) => segment.split('*'));
    return counted(segments.length - 1);
  } };
};

/** From text that is decoded already; strict, a fresh instance each time, as it must be used. */
export const nodeX12: MakeSubject = (file) => {
  const text = readFileSync(file, 'latin1');
  return { run: () => {
    const read = new X12Parser(true).parse(text);
    if (!(read instanceof X12Interchange)) throw new Error('node-x12: several interchanges, one was expected');
    let segments = 2;
    for (const group of read.functionalGroups) {
      segments += 2;
      for (const set of group.transactions) segments += set.segments.length + 2;
    }
    return counted(segments);
  } };
};

/** Chunks through its stream, every segment taken. */
export const x12Parser: MakeSubject = (file) => {
  const bytes = readFileSync(file);
  return { run: async () => {
    let segments = 0;
    for await (const segment of Readable.from(chunksOf(bytes), { objectMode: false }).pipe(new X12parser())) {
      // Its last one is the line end after the IEA.
      if ((segment as { name: string }).name.trim() !== '') segments += 1;
    }
    return counted(segments);
  } };
};

function reading(file: string, options: ReadOptions, then: (read: ReadFile) => void = () => undefined): Subject {
  const bytes = readFileSync(file);
  return { run: () => {
    const reader = new X12Reader(options);
    for (const chunk of chunksOf(bytes)) reader.push(chunk);
    const read = reader.end();
    then(read);
    return counted(segmentsIn(read));
  } };
}

/** What a set has facts of is made into objects when it is asked for them: all are made, and stay with their sets. */
function askForAll({ interchanges }: ReadFile): void {
  let containers = 0;
  for (const { groups } of interchanges) for (const { sets } of groups) for (const { facts } of sets) containers += facts?.containers.length ?? 0;
  if (containers === 0) throw new Error('no containers were read');
}

/** @throws for a file that is not accepted without a remark: a refused one is read in less time */
function segmentsIn(file: ReadFile): number {
  if (file.verdict !== 'accepted' || file.findings.length > 0) throw new Error(`the reader says ${file.verdict}: ${file.findings[0]?.sentence ?? ''}`);
  let segments = 0;
  for (const { groups, findings } of file.interchanges) {
    segments += 2;
    for (const group of groups) {
      segments += 2;
      for (const set of group.sets) segments += set.segments;
    }
    if (findings.length > 0) throw new Error(`the reader says ${findings[0]?.sentence}`);
  }
  return segments;
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
