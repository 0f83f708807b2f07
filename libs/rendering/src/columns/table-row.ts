import type { BillRow, CargoRow, ContainerRow, HazmatRow } from '../model.js';
import type { Prepared } from '../prepared.js';
import type { Weight } from '../weight.js';
import type { RowKind } from './row-kind.js';

/** What a row is about, and what of the document belongs to it: a terminal's list of containers may want the bill's quantity. */
export interface TableRow {
  document: Prepared;
  kind: RowKind;
  /** 1 for the first row of the file */
  line: number;
  boxes: readonly ContainerRow[];
  billNumbers: readonly string[];
  bills: readonly BillRow[];
  hazmat: readonly HazmatRow[];
  goods: readonly CargoRow[];
  /** its own weight and remarks, not those of what belongs to it */
  weight: Weight | null;
  remarks: readonly string[];
}

type Own = Omit<TableRow, 'document' | 'kind' | 'line'>;

/** One row for each container, bill, hazardous entry or line of goods of the documents, in their order. */
export function tableRows(documents: readonly Prepared[], kind: RowKind): TableRow[] {
  const rows: TableRow[] = [];
  for (const document of documents) for (const own of ownRows(document, kind)) rows.push({ document, kind, line: rows.length + 1, ...own });
  return rows;
}

function ownRows({ model }: Prepared, kind: RowKind): Own[] {
  const find = new Related(model.containers, model.bills, model.hazmat, model.cargo);
  switch (kind) {
    case 'container': return model.containers.map((box) => ({
      boxes: [box], billNumbers: box.bills, bills: find.bills(box.bills), hazmat: find.hazmatIn(box.number), goods: find.goodsIn(box.number), weight: box.weight, remarks: box.notes,
    }));
    case 'bill': return model.bills.map((bill) => ({
      boxes: find.boxesOf(bill.number), billNumbers: [bill.number], bills: [bill], hazmat: find.hazmatOf(bill.number), goods: find.goodsOf(bill.number), weight: bill.weight, remarks: bill.notes,
    }));
    case 'hazmat': return model.hazmat.map((entry) => ({
      boxes: find.boxes(entry.containers), billNumbers: [entry.bill], bills: find.bills([entry.bill]), hazmat: [entry], goods: [], weight: entry.weight, remarks: entry.more,
    }));
    case 'goods': return model.cargo.map((line) => ({
      boxes: find.boxes(line.containers), billNumbers: [line.bill], bills: find.bills([line.bill]), hazmat: [], goods: [line], weight: line.weight, remarks: line.notes,
    }));
  }
}

/** What names a container or a bill, found by its number. */
class Related {
  private readonly byBox: Map<string, ContainerRow>;
  private readonly byBill: Map<string, BillRow>;
  private readonly boxesByBill = new Map<string, ContainerRow[]>();
  private readonly hazmatByBox = new Map<string, HazmatRow[]>();
  private readonly hazmatByBill = new Map<string, HazmatRow[]>();
  private readonly goodsByBox = new Map<string, CargoRow[]>();
  private readonly goodsByBill = new Map<string, CargoRow[]>();

  constructor(boxes: readonly ContainerRow[], bills: readonly BillRow[], hazmat: readonly HazmatRow[], goods: readonly CargoRow[]) {
    this.byBox = new Map(boxes.map((box) => [box.number, box]));
    this.byBill = new Map(bills.map((bill) => [bill.number, bill]));
    for (const box of boxes) for (const bill of box.bills) add(this.boxesByBill, bill, box);
    for (const entry of hazmat) {
      for (const box of entry.containers) add(this.hazmatByBox, box, entry);
      add(this.hazmatByBill, entry.bill, entry);
    }
    for (const line of goods) {
      for (const box of line.containers) add(this.goodsByBox, box, line);
      add(this.goodsByBill, line.bill, line);
    }
  }

  /** A number the document's containers do not have is shown all the same. */
  boxes(numbers: readonly string[]): ContainerRow[] { return numbers.map((number) => this.byBox.get(number) ?? { ...NO_BOX, number }); }
  bills(numbers: readonly string[]): BillRow[] { return numbers.flatMap((number) => this.byBill.get(number) ?? []); }
  boxesOf(bill: string): ContainerRow[] { return this.boxesByBill.get(bill) ?? []; }
  hazmatIn(box: string): HazmatRow[] { return this.hazmatByBox.get(box) ?? []; }
  hazmatOf(bill: string): HazmatRow[] { return this.hazmatByBill.get(bill) ?? []; }
  goodsIn(box: string): CargoRow[] { return this.goodsByBox.get(box) ?? []; }
  goodsOf(bill: string): CargoRow[] { return this.goodsByBill.get(bill) ?? []; }
}

const NO_BOX: ContainerRow = { number: '', type: '', loadEmpty: '', weight: null, seals: [], bills: [], temperature: '', cell: '', from: '', to: '', un: [], notes: [] };

/** What has no number belongs to nothing. */
function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  if (key === '') return;
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
