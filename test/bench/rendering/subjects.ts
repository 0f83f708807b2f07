import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { X12Interchange, X12Parser } from 'node-x12';
import PDFDocument from 'pdfkit';
import writeExcelFile from 'write-excel-file/node';
import { RenderPool, renderDocuments, type DocumentToRender, type Form } from '#rendering';
import { X12Reader } from '#x12';
import { cellsOfSheets, linesOnSheets, type LineOnSheet } from '../../../libs/rendering/src/testing.js';
import { longestBlock } from '../measure/longest-block.js';
import type { MakeSubject, Subject } from '../measure/subject.js';

/** A run of a short subject is many calls: so much CPU at least, in ms. */
const LEAST_CPU = 400;
/** Until the hot paths are compiled: what a worker is after its first seconds in an outage. */
const WARM_UP_CPU = 3_000;

/** One after the other, as they are mailed: nothing of one is kept for the next. */
async function each(documents: readonly DocumentToRender[], form: Form): Promise<void> {
  for (const document of documents) await renderDocuments([document], form);
}

const ours = (form: Form): MakeSubject => (file) => {
  const documents = documentsOf(file);
  return onCpu(() => each(documents, form), { documents: documents.length });
};
export const text = ours('text');
export const html = ours('html');
export const csv = ours('csv');
export const pdf: MakeSubject = (file) => {
  const documents = documentsOf(file);
  return onCpu(() => each(documents, 'pdf'), { lines: documents.flatMap((document) => linesOnSheets(document)).flat().length });
};
export const xlsx: MakeSubject = (file) => {
  const documents = documentsOf(file);
  return onCpu(() => each(documents, 'xlsx'), { cells: countCells(documents) });
};

/** All five forms of the file's first document, in a thread; the figure is the longest block of the loop that asked, in ms. */
export const blockOfAsking: MakeSubject = (file) => {
  const [document] = documentsOf(file);
  if (!document) throw new Error('the file holds no document');
  const pool = new RenderPool({ threads: 1 });
  return { run: async () => {
    let bytes: Record<string, number> = {};
    const figure = await longestBlock(async () => {
      const { files } = await pool.render(document, ['text', 'html', 'csv', 'pdf', 'xlsx']);
      bytes = Object.fromEntries(Object.entries(files).map(([form, written]) => [form, written.byteLength]));
    });
    return { counts: bytes, figure };
  } };
};

/** What text, HTML and CSV are held to: its strict parse of the same file, from text that is decoded already. */
export const nodeX12: MakeSubject = (file) => {
  const text = readFileSync(file, 'latin1');
  return onCpu(() => {
    const read = new X12Parser(true).parse(text);
    if (!(read instanceof X12Interchange)) throw new Error('node-x12: several interchanges, one was expected');
  }, { documents: documentsOf(file).length });
};

/** pdfkit alone: each line of our PDFs as one text of its own, in the same faces, parsed once. */
export const barePdf: MakeSubject = (file) => {
  const files = documentsOf(file).map((document) => linesOnSheets(document));
  const fonts = parsedFaces();
  const write = (sheets: readonly LineOnSheet[][]): Promise<unknown> => new Promise((resolve, reject) => {
    const doc = new PDFDocument({ size: [595, 792], margin: 0, autoFirstPage: false, font: null as unknown as string });
    doc.on('data', () => undefined).on('error', reject).on('end', resolve);
    for (const [name, font] of Object.entries(fonts)) doc.registerFont(name, font as string);
    for (const lines of sheets) {
      doc.addPage();
      for (const { text, x, y, size, face } of lines) doc.font(face).fontSize(size).text(text, x, y - size, { lineBreak: false });
    }
    doc.end();
  });
  return onCpu(async () => { for (const sheets of files) await write(sheets); }, { lines: files.flat(2).length });
};

/** write-excel-file alone: the cells of our workbooks, as plain values. */
export const bareXlsx: MakeSubject = (file) => {
  const documents = documentsOf(file);
  const files = documents.map((document) => cellsOfSheets([document]).map(({ name, rows }) => ({ sheet: name, data: rows.map((row) => row.map((value) => (value === null ? null : { value, type: typeof value === 'number' ? Number : String }))) })));
  return onCpu(async () => { for (const sheets of files) await writeExcelFile(sheets).toBuffer(); }, { cells: countCells(documents) });
};

/** CPU of the whole process, its compressing threads and its collector with it; per call, in ms. The first run is a warm-up. */
function onCpu(call: () => unknown, counts: Record<string, number>): Subject {
  let least = WARM_UP_CPU;
  return { run: async () => {
    const before = process.cpuUsage();
    let calls = 0;
    let spent: number;
    do {
      await call();
      calls += 1;
      const { user, system } = process.cpuUsage(before);
      spent = (user + system) / 1_000;
    } while (spent < least);
    least = LEAST_CPU;
    return { counts, figure: spent / calls };
  } };
}

/** Every set of the file, as a mail would bring it. */
export function documentsOf(file: string): DocumentToRender[] {
  const bytes = readFileSync(file);
  const reader = new X12Reader({});
  reader.push(bytes);
  return reader.end().interchanges.flatMap(({ groups, delimiters, isa13 }) => groups.flatMap(({ sets, gs06 }) => sets.map(({ start, end, st01, st02 }) => ({
    setBytes: bytes.subarray(start, end), delimiters,
    context: {
      ref: 'HW-7F3K2Q', set: st01, version: 1, replaces: null, terminal: { code: 'USLGB-EAST', name: 'Long Beach East', zone: 'America/Los_Angeles' }, language: 'en',
      vessel: { name: 'HARBOUR LARK', imo: '9074729', callSign: null, voyage: '027W' }, etaAt: new Date('2018-07-26T13:00:00Z'), dueAt: new Date('2018-07-25T13:00:00Z'),
      because: { sentence: 'The EDI link is down; documents go by e-mail until it has proved itself again.', since: new Date('2018-07-25T00:04:00Z') },
      numbers: { isa13, gs06, st02 }, possibleDuplicate: false, phone: null, attachments: [], madeAt: new Date('2018-07-25T01:00:00Z'),
    },
  }))));
}

function countCells(documents: readonly DocumentToRender[]): number {
  return documents.flatMap((document) => cellsOfSheets([document])).reduce((sum, { rows }) => sum + rows.reduce((cells, row) => cells + row.filter((value) => value !== null).length, 0), 0);
}

/** fontkit is pdfkit's own, and what it takes beside a file. */
function parsedFaces(): Record<LineOnSheet['face'], unknown> {
  const require = createRequire(import.meta.url);
  const { create } = createRequire(require.resolve('pdfkit'))('fontkit') as { create: (bytes: Buffer) => unknown };
  const face = (name: string): unknown => create(readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
  return { words: face('DejaVuSansCondensed'), bold: face('DejaVuSansCondensed-Bold'), exact: face('DejaVuSansMono') };
}
