import { expectedGs01 } from '../transaction-sets/index.js';
import type { ReadGroup, ReadSet } from '../types.js';
import { answerSet } from './answer-envelope.js';
import { segment } from './segment-writer.js';
import { codesOfGroup, declaredSets, isRefused, judge, type JudgedSet, type SetVerdict } from './set-verdict.js';
import { structureNotes, type Dialect } from './structure-notes.js';

/**
 * The guide our 999 follows. It is always named: ST03 goes before GS08, which mirrors the group that is answered and may name
 * another guide, or a release that had no such 999.
 * @source element 1705; 999 Implementation Acknowledgment, 005010X231 with its errata A1
 */
const GUIDE_999 = '005010X231A1';
/** AK1-03 and AK2-03 exist since this release. */
const NAMES_RELEASES_SINCE = 5010;

export interface GroupAnswer { as: '997' | '999'; st02: string; verdictOf: (set: ReadSet) => SetVerdict | undefined }

/**
 * One 997 or 999 for one group. Every set is answered; one without ST01 or ST02 cannot be named in an AK2 and is told by AK9
 * alone, as received and not accepted. AK9 is A when all are accepted, E when some carry errors, P when some are
 * rejected, R when all are or the group itself is refused.
 *
 * @source ASC X12 997 and 999: AK1 (AK2 (AK3 AK4) AK5) AK9
 */
export function groupAnswer(group: ReadGroup, { as, st02, verdictOf }: GroupAnswer): string {
  const refused = isRefused(group);
  const judged = group.sets.map((set) => (isNamed(set) ? judge(set, refused, verdictOf(set)) : judge(set, true, undefined)));
  const dialect: Dialect = { as, release: releaseOf(group) };
  const names = as === '999' || dialect.release >= NAMES_RELEASES_SINCE;
  return answerSet({ st01: as, st02, ...(as === '999' ? { st03: GUIDE_999 } : {}) }, [
    segment('AK1', functionalId(group), group.gs06, names ? group.gs08 : ''),
    ...judged.filter(({ set }) => isNamed(set)).flatMap((one) => [
      segment('AK2', one.set.st01, one.set.st02, names ? one.set.release ?? '' : ''),
      ...(one.verdict === 'A' ? [] : structureNotes(one.set, dialect)),
      segment(as === '999' ? 'IK5' : 'AK5', one.verdict, ...one.codes),
    ]),
    ak9(group, judged, refused),
  ]);
}

function isNamed({ st01, st02 }: ReadSet): boolean {
  return st01.trim() !== '' && st02.trim() !== '';
}

/** AK1-01 is mandatory: where GS01 is absent, it is the one that the sets of the group usually travel under. */
function functionalId({ gs01, sets }: ReadGroup): string {
  return gs01.trim() || (expectedGs01(sets[0]?.st01 ?? '')?.[0] ?? '');
}

function ak9(group: ReadGroup, judged: readonly JudgedSet[], refused: boolean): string {
  const accepted = judged.filter(({ verdict }) => verdict !== 'R').length;
  return segment('AK9', refused ? 'R' : groupVerdict(judged, accepted), String(declaredSets(group)), String(judged.length), String(accepted), ...codesOfGroup(group));
}

function groupVerdict(judged: readonly JudgedSet[], accepted: number): string {
  if (accepted < judged.length) return accepted === 0 ? 'R' : 'P';
  return judged.some(({ verdict }) => verdict === 'E') ? 'E' : 'A';
}

/** The first six characters of GS08 as a number: 004010 is 4010; 0 where they are none. */
function releaseOf(group: ReadGroup): number {
  return Number(/^\d{6}/.exec(group.gs08)?.[0] ?? 0);
}
