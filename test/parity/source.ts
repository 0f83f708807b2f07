import { X12Interchange, X12Parser } from 'node-x12';
import type { Delimiters } from '#rendering';

/** One ST..SE of a file, its delimiters as the file gives them. */
export interface Source { name: string; bytes: Uint8Array; delimiters: Delimiters & { repetition?: null } }

/** One segment of it; position 1 is ST. */
export interface Line { tag: string; position: number; elements: readonly string[] }

/** Element n of a segment as the standard counts, without the blanks senders pad with. */
export function at(line: Line, n: number): string { return (line.elements[n - 1] ?? '').trim(); }

/**
 * The segments between ST and SE by two readers that know nothing of this project: a split at the delimiters, and node-x12.
 * They must agree, or the proof rests on nothing.
 */
export function linesOf(source: Source): Line[] {
  const plain = splitPlainly(source);
  const [first, last] = [plain[0], plain.at(-1)];
  if (first?.tag !== 'ST' || last?.tag !== 'SE') throw new Error(`${source.name} does not run from ST to SE`);
  const body = plain.slice(1, -1);
  const other = readByNodeX12(at(first, 1), body, source.delimiters);
  const differing = body.find((line, n) => !isBare(line) && [line.tag, ...line.elements].join('\n') !== other[n]?.join('\n'));
  if (other.length !== body.length || differing) throw new Error(`${source.name}: the two readings differ at segment ${differing?.position ?? 'count'}`);
  return body;
}

export function setOf(source: Source): string { return at(splitPlainly(source)[0] ?? { tag: '', position: 1, elements: [] }, 1); }

function splitPlainly({ bytes, delimiters: { element, segment } }: Source): Line[] {
  return decoded(bytes).split(segment).map((piece) => piece.replace(/[\r\n]/g, '').trimStart()).filter((piece) => piece !== '').map((piece, n) => {
    const [tag = '', ...elements] = piece.split(element);
    return { tag, position: n + 1, elements };
  });
}

/**
 * node-x12 wants one whole interchange with right counts and a fresh instance each time. Its known slip, a segment without
 * elements that takes its neighbour's value, is kept out by giving such a segment no value to compare.
 */
function readByNodeX12(set: string, body: readonly Line[], { element, component, segment }: Delimiters): string[][] {
  const end = segment.length === 1 ? segment : '\n';
  const line = (...values: string[]): string => values.join(element) + end;
  const name = 'PARITY'.padEnd(15);
  const text = line('ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), 'ZZ', name, 'ZZ', name, '700101', '0000', 'U', '00401', '000000001', '0', 'P', component)
    + line('GS', 'ZZ', 'PARITY', 'PARITY', '19700101', '0000', '1', 'X', '004010') + line('ST', set, '0001')
    + body.map(({ tag, elements }) => line(tag, ...elements)).join('')
    + line('SE', String(body.length + 2), '0001') + line('GE', '1', '1') + line('IEA', '1', '000000001');
  const read = new X12Parser(true).parse(text);
  if (!(read instanceof X12Interchange)) throw new Error('node-x12 found more than one interchange');
  return (read.functionalGroups[0]?.transactions[0]?.segments ?? []).map(({ tag, elements }) => [tag, ...elements.map(({ value }) => value)]);
}

function isBare({ elements }: Line): boolean { return elements.length === 0; }

/** UTF-8 where it is, else Latin-1, in which every byte is a sign. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
