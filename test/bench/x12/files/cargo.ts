import { checkContainer } from '#x12';
import type { Random } from './random.js';

export const VESSEL = { imo: '9074729', name: 'HARBOUR LARK', flag: 'LR', voyage: '027W', scac: 'HWSR' } as const;

/** Ports of lading: Schedule K, UN/LOCODE, name, country. */
const LADING = [
  ['57035', 'CNSHA', 'SHANGHAI', 'CN'], ['57047', 'CNNGB', 'NINGBO', 'CN'], ['58023', 'KRPUS', 'BUSAN', 'KR'], ['58309', 'TWKHH', 'KAOHSIUNG', 'TW'], ['58886', 'JPYOK', 'YOKOHAMA', 'JP'],
] as const;

/** What is in the boxes: text, commodity code, least and most kilograms a package. */
const GOODS = [
  ['FURNITURE PARTS', '940390', 9, 40], ['PAPER GOODS', '482090', 5, 25], ['TOYS OF PLASTIC', '950300', 2, 15], ['FASTENERS OF STEEL', '731815', 20, 30], ['COTTON SHIRTS', '610510', 8, 18],
  ['LAMPS AND FITTINGS', '940542', 3, 12], ['FROZEN SHRIMP', '030617', 10, 20], ['AUTOMOTIVE GLASS', '700721', 15, 45], ['BICYCLES', '871200', 12, 20], ['COFFEE, GREEN', '090111', 30, 60],
] as const;

const HAZARDS = [['UN1263', '3', 'PAINT', 'II'], ['UN1950', '2.1', 'AEROSOLS', ''], ['UN3480', '9', 'LITHIUM ION BATTERIES', ''], ['UN1760', '8', 'CORROSIVE LIQUID, N.O.S.', 'III']] as const;

const OWNERS = ['HWSU', 'CSQU', 'CBHU', 'MWCU', 'TGHU'] as const;
const SIZES = ['22G1', '45G1', '42G1', '45R1', 'L5G1'] as const;

export const lading = (random: Random) => random.of(LADING);
export const goods = (random: Random) => random.of(GOODS);
export const sizeType = (random: Random) => random.of(SIZES);

/** One box in fifty carries dangerous goods. */
export const hazard = (random: Random) => (random.once(50) ? random.of(HAZARDS) : null);

/** Owner code, six digits and the check digit that ISO 6346 asks for. */
export function container(random: Random): { owner: string; serial: string; digit: number } {
  const owner = random.of(OWNERS);
  const serial = random.digits(6);
  return { owner, serial, digit: checkContainer(owner + serial).expected ?? 0 };
}
