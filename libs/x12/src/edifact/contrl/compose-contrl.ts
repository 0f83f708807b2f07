import { printable } from '../../bytes.js';
import { ComposeError } from '../../compose/errors.js';
import type { Finding, ReadGroup, ReadInterchange, ReadSet } from '../../types.js';
import { REFERENCE_MOST } from '../unb.js';
import { OUR_UNA, edifactSegment } from '../segment-writer.js';

/** What becomes of one message: E is acknowledged with an error named. `code` is of data element 0085. */
export interface MessageVerdict { verdict: 'A' | 'E' | 'R'; code?: string }

export interface ContrlOptions {
  /** our own 0020: 1 to 14 letters and digits */
  reference: string;
  at: Date;
  /** by UNH's reference; a message that is not named is judged by its own findings */
  verdicts?: ReadonlyMap<string, MessageVerdict>;
  /** say of the whole that it came, or that nothing of it was taken, and nothing of its messages: who answers for them is another */
  whole?: 'received' | 'refused';
}

/** 0083: rejected with all below it; acknowledged, and what is below it unless it is rejected by name. */
const REJECTED = '4';
const ACKNOWLEDGED = '7';
/** 0083: it came; not a word on what is in it. */
const RECEIVED = '8';
/** 0085, an error that the list does not name. */
const UNSPECIFIED = '18';
/** 0085, a value that does not fit. */
const INVALID_VALUE = '12';
const FIRST_VERSION = '1';
const SERVICE_TAG = /^UN[ABEGHTZ]\b/;

/**
 * A CONTRL for one interchange, addressed to where it came from: sender and recipient swapped in UNB and as they came in UCI,
 * syntax mirrored, every message answered by its reference; what is refused is told with its code, and below it where in
 * the message. Under a refused interchange or group only the messages with faults of their own are named.
 *
 * Written as CONTRL D.3 for the syntax versions 1 to 3 and as CONTRL 4.1 for version 4. The controlling agency of an answered
 * message is written as UN.
 *
 * @throws ComposeError when a value cannot be written, or the interchange names no sender, recipient or reference to answer
 */
export function composeContrl(received: ReadInterchange, options: ContrlOptions): Buffer {
  const { at, reference } = options;
  if (!/^[A-Za-z0-9]{1,14}$/.test(reference)) throw new ComposeError('UNB 0020', printable(reference, 20), '1 to 14 letters and digits');
  // A UNB that names no version is read as version 1, and answered so.
  const [syntax = '', version = FIRST_VERSION] = received.isa12.split(':');
  if (!/^[A-Z]{4}$/.test(syntax) || !/^[1-4]$/.test(version)) throw new ComposeError('UNB S001', printable(received.isa12, 20), 'a syntax identifier and version to mirror');
  const sender = party('UNB 0004', received.isa06, received.isa05);
  const recipient = party('UNB 0010', received.isa08, received.isa07);
  if (received.isa13 === '') throw new ComposeError('UCI 0020', '""', 'the reference of the interchange that is answered');
  if (received.isa13.length > REFERENCE_MOST) throw new ComposeError('UCI 0020', printable(received.isa13, 40), `at most ${REFERENCE_MOST} characters`);
  const iso = at.toISOString().replace(/[-:]/g, '');
  const modern = version === '4';
  const body = [
    edifactSegment('UNH', '1', modern ? ['CONTRL', '4', '1', 'UN'] : ['CONTRL', 'D', '3', 'UN']),
    edifactSegment('UCI', received.isa13, sender, recipient, ...outcomeOfWhole(received, options.whole)),
    ...(options.whole ? [] : ungroupedFirst(received.groups).flatMap((group) => groupAnswers(group, isRefused(received.findings), options))),
  ];
  return Buffer.from([
    OUR_UNA,
    edifactSegment('UNB', [syntax, version], recipient, sender, [modern ? iso.slice(0, 8) : iso.slice(2, 8), iso.slice(9, 13)], reference, '', '', '', '', '', received.isa15 === 'T' ? '1' : ''),
    ...body,
    edifactSegment('UNT', String(body.length + 1), '1'),
    edifactSegment('UNZ', '1', reference),
  ].join(''), 'latin1');
}

