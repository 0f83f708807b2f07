import { containerOf, factsOf, fullNumber, kilogramsOf } from './facts.js';
import { at, type Line } from './source.js';

/** What the standard ties to one container by position. Lists are in the order of the document, each value once. */
export interface Box {
  number: string;
  type: string;
  loadEmpty: string;
  seals: string[];
  bills: string[];
  cells: string[];
  temperatures: string[];
  from: string[];
  to: string[];
  /** UN numbers as they came, else the class, else that there is a hazard; with "?" where the document ties them to several containers */
  un: string[];
  weights: { found: string; unit: string }[];
  kilograms: number | null;
  /** of a 309: how many lines of goods it has, how many of them weigh something, and those that do not */
  counts: number[];
}

export interface Hazard { un: string; class: string; group: string; names: string[]; boxes: string[] }
export interface Goods { boxes: string[]; quantity: string; found: string; unit: string; words: string[] }
export interface Bill { number: string; found: string; unit: string; port: string }
/** A place with its dates; of which container, where the document says so. */
export interface Place { code: string; name: string; dates: [string, string, string][]; box: string | null }

export interface Associations { boxes: Box[]; hazards: Hazard[]; goods: Goods[]; bills: Bill[]; places: Place[] }

/** Loops of the sets. @source ASC X12 004010 transaction set tables */
const AFTER_THEIR_BOXES = new Set(['301', '304', '310', '312']);
/** B3 names the one bill that a 310 or a 312 is about. */
const ONE_BILL = new Set(['310', '312']);

/** Segments that begin a container's loop, or name one. */
const OPENS = new Set(['N7', 'VID', 'B4', 'CD1', 'X4', 'W2', 'N9']);

