import PDFDocument from 'pdfkit';

/**
 * What we use of pdfkit 0.20 beyond its published types. `doc.text()` measures, wraps and opens a text object for every
 * string, which costs twelve times what we need; so a sheet's content is written as one piece, in a face pdfkit embeds.
 */
export interface EmbeddedFont {
  /** "F1": its name in a content stream */
  id: string;
  /** glyph numbers in hex, four digits each; makes the glyphs part of the subset that is embedded */
  encode(text: string): [glyphs: string[], positions: unknown];
  ref(): object;
}

export interface ParsedFont {
  unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): Glyph;
  createSubset(): Subset;
}

export interface Glyph { id: number; advanceWidth: number; codePoints: number[] }

export interface Subset { glyphs: number[]; includeGlyph(id: number): number; encode(): Uint8Array }

interface Inside {
  _font: EmbeddedFont & { font: ParsedFont };
  page: { fonts: Record<string, object>; xobjects: Record<string, object> };
  _root: { data: Record<string, object> };
}

type OpenDocument = InstanceType<typeof PDFDocument>;

/** A face is parsed by the library that pdfkit brings along for it. */
export function parsedFont(path: string): ParsedFont { return inside(new PDFDocument({ autoFirstPage: false, font: path }))._font.font; }

export function embedded(doc: OpenDocument, font: object, name: string): EmbeddedFont {
  doc.font(font as Uint8Array, name);
  return inside(doc)._font;
}

/** What sheets refer to by `/ID Do`, and which is written once it is known: how many sheets there are, or a sum on the first of them. */
export interface Later { id: string; ref: object; write(content: string): void }

/** A form of the size of a sheet, in the same turn of the page: what stands in it is drawn as if it stood on the sheet. */
export function laterIn(doc: OpenDocument, id: string, fonts: readonly EmbeddedFont[], { width, height }: { width: number; height: number }): Later {
  const ref = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, height], Resources: { Font: Object.fromEntries(fonts.map((font) => [font.id, font.ref()])) } });
  return { id, ref, write: (content) => { ref.end(Buffer.from(content, 'latin1')); } };
}

/** Lets the sheet at hand use the faces, and what is written later. */
export function useOnSheet(doc: OpenDocument, fonts: readonly EmbeddedFont[], later: readonly Later[] = []): void {
  for (const font of fonts) inside(doc).page.fonts[font.id] = font.ref();
  for (const one of later) inside(doc).page.xobjects[one.id] = one.ref;
}

/** What a reader offers first: the title in its window, and paper at its own size, since the sheet fits both. */
export function preferAsIs(doc: OpenDocument): void {
  inside(doc)._root.data['ViewerPreferences'] = doc.ref({ DisplayDocTitle: true, PrintScaling: 'None' });
}

function inside(doc: OpenDocument): Inside { return doc as unknown as Inside; }
