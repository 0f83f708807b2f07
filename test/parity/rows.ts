import { LANGUAGES } from '#common';
import { PHRASES, type PhraseKey } from '../../libs/rendering/src/testing.js';
import type { Associations, Box } from './boxes.js';
import { kilogramsOf, pounds } from './facts.js';
import { fold, type Reading, type TableRow } from './read/reading.js';
import { shown } from './said.js';
import type { Speech } from './speech.js';

/** What the rows of a kind are called: the field RECORD of a CSV, the sheet of a workbook. */
const KINDS = {
  boxes: ['CONTAINER', 'sheetContainers'], hazards: ['HAZMAT', 'sheetHazmat'], goods: ['GOODS', 'sheetGoods'], bills: ['BILL', 'sheetBills'], places: ['PLACE', 'sheetPlaces'], segments: ['SEGMENT', 'sheetSegments'],
} as const satisfies Record<string, readonly [string, PhraseKey]>;

export function rowsOf(reading: Reading, kind: keyof typeof KINDS, speech: Speech): TableRow[] {
  const [record, sheet] = KINDS[kind];
  const name = reading.form === 'csv' ? record : say(sheet, speech);
  return (reading.rows ?? []).filter(({ of }) => of === name);
}

/** Segments listed as received, by their position; one that is not the document's own is a fault of the rendering. */
export function listedIn(reading: Reading, speech: Speech): number[] {
  return rowsOf(reading, 'segments', speech).map((row) => Number(cell(row, 'colNumber', speech)));
}

