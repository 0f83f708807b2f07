import type { RenderingContext } from '../types.js';
import { grouped } from '../weight.js';
import type { Section } from './page.js';

/** What is attached, by size and hash, so that it can be compared by phone; and what we never do. */
export function footer({ attachments, phone, ref }: RenderingContext): Section {
  return { heading: attachments.length === 0 ? null : 'Attached', tone: 'quiet', blocks: [
    { kind: 'facts', facts: attachments.map(({ name, byteLength, sha256 }) => ({ label: name, value: `${grouped(String(byteLength))} bytes, SHA-256 ${sha256}` })) },
    { kind: 'sentences', sentences: [
      `Questions: answer this mail${phone === null ? '' : ` or call ${phone}`}, and name the ref ${ref}.`,
      'We never ask you to click or to give a password. This mail has no links.',
    ] },
  ] };
}
