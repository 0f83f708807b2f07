import { compose997, type ReadFile, type ReadGroup, type SetVerdict } from '#x12';
import type { SiteBehaviour } from './behaviour.js';

export interface AnswerOptions {
  manner: SiteBehaviour['answers'];
  at: Date;
  /** nine digits; ISA13 and GS06 of the answer */
  nextNumber(): string;
}

/** One 997 for each group of a file that asks for one. An acknowledgement is never acknowledged. */
export function answersTo(read: ReadFile, options: AnswerOptions): { isa13: string; bytes: Buffer }[] {
  return read.interchanges.flatMap((interchange) => interchange.groups
    .filter((group) => group.gs01 !== 'FA' && group.sets.length > 0)
    .map((group) => {
      const isa13 = options.nextNumber();
      const verdicts = verdictsOf(group, options.manner);
      return { isa13, bytes: compose997(interchange, group, { isa13, gs06: isa13, at: options.at, verdicts }) };
    }));
}

function verdictsOf(group: ReadGroup, manner: SiteBehaviour['answers']): Map<string, SetVerdict> {
  const rejected = manner === 'reject' ? group.sets : manner === 'partial' && group.sets.length > 1 ? group.sets.slice(-1) : [];
  // 5: "one or more segments in error" (element 718), the reason terminals give for what they cannot load.
  return new Map(rejected.map(({ st02 }) => [st02, { verdict: 'R', code: '5' }]));
}
