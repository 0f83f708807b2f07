import type { Finding, ReadFile, ReadInterchange } from '#x12';
import type { ReceiptFinding } from './receipt.js';
import { setsOf } from './repeats.js';
import type { Mode } from './units.js';

/**
 * Why a file is refused whole; null when it is taken. What is relayed goes on as the bytes that came, so any fault in it
 * refuses it. An interchange addressed to us is refused when its envelope is, or when nothing in it is left to take.
 */
export function refusalOf(file: ReadFile, modeOf: (read: ReadInterchange) => Mode): ReceiptFinding[] | null {
  const refused = file.syntax === 'unknown' || file.findings.some(isFatal) || file.interchanges.length === 0
    || file.interchanges.some((read) => (modeOf(read) === 'rewrap' ? isEmptied(read) : faultsIn(read).length > 0));
  if (!refused) return null;
  const faults = [...file.findings.filter(isFatal), ...file.interchanges.flatMap(faultsIn)];
  return faults.map(({ code, sentence, segment, offset }) => ({ code, sentence, segment, offset }));
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
