import { EdiReader } from '#x12';

/** X12 that stands in the words of a mail: the bytes as they are taken to have been, and why they are not believed where they are not. */
export interface InlineX12 { content: Buffer; /** null: its envelope reads whole */ broken: string | null }

/** What mail programs do to long lines, undone: nothing, a break amid a line, a break in the place of a blank. */
const UNWRAPPED: readonly ((text: string) => string)[] = [
  (text) => text, (text) => text.replace(/\r?\n/g, ''), (text) => text.replace(/ *\r?\n/g, ' '),
];

const ISA_LENGTH = 106;

/** Where an interchange begins; what is quoted (`> `) begins none, so that our own, sent back, is not found. */
const BEGINS = /^ISA(?=[^A-Za-z0-9\s])/gm;

/**
 * The interchanges that stand in it, one behind the other. They are taken in only if their envelopes read whole, with the counts and control numbers
 * that they state, and none stands elsewhere: a mail program may have lost a part.
 */
export function inlineX12(text: string): InlineX12 | null {
  const start = text.search(BEGINS);
  if (start < 0) return null;
  const rest = text.slice(start);
  const begun = rest.match(BEGINS)!.length;
  let broken = 'no ISA of 106 characters and IEA after it were found in its words';
  for (const unwrap of UNWRAPPED) {
    const content = envelopesIn(unwrap(rest));
    if (content === null) continue;
    const reader = new EdiReader({ structure: null });
    reader.push(content);
    const file = reader.end();
    const whole = file.syntax === 'x12' && file.verdict === 'accepted';
    if (whole && file.interchanges.length === begun) return { content, broken: null };
    broken = whole ? `${begun} interchanges begin in its words, and ${file.interchanges.length} follow each other whole` : file.findings[0]?.sentence ?? 'its envelope does not read whole';
  }
  return { content: Buffer.from(rest), broken };
}

/** From the first ISA to the end of the last IEA with nothing else between them; null: the first has no end. */
function envelopesIn(text: string): Buffer | null {
  let end = 0;
  for (let next = endOf(text, 0); next !== null; next = endOf(text, end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0))) end = next;
  return end === 0 ? null : Buffer.from(text.slice(0, end));
}

/** Behind the terminator of its IEA; null: no interchange begins there, or it has no end. */
function endOf(text: string, begin: number): number | null {
  if (!text.startsWith('ISA', begin)) return null;
  const separator = text[begin + 3];
  const terminator = text[begin + ISA_LENGTH - 1];
  if (separator === undefined || terminator === undefined || /[A-Za-z0-9 ]/.test(terminator)) return null;
  const at = text.indexOf(`IEA${separator}`, begin + ISA_LENGTH);
  const end = at < 0 ? -1 : text.indexOf(terminator, at);
  return end < 0 ? null : end + 1;
}
