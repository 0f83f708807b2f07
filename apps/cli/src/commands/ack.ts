import { clockFrom } from '#common';
import { ComposeError, composeContrl, composeFunctional, composeTa1, functionalNumbers, readEdi, type ReadFile, type ReadInterchange, type Strictness } from '#x12';
import { CannotOpen, openSource } from './check/bytes-source.js';
import { visible } from './check/glyphs.js';
import { outOf, type Out } from './check/out.js';

export interface AckOptions { as?: 'ta1' | '997' | '999'; isa13?: number; gs06?: number; strictness?: Strictness }

/** `hawser ack FILE`: the answer we would send for it, and nothing else on standard output. */
export async function ack(name: string, options: AckOptions): Promise<void> {
  process.exitCode = await acknowledge(name, options, { out: outOf(process.stdout), err: outOf(process.stderr), at: clockFrom(process.env['HAWSER_CLOCK']).now() });
}

/**
 * Whatever of the file has no answer is told on standard error: what is fatal and stands in no interchange, and who cannot be answered.
 * @returns the exit code: 0 all was answered · 1 nothing, or not all, could be answered · 2 it cannot be opened, or not be answered so
 */
export async function acknowledge(name: string, options: AckOptions, { out, err, at }: { out: Out; err: Out; at: Date }): Promise<0 | 1 | 2> {
  let read: ReadFile;
  try {
    read = await readWhole(name, options.strictness ?? 'note');
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    await err(`hawser: ${visible(error.message)}\n`);
    return 2;
  }
  if (options.as && read.syntax === 'edifact') {
    await err(`hawser: ${visible(name)} is EDIFACT, which is answered by CONTRL; leave --as ${options.as} out\n`);
    return 2;
  }
  const { answers, unanswerable } = answersTo(read, options, at);
  for (const answer of answers) await out(answer);
  for (const because of unanswerable) await err(`hawser: ${visible(because)}\n`);
  const outside = read.findings.filter(({ severity }) => severity === 'fatal');
  for (const { sentence } of outside) await err(`hawser: ${visible(name)}: ${visible(sentence)}\n`);
  if (answers.length > 0 && unanswerable.length + outside.length === 0) return 0;
  if (read.interchanges.length === 0) await err(`hawser: ${visible(name)} holds no interchange that could be read. What is wrong: npx hawser check ${visible(name)}\n`);
  else if (answers.length + unanswerable.length === 0) await err(`hawser: ${visible(name)} holds nothing but acknowledgements, and those are not acknowledged\n`);
  return 1;
}

async function readWhole(name: string, structure: Strictness): Promise<ReadFile> {
  const source = await openSource(name);
  try {
    return await readEdi(source.chunks(), { structure });
  } finally {
    await source.close();
  }
}

/** One answer for each interchange in the order in which they came, under numbers that count on. */
function answersTo(read: ReadFile, options: AckOptions, at: Date): { answers: Buffer[]; unanswerable: string[] } {
  const answers: Buffer[] = [];
  const unanswerable: string[] = [];
  let gs06 = options.gs06 ?? 1;
  for (const interchange of read.interchanges) {
    try {
      const answer = answerTo(interchange, options.as, { isa13: String((options.isa13 ?? 1) + answers.length), gs06: String(gs06), at });
      if (answer) answers.push(answer);
      gs06 += functionalNumbers(interchange).groups;
    } catch (error) {
      if (!(error instanceof ComposeError)) throw error;
      unanswerable.push(`the interchange ${interchange.isa13.trim() || 'without a number'} cannot be answered: ${error.message}`);
    }
  }
  return { answers, unanswerable };
}

/** The usual answer: a 997 for what has groups, a TA1 for what has none, is refused whole, or asks for one (ISA14 is 1); CONTRL. */
function answerTo(interchange: ReadInterchange, as: AckOptions['as'], numbers: { isa13: string; gs06: string; at: Date }): Buffer | null {
  const sets = interchange.groups.flatMap((group) => group.sets);
  if (interchange.syntax === 'edifact') {
    if (sets.length > 0 && sets.every(({ st01 }) => st01 === 'CONTRL')) return null;
    return composeContrl(interchange, { reference: numbers.isa13, at: numbers.at });
  }
  if (as === 'ta1') return composeTa1(interchange, numbers);
  const hasGroups = interchange.groups.length > 0;
  // TA1s alone are an answer themselves: one more would be answered in turn.
  if (!hasGroups && interchange.ta1.length > 0) return null;
  if (as === undefined && !hasGroups) return composeTa1(interchange, numbers);
  return composeFunctional(interchange, { as: as ?? '997', ...numbers, st02: '1', ta1: interchange.asksForAnswer });
}
