import type { ReadGroup, ReadInterchange } from '../types.js';
import { ComposeError } from './errors.js';
import { mirroredUsage, mirroredVersion } from './mirrored.js';
import { controlNumber, dateAndTime, isaSegment, segment } from './segment-writer.js';

/** What an interchange of answers holds: at most one TA1, then groups, each written with `answerGroup`. */
export interface AnswerParts { isa13: string; at: Date; ta1?: string; groups: readonly string[] }

/**
 * An interchange back to where the received one came from: ISA ids and their qualifiers swapped, version and usage (ISA12, ISA15)
 * mirrored. It never asks for an answer itself (ISA14 is 0).
 *
 * @throws ComposeError when a number or an id cannot be written, nobody is named as the sender, or an EDIFACT interchange is to be
 *         answered in X12
 */
export function answerInterchange(received: ReadInterchange, { isa13: number, at, ta1 = '', groups }: AnswerParts): Buffer {
  if (received.syntax !== 'x12') throw new ComposeError('the answered interchange', received.syntax, 'x12: EDIFACT is answered with CONTRL');
  if (received.isa06.trim() === '') throw new ComposeError('ISA06 of the answered interchange', '""', 'whom to answer');
  const isa13 = controlNumber('ISA13', number);
  const { isa05, isa06, isa07, isa08, isa12, isa15 } = received;
  const text = [
    isaSegment({ isa05: isa07, isa06: isa08.trim(), isa07: isa05, isa08: isa06.trim(), at, isa12: mirroredVersion(isa12), isa13, isa15: mirroredUsage(isa15) }),
    ta1, ...groups, segment('IEA', String(groups.length), isa13),
  ].join('');
  return Buffer.from(text, 'latin1');
}

/**
 * GS to GE: the application codes of the answered group swapped, its version (GS08) mirrored. Where it names none, the ids of its
 * ISA stand in: GS02 and GS03 are mandatory.
 */
export function answerGroup(received: ReadInterchange, answered: ReadGroup, gs: { gs01: string; gs06: string; at: Date; sets: readonly string[] }): string {
  // GS06 has no leading zeros to keep; as a number it is the same.
  const gs06 = String(Number(controlNumber('GS06', gs.gs06)));
  const { date, time } = dateAndTime(gs.at);
  return [
    segment('GS', gs.gs01, codeOr(answered.gs03, received.isa08), codeOr(answered.gs02, received.isa06), date, time, gs06, 'X', answered.gs08),
    ...gs.sets, segment('GE', String(gs.sets.length), gs06),
  ].join('');
}

/** Elements 142 and 124 have 15 characters at most. */
function codeOr(code: string, id: string): string {
  return code.trim() === '' ? id.trim().slice(0, 15) : code;
}

/** ST to SE. `st03` is the implementation guide it follows, where it names one. */
export function answerSet(st: { st01: string; st02: string; st03?: string }, body: readonly string[]): string {
  return [segment('ST', st.st01, st.st02, st.st03 ?? ''), ...body, segment('SE', String(body.length + 2), st.st02)].join('');
}

/** The nth number after the first, with as many digits at least. @throws ComposeError beyond nine digits */
export function countedUp(element: string, first: string, n: number): string {
  controlNumber(element, first);
  const counted = String(Number(first) + n).padStart(first.length, '0');
  controlNumber(element, counted);
  return counted;
}
