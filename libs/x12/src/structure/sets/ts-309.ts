import { loop, segment, type SetTable, type TableEntry } from './set-table.js';

const FROM_4020 = { since: 4020 };
const ONLY_4010 = { before: 4020 };

const hazmat = (max: number): TableEntry[] => [loop('H1', 'O', max, [segment('H2', 'O', 99), segment('PER', 'O', 1, { since: 6020 })])];

const party: TableEntry[] = [
  segment('N3', 'O', 2), segment('N4', 'O', 1), segment('DTM', 'O', 1), segment('PER', 'O', 1),
  segment('X1', 'O', 1, FROM_4020), segment('DMG', 'O', 1, { since: 6020 }),
];

/** 309 Customs manifest: each P4 a port, each LX a bill, each VID a container, each N10 what is in it. */
export const ts309: SetTable = {
  set: '309',
  source: 'Order, loops and repeats: Inteligenz/X12Parser 309-4010 and bots-grammars 4010, which agree; bots-grammars 4020, 4030, 5010, 5030 and '
    + 'freight-trust/libedi 00602 for what came later. Open: the parties under VID of 006020, read from one source alone, are allowed.',
  body: [
    segment('M10', 'M', 1),
    segment('N9', 'O', 5, { since: 6020 }),
    segment('VEH', 'O', 10, { since: 5010 }),
    segment('M7', 'O', 1, { since: 6020 }),
    segment('CII', 'O', 3, { since: 5010 }),
    loop('NM1', 'O', 999, [
      segment('DMG', 'O', 1), segment('DMA', 'O', 1), segment('REF', 'O', 10), segment('N3', 'O', 2), segment('N4', 'O', 1),
    ], { since: 5010 }),
    loop('P4', 'M', 20, [
      loop('LX', 'M', 9999, [
        segment('M13', 'O', 1),
        segment('M11', 'O', 1),
        segment('N9', 'O', 999),
        loop('N1', 'O', 5, party, ONLY_4010),
        loop('N1', 'O', 20, party, FROM_4020),
        loop('M12', 'O', 1, [segment('P5', 'O', 5)], ONLY_4010),
        loop('M12', 'O', 1, [segment('R4', 'O', 10)], FROM_4020),
        loop('VID', 'O', 999, [
          segment('VC', 'O', 21, ONLY_4010),
          segment('VC', 'O', 30, { since: 4020, before: 5010 }),
          segment('M7', 'O', 5, FROM_4020),
          loop('N1', 'O', 999, [segment('N3', 'O', 2), segment('N4', 'O', 1)], { since: 6020 }),
          loop('N10', 'O', 999, [
            segment('VC', 'O', 999, { since: 5010 }),
            segment('MAN', 'O', 999, { since: 5010 }),
            ...hazmat(99),
          ]),
        ]),
      ]),
    ]),
  ],
};
