import fc from 'fast-check';

/** What is done to the bytes, where (a fraction of 65,536 of the length), how far it reaches, and a number more for what it needs. */
export type Damage = [kind: number, at: number, length: number, more: number];

export const damage: fc.Arbitrary<Damage> = fc.tuple(fc.nat(1_023), fc.nat(65_535), fc.nat(63), fc.nat(65_535));

const TOKENS = [
  '~', '*', '\n', '\r', '\r\n', '\0', '\0\0\n', ' ', '+', ':', '\'', '?', '?\'', '\u2026', '\ufeff', '\u00e9', 'ISA', 'ISA*00*', 'ISA*00*          *00*          *ZZ*', 'GS*', 'GS*SO*A*B*20180724*1800*1*X*004010~', 'ST*309*0001~', 'SE*2*0001~',
  'GE*1*1~', 'IEA*1*000000101~', 'IEA*', 'BIN*4*', 'BIN*4*A~B*~', 'BDS*ASC*5*', 'BIN*00000000004*ABCD~', 'BIN*-1*', 'TA1*000000101*180724*1800*A*000~', 'N7*', 'UNA:+.? \'', 'UNB+UNOA:2+', 'UNH+1+BAPLIE:D:95B:UN\'', 'UNT+2+1\'', 'UNZ+1+101\'', 'UNG+', 'UNE+',
].map((token) => Buffer.from(token));

/** Bytes that are a separator or a terminator somewhere. */
const MARKS = Buffer.from('~*>:+\'?\n\r|^U\x1c\x1d\x1f\0 \xff', 'latin1');

type Act = (bytes: Buffer, from: number, to: number, more: number) => Buffer;

const ACTS: readonly Act[] = [
  function flipABit(bytes, from, _to, more) { return changed(bytes, from, (byte) => byte ^ (1 << (more & 7))); },
  function setAByte(bytes, from, _to, more) { return changed(bytes, from, () => more & 0xff); },
  function setAMark(bytes, from, _to, more) { return changed(bytes, from, () => MARKS[more % MARKS.length] ?? 0); },
  function cut(bytes, from, to) { return joined(bytes.subarray(0, from), bytes.subarray(to)); },
  function double(bytes, from, to) { return joined(bytes.subarray(0, to), bytes.subarray(from)); },
  function put(bytes, from, _to, more) { return joined(bytes.subarray(0, from), TOKENS[more % TOKENS.length] ?? bytes, bytes.subarray(from)); },
  function splice(bytes, from, to, more) { return joined(bytes.subarray(0, from), bytes.subarray(fraction(bytes, more)).subarray(0, to - from), bytes.subarray(from)); },
  function stop(bytes, from) { return bytes.subarray(0, from); },
  function startLate(bytes, from) { return bytes.subarray(from); },
  function swapMarks(bytes, from, _to, more) { return exchanged(bytes, MARKS[from % MARKS.length] ?? 0, MARKS[more % MARKS.length] ?? 0); },
  function changeADigit(bytes, from, _to, more) {
    const at = bytes.findIndex((byte, index) => index >= from && byte >= 0x30 && byte <= 0x39);
    return at < 0 ? bytes : changed(bytes, at, () => 0x30 + more % 10);
  },
  function doubleASegment(bytes, from) { const [start, end] = segmentAt(bytes, from); return joined(bytes.subarray(0, end), bytes.subarray(start)); },
  function loseASegment(bytes, from) { const [start, end] = segmentAt(bytes, from); return joined(bytes.subarray(0, start), bytes.subarray(end)); },
  function moveASegment(bytes, from, _to, more) {
    const [start, end] = segmentAt(bytes, from);
    const rest = joined(bytes.subarray(0, start), bytes.subarray(end));
    const [there] = segmentAt(rest, fraction(rest, more));
    return joined(rest.subarray(0, there), bytes.subarray(start, end), rest.subarray(there));
  },
  function fill(bytes, from, to, more) { return joined(bytes.subarray(0, from), Buffer.alloc((to - from) * 8, more & 0xff), bytes.subarray(from)); },
  function wrapLines(bytes, _from, _to, more) {
    const parts: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 80) parts.push(bytes.subarray(at, at + 80), Buffer.from((more & 1) === 1 ? '\r\n' : '\n'));
    return Buffer.concat(parts);
  },
];

/** One in so many is longer than the limits of one element and one segment: they cost much time and find little. */
const GIANT = 1_023;

export function damaged(sound: Buffer, all: readonly Damage[]): Buffer {
  let bytes = sound;
  for (const [kind, at, length, more] of all) {
    const from = fraction(bytes, at);
    const to = Math.min(bytes.length, from + length + 1);
    if (kind === GIANT) bytes = joined(bytes.subarray(0, from), Buffer.alloc((more & 1) === 1 ? 9_000 : 70_000, 'A'), bytes.subarray(from));
    else bytes = ACTS[kind % ACTS.length]?.(bytes, from, to, more) ?? bytes;
  }
  return bytes;
}

const fraction = (bytes: Buffer, at: number) => Math.floor(at * bytes.length / 65_536);
const joined = (...parts: Buffer[]) => Buffer.concat(parts);

function changed(bytes: Buffer, at: number, to: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  if (at < copy.length) copy[at] = to(copy[at] ?? 0);
  return copy;
}

function exchanged(bytes: Buffer, a: number, b: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < copy.length; at += 1) if (copy[at] === a || copy[at] === b) copy[at] = copy[at] === a ? b : a;
  return copy;
}

/** The segment around an index, by the terminators most in use: good enough to double it. */
function segmentAt(bytes: Buffer, at: number): [start: number, end: number] {
  const ends = (byte: number | undefined) => byte === 0x7e || byte === 0x27 || byte === 0x0a;
  let start = at;
  while (start > 0 && !ends(bytes[start - 1])) start -= 1;
  let end = at;
  while (end < bytes.length && !ends(bytes[end])) end += 1;
  return [start, Math.min(bytes.length, end + 1)];
}
