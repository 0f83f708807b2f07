import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './source.js';

/** The sets that become tables, and that this proof knows. */
export const SETS = ['301', '303', '304', '309', '310', '312', '315', '317', '319', '322', '323', '324', '350'];

/** Every set of these in the files under a folder; none where the folder is not there. */
export function setsUnder(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return setsUnder(path);
    return /\.(tsv|md)$/.test(entry.name) ? [] : setsIn(entry.name, readFileSync(path));
  });
}

/** Byte values are kept one sign each, so that a place in the text is a place in the bytes. */
function setsIn(name: string, bytes: Buffer): Source[] {
  const file = bytes.toString('latin1');
  const start = file.indexOf('ISA');
  // A file that begins with its ST has no ISA to ask.
  const element = start < 0 ? '*' : file.charAt(start + 3);
  const isa = start < 0 ? [] : file.slice(start).split(element, 17);
  const component = isa[16]?.charAt(0) || '>';
  const segment = terminatorIn(isa[16]?.slice(1, 4) || '~');
  const found: Source[] = [];
  for (let from = 0; ;) {
    const open = segmentAt(file, `ST${element}`, segment, from);
    const close = open < 0 ? -1 : segmentAt(file, `SE${element}`, segment, open);
    const end = close < 0 ? -1 : file.indexOf(segment, close);
    if (end < 0) return found;
    const set = file.slice(open + 3, open + 6);
    const text = (one: string): string => Buffer.from(one, 'latin1').toString('utf8');
    if (SETS.includes(set)) found.push({ name: `${name} ${set}${found.length === 0 ? '' : ` no. ${found.length + 1}`}`, bytes: bytes.subarray(open, end + segment.length), delimiters: { element, component, segment: text(segment) } });
    from = end;
  }
}

/** CR LF ends a segment as LF does. U+2026 was seen as one, three bytes of UTF-8. */
function terminatorIn(after: string): string {
  if (after.startsWith('\r\n')) return '\n';
  return after === '\u00E2\u0080\u00A6' ? after : after.charAt(0);
}

/** Where a segment with this tag begins: "ST*" also ends "EAST*", so the terminator before it is looked at. */
function segmentAt(file: string, tag: string, terminator: string, from: number): number {
  for (let place = file.indexOf(tag, from); place >= 0; place = file.indexOf(tag, place + 1)) {
    const before = file.slice(0, place).replace(/[\s\uFEFF]+$/, '');
    if (before === '' || before.endsWith(terminator) || (terminator.trim() === '' && /[\r\n]$/.test(file.slice(0, place)))) return place;
  }
  return -1;
}
