import { printable } from '../bytes.js';
import type { AnswerCode, Finding, ReadGroup, ReadSet } from '../types.js';
import { ComposeError } from './errors.js';

/** What we say of a set: accepted, accepted with errors noted, rejected; and why, as a code of element 718. */
export interface SetVerdict { verdict: 'A' | 'E' | 'R'; code?: string }

/** A set with the verdict it is answered with, and the codes of AK5-02 to AK5-06. */
export interface JudgedSet { set: ReadSet; verdict: SetVerdict['verdict']; codes: string[] }

/** AK5 and AK9 have room for five codes each. @source segments AK5, IK5, AK9 */
const MOST_CODES = 5;
/** "One or more segments in error". @source elements 718 and 618 */
const SEGMENTS_IN_ERROR = '5';

/**
 * Judges a set by its own findings, or as it was asked to be. A set of a refused group is rejected: whoever reads AK5 alone
 * must not take it for taken.
 */
export function judge(set: ReadSet, groupRefused: boolean, asked: SetVerdict | undefined): JudgedSet {
  if (asked?.code !== undefined && !/^\w{1,3}$/.test(asked.code)) throw new ComposeError('AK502', printable(asked.code, 20), 'a code of element 718');
  const own = set.findings.some(isFatal) ? 'R' : set.findings.some((finding) => finding.severity === 'error') ? 'E' : 'A';
  const verdict = groupRefused ? 'R' : asked?.verdict ?? own;
  if (verdict === 'A') return { set, verdict, codes: [] };
  return { set, verdict, codes: asked?.code !== undefined ? [asked.code] : codesOfSet(set) };
}

export function isRefused(group: ReadGroup): boolean {
  return group.findings.some(isFatal);
}

/** AK9-05 to AK9-09: what is wrong with the group. @source element 716 */
export function codesOfGroup(group: ReadGroup): string[] {
  return codes(group.findings, 'AK905').slice(0, MOST_CODES);
}

/** How many sets GE01 declares; as many as were read where it is missing or no number. */
export function declaredSets(group: ReadGroup): number {
  const miscounted = group.findings.find((finding) => finding.code === 'X12.GE01_COUNT');
  return miscounted && /^\d{1,6}$/.test(miscounted.found) ? Number(miscounted.found) : group.sets.length;
}

export function isFatal(finding: Finding): boolean {
  return finding.severity === 'fatal';
}

/** The codes that findings become at one place of the answer, each once, in the order they were found. Notes become nothing. */
export function codes(findings: readonly Finding[], element: AnswerCode['element']): string[] {
  return [...new Set(findings.flatMap(({ severity, answer }) => (severity !== 'note' && answer?.element === element ? [answer.code] : [])))];
}

function codesOfSet(set: ReadSet): string[] {
  const told = codes(set.findings, 'AK502').filter((code) => code !== SEGMENTS_IN_ERROR);
  // Whatever has no code of its own is a segment in error.
  const others = set.findings.some(({ severity, answer }) => severity !== 'note' && (answer?.element !== 'AK502' || answer.code === SEGMENTS_IN_ERROR));
  return others ? [...told.slice(0, MOST_CODES - 1), SEGMENTS_IN_ERROR] : told.slice(0, MOST_CODES);
}
