import { composeContrl, type ReadFile, type ReadInterchange, type ReadSet } from '#x12';
import type { SiteBehaviour } from './behaviour.js';
import { write997, type SiteVerdict } from './write-997.js';

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
    const rejected = rejectedOf(group.sets, manner);
    const verdictOf = (set: ReadSet): SiteVerdict => (set.accepted && !rejected.includes(set) ? { verdict: 'A' } : { verdict: 'R', code: IN_ERROR });
    return { isa13, bytes: write997(interchange, group, { number: isa13, at, verdictOf }) };
  });
}

function contrlTo(interchange: ReadInterchange, { manner, at, nextNumber }: AnswerOptions): { isa13: string; bytes: Buffer }[] {
  const messages = interchange.groups.flatMap((group) => group.sets);
  if (messages.length === 0 || messages.every(({ st01 }) => st01 === 'CONTRL')) return [];
  const isa13 = nextNumber();
  const refused = rejectedOf(messages, manner).map(({ st02 }) => [st02, { verdict: 'R' as const }] as const);
  return [{ isa13, bytes: composeContrl(interchange, { reference: isa13, at, verdicts: new Map(refused) }) }];
}

/** "One or more segments in error" (element 718), the reason terminals give for what they cannot load. */
const IN_ERROR = '5';

function rejectedOf(sets: readonly ReadSet[], manner: SiteBehaviour['answers']): readonly ReadSet[] {
  return manner === 'reject' ? sets : manner === 'partial' && sets.length > 1 ? sets.slice(-1) : [];
}
