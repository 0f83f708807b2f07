import type { Prepared } from '../prepared.js';
import type { PhraseKey } from '../words/phrases/index.js';
import { itemOf, nameOf } from './column.js';
import { valuesOf, type FieldName } from './fields.js';
import type { TableColumn } from './mapping.js';
import type { RowKind } from './row-kind.js';
import type { TableRow } from './table-row.js';
import { isOnlyDegrees } from './temperatures.js';
import type { Warnings } from './warnings.js';

/** Something a row holds, the field that says it whole, and other ways of saying it. */
interface Content { said: PhraseKey; field: FieldName; otherwise?: (shown: Shown, row: TableRow, value: string) => boolean }

const weight: Content = { said: 'fieldWeight', field: 'weight', otherwise: (shown, row) => (row.weight?.kg ?? '') !== '' && (['weightKg', 'weightLb', 'weightT'] as const).some((field) => shown.whole(field)) };
const container: Content = { said: 'tableContainerNumbers', field: 'container', otherwise: (shown, _, number) => shown.whole('containerPrefix') && shown.whole('containerSerial') && (shown.whole('checkDigit') || !/^[A-Z]{4}\d{7}$/.test(number)) };
const bills: Content = { said: 'fieldBills', field: 'bills' };
const quantity: Content = { said: 'fieldQuantity', field: 'quantity' };
const packages: Content = { said: 'tablePackages', field: 'package' };
const remarks: Content = { said: 'fieldRemarks', field: 'remarks' };

/** What a row of each kind holds of its own. What only belongs to it has a row of its own in another table. */
const CONTENTS: Readonly<Record<RowKind, readonly Content[]>> = {
  container: [
    container, { said: 'fieldType', field: 'type' }, { said: 'fieldLoadEmpty', field: 'loadEmpty' }, weight, { said: 'fieldSeals', field: 'seals' }, bills,
    { said: 'fieldTemperature', field: 'temperature', otherwise: (shown, _, said) => isOnlyDegrees(said) && (shown.whole('temperatureC') || shown.whole('temperatureF')) },
    { said: 'fieldCell', field: 'cell' }, { said: 'fieldFrom', field: 'from' }, { said: 'fieldTo', field: 'to' }, { said: 'fieldHazard', field: 'un' }, remarks,
  ],
  bill: [bills, { said: 'colScac', field: 'scac' }, { said: 'fieldLoadPort', field: 'from' }, quantity, packages, weight, remarks],
  hazmat: [
    { said: 'fieldHazard', field: 'un' }, { said: 'tableClasses', field: 'class' }, { said: 'fieldPackingGroup', field: 'packingGroup' }, { said: 'fieldName', field: 'shippingName' }, { said: 'fieldContact', field: 'contact' },
    container, bills, weight, remarks,
  ],
  goods: [container, bills, quantity, packages, weight, { said: 'fieldDescription', field: 'description' }, { said: 'fieldMarks', field: 'marks' }, { said: 'fieldCommodity', field: 'commodity' }, remarks],
};

/** Counts every value of the rows that no column shows: a third seal where the terminal's layout has room for two. */
export function countLeftOut(rows: readonly TableRow[], kind: RowKind, columns: readonly TableColumn[], warnings: Warnings): void {
  const shown = new Shown(columns);
  const contents = CONTENTS[kind].filter(({ field }) => !shown.whole(field));
  for (const row of rows) {
    for (const { said, field, otherwise } of contents) {
      for (const [index, value] of valuesOf(field, row).entries()) {
        if (shown.item(field, index + 1) || otherwise?.(shown, row, value)) continue;
        warnings.count('tableNotShown', row.document.words.say(said), `${value} (${nameOf(row)})`);
      }
    }
  }
}

/** What of a document has no row in such a table, by how much there is of it. */
export function otherContent({ model, words }: Prepared, kind: RowKind, columns: readonly TableColumn[]): { what: string; count: number }[] {
  const shown = new Shown(columns);
  const bookings = new Set(shown.whole('booking') ? [words.say('booking')] : []);
  const others: [PhraseKey, number][] = [
    ['sheetHazmat', kind === 'hazmat' ? 0 : model.hazmat.length], ['sheetContainers', kind === 'container' ? 0 : model.containers.length], ['sheetGoods', kind === 'goods' ? 0 : model.cargo.length],
    ['sheetBills', kind === 'bill' ? 0 : model.bills.length], ['sheetPlaces', model.places.length], ['sheetParties', model.parties.length], ['sheetReferences', model.references.length],
    ['sheetText', model.freeText.length], ['tableFacts', model.facts.filter(({ label }) => !bookings.has(label)).length], ['sheetSegments', model.asReceived.length],
  ];
  return others.flatMap(([key, count]) => (count === 0 ? [] : [{ what: words.say(key), count }]));
}

/** Which fields the columns show, and of those with several values which. */
class Shown {
  private readonly items = new Map<FieldName, Set<number> | 'all'>();

  constructor(columns: readonly TableColumn[]) {
    for (const column of columns) {
      if (column.value === null) continue;
      const field = WHOLE[column.value] ?? column.value;
      const item = itemOf(column);
      const known = this.items.get(field);
      if (item === null || known === 'all') this.items.set(field, 'all');
      else this.items.set(field, (known ?? new Set()).add(item));
    }
  }

  whole(field: FieldName): boolean { return this.items.get(field) === 'all'; }

  item(field: FieldName, item: number): boolean {
    const known = this.items.get(field);
    return known === 'all' || (known?.has(item) ?? false);
  }
}

/** Fields that show one of what another shows all. */
const WHOLE: Readonly<Partial<Record<FieldName, FieldName>>> = { seal: 'seals', bill: 'bills' };
