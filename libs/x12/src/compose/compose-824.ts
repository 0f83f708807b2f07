import { printable } from '../bytes.js';
import type { ReadGroup, ReadInterchange } from '../types.js';
import { answerGroup, answerInterchange, answerSet } from './answer-envelope.js';
import { ComposeError } from './errors.js';
import { OUR_DELIMITERS, controlNumber, dateAndTime, segment, writable } from './segment-writer.js';

/** What one set of a group is told after its syntax: TA accepted, TE with errors, TR rejected (element 110). */
export interface AdviceItem {
  st01: string;
  st02: string;
  verdict: 'TA' | 'TE' | 'TR';
  reasons: readonly AdviceReason[];
}

export interface AdviceReason {
  /** element 647; `ADVICE_REASONS` has those we use */
  code: string;
  /** plain words; what does not fit TED follows in notes, what cannot be written is a blank */
  text: string;
  /** what it is about, as element 128 says: BM a bill, BN a booking, EQ a container */
  reference?: { qualifier: string; value: string };
}

export interface Options824 {
  /** our control numbers: 1 to 9 digits each; st02 is 0001 unless told */
  isa13: string;
  gs06: string;
  st02?: string;
  at: Date;
  /** BGN02, our name for this advice; ISA13 unless told */
  reference?: string;
}

/** The codes our own reasons have. @source element 647 */
export const ADVICE_REASONS = { duplicate: '006', missing: '007', notMatching: '011', unroutable: '024', incorrect: '848' } as const;

/** Table 2 of the 824: REF 12 times in an OTI; TED02 has 60 characters, NTE02 80. More items than any group we read has sets. */
const MOST = { items: 100_000, references: 12, reasons: 100, text: 60, note: 80, notes: 10 } as const;

/**
 * An 824 for sets of one group whose content we cannot route or match. BGN06 names the interchange, each OTI one set by the numbers
 * it came with: OTI08 is its GS06, OTI09 its ST02, OTI10 its ST01.
 *
 * @source ASC X12 824 004010: BGN (OTI REF (TED NTE)); OTI elements 110 128 127 142 124 373 337 28 329 143 480
 * @throws ComposeError when a number, an id or a code cannot be written
 */
export function compose824(received: ReadInterchange, group: ReadGroup, items: readonly AdviceItem[], options: Options824): Buffer {
  const { isa13, gs06, st02 = '0001', at } = options;
  if (items.length === 0 || items.length > MOST.items) throw new ComposeError('an 824', `${items.length} sets to tell of`, `1 to ${MOST.items}`);
  const { date, time } = dateAndTime(at);
  const set = answerSet({ st01: '824', st02: st02.padStart(4, '0') }, [
    segment('BGN', '11', options.reference ?? controlNumber('ISA13', isa13), date, time, 'UT', received.isa13.trim()),
    ...items.flatMap((item) => itemSegments(group, item)),
  ]);
  return answerInterchange(received, { isa13, at, groups: [answerGroup(received, group, { gs01: 'AG', gs06, at, sets: [set] })] });
}

function itemSegments(group: ReadGroup, { st01, st02, verdict, reasons }: AdviceItem): string[] {
  const references = referencesOf(reasons);
  // OTI03 is mandatory: a set without a number goes by its group's.
  const { qualifier, value } = references[0] ?? { qualifier: 'TN', value: st02.trim() || group.gs06 };
  return [
    segment('OTI', verdict, qualifier, value, codeOf(group.gs02), codeOf(group.gs03), '', '', group.gs06, st02, st01, group.gs08),
    ...references.slice(1, 1 + MOST.references).map((other) => segment('REF', other.qualifier, other.value)),
    ...reasons.slice(0, MOST.reasons).flatMap(reasonSegments),
  ];
}

function reasonSegments({ code, text }: AdviceReason): string[] {
  if (!/^\w{1,3}$/.test(code)) throw new ComposeError('TED01', printable(code, 20), 'a code of element 647');
  const [line = '', ...rest] = folded(plainText(text));
  return [segment('TED', code, line), ...rest.map((note) => segment('NTE', 'ERN', note))];
}

/** The first line as long as TED02, the others as NTE02, folded between words where that can be; what is beyond is cut. */
function folded(text: string): string[] {
  const lines: string[] = [];
  for (let rest = text; rest !== '' && lines.length <= MOST.notes;) {
    const room = lines.length === 0 ? MOST.text : MOST.note;
    const space = rest.length > room ? rest.lastIndexOf(' ', room) : -1;
    const end = rest.length <= room ? rest.length : space > 0 ? space : room;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return lines;
}

/** What can be written of them, each once: a qualifier of two or three characters, a value of 30 at most. */
function referencesOf(reasons: readonly AdviceReason[]): { qualifier: string; value: string }[] {
  const known = new Map<string, { qualifier: string; value: string }>();
  for (const { reference } of reasons) {
    if (!reference || !/^\w{2,3}$/.test(reference.qualifier) || reference.value === '' || reference.value.length > 30 || !writable(reference.value)) continue;
    known.set(`${reference.qualifier}*${reference.value}`, reference);
  }
  return [...known.values()];
}

/** Elements 142 and 124 have two characters at least. */
function codeOf(value: string): string {
  return value.length >= 2 && value.length <= 15 ? value : '';
}

/** Words are for people: a delimiter in them is no reason to say nothing. */
function plainText(text: string): string {
  const delimiters: readonly string[] = Object.values(OUR_DELIMITERS);
  return [...text].map((sign) => (delimiters.includes(sign) || !writable(sign) ? ' ' : sign)).join('').replace(/ {2,}/g, ' ').trim();
}
