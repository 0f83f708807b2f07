import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Limits } from './limits.js';
import type { ReadOptions } from './read-options.js';
import type { DocumentFacts, Finding, ReadFile } from './types.js';
import { X12Reader } from './x12-reader.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads bytes or text in chunks of one size: the result must not depend on it. */
export function readInChunks(content: Uint8Array | string, size: number, limits: Partial<Limits> = {}, options: ReadOptions = {}): ReadFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const reader = new X12Reader({ limits, ...options });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.end();
}

export function readAtOnce(content: Uint8Array | string, limits: Partial<Limits> = {}, options: ReadOptions = {}): ReadFile {
  return readInChunks(content, Number.MAX_SAFE_INTEGER, limits, options);
}

/** Every finding, whatever it stands in. */
export function findingsOf(file: ReadFile): Finding[] {
  return [
    ...file.findings,
    ...file.interchanges.flatMap((one) => [...one.findings, ...one.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap((set) => set.findings)])]),
  ];
}

/** "fatal X12.SE01_COUNT" */
export function codesOf(file: ReadFile): string[] {
  return findingsOf(file).map(({ severity, code }) => `${severity} ${code}`);
}

/** The facts of every set in these bytes that is indexed. */
export function setsOf(content: Uint8Array | string): DocumentFacts[] {
  return readAtOnce(content).interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets.flatMap((set) => set.facts ?? [])));
}

/** The facts of the first of them. */
export function factsOf(content: Uint8Array | string): DocumentFacts {
  const [facts] = setsOf(content);
  if (!facts) throw new Error('no facts were read');
  return facts;
}

export function fixture(name: string): Buffer {
  return readFileSync(join(root, 'test/fixtures/x12', name));
}

/** "309/amendment.edi" and so on; all of them, or those of one folder. */
export function fixtureNames(folder?: string): string[] {
  const top = join(root, 'test/fixtures/x12');
  const folders = folder === undefined ? readdirSync(top) : [folder];
  return folders.sort().flatMap((each) => readdirSync(join(top, each)).sort().map((file) => `${each}/${file}`));
}

/** Published and synthetic files that are read where they stand and belong to nobody's project. Null where they are not there. */
export function corpus(): { name: string; bytes: Buffer }[] | null {
  const folder = join(root, '../shared/corpus');
  if (!existsSync(folder)) return null;
  return readdirSync(folder).filter((name) => name !== 'INDEX.tsv').sort().map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

const HEAD = [
  'ISA*00*          *00*          *ZZ*HAWSERLINE     *ZZ*USLGBEAST      *180724*1800*U*00401*000000007*0*P*>',
  'GS*SO*HAWSERLINE*USLGBEAST*20180724*1800*7*X*004010',
];
const TAIL = ['GE*1*7', 'IEA*1*000000007'];

/** A calm interchange of one set around these segments: what a spec changes is what it is about. */
export function interchangeOf(set: string, segments: readonly string[], terminator = '~\n'): string {
  return [...HEAD, `ST*${set}*0001`, ...segments, `SE*${segments.length + 2}*0001`, ...TAIL].map((segment) => segment + terminator).join('');
}
