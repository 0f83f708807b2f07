import type { ReadGroup, ReadInterchange } from '../types.js';
import { answerGroup, answerInterchange } from './answer-envelope.js';
import { groupAnswer } from './group-answer.js';
import type { SetVerdict } from './set-verdict.js';

export interface Options997 {
  /** our control numbers: 1 to 9 digits each */
  isa13: string;
  gs06: string;
  at: Date;
  /** by ST02; a set that is not named is judged by its own findings */
  verdicts?: ReadonlyMap<string, SetVerdict>;
}

/**
 * A 997 for one group in an interchange of its own, whatever became of the interchange it came in: for a site that answers group
 * by group. `composeFunctional` answers a whole interchange.
 *
 * @throws ComposeError when a number or an id cannot be written
 */
export function compose997(received: ReadInterchange, group: ReadGroup, { isa13, gs06, at, verdicts }: Options997): Buffer {
  const set = groupAnswer(group, { as: '997', st02: '0001', verdictOf: ({ st02 }) => verdicts?.get(st02) });
  return answerInterchange(received, { isa13, at, groups: [answerGroup(received, group, { gs01: 'FA', gs06, at, sets: [set] })] });
}
