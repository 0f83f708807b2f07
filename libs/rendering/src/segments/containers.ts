import { addOnce, setOnce, type Handlers } from '../draft.js';
import type { ContainerRow } from '../model.js';
import { containerNumber, numberRemark } from '../container-number.js';
import type { Segment } from '../segment.js';
import { grouped, weightInWords, weightOf, weightRemark, type Weight } from '../weight.js';
import { equipmentStatus, serviceTypes, sizeTypeInWords } from '../words/equipment.js';
import { volumeUnits, weightQualifiers } from '../words/weights.js';

/** N7 and the segments of its loop that speak of the box itself. */
export const containers: Handlers = {
  N7: (draft, n7) => {
    const row = draft.startContainer(containerNumber(n7.at(1), n7.at(2), n7.at(18)));
    addOnce(row.notes, numberRemark(row.number));
    setOnce(row, 'type', n7.at(22));
    weigh(row, weightOf(n7.at(3), n7.at(17), n7.at(4)));
    const tare = weightOf(n7.at(5), n7.at(17), '');
    if (tare) addOnce(row.notes, `tare ${weightInWords(tare)}`);
    if (n7.peek(6) !== '') addOnce(row.notes, `weight allowance ${grouped(n7.at(6))}`);
    if (n7.peek(8) !== '') addOnce(row.notes, `volume ${grouped(n7.at(8))} ${volumeUnits(n7.at(9))}`.trim());
    if (n7.peek(11) !== '' && n7.peek(11) !== 'CN') addOnce(row.notes, `equipment ${n7.at(11)}`);
    addOnce(row.notes, lengthRemark(n7.at(15), row.type));
    if (n7.peek(19) !== '') addOnce(row.notes, `service ${serviceTypes(n7.at(19))}`);
    sayPlain(row, n7, [[10, 'ownership'], [12, 'carrier'], [13, 'temperature control'], [20, 'height'], [21, 'width'], [23, 'carrier']]);
    // 11 CN is a container, said by the heading; 16 and 17 are the units of the weights above.
    n7.say(9, 11, 16, 17);
  },
  M7: (draft, m7) => {
    const seals = [1, 2, 3, 4].map((n) => m7.at(n)).filter((seal) => seal !== '');
    const target = draft.container;
    if (target) for (const seal of seals) addOnce(target.seals, seal);
    else draft.references.push({ label: 'Seals', value: seals.join(', ') });
    if (m7.peek(5) !== '' && target) addOnce(target.notes, `sealed by ${m7.at(5)}`);
  },
  W2: (draft, w2) => {
    const number = containerNumber(w2.at(1), w2.at(2), w2.at(13));
    const row = draft.container && sameContainer(draft.container.number, number) ? draft.container : draft.startContainer(number);
    const status = w2.at(5);
    if (status === 'L' || status === 'E') setOnce(row, 'loadEmpty', status);
    else if (status !== '') addOnce(row.notes, equipmentStatus(status));
    if (w2.peek(4) !== '' && w2.peek(4) !== 'CC' && w2.peek(4) !== 'CN') addOnce(row.notes, `equipment ${w2.at(4)}`);
    w2.say(4);
    sayPlain(row, w2, [[3, 'commodity'], [7, 'service'], [14, 'position']]);
    const under = w2.at(11) + w2.at(12);
    if (under !== '') addOnce(row.notes, `on ${under}`);
  },
  V4: (draft, v4) => {
    if (draft.container) setOnce(draft.container, 'cell', v4.at(1));
    else draft.fact('Stow position', v4.at(1));
  },
  W09: (draft, w09) => {
    const words = temperature(w09);
    if (draft.container) setOnce(draft.container, 'temperature', words);
    else draft.fact('Temperature', words);
  },
  ED: (draft, ed) => {
    const row = draft.container;
    if (!row) return;
    const number = ed.at(1) + ed.at(2);
    if (number !== '' && !sameContainer(row.number, number)) addOnce(row.notes, `with ${number}`);
    if (ed.peek(3) === 'L' || ed.peek(3) === 'E') setOnce(row, 'loadEmpty', ed.at(3));
    sayPlain(row, ed, [[4, 'commodity'], [5, 'contents'], [6, 'waybill']]);
  },
  NA: (draft, na) => {
    if (!draft.container) return;
    const unit = na.at(3) + na.at(4) + na.at(12);
    addOnce(draft.container.notes, [na.at(1), na.at(2), unit === '' ? '' : `linked with ${unit}`].filter((part) => part !== '').join(' '));
  },
};

/** The first weight fills the columns; a second, different one is said beside it. */
function weigh(row: ContainerRow, weight: Weight | null): void {
  if (weight === null) return;
  for (const remark of weightRemark(weight)) addOnce(row.notes, remark);
  if (row.weight === null) {
    row.weight = weight;
    if (weight.qualifier !== '' && weight.qualifier !== 'G' && weight.kg !== null) addOnce(row.notes, `weight is ${weightQualifiers(weight.qualifier)}`);
  } else if (weight.found !== row.weight.found || weight.unit !== row.weight.unit) addOnce(row.notes, `weight also given as ${weightInWords(weight)}`);
}

/** "2.0 C to 8.0 C, vent 25%, 0.5": W0902 to 05 with their units, then what else W09 says. */
export function temperature(w09: Segment): string {
  const degrees = (value: string, unit: string): string => (value === '' ? '' : `${value} ${unit === 'CE' ? 'C' : unit === 'FA' ? 'F' : unit}`.trim());
  const range = [degrees(w09.at(2), w09.at(3)), degrees(w09.at(4), w09.at(5))].filter((part) => part !== '').join(' to ');
  const percent = w09.at(8) === '' ? '' : `humidity ${w09.at(8)}%`;
  const vent = w09.at(7) === '' ? '' : `vent setting ${w09.at(7)}`;
  w09.say(1);
  const equipment = w09.peek(1) === '' || w09.peek(1) === 'CZ' || w09.peek(1) === 'CN' ? '' : `equipment ${w09.peek(1)}`;
  return [range, vent, percent, w09.at(9), w09.at(6), equipment].filter((part) => part !== '').join(', ');
}

/** Serial numbers travel with and without their check digit: ten places tell two containers apart. */
function sameContainer(one: string, other: string): boolean {
  return other === '' || one.slice(0, 10) === other.slice(0, 10);
}

/** Puts elements that need no words but a name into the container's notes. */
function sayPlain(row: ContainerRow, segment: Segment, elements: readonly [number, string][]): void {
  for (const [n, name] of elements) if (segment.peek(n) !== '') addOnce(row.notes, `${name} ${segment.at(n)}`);
}

/** Element 567 is FFFII: 04000 is 40 ft, 04006 is 40 ft 6 in. "" where the type already says the same length. */
export function lengthRemark(found: string, type: string): string {
  const match = /^0*(\d+)(\d{2})$/.exec(found);
  const words = match ? `${match[1]} ft${match[2] === '00' ? '' : ` ${Number(match[2])} in`}` : found;
  return words === '' || sizeTypeInWords(type).startsWith(`${words} `) ? '' : `length ${words}`;
}