/** Behind a UCF a message stands in its group: those that stand in none go before. */
function ungroupedFirst(groups: readonly ReadGroup[]): ReadGroup[] {
  return [...groups.filter((group) => !isNamed(group)), ...groups.filter(isNamed)];
}

function isNamed(group: ReadGroup): boolean {
  return group.gsStart < group.gsEnd;
}

function groupAnswers(group: ReadGroup, whole: boolean, options: ContrlOptions): string[] {
  const named = isNamed(group);
  const refused = whole || isRefused(group.findings);
  const ucf = named && (!whole || isRefused(group.findings)) ? [edifactSegment('UCF', group.gs06, group.gs02, group.gs03, ...outcomeOf(group.findings))] : [];
  const answered = refused ? group.sets.filter((set) => isRefused(set.findings)) : group.sets;
  // Without its UCF a message of a group would be taken for one that stands outside groups.
  if (named && ucf.length === 0) return [];
  return [...ucf, ...answered.flatMap((set) => messageAnswer(set, options.verdicts?.get(set.st02)))];
}

function messageAnswer(set: ReadSet, asked: MessageVerdict | undefined): string[] {
  const [version = '', release = '', association = ''] = (set.release ?? '').split('.');
  const outcome = asked ? askedOutcome(asked) : outcomeOf(set.findings);
  return [
    edifactSegment('UCM', set.st02, [set.st01, version, release, 'UN', association], ...outcome),
    ...(outcome[0] === REJECTED ? set.findings.flatMap(placeInMessage) : []),
  ];
}

/** UCS names the segment by its position; UCD the element, and then the code is its. */
function placeInMessage({ inSet, answer, severity }: Finding): string[] {
  if (!inSet || severity === 'note') return [];
  const code = answer?.element === 'UCS' || answer?.element === 'UCD' ? answer.code : INVALID_VALUE;
  const position = String(inSet.position);
  if (inSet.element === null) return [edifactSegment('UCS', position, code)];
  return [edifactSegment('UCS', position), edifactSegment('UCD', code, [String(inSet.element), inSet.component === null ? '' : String(inSet.component)])];
}

/** 0083, 0085 and 0013 for what was found: the first thing that refuses decides. */
function outcomeOf(findings: readonly Finding[]): [action: string, error: string, tag: string] {
  const fault = findings.find(({ severity }) => severity === 'fatal');
  if (!fault) return [ACKNOWLEDGED, '', ''];
  return [REJECTED, fault.answer?.code ?? UNSPECIFIED, SERVICE_TAG.exec(fault.element ?? '')?.[0] ?? ''];
}

/** Refused for a message's fault, the first one gives the code. */
function outcomeOfWhole(received: ReadInterchange, whole: ContrlOptions['whole']): [action: string, error: string, tag: string] {
  if (whole === undefined || isRefused(received.findings)) return outcomeOf(received.findings);
  if (whole === 'received') return [RECEIVED, '', ''];
  const fault = received.groups.flatMap((group) => [...group.findings, ...group.sets.flatMap((set) => set.findings)]).find(({ severity }) => severity === 'fatal');
  return [REJECTED, fault?.answer?.code ?? UNSPECIFIED, ''];
}

function askedOutcome({ verdict, code = '' }: MessageVerdict): [action: string, error: string, tag: string] {
  if (code !== '' && !/^\d{1,3}$/.test(code)) throw new ComposeError('UCM 0085', printable(code, 20), 'a code of data element 0085');
  return verdict === 'R' ? [REJECTED, code || UNSPECIFIED, ''] : [ACKNOWLEDGED, verdict === 'E' ? code : '', ''];
}

function party(element: string, id: string, qualifier: string): string[] {
  if (id === '') throw new ComposeError(element, '""', 'whom to answer');
  return [id, qualifier];
}

function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'fatal');
}
