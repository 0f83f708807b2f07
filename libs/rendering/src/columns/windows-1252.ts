/** What the bytes 80 to 9F mean in Windows-1252; the other bytes mean what they mean in Latin-1. */
const HIGH = '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';
const BYTES = new Map([...HIGH].map((sign, n) => [sign, 0x80 + n]));

/** @returns the bytes, a ? for every sign that has none, and those signs, each once */
export function toWindows1252(text: string): { bytes: Uint8Array; missing: string[] } {
  const missing = new Set<string>();
  const signs = [...text];
  const bytes = new Uint8Array(signs.length);
  for (const [n, sign] of signs.entries()) {
    const code = sign.codePointAt(0) ?? 0;
    const byte = code < 0x80 || (code >= 0xA0 && code <= 0xFF) ? code : BYTES.get(sign);
    if (byte === undefined) missing.add(sign);
    bytes[n] = byte ?? 0x3F;
  }
  return { bytes, missing: [...missing] };
}
