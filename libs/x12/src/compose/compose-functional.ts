import type { ReadGroup, ReadInterchange, ReadSet } from '../types.js';
import { answerGroup, answerInterchange, countedUp } from './answer-envelope.js';
import { ta1Segment } from './compose-ta1.js';
import { groupAnswer } from './group-answer.js';
import { isFatal, type SetVerdict } from './set-verdict.js';

export interface OptionsFunctional {
  as: '997' | '999';
  /** our control numbers, 1 to 9 digits each; gs06 and st02 are the first of as many as `functionalNumbers` says, and count up */
  isa13: string;
  gs06: string;
  st02: string;
  at: Date;
  /** by the set as read; one that is not named is judged by its own findings */
  verdicts?: ReadonlyMap<ReadSet, SetVerdict>;
  /** a TA1 goes with it */
  ta1?: boolean;
}

/**
 * One interchange that answers every group of the received one: one 997 or 999 for each, in as many GS as there are different
 * versions (GS08) and application codes, in the order they came. Acknowledgements are not acknowledged.
 *
 * An interchange that is refused as a whole is answered by a TA1 R alone, asked for or not: a 997 has no word for it, and says
 * nothing of groups that nobody took.
 *
 * @returns null when there is nothing to say: no group that is answered, and no TA1
 * @throws ComposeError when a number or an id cannot be written
 */
export function composeFunctional(received: ReadInterchange, options: OptionsFunctional): Buffer | null {
  const { as, isa13, gs06, st02, at, verdicts } = options;
  const refused = received.findings.some(isFatal);
  const alike = refused ? [] : answeredTogether(received);
  if (alike.length === 0 && !refused && !options.ta1) return null;
  let sets = 0;
  const groups = alike.map((members, g) => answerGroup(received, members[0], {
    gs01: 'FA', gs06: countedUp('GS06', gs06, g), at,
    // ST02 has at least four characters.
    sets: members.map((group) => groupAnswer(group, { as, st02: countedUp('ST02', st02.padStart(4, '0'), sets++), verdictOf: (set) => verdicts?.get(set) })),
  }));
  return answerInterchange(received, { isa13, at, groups, ...(refused || options.ta1 ? { ta1: ta1Segment(received) } : {}) });
}

/** How many group and set numbers `composeFunctional` takes: what is to be reserved before it is called. */
export function functionalNumbers(received: ReadInterchange): { groups: number; sets: number } {
  const alike = received.findings.some(isFatal) ? [] : answeredTogether(received);
  return { groups: alike.length, sets: alike.reduce((sum, members) => sum + members.length, 0) };
}

type Alike = [ReadGroup, ...ReadGroup[]];

/** By what is in it: a wrong GS01 is only remarked on. An empty group is what its GS01 says. */
function isAcknowledgement({ gs01, sets }: ReadGroup): boolean {
  return sets.length === 0 ? gs01 === 'FA' : sets.every(({ st01 }) => st01 === '997' || st01 === '999');
}

function answeredTogether(received: ReadInterchange): Alike[] {
  const alike = new Map<string, Alike>();
  for (const group of received.groups) {
    if (isAcknowledgement(group)) continue;
    const key = [group.gs08, group.gs02, group.gs03].join('\n');
    const members = alike.get(key);
    if (members) members.push(group);
    else alike.set(key, [group]);
  }
  return [...alike.values()];
}
