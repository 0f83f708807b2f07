import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readCsv } from './read/csv.js';
import { readHtml } from './read/html.js';
import { PDFTOTEXT, readPdf } from './read/pdf.js';
import type { Reading } from './read/reading.js';
import { readText } from './read/text.js';
import { readXlsx } from './read/xlsx.js';
import { FORM_NAMES, renderDocument, type DocumentToRender, type Form } from '#rendering';
import { BILL, CONTEXT, DELIMITERS, MANIFEST, STATUS, STOW_PLAN } from '../../libs/rendering/src/testing.js';

const READERS: Record<Form, (bytes: Uint8Array) => Reading | Promise<Reading>> = { text: readText, html: readHtml, pdf: readPdf, xlsx: readXlsx, csv: readCsv };
const FORMS = FORM_NAMES.filter((form) => form !== 'pdf' || PDFTOTEXT !== null);

/** The document in every form, read back, blanks folded. */
async function readBack(document: string | Uint8Array, delimiters: DocumentToRender['delimiters'] = DELIMITERS, forms: readonly Form[] = FORMS): Promise<Reading[]> {
  const setBytes = typeof document === 'string' ? Buffer.from(document) : document;
  const { files } = await renderDocument({ setBytes, delimiters, context: CONTEXT }, forms);
  return Promise.all(Object.entries(files).map(async ([form, bytes]) => {
    const reading = await READERS[form as Form](bytes);
    return { ...reading, folded: reading.folded.replaceAll('\u00A0', ' ') };
  }));
}

/** Of a value everything that is a letter or a digit; forms break lines, so blanks between words are not looked at. */
function wordsIn(value: string): string[] { return value.match(/[\p{L}\p{N}]+/gu) ?? []; }

async function expectEverywhere(document: string | Uint8Array, values: readonly string[], delimiters?: DocumentToRender['delimiters']): Promise<void> {
  for (const { form, folded } of await readBack(document, delimiters)) expect({ form, missing: values.filter((value) => !folded.includes(value)) }).toEqual({ form, missing: [] });
}

describe('a document that was cut', () => {
  const segments = MANIFEST.split('~').filter((segment) => segment !== '');

  it.each(segments.map((_, n) => n + 1).slice(0, -1))('behind segment %i is listed as received, whole and marked', async (many) => {
    const cut = segments.slice(0, many).join('~');
    for (const { form, folded } of await readBack(cut, DELIMITERS, ['text', 'html', 'csv'])) {
      const missing = segments.slice(1, many).flatMap((segment) => segment.split('*')).flatMap(wordsIn).filter((word) => !folded.includes(word));
      expect({ form, missing, marked: folded.includes('could not be put into tables: it does not run from ST to SE') }).toEqual({ form, missing: [], marked: true });
    }
  });

  it.each([['in the middle of an element', 'ST*309*0001~M10*HWSR*O*PA*9074729*HARB'], ['behind the tag', 'ST*309*0001~M10'], ['to its header', 'ST*309*0001~'], ['to one sign', 'S'], ['to nothing', '']])('%s renders in every form', async (_, cut) => {
    for (const { folded } of await readBack(cut)) expect(folded).toContain('could not be put into tables');
  });

  it('at any byte renders', async () => {
    for (let end = 1; end < BILL.length; end += 7) await readBack(BILL.slice(0, end), DELIMITERS, ['text', 'html', 'csv']);
  });
});

describe('what nobody knows', () => {
  it('is a set: every segment stands as it came, in every form', async () => {
    await expectEverywhere('ST*998*0001~ZC1*4711*CSQU*305438*WB77*20180720*CO*HWSR*R~SE*3*0001~', ['ZC1', '4711', '305438', 'WB77', '20180720']);
  });

  it('is a segment in a known set: it is listed as received, and the tables stand', async () => {
    await expectEverywhere(STATUS.replace('SE*8', 'QQ7*NEW*4711**X~SE*9'), ['QQ7', 'NEW | 4711 | - | X', 'CSQU3054383', 'SL0012345']);
  });

  it('are codes: they stay codes, and no word is made up for them', async () => {
    await expectEverywhere('ST*315*0002~B4***Q9*20180726*1512**CSQU*305438*X*9ZZ9*USLGB*8Q*3~N9*QQ8*REF77~R4*Q7*9Q*ABCDE*NOWHERE~DTM*998*20180726~SE*6*0002~', ['Q9', '9ZZ9', 'QQ8', 'REF77', 'Q7', 'ABCDE (9Q)', 'NOWHERE', '998 26 Jul 2018']);
  });

  it('is an element beyond those a segment has: the segment is listed with it', async () => {
    await expectEverywhere(STOW_PLAN.replace('M7*HZ771042', 'M7*HZ771042*****BEYOND99'), ['BEYOND99', 'HZ771042']);
  });

  it('is the number of a container: it is shown as received and marked', async () => {
    await expectEverywhere(STOW_PLAN.replace('N7*CSQU*305438', 'N7*XX*77').replaceAll('K*3****45G1', 'K*****45G1'), ['XX77', 'not an ISO 6346 number, shown as received']);
  });
});

