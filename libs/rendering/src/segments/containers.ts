import { addOnce, joined, setOnce, type Draft, type Handlers } from '../draft.js';
import type { ContainerRow } from '../model.js';
import { containerNumber, numberRemark, withoutCheckDigit } from '../container-number.js';
import type { Segment } from '../reading/segment.js';
import { weightInWords, weightRemarks, type Weight } from '../weight.js';
import { EQUIPMENT_STATUS, SERVICE_TYPES, sizeTypeInWords } from '../words/equipment.js';
import type { PhraseKey } from '../words/phrases/index.js';
import { WEIGHT_QUALIFIERS } from '../words/weights.js';
import { Words } from '../words/words.js';
import { volume } from './cargo.js';
import { temperatureOf } from './temperature.js';
import { weightGiven } from './weight-given.js';

/** N7 and the segments of its loop that speak of the box itself. */
export const containers: Handlers = {
  N7: (draft, n7) => {
    const { words } = draft;
    const row = draft.startContainer(containerNumber(n7.at(1), n7.at(2), n7.at(18)));
    addOnce(row, 'notes', numberRemark(row.number, words));
    addOnce(row, 'notes', digitRemark(row.number, n7.at(18), words));
    setOnce(draft, row, 'type', n7.at(22));
    weigh(row, weightGiven(n7.at(3), n7.at(17), n7.at(4)), words);
    if (n7.peek(5) !== '') sayTare(row, n7, words);
    if (n7.peek(6) !== '') addOnce(row, 'notes', words.say('weightAllowance', words.figure(n7.at(6))));
    if (n7.peek(8) !== '') addOnce(row, 'notes', volume(draft, n7, 8));
    if (n7.peek(11) !== '' && n7.peek(11) !== 'CN') addOnce(row, 'notes', words.say('equipment', n7.at(11)));
    addOnce(row, 'notes', lengthRemark(n7.at(15), row.type, words));
    if (n7.peek(19) !== '') addOnce(row, 'notes', words.say('service', words.code(SERVICE_TYPES, n7.at(19))));
    sayPlain(draft, row, n7, OF_N7);
    // 11 CN is a container, said by the heading; 16 and 17 are the units of the weights above.
    n7.say(9, 11, 16, 17);
  },
  M7: (draft, m7) => {
    const target = draft.container;
    const seals = [m7.at(1), m7.at(2), m7.at(3), m7.at(4)];
    if (target) for (const seal of seals) addOnce(target, 'seals', seal);
    else draft.reference(draft.words.say('seals'), joined(seals));
    if (m7.peek(5) !== '' && target) addOnce(target, 'notes', draft.words.say('sealedBy', m7.at(5)));
  },
  W2: (draft, w2) => {
    const number = containerNumber(w2.at(1), w2.at(2), w2.at(13));
    const current = draft.container;
    // It may bring the check digit that N7 left out, or another one.
    const row = current && sameContainer(current.number, number) && number.length <= current.number.length ? current : draft.startContainer(number);
    if (number.length === 11 && number !== row.number) addOnce(row, 'notes', draft.words.say('numberAlso', number));
    addOnce(row, 'notes', digitRemark(number || row.number, w2.at(13), draft.words));
    const status = w2.at(5);
    if (status === 'L' || status === 'E') setOnce(draft, row, 'loadEmpty', status);
    else if (status !== '') addOnce(row, 'notes', draft.words.code(EQUIPMENT_STATUS, status));
    if (w2.peek(4) !== '' && w2.peek(4) !== 'CC' && w2.peek(4) !== 'CN') addOnce(row, 'notes', draft.words.say('equipment', w2.at(4)));
    w2.say(4);
    sayPlain(draft, row, w2, OF_W2);
    const under = w2.at(11) + w2.at(12);
    if (under !== '') addOnce(row, 'notes', draft.words.say('onChassis', under));
  },
  V4: (draft, v4) => {
    if (draft.container) setOnce(draft, draft.container, 'cell', v4.at(1));
    else draft.fact('stowPosition', v4.at(1));
  },
  W09: (draft, w09) => {
    const said = temperatureOf(w09, draft.words);
    if (draft.container) setOnce(draft, draft.container, 'temperature', said);
    else draft.fact('temperature', said);
  },
  ED: (draft, ed) => {
    const row = draft.container;
    if (!row) return;
    const number = ed.at(1) + ed.at(2);
    if (number !== '' && !sameContainer(row.number, number)) addOnce(row, 'notes', draft.words.say('with', number));
    if (ed.peek(3) === 'L' || ed.peek(3) === 'E') setOnce(draft, row, 'loadEmpty', ed.at(3));
    sayPlain(draft, row, ed, OF_ED);
  },
  NA: (draft, na) => {
    if (!draft.container) return;
    const unit = na.at(3) + na.at(4) + na.at(12);
    addOnce(draft.container, 'notes', joined([na.at(1), na.at(2), unit === '' ? '' : draft.words.say('linkedWith', unit)], ' '));
  },
};

