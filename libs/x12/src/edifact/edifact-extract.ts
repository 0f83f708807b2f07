import { released } from './segment-writer.js';
import { serviceHeader } from './service-header.js';

/**
 * One UNH..UNT, byte for byte, under the UNA, UNB and UNG it came with and trailers that count one, with the references
 * of UNB and UNG. Null where `head` does not begin with a UNA or UNB.
 *
 * @throws ComposeError when a reference cannot be written
 */
export function edifactExtract(head: Buffer, ung: Uint8Array, references: { unb: string; ung: string }, messageBytes: Uint8Array): Buffer | null {
  const header = serviceHeader(head, 0, head.length, true);
  if (header.result !== 'yes') return null;
  const { marks } = header;
  const trailer = (tag: string, reference: string): Buffer => {
    const text = released(reference, marks);
    // As it stood in the header: UTF-8 where that was UTF-8.
    const encoding = head.includes(text, 0, 'utf8') || Buffer.from(ung).includes(text, 0, 'utf8') ? 'utf8' : 'latin1';
    return Buffer.concat([Buffer.from(tag), Buffer.of(marks.element, 0x31, marks.element), Buffer.from(text, encoding), Buffer.of(marks.segment)]);
  };
  return Buffer.concat([head, ung, messageBytes, ...(ung.length > 0 ? [trailer('UNE', references.ung)] : []), trailer('UNZ', references.unb)]);
}
