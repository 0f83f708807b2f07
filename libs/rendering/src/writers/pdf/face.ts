import { printable } from '../printable.js';

/** `words` and `bold` for words, `exact` for what is read sign by sign: its zero has a dot and its l a foot. */
export type FaceName = 'words' | 'bold' | 'exact';

/** How wide a sign of a face is, in thousandths of its size; null: the face has none for it. */
export type AdvanceOf = (codePoint: number) => number | null;

const ASCII = /^[\x20-\x7E]*$/;
const UNKNOWN = -1;
const MISSING = -2;

/** Format signs, halves of pairs and unassigned ones draw nothing: they would be lost on paper. */
const UNSEEN = /[\p{C}\u2028\u2029]/u;
/** Hebrew, Arabic and their like run from right to left and join: set sign by sign they would read as another word. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The widths of one face, remembered: a plan has a hundred thousand cells to measure. */
export class Face {
  private readonly basic = new Int16Array(0x10000).fill(UNKNOWN);
  private readonly beyond = new Map<number, number>();

  constructor(readonly name: FaceName, private readonly advanceOf: AdvanceOf) {}

  /** The text as it can be set: what the face has no sign for, or what would act instead of show, is named: <U+592A>. */
  shown(text: string): string {
    if (ASCII.test(text)) return text;
    let shown = '';
    for (const sign of printable(text)) shown += this.has(sign) ? sign : `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
    return shown;
  }

  /** Points a shown text takes at a size. No pairs are kerned and no letters joined, so it is the sum of its signs. */
  width(text: string, size: number): number {
    let thousandths = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= 0xD800 && code <= 0xDFFF) {
        const whole = text.codePointAt(at) ?? 0;
        thousandths += Math.max(0, this.advance(whole));
        if (whole > 0xFFFF) at += 1;
        continue;
      }
      const known = this.basic[code] ?? UNKNOWN;
      thousandths += known >= 0 ? known : Math.max(0, this.advance(code));
    }
    return thousandths * size / 1000;
  }

  private has(sign: string): boolean { return !UNSEEN.test(sign) && !RIGHT_TO_LEFT.test(sign) && this.advance(sign.codePointAt(0) ?? 0) >= 0; }

  private advance(code: number): number {
    const known = (code <= 0xFFFF ? this.basic[code] : this.beyond.get(code)) ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const found = this.advanceOf(code) ?? MISSING;
    if (code <= 0xFFFF) this.basic[code] = found;
    else this.beyond.set(code, found);
    return found;
  }
}

export type Faces = Readonly<Record<FaceName, Face>>;
