import { X12Interchange, X12Parser } from 'node-x12';
import { wordsOf } from '#common';
import { segmentsOf } from '#x12';
import { Segment } from './segment.js';

/** `release` only in EDIFACT: its release character. */
export interface Delimiters { element: string; component: string; repetition?: string | null; segment: string; release?: string | null }

export interface ReadSegments {
  /** between ST and SE, without both */
  segments: Segment[];
  st01: string;
  /** null: read as X12. Else one sentence why the document is shown as received and not in tables. */
  shownAsReceived: string | null;
}

/**
 * Reads one ST..SE. node-x12 wants a whole interchange and checks its counts, so the set is wrapped into the smallest
 * envelope with counts that are right; a set whose own SE count is wrong is a finding of #x12, not a reason to hide it from
 * the clerk. What node-x12 read is written out again and compared with the source: its known slips (a segment without
 * elements takes its neighbour's value) must not reach a manifest.
 */
export function readSet(setBytes: Uint8Array, delimiters: Delimiters): ReadSegments {
  if (delimiters.release !== undefined) return readMessage(setBytes, delimiters);
  const plain = splitPlainly(decode(setBytes), delimiters);
  const first = plain[0];
  const last = plain.at(-1);
  const body = plain.slice(first?.tag === 'ST' ? 1 : 0, last?.tag === 'SE' ? -1 : undefined);
  const st01 = first?.tag === 'ST' ? first.peek(1) : '';
  const asReceived = (why: string): ReadSegments => ({ segments: body, st01, shownAsReceived: why });

  if (first?.tag !== 'ST' || last?.tag !== 'SE') return asReceived('it does not run from ST to SE');
  try {
    const read = readByNodeX12(first, body, delimiters);
    const differs = firstDifference(read, body);
    return differs === null ? { segments: read, st01, shownAsReceived: null } : asReceived(`segment ${differs} holds content that the reader could not take apart safely`);
  } catch (error) {
    return asReceived(`the reader refused it (${wordsOf(error)})`);
  }
}

/** One UNH..UNT: listed as received, its release characters taken out, components parted by ":". */
function readMessage(setBytes: Uint8Array, delimiters: Delimiters): ReadSegments {
  const segments = segmentsOf(setBytes, { ...delimiters, repetition: delimiters.repetition ?? null }).map(([tag = '', ...elements], index) => new Segment(tag, elements, index + 1));
  const st01 = segments[0]?.peek(2).split(':')[0] ?? '';
  return { segments: segments.filter(({ tag }) => tag !== 'UNH' && tag !== 'UNT'), st01, shownAsReceived: 'it came in EDIFACT' };
}

function readByNodeX12(st: Segment, body: readonly Segment[], { element, component, segment }: Delimiters): Segment[] {
  const line = (...elements: string[]): string => elements.join(element) + segment;
  const pad = (value: string): string => value.padEnd(15);
  const text = line('ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), 'ZZ', pad('RENDERING'), 'ZZ', pad('RENDERING'), '700101', '0000', 'U', '00401', '000000001', '0', 'P', component)
    + line('GS', 'ZZ', 'RENDERING', 'RENDERING', '19700101', '0000', '1', 'X', '004010')
    + line('ST', st.peek(1), '0001')
    + body.map((one) => line(one.tag, ...one.elements)).join('')
    + line('SE', String(body.length + 2), '0001') + line('GE', '1', '1') + line('IEA', '1', '000000001');
  // A fresh instance each time: a used one merges the previous document into the next.
  const interchange = new X12Parser(true).parse(text);
  if (!(interchange instanceof X12Interchange)) throw new Error('more than one interchange was found in it');
  const transaction = interchange.functionalGroups[0]?.transactions[0];
  if (!transaction) throw new Error('no transaction set was found in it');
  return transaction.segments.map((one, index) => new Segment(one.tag, one.elements.map((value) => value.value), index + 2));
}

function firstDifference(read: readonly Segment[], source: readonly Segment[]): number | null {
  if (read.length !== source.length) return Math.min(read.length, source.length) + 2;
  const index = read.findIndex((one, at) => one.tag !== source[at]?.tag || one.elements.join('\u0000') !== source[at].elements.join('\u0000'));
  return index < 0 ? null : index + 2;
}

function splitPlainly(text: string, { element, segment }: Delimiters): Segment[] {
  return text
    .split(segment)
    .map((line) => line.replace(/^\s+/, ''))
    .filter((line) => line !== '')
    .map((line, index) => {
      const [tag = '', ...elements] = line.split(element);
      return new Segment(tag, elements, index + 1);
    });
}

/** UTF-8 where the bytes are valid UTF-8, else Windows-1252, which never fails and keeps every byte visible. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
