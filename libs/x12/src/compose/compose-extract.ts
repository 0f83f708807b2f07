import { textOf } from '../bytes.js';
import { readIsa } from '../reader/read-isa.js';
import type { ReadInterchange } from '../types.js';
import { edifactExtract } from '../edifact/edifact-extract.js';
import { ComposeError } from './errors.js';

/** The head of the interchange a set came in: the bytes from `start` to `isaEnd`, and from `gsStart` to `gsEnd`, which EDIFACT may leave empty. */
export interface ExtractHead {
  isa: Uint8Array;
  gs: Uint8Array;
  isa13: string;
  gs06: string;
  /** as read; the bytes of the ISA, or of UNA and UNB, decide */
  delimiters?: ReadInterchange['delimiters'];
}

/**
 * One ST..SE, byte for byte, under the ISA and GS it came with and trailers that count one set: what a mail carries of an
 * interchange with several. It repeats the control numbers of the whole, so whoever sends it labels it an extract. An
 * EDIFACT message, UNH..UNT, likewise under its UNA, UNB and UNG.
 *
 * @throws ComposeError when the ISA's or UNB's bytes are none
 */
export function composeExtract(head: ExtractHead, setBytes: Uint8Array): Buffer {
  const isa = Buffer.from(head.isa);
  const message = edifactExtract(isa, head.gs, { unb: head.isa13, ung: head.gs06 }, setBytes);
  if (message) return message;
  const read = readIsa(isa, 0, isa.length, true);
  if (read.result !== 'read') throw new ComposeError('the ISA of an extract', textOf(isa.subarray(0, 40)), 'the bytes of an ISA segment');
  // The terminator is taken from the ISA's own end: CR LF stays CR LF.
  const terminator = isa.subarray(isa.length - (read.isa.delimiters.segment === '\r\n' ? 2 : read.isa.marks.segment.length));
  const trailer = (tag: string, number: string) => Buffer.concat([
    Buffer.from(tag), read.isa.marks.element, Buffer.from('1'), read.isa.marks.element, Buffer.from(number), terminator,
  ]);
  return Buffer.concat([isa, head.gs, setBytes, trailer('GE', head.gs06), trailer('IEA', head.isa13)]);
}