/** Row by row: what differs from what the document ties together, as sentences. */
export function misplacedIn(reading: Reading, { boxes, hazards, goods, bills, places }: Associations, speech: Speech, set: string): string[] {
  const wrong: string[] = [];
  const compare = (what: string, found: string, expected: readonly string[]): void => {
    const wanted = expected.map(inCell);
    if (![found, unquoted(found)].includes(wanted.join('; '))) wrong.push(`${reading.form}: ${what} should be [${wanted.join('; ')}] and is [${found}]`);
  };
  const weigh = (what: string, row: TableRow, kilograms: number | null, exact: { found: string; unit: string } | undefined): void => {
    for (const [title, unit, value] of [['colKg', 'K', kilograms], ['colLb', 'L', kilograms === null ? null : pounds(kilograms)]] as const) {
      const said = cell(row, title, speech);
      const near = value === null ? said === '' : said !== '' && Math.abs(Number(said) - value) <= (Math.abs(value) < 10.05 ? 0.0501 : 0.501);
      if (!near || (exact?.unit === unit && reading.form === 'csv' && value !== null && said !== exact.found)) wrong.push(`${reading.form}: ${what} should weigh ${value ?? 'nothing'} ${unit} (${exact?.found ?? ''} ${exact?.unit ?? ''}) and weighs ${said || 'nothing'}`);
    }
  };
  const table = <One>(kind: keyof typeof KINDS, expected: readonly One[], check: (row: TableRow, one: One, what: string) => void): void => {
    const rows = rowsOf(reading, kind, speech);
    // Rows with nothing in them at the end of a sheet are none to whoever reads it.
    while (reading.form === 'xlsx' && rows.length < expected.length) rows.push({ of: kind, fields: {} });
    if (rows.length !== expected.length) wrong.push(`${reading.form}: ${expected.length} ${kind} should have a row each and ${rows.length} have`);
    for (const [n, one] of expected.entries()) if (rows[n]) check(rows[n], one, `${kind} ${n + 1}`);
  };

  table('boxes', boxes, (row, box: Box, n) => {
    const what = `${n}, ${box.number},`;
    const get = (title: PhraseKey): string => cell(row, title, speech);
    const remarks = get('colRemarks');
    compare(`number of ${what}`, get('colContainer'), [box.number].filter((number) => number !== ''));
    compare(`type of ${what}`, get('colType'), [box.type].filter((type) => type !== ''));
    compare(`laden or empty of ${what}`, get('colLoadEmpty'), [box.loadEmpty].filter((full) => full !== ''));
    compare(`seals of ${what}`, get('colSeals'), box.seals);
    compare(`bills of ${what}`, get('colBill'), box.bills);
    compare(`cell of ${what}`, get('colCell'), box.cells.slice(0, 1));
    compare(`port of loading of ${what}`, get('colFrom'), box.from.slice(0, 1));
    compare(`port of discharge of ${what}`, get('colTo'), box.to.slice(0, 1));
    if (set !== '319') compare(`UN numbers of ${what}`, get('colHazard'), box.un.map((un) => un.replace(/^(\d{4})(\??)$/, 'UN$1$2').replace(/^class /, `${say('classOf', speech).replace('{0}', '')}`).replace(/^hazardous/, say('hazardous', speech))));
    const single = set === '309' && box.weights.length !== 1 ? undefined : box.weights[0];
    weigh(what, row, box.kilograms, single);
    // A second value of what has one column is said in the same row.
    const more = [...box.cells.slice(1), ...box.from.slice(1), ...box.to.slice(1), ...(set === '309' ? [] : box.weights.slice(1).map(({ found }) => speech.figure(found)))];
    for (const value of more) if (!remarks.includes(shown(value))) wrong.push(`${reading.form}: ${what} should also say ${value} and says ${remarks}`);
    const temperature = `${get('colTemperature')} ${remarks}`;
    for (const value of box.temperatures) if (!temperature.includes(value)) wrong.push(`${reading.form}: ${what} should be held at ${value} and is at ${temperature}`);
  });

  table('hazards', hazards, (row, hazard, what) => {
    const get = (title: PhraseKey): string => cell(row, title, speech);
    compare(`UN number of ${what}`, get('colUn'), [hazard.un].filter((un) => un !== ''));
    compare(`packing group of ${what}`, get('colPackingGroup'), [hazard.group].filter((group) => group !== ''));
    compare(`containers of ${what}`, get('colContainer'), hazard.boxes.filter((number, n) => number !== '' || hazard.boxes.length > 1 || n > 0));
    if (!unquoted(get('colClass')).startsWith(inCell(hazard.class))) wrong.push(`${reading.form}: class of ${what} should be ${hazard.class} and is ${get('colClass')}`);
    for (const name of hazard.names) if (!get('colRemarks').includes(shown(name))) wrong.push(`${reading.form}: ${what} should be called ${name} and is ${get('colRemarks')}`);
  });

  if (set !== '319') table('goods', goods, (row, line, what) => {
    const get = (title: PhraseKey): string => cell(row, title, speech);
    if (line.boxes.length <= 3) compare(`containers of ${what}`, get('colContainer'), line.boxes.filter((number) => number !== '' || line.boxes.length > 1));
    // Where they are all there are, their count names them.
    else if (line.boxes.length < boxes.length) for (const number of line.boxes) if (!get('colRemarks').includes(number) && !get('colContainer').includes(number)) wrong.push(`${reading.form}: ${what} should lie in ${number}`);
    if (numeric(unquoted(get('colQuantity'))) !== numeric(line.quantity)) wrong.push(`${reading.form}: ${what} should count ${line.quantity} and counts ${get('colQuantity')}`);
    weigh(what, row, kilogramsOf(line.found, line.unit), line);
    for (const word of line.words) if (!get('colRemarks').includes(shown(word))) wrong.push(`${reading.form}: ${what} should say ${word} and says ${get('colRemarks')}`);
  });

  if (bills.length > 0) table('bills', bills, (row, bill, what) => {
    compare(`number of ${what}`, cell(row, 'colBill', speech), [bill.number].filter((number) => number !== ''));
    weigh(what, row, kilogramsOf(bill.found, bill.unit), bill);
    if (bill.port !== '' && !cell(row, 'colLoadedAt', speech).includes(shown(bill.port))) wrong.push(`${reading.form}: ${what} should be loaded at ${bill.port}`);
  });

  if (set !== '319' && set !== '324') table('places', places, (row, place, what) => {
    const get = (title: PhraseKey): string => cell(row, title, speech);
    for (const [title, value] of [['colCode', place.code], ['colName', place.name]] as const) if (!`${get(title)} ${get('colTerminal')}`.includes(shown(value))) wrong.push(`${reading.form}: ${what} should be ${value} and is ${get(title)}`);
    for (const [day, hour, zone] of place.dates) if (day + hour !== '' && !get('colRemarks').includes(shown(speech.date(day, hour, zone)))) wrong.push(`${reading.form}: ${what} should say ${day} ${hour} and says ${get('colRemarks')}`);
    if (boxes.length > 1) compare(`container of ${what}`, get('colContainer'), place.box ? [place.box] : []);
  });
  return wrong;
}

function say(key: PhraseKey, { language }: Speech): string { return PHRASES[key][LANGUAGES.indexOf(language)] ?? ''; }

/** A field by the heading of its column; of an empty column, which is left out, nothing. */
function cell(row: TableRow, title: PhraseKey, speech: Speech): string {
  return fold(row.fields[say(title, speech)] ?? '');
}

/** An apostrophe of ours before what a spreadsheet would run; a sender's own stays. */
function unquoted(value: string): string { return value.replace(/^'(?=[\s=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/, ''); }

function inCell(value: string): string { return shown(value); }

function numeric(value: string): string { return /^[+-]?\d+(\.\d+)?$/.test(value) ? String(Number(value)) : value; }
