import { compose997, composeContrl, type ReadFile, type ReadInterchange, type ReadSet, type SetVerdict } from '#x12';
import type { SiteBehaviour } from './behaviour.js';

export interface AnswerOptions {
  manner: SiteBehaviour['answers'];
  at: Date;
  /** nine digits; ISA13 and GS06 of the answer */
  nextNumber: () => string;
}

/** One 997 for each group of a file that asks for one, one CONTRL for an EDIFACT interchange. An acknowledgement is never acknowledged. */
export function answersTo(read: ReadFile, options: AnswerOptions): { isa13: string; bytes: Buffer }[] {
  return read.interchanges.flatMap((interchange) => (interchange.syntax === 'edifact' ? contrlTo(interchange, options) : functionalTo(interchange, options)));
}

function functionalTo(interchange: ReadInterchange, { manner, at, nextNumber }: AnswerOptions): { isa13: string; bytes: Buffer }[] {
  return interchange.groups.filter((group) => group.gs01 !== 'FA' && group.sets.length > 0).map((group) => {
    const isa13 = nextNumber();
    return { isa13, bytes: compose997(interchange, group, { isa13, gs06: isa13, at, verdicts: verdictsOf(group.sets, manner) }) };
  });
}

function contrlTo(interchange: ReadInterchange, { manner, at, nextNumber }: AnswerOptions): { isa13: string; bytes: Buffer }[] {
  const messages = interchange.groups.flatMap((group) => group.sets);
  if (messages.length === 0 || messages.every(({ st01 }) => st01 === 'CONTRL')) return [];
  const isa13 = nextNumber();
  const refused = [...verdictsOf(messages, manner).keys()].map((reference) => [reference, { verdict: 'R' as const }] as const);
  return [{ isa13, bytes: composeContrl(interchange, { reference: isa13, at, verdicts: new Map(refused) }) }];
}

function verdictsOf(sets: readonly ReadSet[], manner: SiteBehaviour['answers']): Map<string, SetVerdict> {
  const rejected = manner === 'reject' ? sets : manner === 'partial' && sets.length > 1 ? sets.slice(-1) : [];
  // 5: "one or more segments in error" (element 718), the reason terminals give for what they cannot load.
  return new Map(rejected.map(({ st02 }) => [st02, { verdict: 'R', code: '5' }]));
}
