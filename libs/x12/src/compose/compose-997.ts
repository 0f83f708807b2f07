import type { Finding, ReadGroup, ReadInterchange, ReadSet } from '../types.js';
import { ComposeError } from './errors.js';
import { controlNumber, dateAndTime, isaSegment, segment } from './segment-writer.js';
import { printable } from '../bytes.js';

export interface SetVerdict { verdict: 'A' | 'E' | 'R'; code?: string }

export interface Options997 {
  /** our control numbers: 1 to 9 digits each */
  isa13: string;
  gs06: string;
  at: Date;
  /** by ST02; a set that is not named is judged by its own findings */
  verdicts?: ReadonlyMap<string, SetVerdict>;
}

/** AK5-02 for what the reader found in a set. @source element 718 */
const SET_REASON: Record<string, string> = { 'X12.SE_MISSING': '2', 'X12.SE02_MISMATCH': '3', 'X12.SE01_COUNT': '4' };
/** AK9-05 for what it found in the group. @source element 716 */
const GROUP_REASON: Record<string, string> = { 'X12.GE_MISSING': '3', 'X12.GE02_MISMATCH': '4', 'X12.GE01_COUNT': '5' };

/**
 * A 997 for one group, addressed to where it came from: ISA ids and GS codes swapped, version and GS08 mirrored, every set
 * answered. AK9 is A when all sets are accepted, E when some carry errors, P when some are rejected, R when all are or the
 * group itself is at fault.
 *
 * @throws ComposeError when a number or an id cannot be written
 */
export function compose997(received: ReadInterchange, group: ReadGroup, options: Options997): Buffer {
  const { at } = options;
  const isa13 = controlNumber('ISA13', options.isa13);
  // GS06 has no leading zeros to keep; as a number it is the same.
  const gs06 = String(Number(controlNumber('GS06', options.gs06)));
  const { date, time } = dateAndTime(at);
  const verdicts = group.sets.map((set) => verdictOf(set, options.verdicts?.get(set.st02)));
  const answers = group.sets.flatMap((set, i) => {
    const { verdict, code } = verdicts[i] ?? { verdict: 'R' };
    return [segment('AK2', set.st01, set.st02), segment('AK5', verdict, code ?? '')];
  });
  const body = [
    segment('ST', '997', '0001'),
    segment('AK1', group.gs01, group.gs06),
    ...answers,
    ak9(group, verdicts),
  ];
  const text = [
    isaSegment({ isa05: received.isa07, isa06: received.isa08.trim(), isa07: received.isa05, isa08: received.isa06.trim(), at, isa12: received.isa12, isa13, isa15: received.isa15 }),
    segment('GS', 'FA', group.gs03, group.gs02, date, time, gs06, 'X', group.gs08),
    ...body,
    segment('SE', String(body.length + 1), '0001'),
    segment('GE', '1', gs06),
    segment('IEA', '1', isa13),
  ].join('');
  return Buffer.from(text, 'latin1');
}

function verdictOf(set: ReadSet, asked: SetVerdict | undefined): SetVerdict {
  if (asked) {
    if (asked.code !== undefined && !/^\w{1,3}$/.test(asked.code)) throw new ComposeError('AK502', printable(asked.code, 20), 'a code of element 718');
    return asked;
  }
  const fault = set.findings.find(isFatal);
  return fault ? { verdict: 'R', code: SET_REASON[fault.code] ?? '5' } : { verdict: 'A' };
}

function ak9(group: ReadGroup, verdicts: SetVerdict[]): string {
  const fault = group.findings.find(isFatal);
  const accepted = fault ? 0 : verdicts.filter(({ verdict }) => verdict !== 'R').length;
  const counted = String(verdicts.length);
  return segment('AK9', fault ? 'R' : groupVerdict(verdicts, accepted), counted, counted, String(accepted), fault ? GROUP_REASON[fault.code] ?? '' : '');
}

function groupVerdict(verdicts: SetVerdict[], accepted: number): string {
  if (accepted < verdicts.length) return accepted === 0 ? 'R' : 'P';
  return verdicts.some(({ verdict }) => verdict === 'E') ? 'E' : 'A';
}

function isFatal(finding: Finding): boolean {
  return finding.severity === 'fatal';
}
