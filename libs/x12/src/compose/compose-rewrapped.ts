import { printable, textOf } from '../bytes.js';
import { elementsOf } from '../reader/elements.js';
import { readIsa } from '../reader/read-isa.js';
import type { ReadInterchange } from '../types.js';
import { ComposeError } from './errors.js';
import { mirroredVersion } from './mirrored.js';
import { controlNumber, dateAndTime } from './segment-writer.js';

/** Who speaks in an envelope: ISA05/06 with GS02, or ISA07/08 with GS03; in EDIFACT 0007, 0004 and 0010. */
export interface Party { qualifier: string; id: string; group: string }

/** What one set leaves under when it came addressed to us. The numbers are ours; version, separators and test flag are its own. */
export interface NewEnvelope {
  /** the bytes of the ISA it came with, and of its GS; in EDIFACT of UNA and UNB, and of UNG */
  isa: Uint8Array;
  gs: Uint8Array;
  /** as read; in EDIFACT they tell the separators */
  delimiters: ReadInterchange['delimiters'];
  from: Party;
  to: Party;
  isa13: number;
  gs06: number;
  st02: number;
  /** ISA15: live, a test, or for information */
  usage: 'P' | 'T' | 'I';
  at: Date;
}

/** The numbers a composed set carries, as an answer will quote them. */
export interface Rewrapped { bytes: Buffer; isa13: string; gs06: string; st02: string }

/**
 * One set under an envelope of ours. Its own bytes stay as they are but for ST02 and SE02, and so do its separators: nothing
 * is decoded and written anew, so nothing can be bent. What ISA01 to ISA04 said to us (passwords among it) is not passed on.
 * EDIFACT's UNH keeps its reference, which counts within its interchange only.
 *
 * @throws ComposeError when an id cannot be written with these separators, or these are not the bytes of a header and a set
 */
export function composeRewrapped(envelope: NewEnvelope, setBytes: Uint8Array): Rewrapped {
  return envelope.delimiters.release === undefined ? rewrapX12(envelope, setBytes) : rewrapEdifact(envelope, setBytes);
}

function rewrapX12(envelope: NewEnvelope, setBytes: Uint8Array): Rewrapped {
  const head = Buffer.from(envelope.isa);
  const read = readIsa(head, 0, head.length, true);
  if (read.result !== 'read') throw new ComposeError('the ISA of a set', textOf(head.subarray(0, 40)), 'the bytes of an ISA segment');
  const { marks, elements, delimiters } = read.isa;
  const terminator = head.subarray(head.length - (delimiters.segment === '\r\n' ? 2 : marks.segment.length));
  const { date, time } = dateAndTime(envelope.at);
  const { from, to } = envelope;
  const isa13 = controlNumber('ISA13', String(envelope.isa13));
  const gs06 = String(envelope.gs06);
  // ST02 has at least four characters.
  const st02 = String(envelope.st02).padStart(4, '0');
  const plain = (values: string[]) => separated(values, [marks.element, marks.segment]);
  // ISA16 and the terminator as the bytes they were, in ASCII or not.
  const component = head.subarray(head.lastIndexOf(marks.element, head.length - terminator.length - 1));
  const isa = plain(['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), fit('ISA05', from.qualifier, 2), fit('ISA06', from.id, 15),
    fit('ISA07', to.qualifier, 2), fit('ISA08', to.id, 15), date.slice(2), time, elements[11] || 'U', mirroredVersion(elements[12] ?? ''), isa13, '0', envelope.usage]);
  const group = elementsOf(Buffer.from(envelope.gs), 0, envelope.gs.length, marks.element).map((value) => value.trim());
  const gs = plain(['GS', group[1] ?? '', from.group, to.group, date, time, gs06, group[7] || 'X', (group[8] ?? '').replace(delimiters.segment, '').trim()]);
  const set = Buffer.from(setBytes);
  const lineEnd = lineEndAfter(set, marks.segment);
  const bytes = Buffer.concat([
    isa, component, lineEnd, gs, terminator, lineEnd, renumbered(set, marks.element, marks.segment, st02), lineEnd,
    plain(['GE', '1', gs06]), terminator, lineEnd, plain(['IEA', '1', isa13]), terminator, lineEnd,
  ]);
  return { bytes, isa13, gs06, st02 };
}

