import { railHazmat } from './rail-hazmat.js';
import { loop, segment, type SetTable, type TableEntry } from './set-table.js';

const charge = loop('L1', 'O', 20, [segment('C3', 'O', 1)]);
const clauses = loop('C8', 'O', 20, [segment('C8C', 'O', 5)]);
const hazmat = loop('H1', 'O', 10, [segment('H2', 'O', 10)]);
const tariffAndLicences: TableEntry[] = [segment('L7', 'O', 1), segment('X1', 'O', 1), segment('X2', 'O', 1)];

/** 310 Freight receipt and invoice: the bill of lading as the carrier issues it. */
export const ts310: SetTable = {
  set: '310',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 310-4010 and bots-grammars 4010, 5030, which agree; X12.md section 3.',
  body: [
    segment('B3', 'M', 1),
    segment('B2A', 'O', 1),
    segment('Y6', 'O', 2),
    segment('G3', 'O', 1),
    segment('N9', 'O', 15),
    segment('V1', 'M', 2),
    segment('M0', 'O', 1),
    segment('M1', 'O', 5),
    segment('C2', 'O', 1),
    segment('C3', 'O', 1),
    segment('Y2', 'O', 10),
    loop('N1', 'M', 10, [segment('N2', 'O', 1), segment('N3', 'O', 2), segment('N4', 'O', 1)]),
    segment('G61', 'O', 3),
    loop('R4', 'M', 20, [segment('DTM', 'O', 15)]),
    segment('R2A', 'O', 25),
    segment('R2', 'O', 13),
    segment('K1', 'O', 12),
    segment('H3', 'O', 6),
    segment('L5', 'O', 1),
    clauses,
    loop('LX', 'M', 999, [
      loop('N7', 'O', 999, [
        segment('QTY', 'O', 1),
        segment('V4', 'O', 1),
        segment('N12', 'O', 1),
        segment('M7', 'O', 5),
        segment('W09', 'O', 1),
        charge,
        ...tariffAndLicences,
        segment('N9', 'O', 3),
        hazmat,
        railHazmat(100),
      ]),
      loop('L0', 'O', 120, [segment('L5', 'O', 999), charge, ...tariffAndLicences, clauses, hazmat, railHazmat(100)]),
    ]),
    segment('L3', 'M', 1),
    segment('PWK', 'O', 25),
    charge,
    segment('V9', 'O', 10),
    segment('C8', 'O', 20),
    segment('K1', 'O', 999),
    segment('L11', 'O', 1),
  ],
};
