import fc, { type Arbitrary } from 'fast-check';
import type { Source } from './source.js';

/**
 * Documents of a set as its structure allows them: loops by the 4010 tables, optional segments and elements at random, values
 * as senders write them and as they should not.
 */
export function generated(set: string): Arbitrary<Source> {
  const body = DOCUMENTS[set];
  if (!body) throw new RangeError(`no structure of a ${set} is known here`);
  return fc.tuple(body, fc.constantFrom(...DELIMITERS)).map(([segments, delimiters]) => {
    const { element, segment, component } = delimiters;
    const clean = (value: string): string => [element, segment, component, '\r', '\n'].reduce((text, sign) => text.replaceAll(sign, '.'), value);
    const all = [['ST', set, '0001'], ...segments, ['SE', String(segments.length + 2), '0001']];
    const text = all.map((elements) => elements.map(clean).join(element).replace(new RegExp(`${escaped(element)}+$`), '') + segment).join('');
    return { name: `a ${set}`, bytes: Buffer.from(text), delimiters };
  });
}

function escaped(sign: string): string { return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`; }

const DELIMITERS = [{ element: '*', component: '>', segment: '~' }, { element: '|', component: '^', segment: '\n' }, { element: '\u001D', component: ':', segment: '\u001C' }] as const;

type Value = Arbitrary<string>;
type Segments = Arbitrary<string[][]>;

const one = (...values: string[]): Value => fc.constantFrom(...values);
/** Mostly there. */
const may = (value: Value): Value => fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom('', ' ') });

const PREFIX = one('CSQU', 'MWCU', 'CBHU', 'HWSU', 'HWS', '');
const SERIAL = one('305438', '605978', '320273', '400005', '3054383', '6059784', '0000017', '12345', 'A1');
const DIGIT = one('3', '4', '2', '', '9');
const KILOS = one('21400', '16750', '2280', '9677', '0', '000', '14404.5', '0012300', '-16750', '-0.5', '7', '999999.999', '.5', 'ABC', '1234567890');
const UNIT = one('K', 'K', 'K', 'L', 'L', 'E', 'G', 'S', 'T', 'M', '7', '');
const SEAL = one('SL0012345', 'SL0012346', 'HL000111', '0000012', '=1+1', '-77', 'SEAL 12 B', '@SUM(A1)', '+5550100', 'É-31', '  PAD44  ');
const BILL = one('180001234', '180001235', 'HWSRLGB0000101', '000042', '=BILL9', 'B/L 77', '  180001299 ');
const PORT = one('USLGB', 'CNSHA', 'NLRTM', '57035', '2709', 'ZZ9', '');
const NAME = one('LONG BEACH', 'SHANGHAI', 'EUROGATE CONTAINER TERMI', 'SÃO FRANCISCO DO SUL', 'HO CHI MINH CITY 2', '=PORT', "L'AQUILA");
const PLACE_QUALIFIER = one('UN', 'K', 'D', 'CI', 'ZZ', '8Q', '');
const DAY = one('20180726', '20190101', '20201231', '180726', '230620  ', '20181399', '99999999');
const HOUR = one('1512', '0600', '2359', '151233', '15120000', '2460', '9', '');
const ZONE = one('LT', 'ET', 'UT', '');
const UN = one('1263', 'UN1993', 'NA1993', '3481', '0004', '');
const DANGER = one('3', '9', '2.1', '1.4S', '8', 'X');
const GROUP = one('I', 'II', 'III', '');
const DEGREES = one('-18', '-18.0', '2', '8.0', '-23.3', '-001', '70');
const DEGREE_UNIT = one('CE', 'FA', 'CE', 'ZZ', '');
const COUNT = one('1', '390', '12', '1000', '0', '-3', '25000');
const PACKAGE = one('CTN', 'DRM', 'PCS', 'Q7X', '');
const TYPE = one('45G1', '22G1', '42R1', '45R1', '22T6', '40HC', '4510', '');
const REFERENCE = one('BN', 'BM', 'OB', 'SN', 'EQ', 'SCA', 'ZZ9', 'CT', 'VT');
const TEXT: Value = fc.oneof(
  one('FURNITURE PARTS', 'RUE DE L\'ÉCLUSE 12', '"MARKS" | A@B.EXAMPLE 50%', '=HYPERLINK("HTTP://X.EXAMPLE","1")', '+1 555 010 0111', '-18 TO -20', '@HOME', '<B>7</B> & MORE', 'CARGO  WITH  BLANKS', '太平洋 21 箱', 'A\u0007B\u202E7', 'SHIPPER\'S LOAD AND COUNT 45 SIGNS LONG, SO CUT'),
  fc.string({ unit: fc.constantFrom(...'ABCXYZ019 .,;:/"\'|@#&<>()=+-%éñçßØ£'), minLength: 1, maxLength: 45 }),
);

/** A segment: its tag, then the values by their element. */
function seg(tag: string, elements: Record<number, Value> = {}): Arbitrary<string[]> {
  const last = Math.max(0, ...Object.keys(elements).map(Number));
  return fc.tuple(...Array.from({ length: last }, (_, n) => elements[n + 1] ?? fc.constant(''))).map((values) => [tag, ...values]);
}

const all = (...parts: (Segments | Arbitrary<string[]>)[]): Segments => fc.tuple(...parts).map((read) => (read).flatMap((part) => (Array.isArray(part[0]) ? (part as string[][]) : part.length === 0 ? [] : [part as string[]])));
const times = (part: Segments | Arbitrary<string[]>, from: number, to: number): Segments => fc.array(part as Arbitrary<string[] | string[][]>, { minLength: from, maxLength: to }).map((read) => read.flatMap((piece) => (Array.isArray(piece[0]) ? (piece as string[][]) : piece.length === 0 ? [] : [piece as string[]])));
const maybe = (part: Segments | Arbitrary<string[]>): Segments => times(part, 0, 1);

const V1 = seg('V1', { 1: may(one('9074729', 'V7HL4')), 2: may(one('HARBOUR LARK', 'TIDAL WREN')), 3: may(one('LR', 'PA')), 4: may(one('027W', '048E', '0PG23E1MA')), 5: may(one('HWSR')), 8: may(one('L', 'C', 'Z')) });
const DTM = seg('DTM', { 1: one('139', '140', '371', '999'), 2: may(DAY), 3: may(HOUR), 4: may(ZONE) });
const R4 = seg('R4', { 1: one('L', 'D', 'R', 'E', '5', 'Q9'), 2: may(PLACE_QUALIFIER), 3: may(PORT), 4: may(NAME), 5: may(one('US', 'CN')), 6: may(one('EAST TERMINAL', 'PIER 7')), 7: may(one('P7')), 8: may(one('CA', 'GA')) });
const PORTS = times(all(R4, times(DTM, 0, 2)), 1, 3);
const N9 = seg('N9', { 1: REFERENCE, 2: BILL, 3: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: one('SEE 4') }), 4: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: DAY }) });
const PARTY = all(seg('N1', { 1: one('SH', 'CN', 'N1', 'Z8'), 2: may(TEXT), 3: may(one('2', 'ZZ')), 4: may(one('HWSR', '000123')) }), maybe(seg('N2', { 1: TEXT })), times(seg('N3', { 1: TEXT, 2: may(TEXT) }), 0, 2), maybe(seg('N4', { 1: NAME, 2: may(one('CA')), 3: may(one('90802', '200001')), 4: may(one('US')) })));
const N7 = seg('N7', { 1: PREFIX, 2: SERIAL, 3: may(KILOS), 4: may(one('G', 'N', 'T', 'Q')), 5: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: one('3800', '2280.5') }), 11: may(one('CN', 'CZ')), 15: may(one('04000', '2000', '04006')), 17: may(UNIT), 18: may(DIGIT), 22: may(TYPE) });
const M7 = seg('M7', { 1: SEAL, 2: may(SEAL), 3: may(SEAL), 4: may(SEAL), 5: may(one('CA', 'SH')) });
const W09 = seg('W09', { 1: one('CZ', 'CN', 'XX'), 2: DEGREES, 3: may(DEGREE_UNIT), 4: may(DEGREES), 5: may(DEGREE_UNIT), 7: may(one('25')), 8: may(one('60')) });
const H1 = seg('H1', { 1: UN, 2: may(DANGER), 3: may(one('I', 'N')), 4: may(one('PAINT', 'RESIN SOLUTION', 'N.O.S. (5%)')), 5: may(one('+1 555 010 0133')), 7: may(one('23', '-4')), 8: may(one('CE', 'FA')), 9: may(GROUP) });
const HAZARD = all(H1, times(seg('H2', { 1: TEXT, 2: may(TEXT) }), 0, 2));
const RAIL_HAZARD = all(seg('LH1', { 1: one('DR'), 2: one('80'), 3: UN, 10: may(GROUP) }), maybe(seg('LH2', { 1: DANGER })), maybe(seg('LH3', { 1: one('PAINT') })));
const L5 = seg('L5', { 1: one('1'), 2: may(TEXT), 3: may(one('850760', '940390')), 4: may(one('T', 'N')), 6: may(TEXT) });
const GOODS = all(seg('L0', { 1: one('1', '2'), 4: may(KILOS), 5: may(one('G', 'N')), 6: may(one('46', '58.2')), 7: one('X', 'E'), 8: may(COUNT), 9: may(PACKAGE), 11: may(UNIT) }), times(L5, 0, 2), times(HAZARD, 0, 2));
const BOX = all(N7, times(M7, 0, 2), maybe(W09), times(HAZARD, 0, 1), times(N9, 0, 1));
const LX = seg('LX', { 1: one('1', '2', '15') });
const REMARK = seg('K1', { 1: TEXT, 2: may(TEXT) });
const L3 = seg('L3', { 1: may(KILOS), 2: one('G'), 9: may(one('92.5')), 10: one('X'), 11: may(COUNT), 12: may(UNIT) });
const B3 = seg('B3', { 1: one('B', '3', '8'), 2: may(BILL), 3: BILL, 4: one('PP', 'CC', 'Z1'), 5: one('K', ''), 6: DAY, 7: one('0', '', '185000'), 8: may(one('CO')), 9: may(DAY), 11: may(one('HWSR')) });
const UNKNOWN = seg('ZZ7', { 1: TEXT, 3: may(one('4711')) });

const DOCUMENTS: Readonly<Record<string, Segments>> = {
  301: all(seg('B1', { 1: one('HWSR'), 2: BILL, 3: DAY, 4: one('N', 'A', 'D', 'Q') }), maybe(seg('Y3', { 1: BILL, 2: one('HWSR'), 3: may(DAY), 4: may(DAY), 7: may(DAY), 8: may(HOUR) })), times(all(seg('Y4', { 1: may(BILL), 3: may(DAY), 5: may(COUNT), 6: may(TYPE) }), maybe(W09)), 0, 2), times(N9, 0, 2), times(PARTY, 0, 2), PORTS, times(all(LX, maybe(N7), maybe(W09), maybe(REMARK), maybe(GOODS)), 0, 3), maybe(V1), maybe(UNKNOWN)),
  303: all(seg('B1', { 1: one('HWSR'), 2: BILL, 3: DAY, 4: one('N', 'D') }), maybe(seg('Y6', { 1: one('AU'), 2: TEXT, 3: may(DAY) })), maybe(seg('Y5', { 1: BILL, 2: may(one('HWSR')) })), maybe(seg('V9', { 1: one('CCL', 'QQQ'), 3: DAY, 4: may(HOUR) })), times(N9, 0, 2)),
  304: all(seg('B2', { 2: one('HWSR'), 4: BILL, 6: one('PP', 'CC') }), maybe(seg('B2A', { 1: one('00', '04', '77') })), times(N9, 0, 3), times(V1, 0, 2), maybe(seg('V3', { 1: NAME, 2: DAY, 3: may(NAME), 4: may(DAY) })), times(PARTY, 0, 2), PORTS, times(all(LX, times(BOX, 0, 3), times(RAIL_HAZARD, 0, 1), times(GOODS, 0, 2)), 0, 3), maybe(L3), times(REMARK, 0, 2)),
  309: all(seg('M10', { 1: one('HWSR'), 2: one('O'), 3: may(one('LR')), 4: may(one('9074729')), 5: may(NAME), 6: may(one('048E', '027W')), 7: may(one('MAN048E')), 8: may(COUNT), 9: may(one('A', 'C', 'X')), 10: may(one('L', 'C')) }), times(all(
    seg('P4', { 1: one('2709', '1803', ''), 2: may(DAY), 3: may(one('2')), 4: may(one('Z952')), 5: may(HOUR) }), times(all(
      LX, maybe(seg('M13', { 1: one('HWSR'), 2: one('2709'), 3: one('01', '02'), 4: BILL, 5: may(COUNT), 6: may(one('13')) })),
      maybe(seg('M11', { 1: BILL, 2: may(PORT), 3: may(COUNT), 4: may(PACKAGE), 5: may(KILOS), 6: may(UNIT), 7: may(one('62')), 8: may(one('X')), 10: may(NAME), 11: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: BILL }), 12: may(one('HWSR')) })),
      times(N9, 0, 2), times(PARTY, 0, 2), maybe(all(seg('M12', { 1: one('61', '62'), 2: may(one('123456789')), 3: may(one('2704')), 6: may(one('V1234')) }), maybe(seg('P5', { 1: one('D', 'L'), 2: one('K'), 3: one('57035') })))),
      times(all(seg('VID', { 1: one('CN', 'CH'), 2: PREFIX, 3: SERIAL, 4: may(SEAL), 5: may(SEAL), 6: may(one('04000', '02000')), 9: may(TYPE), 10: may(one('L', 'E')), 11: may(one('CY', 'HH')) }), maybe(seg('VC', { 1: one('1HGCM82633A004352') })),
        times(all(seg('N10', { 1: may(COUNT), 2: may(TEXT), 3: may(TEXT), 5: may(one('940390')), 6: may(one('28808')), 7: may(UNIT), 8: may(KILOS), 10: may(PACKAGE) }), times(HAZARD, 0, 1)), 0, 3)), 0, 3),
    ), 0, 2),
  ), 1, 2), maybe(UNKNOWN)),
  310: all(B3, maybe(seg('B2A', { 1: one('00', '05') })), times(N9, 0, 2), times(V1, 0, 2), maybe(seg('Y2', { 1: COUNT, 4: TYPE })), times(PARTY, 0, 2), PORTS, times(seg('C8', { 2: one('CC'), 3: TEXT }), 0, 2), times(all(LX, times(BOX, 0, 4), times(GOODS, 0, 2)), 0, 3), L3, times(REMARK, 0, 1)),
  312: all(B3, maybe(seg('Y6', { 1: one('AU'), 2: TEXT, 3: DAY })), maybe(seg('Q3', { 1: DAY, 2: one('CC') })), times(N9, 0, 2), times(V1, 0, 2), times(PARTY, 0, 2), PORTS, times(all(LX, times(BOX, 0, 2), times(GOODS, 0, 2)), 0, 3), maybe(L3)),
  315: all(seg('B4', { 3: one('I', 'UV', 'VD', 'Q9'), 4: DAY, 5: HOUR, 6: may(PORT), 7: PREFIX, 8: may(SERIAL), 9: may(one('L', 'E', 'X')), 10: may(TYPE), 11: may(PORT), 12: may(PLACE_QUALIFIER), 13: may(DIGIT) }), times(N9, 0, 4), maybe(seg('Q2', { 1: may(one('9074729')), 2: may(one('LR')), 3: may(DAY), 4: may(DAY), 5: may(DAY), 6: may(COUNT), 7: may(KILOS), 8: may(one('G')), 9: may(one('027W')), 10: may(one('BM')), 11: may(BILL), 12: may(one('L')), 13: may(NAME), 16: may(UNIT) })), times(seg('SG', { 1: one('VA', 'Q9'), 4: DAY, 5: HOUR, 6: ZONE }), 0, 2), PORTS, times(seg('V9', { 1: one('EAD'), 3: DAY, 4: may(HOUR) }), 0, 1)),
  317: all(PARTY, seg('G62', { 1: one('10', '99'), 2: DAY, 3: may(one('G')), 4: may(HOUR) }), times(N9, 1, 4), seg('TD5', { 1: one('B'), 2: one('2'), 3: one('HWSX'), 4: one('M'), 5: may(TEXT) }), times(GOODS, 1, 3)),
  319: all(seg('BA2', { 1: one('HWSR'), 2: may(one('9074729')), 3: may(one('027W')), 4: may(one('TOPS000311')), 5: may(one('BRK07')), 6: may(one('E1')), 7: may(NAME), 8: may(one('U')), 9: may(NAME), 10: may(DAY), 11: may(one('L')) }), times(seg('CD1', { 1: PREFIX, 2: SERIAL, 3: may(TYPE), 4: may(BILL), 5: one('HH'), 7: may(DANGER), 8: may(DAY), 9: may(one('2709')), 10: may(COUNT), 11: may(PACKAGE), 12: may(one('1C', '1H')), 26: may(one('AV', 'OA')), 27: may(one('HWSR')), 28: may(one('BM')), 29: may(BILL) }), 1, 4)),
  322: all(seg('Q5', { 1: one('I', 'OA', 'UV', 'Q9'), 2: DAY, 3: HOUR, 4: may(ZONE), 6: may(NAME), 7: may(one('CA')), 8: may(one('US')), 9: may(PREFIX), 10: may(SERIAL) }), times(all(N7, maybe(seg('V4', { 1: one('0340282', '0010204') })), times(DTM, 0, 2), times(M7, 0, 2), maybe(W09), maybe(seg('W2', { 1: PREFIX, 2: SERIAL, 4: one('CN'), 5: one('L', 'E', 'AA'), 13: may(DIGIT) })), maybe(seg('ED', { 1: one('CHAS'), 2: one('123456'), 3: one('L', 'E') })), maybe(V1), times(all(R4, times(DTM, 0, 1)), 0, 2), maybe(seg('H3', { 1: one('HZD', 'QQ'), 2: may(TEXT) })), times(PARTY, 0, 1), times(N9, 0, 2), maybe(all(GOODS))), 1, 3)),
  323: all(V1, times(REMARK, 0, 2), times(all(R4, times(DTM, 0, 3), times(seg('V9', { 1: one('EAD', 'EDD', 'Q9Q'), 3: DAY, 4: may(HOUR), 5: may(NAME) }), 0, 2)), 1, 5)),
  324: all(V1, PORTS, times(all(N7, times(M7, 0, 2), maybe(seg('ED', { 1: one('CHAS'), 2: one('123456'), 3: one('L', 'E') })), maybe(seg('V4', { 1: one('0340282', '0010204', '340282') })), times(R4, 0, 3), maybe(W09), times(seg('H3', { 1: one('HZD', 'QQ'), 2: may(TEXT) }), 0, 2), times(HAZARD, 0, 2), times(N9, 0, 2)), 1, 5)),
  350: fc.oneof(
    all(seg('M10', { 1: one('HWSR'), 2: one('O'), 3: one('LR'), 4: one('9074729'), 5: NAME, 6: one('027W') }), times(all(seg('P4', { 1: one('2709'), 2: DAY, 4: may(one('ZH01')) }), maybe(seg('V9', { 1: one('ACA'), 3: DAY, 4: may(HOUR) })), times(all(
      seg('X4', { 1: BILL, 2: may(COUNT), 5: DAY, 6: may(HOUR), 7: one('1C', '1H', 'Q9'), 8: may(one('0007781')), 9: one('HWSR'), 10: may(one('FWDH')), 11: may(PREFIX), 12: may(SERIAL), 13: may(one('2709')), 14: may(one('ZH07')), 15: one('OB', 'BN'), 16: may(BILL) }), times(REMARK, 0, 2), times(N7, 0, 2)), 0, 3)), 1, 2)),
    all(seg('BA1', { 1: one('N'), 2: one('D'), 3: one('O'), 4: one('C'), 5: one('XTN000501'), 8: one('90802'), 11: one('US'), 13: one('HWSR'), 15: one('HARBOUR LARK') }), times(all(seg('X4', { 1: BILL, 2: COUNT, 5: DAY, 6: HOUR, 7: one('1C'), 9: one('HWSR') }), times(REMARK, 0, 1)), 1, 2)),
  ),
};
