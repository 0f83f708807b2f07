import PDFDocument from 'pdfkit';
import type { Language } from '#common';
import { contentOf, type Pen } from './content.js';
import { plainFont, usualSigns } from './dejavu.js';
import type { FaceName } from './face.js';
import { SHEET } from './paper.js';
import { embedded, laterIn, preferAsIs, useOnSheet, type EmbeddedFont, type Later } from './pdfkit-inside.js';
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
export async function drawn({ documents, ...about }: PdfFile): Promise<Uint8Array> {
  const pdf = openPdf(about);
  const bytes = collected(pdf.doc);
  for (const { name, sheets } of documents) {
    for (const [at, sheet] of sheets.entries()) pdf.sheet(contentOf(sheet, pdf.pens), at === 0 && documents.length > 1 ? name : undefined);
  }
  pdf.end();
  return bytes;
}

/** A PDF that is written sheet by sheet: `doc` gives its bytes as they come. */
export interface OpenPdf {
  doc: InstanceType<typeof PDFDocument>;
  pens: Readonly<Record<FaceName, Pen>>;
  /** Adds a sheet; `name`: it can be chosen in the reader's list. `later`: what is drawn on it once it is known. */
  sheet(content: string, name?: string, later?: readonly Later[]): void;
  /** A place that sheets refer to, and whose content is written when it is known. */
  later(id: string): Later;
  end(): void;
}

export function openPdf({ title, subject, tag, language, madeAt }: Omit<PdfFile, 'documents'>): OpenPdf {
  const doc = new PDFDocument({
    size: [SHEET.width, SHEET.height], margin: 0, autoFirstPage: false, pdfVersion: '1.6', lang: tag,
    // null: no standard face is read, none is used; the published type knows no null.
    font: null as unknown as string,
    info: { Title: title, Subject: subject, Creator: 'Hawser', Producer: 'PDFKit', CreationDate: madeAt },
  });
  preferAsIs(doc);
  const fonts: Record<FaceName, EmbeddedFont> = { words: face(doc, 'words', language), bold: face(doc, 'bold', language), exact: face(doc, 'exact', language) };
  return {
    doc, pens: { words: penOf(fonts.words), bold: penOf(fonts.bold), exact: penOf(fonts.exact) },
    sheet: (content, name, later = []) => {
      doc.addPage();
      if (name !== undefined) doc.outline.addItem(name);
      useOnSheet(doc, Object.values(fonts), later);
      doc.addContent(content);
    },
    later: (id) => laterIn(doc, id, Object.values(fonts), SHEET),
    end: () => { doc.end(); },
  };
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