describe('what is empty, doubled, negative or nought', () => {
  it('elements and segments that hold nothing break nothing, and a bare segment that nobody knows is still listed', async () => {
    await expectEverywhere('ST*324*0004~V1~R4~DTM~N7~M7~V4~H1~N9~ZZ9~SE*10*0004~', ['ZZ9']);
    await expectEverywhere('ST*324*0004~V1****~N7**   **~M7*   *SL77~SE*5*0004~', ['SL77']);
  });

  it('a negative weight stays negative and is marked', async () => {
    const readings = await readBack(STOW_PLAN.replace('*16750*G', '*-16750*G'));
    for (const { form, folded } of readings) expect({ form, figure: folded.includes(form === 'xlsx' || form === 'csv' ? '-16750' : '-16,750'), marked: folded.includes('weight is negative, as received') }).toEqual({ form, figure: true, marked: true });
  });

  it('a weight of nought and one without a unit are said, not skipped', async () => {
    await expectEverywhere('ST*324*0004~N7*CSQU*305438*0*G~N7*CBHU*320273*4711*G~SE*4*0004~', ['weight 0, unit not stated', 'weight 4,711, unit not stated']);
  });

  it('a second seal, cell, type and weight of one container stand beside the first', async () => {
    await expectEverywhere('ST*324*0004~N7*CSQU*305438*16750*G*************K*3****45G1~M7*SL1~V4*0340282~N7*CSQU*305438*16800*G*************K*3****42G1~M7*SL2~V4*0340284~SE*8*0004~', ['SL1', 'SL2', '0340282', 'stow cell also given as 0340284', 'type also given as 42G1', 'weight also given as 16,800 kg']);
  });
});

describe('text of the sender', () => {
  it.each([
    ['45 signs with quotes', '"SAID TO CONTAIN" 12\' DRUMS OF O\'BRIEN PAINT'], ['signs of markup', '<B>A & B</B> &amp; <!-- --> ]]>'], ['other scripts', 'ÁÉÍ ÑÇ ß Ω Ж'], ['marks of a table', 'A | B ; C , D \\ E'],
    ['a formula', '=HYPERLINK("http://x.example","1")'], ['a sum', '+1+1'], ['a mention', '@SUM(A1)'],
  ])('%s stands as it came, in every form', async (_, text) => {
    await expectEverywhere(`ST*323*0001~V1*9074729*LARK~K1*${text}~SE*4*0001~`, [text]);
  });

  it('in Latin-1 keeps its accents', async () => {
    await expectEverywhere(Buffer.from('ST*323*0001~V1*9074729*LARK~K1*CAF\u00C9 N\u00BA 7~SE*4*0001~', 'latin1'), ['CAFÉ Nº 7']);
  });

  it('that is neither UTF-8 nor has an end renders all the same', async () => {
    await readBack(Uint8Array.from({ length: 512 }, (_, n) => (n * 37) % 256));
  });

  it('with control and direction signs, and signs without a width, shows them and obeys none', async () => {
    await expectEverywhere('ST*323*0001~V1*9074729*LARK~K1*A\u001BB\u202EC\u200BD\u00ADE\u{E0041}F~SE*4*0001~', ['A<U+001B>B<U+202E>C<U+200B>D<U+00AD>E<U+E0041>F']);
  });
});

describe('an EDIFACT message', () => {
  it.each(['baplie/departure-yokohama', 'codeco/gate-in', 'coprar/discharge-order', 'vermas/verified-gross-mass'])('%s is shown as received, every value of it', async (name) => {
    const file = readFileSync(`test/fixtures/edifact/${name}.edi`, 'latin1');
    const message = file.slice(file.indexOf('UNH'), file.indexOf("'", file.indexOf('UNT')) + 1);
    const values = message.split("'").slice(1, -2).flatMap((segment) => segment.trim().replaceAll('?', '').split(/[+:]/)).flatMap(wordsIn);
    expect(values.length).toBeGreaterThan(20);
    await expectEverywhere(message, ['it came in EDIFACT', ...values], { element: '+', component: ':', segment: "'", release: '?' });
  });
});

describe('a plan of 12,000 boxes', () => {
  const boxes = Array.from({ length: 12_000 }, (_, n) => ({ serial: String(100_000 + n), seal: `SL${700_000 + n}`, cell: String(1_000_000 + n), kilos: String(20_000 + n) }));
  const plan = `ST*324*0001~V1*9074729*HARBOUR LARK*PA*048E~${boxes.map(({ serial, seal, cell, kilos }) => `N7*HWSU*${serial}*${kilos}*G*************K*****45G1~M7*${seal}~V4*${cell}~R4*L*UN*CNSHA~R4*D*UN*USLGB~`).join('')}SE*60003*0001~`;

  it.each(FORMS)('has every one of them with its seal, cell and weight: %s', async (form) => {
    const [reading] = await readBack(plan, DELIMITERS, [form]);
    const words = new Set(reading?.folded.replace(/(\d),(?=\d{3})/g, '$1').split(/[\s;,]+/));
    expect(boxes.flatMap(({ serial, seal, cell, kilos }) => [`HWSU${serial}`, seal, cell, kilos].filter((value) => !words.has(value)))).toEqual([]);
  }, 60_000);
});
