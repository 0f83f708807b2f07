import PDFDocument from 'pdfkit';
import type { Language } from '#common';
import { contentOf, type Pen } from './content.js';
import { plainFont, usualSigns } from './dejavu.js';
import type { FaceName } from './face.js';
import { SHEET } from './paper.js';
import { embedded, preferAsIs, useOnSheet, type EmbeddedFont } from './pdfkit-inside.js';
import type { Sheet } from './piece.js';

export interface PdfFile {
  title: string;
  subject: string;
  /** RFC 5646 */
  tag: string;
  language: Language;
  madeAt: Date;
  /** more than one: each can be chosen in the reader's list */
  documents: { name: string; sheets: readonly Sheet[] }[];
}

/** Writes laid out sheets as a PDF. Nothing in it depends on the hour or the machine: its id is the hash of what `info` says. */
export function drawn({ title, subject, tag, language, madeAt, documents }: PdfFile): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: [SHEET.width, SHEET.height], margin: 0, autoFirstPage: false, pdfVersion: '1.6', lang: tag,
    // null: no standard face is read, none is used; the published type knows no null.
    font: null as unknown as string,
    info: { Title: title, Subject: subject, Creator: 'Hawser', Producer: 'PDFKit', CreationDate: madeAt },
  });
  const bytes = collected(doc);
  preferAsIs(doc);
  const fonts: Record<FaceName, EmbeddedFont> = { words: face(doc, 'words', language), bold: face(doc, 'bold', language), exact: face(doc, 'exact', language) };
  const pens: Record<FaceName, Pen> = { words: penOf(fonts.words), bold: penOf(fonts.bold), exact: penOf(fonts.exact) };
  for (const { name, sheets } of documents) {
    for (const [at, sheet] of sheets.entries()) {
      doc.addPage();
      if (at === 0 && documents.length > 1) doc.outline.addItem(name);
      useOnSheet(doc, Object.values(fonts));
      doc.addContent(contentOf(sheet, pens));
    }
  }
  doc.end();
  return bytes;
}

function face(doc: InstanceType<typeof PDFDocument>, name: FaceName, language: Language): EmbeddedFont {
  const font = embedded(doc, plainFont(name, language), name);
  font.encode(usualSigns(name, language));
  return font;
}

/** The signs of a face as two bytes each, made once a document; what would end or change a string is escaped. */
function penOf(font: EmbeddedFont): Pen {
  const known = new Map<string, string>();
  return {
    id: font.id,
    encoded: (text) => {
      let out = '';
      for (const sign of text) {
        let bytes = known.get(sign);
        if (bytes === undefined) known.set(sign, bytes = bytesOf(font.encode(sign)[0]));
        out += bytes;
      }
      return out;
    },
  };
}

function bytesOf(glyphs: readonly string[]): string {
  return glyphs.map((hex) => byte(hex.slice(0, 2)) + byte(hex.slice(2))).join('');
}

function byte(hex: string): string {
  const sign = String.fromCharCode(parseInt(hex, 16));
  return /[\\()\r\n]/.test(sign) ? `\\${sign === '\r' ? 'r' : sign === '\n' ? 'n' : sign}` : sign;
}

function collected(doc: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('error', reject);
    doc.on('end', () => resolve(Buffer.concat(chunks)));
  });
}
