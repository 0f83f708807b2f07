import { isBlank } from './bytes.js';
import { EdifactReader } from './edifact/edifact-reader.js';
import { firstHeader } from './edifact/first-header.js';
import { endOfJunk } from './reader/junk.js';
import type { ReadOptions } from './read-options.js';
import type { ReadFile } from './types.js';
import { X12Reader } from './x12-reader.js';

/** How far a header is looked for behind what is none: comment lines, a mail's greeting. */
const LOOK_AHEAD = 64 * 1024;
/** What either syntax needs to see of a header to be sure of it. */
const HEADER_SEEN = 64;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

type Syntax = 'x12' | 'edifact';

/**
 * Reads X12 or EDIFACT, whichever comes: push bytes, then `end()`. A header at the beginning decides, behind white space and
 * byte order marks; where something else stands there, the first header within 64 KiB does, so that a file with a comment
 * line before its UNB is told as EDIFACT with bytes before UNB. What only begins as a UNB does, and has no end before an ISA, is
 * such a line too. The same bytes give the same result in any chunks.
 */
export class EdiReader {
  private reader: X12Reader | EdifactReader | null = null;
  private held: Buffer[] = [];
  private heldBytes = 0;
  /** looked at when so many are held, then when twice as many are: single bytes cost no more than one chunk */
  private lookAt = HEADER_SEEN;
  private ended = false;

  constructor(private readonly options: ReadOptions = {}) {}

  /** Takes the bytes over; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    if (this.ended) throw new TypeError('EdiReader: push() after end()');
    if (this.reader) return this.reader.push(chunk);
    this.held.push(Buffer.from(chunk));
    this.heldBytes += chunk.length;
    if (this.heldBytes < this.lookAt) return;
    const bytes = Buffer.concat(this.held);
    const syntax = syntaxOf(bytes, false);
    this.held = syntax ? [] : [bytes];
    this.lookAt = Math.min(LOOK_AHEAD, bytes.length * 2);
    if (syntax) this.open(syntax, bytes);
  }

  /** No more bytes: closes what is open and says what was read. */
  end(): ReadFile {
    if (this.ended) throw new TypeError('EdiReader: end() twice');
    this.ended = true;
    if (this.reader) return this.reader.end();
    const bytes = Buffer.concat(this.held);
    return this.open(syntaxOf(bytes, true) ?? 'x12', bytes).end();
  }

  private open(syntax: Syntax, bytes: Buffer): X12Reader | EdifactReader {
    const reader = syntax === 'x12' ? new X12Reader(this.options) : new EdifactReader(this.options);
    this.reader = reader;
    reader.push(bytes);
    return reader;
  }
}

/**
 * Reads a whole file of either syntax from its chunks. Rejects only when the chunks do; what is wrong with the content is in
 * the findings.
 */
export async function readEdi(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options?: ReadOptions): Promise<ReadFile> {
  const reader = new EdiReader(options);
  for await (const chunk of chunks) reader.push(chunk);
  return reader.end();
}

/** Null while more bytes could change it. */
function syntaxOf(held: Buffer, ended: boolean): Syntax | null {
  const whole = ended || held.length >= LOOK_AHEAD;
  const bytes = held.subarray(0, LOOK_AHEAD);
  const start = contentStart(bytes);
  if (!whole && bytes.length - start < HEADER_SEEN) return null;
  if (/^ISA[^A-Za-z0-9]/.test(bytes.toString('latin1', start, start + 4))) return 'x12';
  const isa = endOfJunk(bytes, start, bytes.length, whole);
  // Whatever begins before the ISA is a header if it ends before it too.
  const header = firstHeader(bytes, start, isa.at, whole && !isa.isa);
  if (header === 'whole') return 'edifact';
  if (isa.isa) return 'x12';
  if (!whole) return null;
  return header === 'begun' ? 'edifact' : looks(bytes, start);
}

/** No header anywhere: EDIFACT that starts in mid-message, or interactive, is told by its reader; X12's tells the rest. */
function looks(bytes: Buffer, start: number): Syntax {
  return /^(?:[A-Z]{3}[+:][^\r\n]*'|UNA[^A-Za-z0-9]{4,10}[A-Z]{3}|UIB[+\x1d])/.test(bytes.toString('latin1', start, start + 512)) ? 'edifact' : 'x12';
}

function contentStart(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    if (isBlank(bytes[at])) at += 1;
    else if (BOM.equals(bytes.subarray(at, at + BOM.length))) at += BOM.length;
    else return at;
  }
}
