import { printable } from '../bytes.js';
import type { Finding, ReadInterchange } from '../types.js';
import { answerInterchange } from './answer-envelope.js';
import { ComposeError } from './errors.js';
import { segment } from './segment-writer.js';
import { codes, isFatal } from './set-verdict.js';

/** TA104 and TA105, where they are not to come from the findings. */
export interface Ta1Verdict { code?: 'A' | 'E' | 'R'; note?: string }

export interface OptionsTa1 extends Ta1Verdict {
  /** our control number: 1 to 9 digits */
  isa13: string;
  at: Date;
}

const NO_ERROR = '000';
/** "Invalid interchange content": for what refuses an interchange and has no note of its own. @source element I18 */
const INVALID_CONTENT = '024';

/**
 * A TA1 in an interchange of its own (IEA01 is 0): what became of the received ISA to IEA as a whole, whatever becomes of its groups.
 * R with the note of the first fault that refuses it, else A 000: a remark such as an unpadded ISA is no error to its sender.
 *
 * @throws ComposeError when a number or an id cannot be written
 */
export function composeTa1(received: ReadInterchange, options: OptionsTa1): Buffer {
  return answerInterchange(received, { isa13: options.isa13, at: options.at, ta1: ta1Segment(received, options), groups: [] });
}

/** TA101 to TA103 name the received interchange by its own ISA13, ISA09 and ISA10, as they were written. */
export function ta1Segment(received: ReadInterchange, asked: Ta1Verdict = {}): string {
  const code = asked.code ?? verdictOf(received.findings);
  const note = asked.note ?? (code === 'A' ? NO_ERROR : codes(received.findings, 'TA105')[0] ?? INVALID_CONTENT);
  if (!/^\d{3}$/.test(note)) throw new ComposeError('TA105', printable(note, 20), 'three digits, a code of element I18');
  return segment('TA1', received.isa13.trim(), received.isa09.trim(), received.isa10.trim(), code, note);
}

function verdictOf(findings: readonly Finding[]): 'A' | 'E' | 'R' {
  if (findings.some(isFatal)) return 'R';
  return findings.some(({ severity }) => severity === 'error') ? 'E' : 'A';
}
