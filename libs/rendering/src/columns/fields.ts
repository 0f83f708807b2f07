import type { CargoRow, ContainerRow, HazmatRow } from '../model.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';
import { thousandth } from './decimals.js';
import type { RowKind } from './row-kind.js';
import type { TableRow } from './table-row.js';
import { celsius, fahrenheit } from './temperatures.js';

type Read = (row: TableRow) => string | readonly string[] | Date | null;

interface Field {
  kind: 'text' | 'figure' | 'date';
  /** rows that have it; absent: every kind */
  rows?: readonly RowKind[];
  /** one value or more */
  several?: true;
  /** what it holds, as config/terminals/README.md has it */
  because: string;
  read: Read;
}

const HAZARD_ROWS = ['container', 'bill', 'hazmat'] as const;
const GOODS_ROWS = ['container', 'bill', 'goods'] as const;

const text = (because: string, read: Read): Field => ({ kind: 'text', because, read });
const date = (because: string, read: Read): Field => ({ kind: 'date', because, read });
const figure = (because: string, read: Read): Field => ({ kind: 'figure', because, read });
const texts = (because: string, read: (row: TableRow) => readonly string[], rows?: readonly RowKind[]): Field => ({ kind: 'text', several: true, because, read: (row) => distinct(read(row)), ...(rows ? { rows } : {}) });
const figures = (because: string, read: (row: TableRow) => readonly string[], rows?: readonly RowKind[]): Field => ({ ...texts(because, read, rows), kind: 'figure' });
const ofBoxes = (because: string, read: (box: ContainerRow) => string | readonly string[]): Field => texts(because, ({ boxes }) => boxes.flatMap(read));
const ofHazmat = (because: string, read: (entry: HazmatRow, row: TableRow) => string): Field => texts(because, (row) => row.hazmat.map((entry) => read(entry, row)), HAZARD_ROWS);
const ofGoods = (because: string, read: (line: CargoRow) => string | readonly string[]): Field => texts(because, ({ goods }) => goods.flatMap(read), GOODS_ROWS);

