/** What a clerk keys in, and what else must never be lost. */
export type Kind =
  | 'container' | 'check digit' | 'weight' | 'seal' | 'bill' | 'booking' | 'un' | 'class' | 'packing group' | 'hazardous name' | 'temperature' | 'place code' | 'place name' | 'date'
  | 'vessel' | 'quantity' | 'type' | 'party' | 'reference' | 'free text';

/**
 * Which element holds which kind of fact, a row a fact; a row of several elements is one fact: a number in pieces, a day with
 * its hour and zone, a figure with its unit. `when`: only where element 1 is one of these.
 * @source ASC X12 004010, segment directory; https://www.stedi.com/edi/x12-004010
 */
export interface Row { tag: string; kind: Kind; of: readonly number[]; when?: readonly string[] }

const row = (kind: Kind, tag: string, ...facts: (number | readonly number[])[]): Row[] => facts.map((of) => ({ kind, tag, of: [of].flat() }));
const reference = (kind: Kind, ...when: string[]): Row => ({ kind, tag: 'N9', of: [2], when });

export const ROWS: readonly Row[] = [
  ...row('container', 'N7', [1, 2, 18]), ...row('container', 'VID', [2, 3]), ...row('container', 'B4', [7, 8, 13]), ...row('container', 'W2', [1, 2, 13]), ...row('container', 'Q5', [9, 10]),
  ...row('container', 'CD1', [1, 2]), ...row('container', 'X4', [11, 12]), ...row('container', 'ED', [1, 2]), ...row('container', 'ZC1', [2, 3]), reference('container', 'EQ', 'OC'),
  ...row('check digit', 'N7', [18, 1, 2]), ...row('check digit', 'W2', [13, 1, 2]), ...row('check digit', 'B4', [13, 7, 8]),
  // The unit stands second: N10-07 and N10-08 come the other way round than in their neighbours.
  ...row('weight', 'N7', [3, 17], [5, 17]), ...row('weight', 'M11', [5, 6]), ...row('weight', 'N10', [8, 7]), ...row('weight', 'L0', [4, 11]), ...row('weight', 'L3', [1, 12]), ...row('weight', 'Q2', [7, 16]),
  ...row('seal', 'M7', 1, 2, 3, 4), ...row('seal', 'VID', 4, 5), reference('seal', 'SN'),
  ...row('bill', 'M11', 1, 11), ...row('bill', 'M13', 4), ...row('bill', 'B3', 2, 3), ...row('bill', 'B2', 4), ...row('bill', 'X4', 1, 8, 16), ...row('bill', 'CD1', 4), reference('bill', 'BM', 'OB', 'MB'),
  ...row('booking', 'B1', 2), ...row('booking', 'Y3', 1), ...row('booking', 'Y4', 1, 2), ...row('booking', 'Y5', 1), reference('booking', 'BN'),
  ...row('un', 'H1', 1), ...row('un', 'LH1', 3), ...row('class', 'H1', 2), ...row('class', 'LH2', 1), ...row('class', 'CD1', 7),
  ...row('packing group', 'H1', 9), ...row('packing group', 'LH1', 10), ...row('hazardous name', 'H1', 4), ...row('hazardous name', 'H2', 1, 2), ...row('hazardous name', 'LH3', 1), ...row('free text', 'H1', 5),
  ...row('temperature', 'W09', [2, 3], [4, 5]), ...row('temperature', 'H1', [7, 8]),
  ...row('place code', 'R4', 3), ...row('place code', 'P4', 1, 4), ...row('place code', 'M11', 2), ...row('place code', 'M13', 2), ...row('place code', 'M12', 3), ...row('place code', 'P5', 3), ...row('place code', 'B4', 6, 11),
  ...row('place code', 'X4', 13, 14), ...row('place code', 'CD1', 9), ...row('place code', 'BA2', 6), ...row('place code', 'Y4', 9),
  ...row('place name', 'R4', 4, 6, 7), ...row('place name', 'M11', 10), ...row('place name', 'Q5', 6), ...row('place name', 'BA2', 7, 9), ...row('place name', 'V3', 1, 3), ...row('place name', 'N4', 1), ...row('place name', 'V9', 5), ...row('place name', 'Y3', 5, 6),
  ...row('date', 'DTM', [2, 3, 4]), ...row('date', 'B4', [4, 5]), ...row('date', 'Q5', [2, 3, 4]), ...row('date', 'P4', [2, 5], [6, 7]), ...row('date', 'N9', [4, 5, 6]), ...row('date', 'B3', [6], [9], [12]), ...row('date', 'B1', [3]),
  ...row('date', 'Y3', [3], [4], [7, 8, 11]), ...row('date', 'Y4', [3]), ...row('date', 'V9', [3, 4, 13]), ...row('date', 'G62', [2, 4, 5]), ...row('date', 'Q3', [1]), ...row('date', 'V3', [2], [4]), ...row('date', 'Q2', [3], [4], [5]),
  ...row('date', 'SG', [4, 5, 6]), ...row('date', 'X4', [5, 6]), ...row('date', 'CD1', [8]), ...row('date', 'BA2', [10]), ...row('date', 'ZC1', [5]), ...row('date', 'Y6', [3]), ...row('date', 'Y7', [5]),
  ...row('vessel', 'V1', 1, 2, 4), ...row('vessel', 'M10', 4, 5, 6), ...row('vessel', 'Q2', 1, 13, 9), ...row('vessel', 'BA2', 2, 3),
  ...row('quantity', 'M11', 3), ...row('quantity', 'N10', 1), ...row('quantity', 'L0', 8), ...row('quantity', 'L3', 11), ...row('quantity', 'X4', 2), ...row('quantity', 'CD1', 10), ...row('quantity', 'M10', 8), ...row('quantity', 'M13', 5), ...row('quantity', 'Q2', 6),
  ...row('quantity', 'L0', 2, 6), ...row('quantity', 'M11', 7), ...row('quantity', 'N7', 6, 8),
  ...row('type', 'N7', 22), ...row('type', 'VID', 9), ...row('type', 'B4', 10), ...row('type', 'CD1', 3), ...row('type', 'Y4', 6), ...row('type', 'Y2', 4),
  ...row('party', 'N1', 2, 4), ...row('party', 'N2', 1, 2), ...row('party', 'N3', 1, 2), ...row('party', 'G61', 2, 4), ...row('party', 'PER', 2, 4),
  ...row('reference', 'N9', 2, 3), ...row('reference', 'L11', 1), ...row('reference', 'REF', 2), ...row('reference', 'BA2', 4, 5), ...row('reference', 'N10', 5), ...row('reference', 'L5', 3), ...row('reference', 'VC', 1),
  ...row('reference', 'V4', 1), ...row('reference', 'M12', 2, 6), ...row('reference', 'V1', 5), ...row('reference', 'B3', 11),
  ...row('free text', 'N10', 2, 3), ...row('free text', 'L5', 2, 6), ...row('free text', 'K1', 1, 2), ...row('free text', 'H3', 2, 3), ...row('free text', 'C8', 3), ...row('free text', 'NTE', 2), ...row('free text', 'TD5', 5), ...row('free text', 'Y6', 2), ...row('free text', 'M7', 5),
];
