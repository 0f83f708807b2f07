import { createHash } from 'node:crypto';
import { EDIFACT_FINDINGS, FINDINGS, LIMITS, type Finding, type ReadFile, type ReadOptions, type ReadSet } from '#x12';
import type { Input } from './input.js';

/** One input may take so long, in ms, whatever it is. */
export const SLOWEST = 250;

/**
 * What holds for whatever bytes: it is read without a throw and in time, any chunks give the same result, and the result
 * agrees with itself. @returns ms that one reading took. @throws Error with what does not hold
 */
export function hold(input: Input): number {
  const { bytes, cuts, options, thorough } = input;
  const { file, ms } = inTime(input);
  same('in chunks', read(input, cuts), file);
  agrees(file, bytes.length);
  if (thorough) {
    // Databases and C strings take none.
    if (JSON.stringify(file).includes('\\u0000')) throw new Error('a NUL byte in a text of the result');
    hashed(file, bytes);
    if (options.limits === LIMITS) handedOver(file, input);
  }
  return ms;
}

function inTime(input: Input): { file: ReadFile; ms: number } {
  // A slow one is tried again: it was the machine, or a collection of garbage, if the next is fast.
  for (let left = 3; ; left -= 1) {
    const start = performance.now();
    const file = read(input, []);
    const ms = performance.now() - start;
    if (ms <= SLOWEST) return { file, ms };
    if (left === 0) throw new Error(`it takes ${Math.round(ms)} ms to read ${input.bytes.length} bytes, more than ${SLOWEST} each time`);
  }
}

function read({ reader: Reader, bytes, options }: Input, cuts: readonly number[], more: ReadOptions = {}): ReadFile {
  const reader = new Reader({ ...options, ...more });
  let from = 0;
  for (const cut of cuts) {
    reader.push(bytes.subarray(from, cut));
    from = cut;
  }
  reader.push(bytes.subarray(from));
  return reader.end();
}

/** The verdict, the findings and the offsets of one result. */
function agrees(file: ReadFile, length: number): void {
  if (file.byteLength !== length) throw new Error(`byteLength is ${file.byteLength} of ${length}`);
  // Errors are listed with the notes, and weigh even where the list was cut before them.
  const of = { fatal: 0, error: 0, note: 0, cut: 0 };
  findings(file.findings, of, length);
  for (const one of file.interchanges) {
    ascending('interchange', [0, one.start, one.isaEnd, one.end, length]);
    findings(one.findings, of, length);
    flag('interchange', one.accepted, isSound(one.findings));
    for (const group of one.groups) {
      ascending('group', [one.isaEnd, group.gsStart, group.gsEnd, one.end]);
      findings(group.findings, of, length);
      flag('group', group.accepted, one.accepted && isSound(group.findings));
      for (const set of group.sets) {
        ascending('set', [group.gsEnd, set.start, set.end, one.end]);
        findings(set.findings, of, length);
        flag('set', set.accepted, group.accepted && isSound(set.findings));
      }
    }
  }
  const may: readonly string[] = file.syntax === 'unknown' ? ['unreadable'] : of.fatal > 0 ? ['rejected', 'partially-accepted'] : of.error > 0 ? ['accepted-with-errors'] : of.cut > 0 ? ['accepted', 'accepted-with-errors'] : ['accepted'];
  if (!may.includes(file.verdict)) throw new Error(`verdict ${file.verdict} with ${of.fatal} fatal and ${of.error} errors, syntax ${file.syntax}`);
}

function findings(all: readonly Finding[], of: Record<Finding['severity'] | 'cut', number>, length: number): void {
  for (const { code, severity, offset, segment, sentence } of all) {
    of[severity] += 1;
    if (code.endsWith('.NOTES_CUT')) of.cut += 1;
    if (!Object.hasOwn(FINDINGS, code) && !Object.hasOwn(EDIFACT_FINDINGS, code)) throw new Error(`${code} is not documented`);
    if (!(offset >= 0 && offset <= length && segment >= 0)) throw new Error(`${code} at segment ${segment}, byte ${offset} of ${length}`);
    if (!/\((segment \d+, )?byte \d+\)$/.test(sentence) || sentence.includes('\0')) throw new Error(`${code} says ${JSON.stringify(sentence)}`);
  }
}

const isSound = (all: readonly Finding[]) => !all.some(({ severity }) => severity === 'fatal');

function flag(what: string, accepted: boolean, expected: boolean): void {
  if (accepted !== expected) throw new Error(`a ${what} is ${accepted ? '' : 'not '}accepted against its findings`);
}

function ascending(what: string, offsets: readonly number[]): void {
  if (offsets.some((offset, at) => offset < (offsets[at - 1] ?? 0))) throw new Error(`offsets of ${what}: ${offsets.join(' ')}`);
}

/** Each hash is that of the bytes it is said to be of. */
function hashed(file: ReadFile, bytes: Buffer): void {
  const check = (what: string, told: string, start: number, end: number) => {
    if (told !== createHash('sha256').update(bytes.subarray(start, end)).digest('hex')) throw new Error(`sha256 of ${what} is not that of bytes ${start} to ${end}`);
  };
  check('file', file.sha256, 0, bytes.length);
  for (const one of file.interchanges) {
    check('interchange', one.sha256, one.start, one.end);
    for (const { sets } of one.groups) for (const set of sets) check('set', set.sha256, set.start, set.end);
  }
}

/** Handed over set by set, the same is said as when the sets are kept. */
function handedOver(file: ReadFile, input: Input): void {
  const sets: ReadSet[] = [];
  const rest = read(input, input.cuts, { onSet: (set) => { sets.push(structuredClone(set)); } });
  const kept: ReadSet[] = [];
  const bare = structuredClone(file);
  for (const one of bare.interchanges) for (const group of one.groups) kept.push(...group.sets.splice(0));
  const known = (set: ReadSet) => ({ ...set, accepted: null });
  same('with onSet, the sets', sets.map(known), kept.map(known));
  same('with onSet, the rest', rest, bare);
}

/** Results are plain values: what is the same is written the same. */
function same(when: string, got: unknown, expected: unknown): void {
  if (JSON.stringify(got) !== JSON.stringify(expected)) throw new Error(`${when}: ${difference('', got, expected) ?? 'written in another order'}`);
}

/** "interchanges[0].end is 713, not 708": the first place that differs. */
function difference(at: string, got: unknown, expected: unknown): string | null {
  if (typeof got === 'object' && typeof expected === 'object' && got !== null && expected !== null) {
    for (const key of new Set([...Object.keys(got), ...Object.keys(expected)])) {
      const found = difference(Array.isArray(got) ? `${at}[${key}]` : `${at}.${key}`, (got as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key]);
      if (found !== null) return found;
    }
    return null;
  }
  return got === expected ? null : `${at.slice(1)} is ${shown(got)}, not ${shown(expected)}`;
}

const shown = (value: unknown) => (JSON.stringify(value) ?? 'absent').slice(0, 160);
