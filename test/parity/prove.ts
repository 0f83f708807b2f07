import type { Language } from '#common';
import { FORM_NAMES, renderDocument, type Form, type RenderingContext } from '#rendering';
import { associationsOf, type Associations } from './boxes.js';
import { factsOf, kilogramsOf, named } from './facts.js';
import { explain, inventedIn } from './invented.js';
import { readCsv } from './read/csv.js';
import { readHtml } from './read/html.js';
import { PDFTOTEXT, readPdf } from './read/pdf.js';
import type { Reading } from './read/reading.js';
import { readText } from './read/text.js';
import { readXlsx } from './read/xlsx.js';
import { listedIn, misplacedIn } from './rows.js';
import { missingIn } from './said.js';
import { linesOf, setOf, type Source } from './source.js';
import { Speech } from './speech.js';

const READERS: Record<Form, (bytes: Uint8Array) => Reading | Promise<Reading>> = { text: readText, html: readHtml, pdf: readPdf, xlsx: readXlsx, csv: readCsv };

/** Forms that can be read back on this machine. */
export const FORMS_READ: readonly Form[] = FORM_NAMES.filter((form) => form !== 'pdf' || PDFTOTEXT !== null);

/** Renders one document and says all that is wrong with it: what is missing, what was invented, what stands with something else's. */
export async function faultsOf(source: Source, context: RenderingContext, language: Language): Promise<string[]> {
  const made = await rendered(source, context, language);
  return faultsIn(made.files, source, made.context, language);
}

export async function rendered(source: Source, context: RenderingContext, language: Language): Promise<{ files: Files; context: RenderingContext }> {
  const inLanguage = { ...context, set: setOf(source), language };
  const { files } = await renderDocument({ setBytes: source.bytes, delimiters: source.delimiters, context: inLanguage }, FORMS_READ);
  return { files, context: inLanguage };
}

type Files = Partial<Record<Form, Uint8Array>>;

/** The same of renderings already made. */
export async function faultsIn(files: Files, source: Source, context: RenderingContext, language: Language): Promise<string[]> {
  const set = setOf(source);
  const speech = new Speech(language);
  const lines = linesOf(source);
  const facts = factsOf(lines);
  const tied = associationsOf(set, lines);
  const readings = await Promise.all(Object.entries(files).map(async ([form, bytes]) => READERS[form as Form](bytes)));
  const csv = readings.find(({ form }) => form === 'csv');
  if (!csv) throw new Error('the CSV says which segments are listed as received: it is always read');
  const listed = new Set(listedIn(csv, speech));
  const kinds = [...new Set((csv.rows ?? []).map(({ of }) => of))].map((kind) => (csv.rows ?? []).filter(({ of }) => of === kind).length);
  const sheets = Math.max(1, ...(readings.find(({ form }) => form === 'pdf')?.folded.match(/\d+\/\d+/g) ?? []).map((page) => Number(page.split('/')[1])));
  const explained = explain({ set, lines, facts, boxes: tied.boxes, context, counted: [...kinds, ...listed, ...countsOf(tied), ...Array.from({ length: Math.min(sheets, 200) }, (_, n) => n + 1)] }, speech);
  return readings.flatMap((reading) => [
    ...missingIn(reading, facts, speech, listed).map((fact) => `${reading.form}: ${named(fact)} is missing`),
    ...inventedIn(reading, explained, speech).map((word) => `${reading.form}: "${word}" is not in the document`),
    ...(reading.rows ? misplacedIn(reading, tied, speech, set) : []),
  ]);
}

/** What a headline may count. */
function countsOf({ boxes, hazards, goods, bills, places }: Associations): number[] {
  const types = [...new Set(boxes.map(({ type }) => type))].map((type) => boxes.filter((box) => box.type === type).length);
  const laden = ['L', 'E'].map((state) => boxes.filter(({ loadEmpty }) => loadEmpty === state).length);
  const cold = boxes.filter(({ temperatures }) => temperatures.length > 0).length;
  const unweighed = [boxes, goods, bills].flatMap((rows) => [rows.filter((row) => 'weights' in row && row.weights.length === 0).length, rows.filter((row) => 'found' in row && row.found === '').length]);
  const unknown = [...[goods, bills].map((rows) => rows.filter(({ found, unit }) => found !== '' && kilogramsOf(found, unit) === null).length), boxes.filter(({ weights, kilograms }) => weights.length > 0 && kilograms === null).length, boxes.filter(({ kilograms, weights }) => kilograms === null && weights.length !== 1).length];
  return [boxes.length, hazards.length, goods.length, bills.length, places.length, ...types, ...laden, boxes.length - laden.reduce((sum, count) => sum + count, 0), cold, ...unweighed, ...unknown, ...goods.map((line) => line.boxes.length), ...boxes.map(({ seals }) => seals.length)];
}
