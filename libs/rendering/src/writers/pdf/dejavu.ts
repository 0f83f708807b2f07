import { createRequire } from 'node:module';
import type { Language } from '#common';
import { Face, type FaceName, type Faces } from './face.js';
import { parsedFont, type Glyph, type ParsedFont, type Subset } from './pdfkit-inside.js';

const FILES: Record<FaceName, string> = { words: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf', exact: 'DejaVuSansMono.ttf' };
const ASCII = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
const EVERYWHERE = '\u00A0·–—‘’“”…°×';
const LETTERS: Record<Language, string> = { en: '', es: 'áéíóúñüÁÉÍÓÚÑÜ¿¡ºª', pt: 'áéíóúàâêôãõçÁÉÍÓÚÀÂÊÔÃÕÇºª', fr: 'àâæçéèêëîïôœùûüÀÂÇÉÈÊËÎÏÔÙÛ«»' };

const parsed = new Map<FaceName, ParsedFont>();
const plain = new Map<string, object>();
let measured: Faces | null = null;

/** The three faces to measure with; read from disk once for all documents. */
export function faces(): Faces {
  return measured ??= { words: measuredFace('words'), bold: measuredFace('bold'), exact: measuredFace('exact') };
}

/**
 * Signs that are part of every document of a language, used or not: so most documents embed the same subset, and that is
 * made once. Of numbers only ASCII is expected.
 */
export function usualSigns(name: FaceName, language: Language): string { return name === 'exact' ? ASCII : ASCII + EVERYWHERE + LETTERS[language]; }

/** A face as pdfkit embeds it: sign by sign, without ligatures and kerning, so that a reader copies out what was put in. */
export function plainFont(name: FaceName, language: Language): object {
  const key = `${name} ${language}`;
  let font = plain.get(key);
  if (!font) {
    const whole = parsedOnce(name);
    const made = new Map<string, Uint8Array>();
    plain.set(key, font = Object.create(whole, {
      layout: { value: (text: string) => inARow(whole, text) },
      createSubset: { value: () => sharedSubset(whole, made) },
    }) as object);
  }
  return font;
}

/** Where a face lies on disk. */
export function faceFile(name: FaceName): string { return createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${FILES[name]}`); }

function parsedOnce(name: FaceName): ParsedFont {
  let font = parsed.get(name);
  if (!font) parsed.set(name, font = parsedFont(faceFile(name)));
  return font;
}

function measuredFace(name: FaceName): Face {
  const font = parsedOnce(name);
  return new Face(name, (code) => (font.hasGlyphForCodePoint(code) ? thousandths(font, font.glyphForCodePoint(code).advanceWidth) : null));
}

/** PDF counts a sign's width in thousandths of its size. Whole ones are exact enough and make a shorter file. */
function thousandths(font: ParsedFont, units: number): number { return Math.round(units * 1000 / font.unitsPerEm); }

interface Position { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number; advanceWidth: number }

function inARow(font: ParsedFont, text: string): { glyphs: Glyph[]; positions: Position[]; advanceWidth: number } {
  const glyphs = Array.from(text, (sign) => {
    const { id, codePoints, advanceWidth } = font.glyphForCodePoint(sign.codePointAt(0) ?? 0);
    return { id, codePoints, advanceWidth: thousandths(font, advanceWidth) * font.unitsPerEm / 1000 };
  });
  const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0, advanceWidth }));
  return { glyphs, positions, advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) };
}

/** Subsets remembered for each face and language; documents with signs beyond the usual ones seldom repeat. */
const REMEMBERED = 16;

function sharedSubset(font: ParsedFont, made: Map<string, Uint8Array>): Omit<Subset, 'glyphs'> {
  const own = font.createSubset();
  return {
    includeGlyph: (id) => own.includeGlyph(id),
    encode: () => {
      const key = own.glyphs.join();
      let bytes = made.get(key);
      if (!bytes) {
        if (made.size >= REMEMBERED) made.clear();
        made.set(key, bytes = own.encode());
      }
      return bytes;
    },
  };
}