/** One segment a line where the set is written so. */
function lineEndAfter(set: Buffer, segment: Buffer): Buffer {
  const after = set.subarray(set.indexOf(segment) + segment.length).toString('latin1', 0, 2);
  return Buffer.from(/^\r?\n/.exec(after)?.[0] ?? '');
}

/** The set with another ST02 and SE02; every other byte as it was. */
function renumbered(set: Buffer, element: Buffer, segment: Buffer, st02: string): Buffer {
  const st = set.indexOf(element, set.indexOf(element) + 1) + element.length;
  const stEnd = endOfValue(set, st, element, segment);
  const seAt = set.lastIndexOf(Buffer.concat([Buffer.from('SE'), element]));
  const se = set.indexOf(element, seAt + 2 + element.length) + element.length;
  const seEnd = endOfValue(set, se, element, segment);
  if (st < 1 + element.length || seAt < stEnd || se < seAt || seEnd < 0) throw new ComposeError('a set', printable(set.subarray(0, 40)), 'bytes from ST to the terminator of SE');
  const number = Buffer.from(st02);
  return Buffer.concat([set.subarray(0, st), number, set.subarray(stEnd, se), number, set.subarray(seEnd)]);
}

function endOfValue(bytes: Buffer, from: number, element: Buffer, segment: Buffer): number {
  const ends = [bytes.indexOf(element, from), bytes.indexOf(segment, from)].filter((at) => at >= 0);
  let end = ends.length > 0 ? Math.min(...ends) : -1;
  while (end > from && (bytes[end - 1] === 0x0d || bytes[end - 1] === 0x20)) end -= 1;
  return end;
}

/** A segment without its terminator, in the separators of the set it stands around. */
function separated(values: readonly string[], marks: readonly [element: Buffer, segment: Buffer]): Buffer {
  const [element] = marks;
  values.forEach((value, i) => {
    if (marks.some((mark) => value.includes(mark.toString('latin1'))) || !/^[\x20-\x7e]*$/.test(value)) {
      throw new ComposeError(`${values[0] ?? ''}${String(i).padStart(2, '0')}`, printable(value, 20), 'printable text without the separators of this interchange');
    }
  });
  return Buffer.concat(values.flatMap((value, i) => [...(i === 0 ? [] : [element]), Buffer.from(value, 'latin1')]));
}

function fit(element: string, value: string, length: number): string {
  if (value.length > length) throw new ComposeError(element, printable(value, 20), `at most ${length} characters`);
  return value.padEnd(length);
}

function rewrapEdifact(envelope: NewEnvelope, setBytes: Uint8Array): Rewrapped {
  const head = Buffer.from(envelope.isa).toString('latin1');
  const { element, component, segment, release } = envelope.delimiters;
  const una = head.startsWith('UNA') ? head.slice(0, head.indexOf('UNB')) : '';
  const syntax = head.slice(head.indexOf('UNB')).split(element)[1] ?? '';
  const escaped = (value: string) => [...value].map((sign) => ([element, component, segment, release].includes(sign) ? `${release ?? ''}${sign}` : sign)).join('');
  const party = ({ qualifier, id }: Party) => [escaped(id), escaped(qualifier)].filter((part) => part !== '').join(component);
  const { date, time } = dateAndTime(envelope.at);
  const reference = String(envelope.isa13);
  const lineEnd = head.endsWith('\r\n') ? '\r\n' : head.endsWith('\n') ? '\n' : '';
  const unb = ['UNB', syntax, party(envelope.from), party(envelope.to), `${date.slice(2)}${component}${time}`, reference, ...(envelope.usage === 'T' ? ['', '', '', '', '', '1'] : [])].join(element);
  const set = Buffer.from(setBytes);
  const unh = elementsOf(set, 0, Math.max(set.indexOf(segment, 0, 'latin1'), 0), Buffer.from(element, 'latin1'));
  const st02 = (unh[1] ?? '').trim();
  if (!una && head.indexOf('UNB') < 0 || st02 === '') throw new ComposeError('the header of a message', printable(head, 40), 'the bytes of a UNB, and a message that begins with UNH');
  const bytes = Buffer.concat([
    Buffer.from(`${una}${unb}${segment}${lineEnd}`, 'latin1'), set,
    Buffer.from(`UNZ${element}1${element}${reference}${segment}${lineEnd}`, 'latin1'),
  ]);
  return { bytes, isa13: reference, gs06: '', st02 };
}