/** Elements that need no words but a name. */
type Plain = readonly (readonly [element: number, phrase: PhraseKey])[];
const OF_N7: Plain = [[10, 'ownership'], [12, 'carrierOf'], [13, 'temperatureControl'], [20, 'height'], [21, 'width'], [23, 'carrierOf']];
const OF_W2: Plain = [[3, 'commodityOf'], [7, 'service'], [14, 'position']];
const OF_ED: Plain = [[4, 'commodityOf'], [5, 'contents'], [6, 'waybill']];

function sayPlain({ words }: Draft, row: ContainerRow, segment: Segment, plain: Plain): void {
  for (const [n, phrase] of plain) if (segment.peek(n) !== '') addOnce(row, 'notes', words.say(phrase, segment.at(n)));
}

/** A check digit that came in an element of its own and is not the number's last sign: it is said, not lost. */
export function digitRemark(number: string, digit: string, words: Words): string {
  return digit === '' || (number.length === 11 && number.endsWith(digit)) ? '' : words.say('checkDigitAlso', digit);
}

/** The first weight fills the columns; a second, different one is said beside it. */
function weigh(row: ContainerRow, weight: Weight | null, words: Words): void {
  if (weight === null) return;
  for (const remark of weightRemarks(weight, words)) addOnce(row, 'notes', remark);
  if (row.weight === null) {
    row.weight = weight;
    if (weight.qualifier !== '' && weight.qualifier !== 'G' && weight.kilograms !== null) addOnce(row, 'notes', words.say('weightIs', words.code(WEIGHT_QUALIFIERS, weight.qualifier)));
  } else if (weight.found !== row.weight.found || weight.unit !== row.weight.unit) addOnce(row, 'notes', words.say('weightAlso', weightInWords(weight, words)));
}

function sayTare(row: ContainerRow, n7: Segment, words: Words): void {
  const tare = weightGiven(n7.at(5), n7.at(17), '');
  if (tare) addOnce(row, 'notes', words.say('tare', weightInWords(tare, words)));
}

function sameContainer(one: string, other: string): boolean {
  return other === '' || withoutCheckDigit(one) === withoutCheckDigit(other);
}

/** Element 567 is FFFII: 04000 is 40 ft, 04006 is 40 ft 6 in. "" where the type already says the same length. */
export function lengthRemark(found: string, type: string, words: Words): string {
  if (found === '') return '';
  const match = /^0*(\d+)(\d{2})$/.exec(found);
  const said = match ? `${match[1]} ft${match[2] === '00' ? '' : ` ${Number(match[2])} in`}` : found;
  return sizeTypeInWords(ENGLISH, type).startsWith(`${said} `) ? '' : words.say('length', said);
}

/** Whether two lengths are the same does not depend on who reads them. */
const ENGLISH = Words.in('en');