/** The walk: which loop is open says what a segment belongs to. */
export function associationsOf(set: string, lines: readonly Line[]): Associations {
  const all: Associations = { boxes: [], hazards: [], goods: [], bills: [], places: [] };
  const ownBills = new Set<string>();
  const goodsOf = new Map<Box, Goods[]>();
  let [box, line, bill, place]: [Box | null, Goods | null, string, Place | null] = [null, null, '', null];
  let inLine: Box[] = [];
  let dated = false;

  const numbers = factsOf(lines).filter(({ kind, line: { tag } }) => kind === 'container' && OPENS.has(tag)).map(({ pieces, line: { tag } }) => (tag === 'N9' ? (pieces[0] ?? '').replace(/[\s-]/g, '') : containerOf(pieces)));
  const open = (found: string): Box => {
    const number = fullNumber(found, numbers);
    const known = number === '' ? undefined : all.boxes.find((one) => one.number === number);
    const opened = known ?? { number, type: '', loadEmpty: '', seals: [], bills: [], cells: [], temperatures: [], from: [], to: [], un: [], weights: [], kilograms: null, counts: [] };
    if (!known) all.boxes.push(opened);
    if (!AFTER_THEIR_BOXES.has(set) && set !== '317') inLine = [opened];
    else if (!inLine.includes(opened)) inLine.push(opened);
    [line, dated] = [null, false];
    return opened;
  };
  const once = (list: string[], ...values: string[]): void => { for (const value of values) if (value !== '' && !list.includes(value)) list.push(value); };
  const hazard = (un: string, danger: string, group: string, name: string): void => {
    const of = box ? [box] : inLine;
    const mark = un !== '' ? un : danger !== '' ? `class ${danger}` : 'hazardous';
    for (const one of of) once(one.un, mark + (of.length > 1 ? '?' : ''));
    all.hazards.push({ un, class: danger, group, names: [name].filter((one) => one !== ''), boxes: of.map(({ number }) => number) });
  };

  for (const one of lines) {
    const e = (n: number): string => at(one, n);
    switch (one.tag) {
      case 'LX': case 'P4':
        [box, line, inLine, dated] = [null, null, [], false];
        if (set === '309' || one.tag === 'P4') bill = '';
        if (one.tag === 'P4') {
          place = { code: e(1), name: e(4), dates: [[e(2), e(5), ''], [e(6), e(7), '']], box: null };
          all.places.push(place);
        }
        break;
      case 'M11':
        bill = e(1);
        all.bills.push({ number: bill, found: e(5), unit: e(6), port: e(2) });
        break;
      case 'B3':
        if (ONE_BILL.has(set)) all.bills.push({ number: e(3) || e(2), found: '', unit: '', port: '' });
        break;
      case 'X4':
        bill = e(1);
        all.bills.push({ number: bill, found: '', unit: '', port: '' });
        if (e(12) !== '') once(open(containerOf([e(11), e(12)])).bills, bill);
        box = null;
        break;
      case 'N7': case 'VID': case 'B4': case 'CD1': {
        const pieces = { N7: [e(1), e(2), e(18)], VID: [e(2), e(3)], B4: [e(7), e(8), e(13)], CD1: [e(1), e(2)] }[one.tag];
        const [type, full] = { N7: [e(22), ''], VID: [e(9), e(10)], B4: [e(10), e(9)], CD1: [e(3), ''] }[one.tag] as [string, string];
        if (one.tag === 'B4' && pieces.join('') + type + full === '') break;
        box = open(containerOf(pieces));
        box.type ||= type;
        box.loadEmpty ||= full;
        // The same weight said again is not a second one.
        if (one.tag === 'N7' && e(3) !== '' && !box.weights.some(({ found, unit }) => found === e(3) && unit === e(17))) box.weights.push({ found: e(3), unit: e(17) });
        if (one.tag === 'VID') once(box.seals, e(4), e(5));
        once(box.bills, one.tag === 'CD1' ? e(4) : one.tag === 'VID' || set === '350' ? bill : '');
        if (one.tag === 'CD1' && e(7) !== '') hazard('', e(7), '', '');
        break;
      }
      case 'W2': {
        const number = containerOf([e(1), e(2), e(13)]);
        if (!box || (number !== '' && box.number.slice(0, 10) !== number.slice(0, 10))) box = open(number);
        if (e(5) === 'L' || e(5) === 'E') box.loadEmpty ||= e(5);
        break;
      }
      case 'ED': if (box && (e(3) === 'L' || e(3) === 'E')) box.loadEmpty ||= e(3); break;
      case 'M7': if (box) once(box.seals, e(1), e(2), e(3), e(4)); break;
      case 'V4': if (box) once(box.cells, e(1)); break;
      case 'W09': if (box) once(box.temperatures, e(2), e(4)); break;
      case 'N9':
        if (set === '317' && (e(1) === 'EQ' || e(1) === 'OC')) {
          open(e(2).replace(/[\s-]/g, ''));
          box = null;
        } else if (box && set !== '315') {
          if (e(3) + e(4) + e(5) + e(6) === '') once({ SN: box.seals, BM: box.bills, OB: box.bills }[e(1)] ?? [], e(2));
        } else if (box && e(1) === 'SN') {
          if (e(3) + e(4) + e(5) + e(6) === '') once(box.seals, e(2));
        } else if (bill === '' && ['BM', 'OB'].includes(e(1))) ownBills.add(e(2));
        break;
      case 'R4':
        if (set === '324' && box) {
          once({ L: box.from, D: box.to }[e(1)] ?? [], e(3) || e(4));
          dated = false;
        } else {
          place = { code: e(3), name: e(4), dates: [], box: set === '315' ? null : (box?.number ?? null) };
          all.places.push(place);
          dated = true;
        }
        break;
      case 'DTM': if (place && dated) place.dates.push([e(2), e(3), e(4)]); break;
      case 'N10': case 'L0': {
        const goes = one.tag === 'N10' && line?.boxes[0] === box?.number && [1, 4, 5, 6, 7, 8, 9, 10, 11].every((n) => e(n) === '');
        if (goes && line) {
          line.words.push(e(2), e(3));
          break;
        }
        if (set === '317') {
          inLine = [...all.boxes];
          box = null;
        }
        const of = one.tag === 'N10' ? (box ? [box] : []) : inLine;
        line = one.tag === 'N10' ? { boxes: of.map(({ number }) => number), quantity: e(1), found: e(8), unit: e(7), words: [e(2), e(3)] } : { boxes: of.map(({ number }) => number), quantity: e(8), found: e(4), unit: e(11), words: [] };
        all.goods.push(line);
        if (one.tag === 'N10' && box) goodsOf.set(box, [...(goodsOf.get(box) ?? []), line]);
        if (one.tag === 'L0' && inLine.length !== 1) box = null;
        break;
      }
      case 'L5': line?.words.push(e(2), e(6)); break;
      case 'H1': hazard(e(1), e(2), e(9), e(4)); break;
      case 'LH1': hazard(e(3), '', e(10), ''); break;
      case 'LH2': {
        const last = all.hazards.at(-1);
        if (last) last.class = [last.class, e(1)].filter((part) => part !== '').join(', ');
        break;
      }
      case 'H2': case 'LH3': all.hazards.at(-1)?.names.push(...[e(1), one.tag === 'H2' ? e(2) : ''].filter((name) => name !== '')); break;
      default: break;
    }
  }

  const documentBills = new Set([...(ONE_BILL.has(set) ? all.bills.map(({ number }) => number) : ['304', '315', '317'].includes(set) ? ownBills : [])].filter((number) => number !== ''));
  for (const one of all.boxes) {
    if (one.bills.length === 0 && documentBills.size === 1) one.bills.push(...documentBills);
    if (set === '309') weighByGoods(one, goodsOf.get(one) ?? []);
    else one.kilograms = one.weights[0] ? kilogramsOf(one.weights[0].found, one.weights[0].unit) : null;
  }
  return all;
}

/** A 309 weighs its goods, not its containers. */
function weighByGoods(box: Box, goods: readonly Goods[]): void {
  box.weights = goods.filter(({ found }) => found !== '').map(({ found, unit }) => ({ found, unit }));
  const weights = box.weights.map(({ found, unit }) => kilogramsOf(found, unit));
  box.kilograms = weights.length === 0 || weights.includes(null) ? null : weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  box.counts = [goods.length, weights.length, goods.length - weights.length];
}
