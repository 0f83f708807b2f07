import type { Finding, ReadFile, ReadInterchange } from '#x12';
import type { ReceiptFinding } from './receipt.js';
import { setsOf } from './repeats.js';
import type { Mode } from './units.js';

/**
 * Why a file is refused whole; null when it is taken. What is relayed goes on as the bytes that came, so any fault in it
 * refuses it. An interchange addressed to us is refused when its envelope is, or when nothing in it is left to take.
 */
export function refusalOf(file: ReadFile, modeOf: (read: ReadInterchange) => Mode): ReceiptFinding[] | null {
  const overlong = file.interchanges.flatMap(overlongIn);
  if (overlong.length > 0) return overlong;
  const refused = file.syntax === 'unknown' || file.findings.some(isFatal) || file.interchanges.length === 0
    || file.interchanges.some((read) => (modeOf(read) === 'rewrap' ? isEmptied(read) : faultsIn(read).length > 0));
  if (!refused) return null;
  const faults = [...file.findings.filter(isFatal), ...file.interchanges.flatMap(faultsIn)];
  return faults.map(({ code, sentence, segment, offset }) => ({ code, sentence, segment, offset }));
}

/** Ids and control numbers have 35 characters at most (EDIFACT's 0004); nobody means one longer than this. */
export const LONGEST_ID = 64;

function overlongIn(read: ReadInterchange): ReceiptFinding[] {
  const ids = [
    ['ISA06', read.isa06, read.start], ['ISA08', read.isa08, read.start], ['ISA13', read.isa13, read.start],
    ...read.groups.flatMap((group) => [['GS06', group.gs06, group.gsStart], ['GS03', group.gs03, group.gsStart], ...group.sets.flatMap((set) => [['ST01', set.st01, set.start], ['ST02', set.st02, set.start]])]),
  ] as [string, string, number][];
  return ids.filter(([, value]) => value.trim().length > LONGEST_ID).slice(0, 20).map(([element, value, offset]) => ({
    code: 'INTAKE.OVERLONG_ID', sentence: `${element} has ${value.trim().length} characters, the limit is ${LONGEST_ID} (byte ${offset})`, segment: 0, offset,
  }));
}

/** Refused itself, or all that was in it. */
export function isEmptied(read: ReadInterchange): boolean {
  const sets = setsOf(read);
  return !read.accepted || (sets.length > 0 && !sets.some(({ set }) => set.accepted));
}

export const faultsIn = (read: ReadInterchange): Finding[] => findingsIn(read).filter(isFatal);

export const findingsIn = (read: ReadInterchange): Finding[] => [
  ...read.findings, ...read.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap((set) => set.findings)]),
];

const isFatal = (finding: Finding): boolean => finding.severity === 'fatal';
