const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ASCII = /^[\x20-\x7E]*$/;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60\uFFE0-\uFFE6]/u;
const BLANKS = ' '.repeat(200);

/** Places a text takes in a fixed-width column: an accent takes none, a Chinese sign two. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (let at = 0; at < text.length; at += PIECE) for (const { segment } of segmenter.segment(text.slice(at, at + PIECE))) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** The segmenter's time grows with the square of a text: an element of a megabyte would take minutes. A sign that a cut parts counts twice. */
const PIECE = 1_000;

export function blanks(count: number): string {
  return count <= 0 ? '' : count <= BLANKS.length ? BLANKS.slice(0, count) : ' '.repeat(count);
}

/** The widest of its words: what cannot be broken. */
export function widestWord(text: string): number {
  if (!text.includes(' ')) return textWidth(text);
  let widest = 0;
  for (const word of text.split(' ')) widest = Math.max(widest, textWidth(word));
  return widest;
}

/** Breaks at blanks only: a container, seal or bill number is never cut, even where it is wider than the column. */
export function wrapped(text: string, width: number): string[] {
  if (ASCII.test(text)) return wrappedAscii(text.trimEnd(), width);
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(' ')) {
    const wide = textWidth(word);
    if (line !== '' && taken + 1 + wide > width) {
      lines.push(line.trimEnd());
      line = word;
      taken = wide;
    } else {
      taken += line === '' ? wide : wide + 1;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The same where a sign takes one place: by looking for blanks instead of taking the words apart. */
function wrappedAscii(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let start = 0;
  while (text.length - start > width) {
    let cut = text.lastIndexOf(' ', start + width);
    if (cut <= start) cut = text.indexOf(' ', start + width);
    if (cut < 0) break;
    lines.push(text.slice(start, cut).trimEnd());
    for (start = cut + 1; text.charCodeAt(start) === 0x20;) start += 1;
  }
  lines.push(text.slice(start));
  return lines;
}
