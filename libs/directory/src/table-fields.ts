/** What one row of a terminal's own table is about. */
export const TABLE_ROWS = ['container', 'bill', 'hazmat', 'goods'] as const;
export type TableRows = (typeof TABLE_ROWS)[number];

/** `figure`: a decimal that can be rounded. `date`: an instant, said in the terminal's zone. `several`: one value or more. */
interface Field { kind: 'text' | 'figure' | 'date'; several?: true; rows?: readonly TableRows[] }

const of = {
  text: { kind: 'text' }, texts: { kind: 'text', several: true }, figure: { kind: 'figure' }, figures: { kind: 'figure', several: true }, date: { kind: 'date' },
  // Goods and dangerous goods are told apart in a document: which line of goods is the dangerous one, nobody may guess.
  hazards: { kind: 'text', several: true, rows: ['container', 'bill', 'hazmat'] },
  goods: { kind: 'text', several: true, rows: ['container', 'bill', 'goods'] },
  quantities: { kind: 'figure', several: true, rows: ['container', 'bill', 'goods'] },
} as const satisfies Record<string, Field>;

/**
 * What a column of such a table may show. What each holds, config/terminals/README.md says, and `rendering` makes it: a spec
 * on either side holds its own list against that table, since rooms on one floor do not import each other.
 */
export const TABLE_FIELDS = {
  ref: of.text, version: of.text, replaces: of.text, set: of.text, terminal: of.text, terminalName: of.text, interchange: of.text, group: of.text, transaction: of.text,
  vessel: of.text, imo: of.text, callSign: of.text, voyage: of.text, eta: of.date, due: of.date, made: of.date, booking: of.texts, scac: of.texts,
  line: of.figure,
  container: of.texts, containerPrefix: of.texts, containerSerial: of.texts, checkDigit: of.texts, type: of.texts, loadEmpty: of.texts, cell: of.texts,
  seal: of.texts, seals: of.texts, temperature: of.texts, temperatureC: of.figures, temperatureF: of.figures, from: of.texts, to: of.texts,
  weightKg: of.figure, weightLb: of.figure, weightT: of.figure, weight: of.figure, weightUnit: of.text, weightQualifier: of.text,
  bill: of.texts, bills: of.texts,
  un: of.hazards, class: of.hazards, packingGroup: of.hazards, shippingName: of.hazards, contact: of.hazards,
  quantity: of.quantities, package: of.goods, description: of.goods, marks: of.goods, commodity: of.goods,
  remarks: of.texts,
} as const satisfies Record<string, Field>;

export type TableField = keyof typeof TABLE_FIELDS;

export function tableField(name: string): Field | null {
  return Object.hasOwn(TABLE_FIELDS, name) ? TABLE_FIELDS[name as TableField] : null;
}
