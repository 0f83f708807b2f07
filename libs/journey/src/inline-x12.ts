import { EdiReader } from '#x12';

/** X12 that stands in the words of a mail: the bytes as they are taken to have been, and why they are not believed where they are not. */
export interface InlineX12 { content: Buffer; /** null: its envelope reads whole */ broken: string | null }

/** What mail programs do to long lines, undone: nothing, a break amid a line, a break in the place of a blank. */
const UNWRAPPED: readonly ((text: string) => string)[] = [
  (text) => text, (text) => text.replace(/\r?\n/g, ''), (text) => text.replace(/ *\r?\n/g, ' '),
];

const ISA_LENGTH = 106;

/**
 * The first interchange whose ISA begins a line. What is quoted (`> `) begins none, so that our own, sent back, is not found here. It is taken in only
 * if its envelope reads whole, with the counts and control numbers that it states: a mail program may have lost a part.
 */
export function inlineX12(text: string): InlineX12 | null {
  const start = text.search(/^ISA(?=[^A-Za-z0-9\s])/m);
  if (start < 0) return null;
  const rest = text.slice(start);
  let broken = 'no ISA of 106 characters and IEA after it were found in its words';
  for (const unwrap of UNWRAPPED) {
    const content = envelopeIn(unwrap(rest));
    if (content === null) continue;
    const reader = new EdiReader({ structure: null });
    reader.push(content);
    const file = reader.end();
    if (file.syntax === 'x12' && file.verdict === 'accepted' && file.interchanges.length === 1) return { content, broken: null };
    broken = file.findings[0]?.sentence ?? 'its envelope does not read whole';
  }
  return { content: Buffer.from(rest), broken };
}

/** From ISA to the end of its first IEA; null: there is no such end. */
function envelopeIn(text: string): Buffer | null {
  const separator = text[3]!;
  const terminator = text[ISA_LENGTH - 1];
  if (terminator === undefined || /[A-Za-z0-9 ]/.test(terminator)) return null;
  const at = text.indexOf(`IEA${separator}`, ISA_LENGTH);
  const end = at < 0 ? -1 : text.indexOf(terminator, at);
  return end < 0 ? null : Buffer.from(text.slice(0, end + 1));
}
