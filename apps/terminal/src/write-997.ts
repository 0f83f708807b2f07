import { JSEDINotation, X12Generator } from 'node-x12';
import type { ReadGroup, ReadInterchange, ReadSet } from '#x12';

/** What a site says of a set, and why (element 718). */
export type SiteVerdict = { verdict: 'A' } | { verdict: 'R'; code: string };

/** node-x12 writes a delimiter inside a value as it stands, which makes one element two. */
const DELIMITERS = /[*~>]/g;

/**
 * The 997 of a terminal's own system: one group answered, in an interchange of its own. It is written with node-x12 and not
 * with our own #x12, because the far side does not run our code: what we take from it must not be right by the same mistake.
 */
export function write997(interchange: ReadInterchange, group: ReadGroup, { number, at, verdictOf }: { number: string; at: Date; verdictOf: (set: ReadSet) => SiteVerdict }): Buffer {
  const [date, time] = [at.toISOString().slice(0, 10).replaceAll('-', ''), at.toISOString().slice(11, 16).replace(':', '')];
  const { isa05, isa06, isa07, isa08, isa12, isa15 } = interchange;
  const answer = new JSEDINotation(
    ['00', '', '00', '', isa07, isa08.trim(), isa05, isa06.trim(), date.slice(2), time, 'U', isa12, number, '0', isa15, '>'],
    { segmentTerminator: '~', elementDelimiter: '*', subElementDelimiter: '>', endOfLine: '', format: false },
  );
  const set = answer.addFunctionalGroup(['FA', named(group.gs03, isa08), named(group.gs02, isa06), date, time, String(Number(number)), 'X', group.gs08]).addTransaction(['997', '0001']);
  set.addSegment('AK1', [clean(group.gs01), clean(group.gs06)]);
  let accepted = 0;
  for (const one of group.sets) {
    const said = verdictOf(one);
    if (said.verdict === 'A') accepted += 1;
    set.addSegment('AK2', [clean(one.st01), clean(one.st02)]);
    set.addSegment('AK5', said.verdict === 'A' ? ['A'] : ['R', said.code]);
  }
  const count = group.sets.length;
  set.addSegment('AK9', [accepted === count ? 'A' : accepted === 0 ? 'R' : 'P', String(count), String(count), String(accepted)]);
  return Buffer.from(new X12Generator(answer).toString(), 'latin1');
}

/** node-x12 holds GS02 and GS03 to two characters; the ids of the ISA stand in for what is shorter. */
function named(code: string, id: string): string { return code.trim().length >= 2 ? clean(code) : clean(id.trim().slice(0, 15)); }

function clean(value: string): string { return value.replace(DELIMITERS, ' '); }