/** What a column of a terminal's own table may show. */
export const FIELDS = {
  ref: text('our reference of the document', ({ document }) => document.context.ref),
  version: text('1 for the original, 2 for what replaces it', ({ document }) => String(document.context.version)),
  replaces: text('what it replaces', ({ document }) => document.context.replaces),
  set: text('309, or the name of an EDIFACT message', ({ document }) => document.model.set),
  terminal: text('the terminal\'s code with us', ({ document }) => document.context.terminal.code),
  terminalName: text('its name', ({ document }) => document.context.terminal.name),
  interchange: text('ISA13 or UNB 0020', ({ document }) => document.context.numbers.isa13),
  group: text('GS06 or UNG 0048', ({ document }) => document.context.numbers.gs06),
  transaction: text('ST02 or UNH 0062', ({ document }) => document.context.numbers.st02),
  vessel: text('name of the vessel of the call', ({ document }) => document.context.vessel.name),
  imo: text('its IMO number', ({ document }) => document.context.vessel.imo),
  callSign: text('its call sign', ({ document }) => document.context.vessel.callSign),
  voyage: text('the voyage of the call', ({ document }) => document.context.vessel.voyage),
  eta: date('estimated arrival of the call', ({ document }) => document.context.etaAt),
  due: date('by when the terminal should have keyed it in', ({ document }) => document.context.dueAt),
  made: date('when the file was made', ({ document }) => document.context.madeAt),
  booking: texts('booking numbers: those of the row where it has some, else those of the document', bookings),
  scac: texts('the bill\'s carrier, else the document\'s', carriers),
  line: figure('1 for the first row of the file', ({ line }) => String(line)),
  container: ofBoxes('container numbers, as the document has them', ({ number }) => number),
  containerPrefix: ofBoxes('the four letters of a container number', ({ number }) => parts(number).prefix),
  containerSerial: ofBoxes('its six digits; the whole number where it has another form', ({ number }) => parts(number).serial),
  checkDigit: ofBoxes('its seventh digit, where it was sent', ({ number }) => parts(number).checkDigit),
  type: ofBoxes('size and type as sent: 45G1', ({ type }) => type),
  loadEmpty: ofBoxes('L laden, E empty, or as sent', ({ loadEmpty }) => loadEmpty),
  cell: ofBoxes('stow cell', ({ cell }) => cell),
  seal: ofBoxes('one seal: the first, or `item`', ({ seals }) => seals),
  seals: ofBoxes('all seals', ({ seals }) => seals),
  temperature: ofBoxes('temperature in words, with vent and humidity', ({ temperature }) => temperature),
  temperatureC: figures('degrees Celsius; of a range the lower is item 1', ({ boxes }) => boxes.flatMap(({ temperature }) => celsius(temperature))),
  temperatureF: figures('degrees Fahrenheit, the same', ({ boxes }) => boxes.flatMap(({ temperature }) => fahrenheit(temperature))),
  from: texts('port of loading of the box, else of the bill', ({ boxes, bills }) => firstOf(boxes.map(({ from }) => from), bills.map(({ loadPort }) => loadPort))),
  to: ofBoxes('port of discharge of the box', ({ to }) => to),
  weightKg: figure('the row\'s own weight in kilograms; empty where its unit cannot be converted', ({ weight }) => weight?.kg ?? ''),
  weightLb: figure('the same in pounds', ({ weight }) => weight?.lb ?? ''),
  weightT: figure('the same in tonnes of 1,000 kg', ({ weight }) => thousandth(weight?.kg ?? '')),
  weight: figure('the weight as sent, whatever its unit', ({ weight }) => weight?.found ?? ''),
  weightUnit: text('its unit as sent: K, L', ({ weight }) => weight?.unit ?? ''),
  weightQualifier: text('its kind as sent: G gross, N net', ({ weight }) => weight?.qualifier ?? ''),
  bill: texts('one bill: the first, or `item`', ({ billNumbers }) => billNumbers),
  bills: texts('all bills', ({ billNumbers }) => billNumbers),
  un: ofHazmat('UN numbers without their letters; ? behind one that may lie in another container as well', unNumber),
  class: ofHazmat('hazard classes', (entry) => entry.class),
  packingGroup: ofHazmat('packing groups', ({ packingGroup }) => packingGroup),
  shippingName: ofHazmat('proper shipping names', ({ name }) => name),
  contact: ofHazmat('emergency contacts', ({ contact }) => contact),
  quantity: figures('number of packages', ({ kind, goods, bills }) => (kind === 'bill' ? bills : goods).map(({ quantity }) => quantity), GOODS_ROWS),
  package: texts('kind of packages', ({ kind, goods, bills }) => (kind === 'bill' ? bills : goods).map((one) => one.package), GOODS_ROWS),
  description: ofGoods('what the goods are', ({ description }) => description),
  marks: ofGoods('marks and numbers', ({ marks }) => marks),
  commodity: ofGoods('commodity codes', ({ commodity }) => commodity),
  remarks: texts('everything else said of the row', ({ remarks }) => remarks),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

export function fieldOf(name: FieldName): Field { return FIELDS[name]; }

/** Everything a field holds in a row, empty values left out; a date has none here. */
export function valuesOf(name: FieldName, row: TableRow): readonly string[] {
  const found = fieldOf(name).read(row);
  if (found === null || found === '' || found instanceof Date) return [];
  return typeof found === 'string' ? [found] : found;
}

function distinct(values: readonly string[]): readonly string[] {
  if (values.length === 1 && values[0] !== '') return values;
  return [...new Set(values)].filter((value) => value !== '');
}

function firstOf(...lists: readonly string[][]): string[] { return lists.find((list) => list.some((value) => value !== '')) ?? []; }

/** CSQU 305438 3; a number of another form is not taken apart. */
function parts(number: string): { prefix: string; serial: string; checkDigit: string } {
  const [, prefix, serial, checkDigit = ''] = /^([A-Z]{4})(\d{6})(\d)?$/.exec(number) ?? [];
  return prefix === undefined || serial === undefined ? { prefix: '', serial: number, checkDigit: '' } : { prefix, serial, checkDigit };
}

/** In a row of one container, what the document ties to several is marked: it may lie in another. */
function unNumber({ un, containers }: HazmatRow, { kind }: TableRow): string {
  const digits = un.replace(/^UN(?=\d{4}$)/, '');
  return digits !== '' && kind === 'container' && containers.length > 1 ? `${digits}?` : digits;
}

/** Bookings are facts, references and remarks in the page's own words; the code beside them is the same in every language. */
function bookings({ document: { model, words }, remarks }: TableRow): string[] {
  const label = words.code(REFERENCE_QUALIFIERS, 'BN');
  const own = remarks.flatMap((remark) => (remark.startsWith(`${label} `) ? [remark.slice(label.length + 1)] : []));
  const facts = new Set([words.say('booking'), words.say('bookingCancelled')]);
  return firstOf(own, [...model.facts.filter((fact) => facts.has(fact.label)), ...model.references.filter((fact) => fact.label === label)].map(({ value }) => value));
}

function carriers({ document: { model, words }, bills }: TableRow): string[] {
  const label = words.say('carrierScac');
  return firstOf(bills.map(({ scac }) => scac), [model.vessel?.scac ?? ''], model.facts.filter((fact) => fact.label === label).map(({ value }) => value));
}
