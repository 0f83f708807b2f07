import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { renderTable, type RenderingContext } from '#rendering';
import { associationsOf, type Box } from './boxes.js';
import { pounds } from './facts.js';
import { fold } from './read/reading.js';
import { shown } from './said.js';
import { linesOf, setOf, type Source } from './source.js';

type Mapping = Parameters<typeof renderTable>[1];

/** A terminal's own list: one row a container, its own headings, the columns in an order of its own. */
const COLUMNS = { UNIT: 'container', ISO: 'type', STATUS: 'loadEmpty', SLOT: 'cell', SEALS: 'seals', MASS: 'weightKg', LBS: 'weightLb', BLNR: 'bills', UNNR: 'un', POD: 'to' } as const;

function mapping(format: Mapping['format']): Mapping {
  const columns = Object.entries(COLUMNS).map(([title, value]) => ({ title, value, text: null, item: null, join: null, words: null, decimals: null, date: null, required: false }));
  return { sets: null, format, sheet: null, delimiter: ';', encoding: 'utf-8', decimal: '.', rows: 'container', header: true, columns };
}

/** Row by row what a list in a terminal's own columns has otherwise than the document. */
export async function ownColumnFaultsOf(source: Source, context: RenderingContext, format: Mapping['format']): Promise<string[]> {
  const set = setOf(source);
  const { bytes } = await renderTable([{ setBytes: source.bytes, delimiters: source.delimiters, context: { ...context, set } }], mapping(format));
  const { boxes } = associationsOf(set, linesOf(source));
  const [header = [], ...rows] = format === 'csv' ? parse(Buffer.from(bytes), { delimiter: ';', skip_empty_lines: false }) : await cellsOf(bytes);
  const wrong = header.join() === Object.keys(COLUMNS).join() ? [] : [`${format}: the headings are ${header.join()}`];
  // Rows with nothing in them at the end of a sheet are none to whoever reads it.
  while (format === 'xlsx' && rows.length < boxes.length) rows.push([]);
  if (rows.length !== boxes.length) wrong.push(`${format}: ${boxes.length} containers should have a row each and ${rows.length} have`);
  for (const [n, box] of boxes.entries()) {
    const row = Object.fromEntries(header.map((title, at) => [title, fold(rows[n]?.[at] ?? '')]));
    for (const [title, expected] of Object.entries(textsOf(box, set))) {
      const found = row[title] ?? '';
      if (found !== expected && found !== `'${expected}`) wrong.push(`${format}: ${title} of ${box.number} should be [${expected}] and is [${found}]`);
    }
    for (const [title, value] of [['MASS', box.kilograms], ['LBS', box.kilograms === null ? null : pounds(box.kilograms)]] as const) {
      const found = row[title] ?? '';
      if (value === null ? found !== '' : found === '' || Math.abs(Number(found) - value) > (Math.abs(value) < 10.05 ? 0.0501 : 0.501)) wrong.push(`${format}: ${title} of ${box.number} should be ${value ?? 'nothing'} and is [${found}]`);
    }
  }
  return wrong;
}

function textsOf(box: Box, set: string): Record<string, string> {
  const list = (values: readonly string[]): string => fold(values.map(shown).join('; '));
  const un = box.un.filter((one) => !/^(class |hazardous)/.test(one)).map((one) => one.replace(/^UN(?=\d)/, ''));
  return {
    UNIT: shown(box.number), ISO: shown(box.type), STATUS: box.loadEmpty, SLOT: list(box.cells.slice(0, 1)), SEALS: list(box.seals), BLNR: list(box.bills),
    ...(set === '319' ? {} : { UNNR: list([...new Set(un)]) }), ...(set === '324' ? { POD: list(box.to.slice(0, 1)) } : {}),
  };
}

async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  const [sheet] = await readWorkbook(Buffer.from(bytes), { trim: false });
  return (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
}
