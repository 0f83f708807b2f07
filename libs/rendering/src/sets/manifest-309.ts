import { addOnce, joined, setOnce, type Draft } from '../draft.js';
import type { CargoRow } from '../model.js';
import type { Segment } from '../reading/segment.js';
import { containerNumber, numberRemark } from '../container-number.js';
import { volume } from '../segments/cargo.js';
import { lengthRemark } from '../segments/containers.js';
import { common } from '../segments/index.js';
import { placeCode } from '../segments/places.js';
import { sumOf, weightInWords, weightOf, weightRemarks } from '../weight.js';
import { SERVICE_TYPES } from '../words/equipment.js';
import { PACKAGES } from '../words/packages.js';
import { AMENDMENT_TYPES } from '../words/purposes.js';
import { defineSet } from './set-reader.js';
import { weightGiven } from '../segments/weight-given.js';

/**
 * 309, customs manifest. M10 | P4( LX( M13 M11 N9 N1(…) M12( P5 ) VID( VC N10( H1( H2 ) ) ) ) ).
 * N10-07 is the weight's unit and N10-08 the weight, the other way round than in M11-05 and M11-06.
 */
export const manifest309 = defineSet({
  set: '309',
  sharedLines: false,
  handlers: {
    ...common,
    LX: (draft, lx) => {
      lx.say(1);
      draft.startLine();
      draft.bill = null;
    },
    M13: (draft, m13) => {
      const { words } = draft;
      const said = joined([
        m13.at(3) === '' ? '' : words.say('amendmentType', words.code(AMENDMENT_TYPES, m13.peek(3))), m13.at(6) === '' ? '' : words.say('reasonOf', m13.peek(6)),
        m13.at(5) === '' ? '' : words.say('quantityIs', words.figure(m13.peek(5))), m13.at(2) === '' ? '' : words.say('atPort', m13.peek(2)),
      ]);
      if (m13.peek(9) === m13.peek(1)) m13.say(9);
      draft.fact('amendment', `${words.say('billOf', joined([m13.at(1), m13.at(4)], ' '))}: ${said}`);
      amendmentsOf(draft).push({ bill: m13.peek(4), type: m13.peek(3), said });
    },
    M11: openBill,
    VID: openContainer,
    VC: (draft, vc) => {
      if (draft.container) addOnce(draft.container, 'notes', draft.words.say('vehicleOf', vc.at(1)));
      else draft.fact('vehicle', vc.at(1));
    },
    N10: addGoods,
  },
  finish: (draft) => {
    weighContainers(draft);
    tellOfAmendments(draft);
  },
});

interface Amendment { bill: string; type: string; said: string }
const AMENDMENTS = new WeakMap<Draft, Amendment[]>();
const BILL_DELETED = 'D';

function amendmentsOf(draft: Draft): Amendment[] {
  const known = AMENDMENTS.get(draft) ?? [];
  AMENDMENTS.set(draft, known);
  return known;
}

/**
 * What M13 does to a bill stands beside the bill, and beside every container of one that is deleted: whoever keys in the table
 * of containers must not key in what is taken away.
 */
function tellOfAmendments(draft: Draft): void {
  const ofBill = new Map<string, string>();
  const deleted = new Map<string, string>();
  for (const { bill, type, said } of amendmentsOf(draft)) {
    ofBill.set(bill, joined([ofBill.get(bill) ?? '', said], '; '));
    if (type === BILL_DELETED) deleted.set(bill, draft.words.code(AMENDMENT_TYPES, type));
  }
  for (const bill of draft.bills) {
    const said = ofBill.get(bill.number);
    if (said !== undefined) bill.notes = [said, ...bill.notes];
  }
  for (const row of draft.containers) {
    const gone = row.bills.filter((bill) => deleted.has(bill)).map((bill) => `${draft.words.say('billOf', bill)}: ${deleted.get(bill) ?? ''}`);
    if (gone.length > 0) row.notes = [...gone, ...row.notes];
  }
}

function openBill(draft: Draft, m11: Segment): void {
  const { words } = draft;
  const weight = weightGiven(m11.at(5), m11.at(6));
  const notes = weight ? weightRemarks(weight, words) : [];
  if (m11.peek(7) !== '') notes.push(volume(draft, m11, 7));
  if (m11.peek(10) !== '') notes.push(words.say('receivedAt', m11.at(10)));
  if (m11.peek(11) !== '') notes.push(words.say('secondBill', m11.at(11)));
  draft.bill = { number: m11.at(1), scac: m11.at(12), loadPort: m11.at(2) === '' ? '' : placeCode('K', m11.peek(2), words), quantity: m11.at(3), package: words.code(PACKAGES, m11.at(4)), weight, notes };
  draft.bills.push(draft.bill);
  draft.anchor = 'bill';
}

function openContainer(draft: Draft, vid: Segment): void {
  const { words } = draft;
  const row = draft.startContainer(containerNumber(vid.at(2), vid.at(3), vid.at(20)));
  addOnce(row, 'notes', numberRemark(row.number, words));
  addOnce(row, 'seals', vid.at(4));
  addOnce(row, 'seals', vid.at(5));
  addOnce(row, 'bills', draft.bill?.number ?? '');
  setOnce(draft, row, 'type', vid.at(9));
  setOnce(draft, row, 'loadEmpty', vid.at(10));
  addOnce(row, 'notes', lengthRemark(vid.at(6), row.type, words));
  if (vid.peek(7) !== '') addOnce(row, 'notes', words.say('height', vid.at(7)));
  if (vid.peek(8) !== '') addOnce(row, 'notes', words.say('width', vid.at(8)));
  if (vid.peek(11) !== '') addOnce(row, 'notes', words.say('service', words.code(SERVICE_TYPES, vid.at(11))));
  if (vid.at(1) !== '' && vid.peek(1) !== 'CN') addOnce(row, 'notes', words.say('equipment', vid.peek(1)));
}

function addGoods(draft: Draft, n10: Segment): void {
  const { words } = draft;
  if (draft.line && continues(draft, n10)) {
    addOnce(draft.line, 'description', n10.at(2));
    addOnce(draft.line, 'marks', n10.at(3));
    return;
  }
  const weight = weightGiven(n10.at(8), n10.at(7));
  const notes = weight ? weightRemarks(weight, words) : [];
  if (n10.peek(6) !== '') notes.push(words.say('customsValue', `${words.figure(n10.at(6))} ${n10.at(13)}`.trim()));
  if (n10.peek(9) !== '') notes.push(words.say('referenceOf', n10.at(9)));
  if (n10.peek(11) !== '') notes.push(words.say('madeIn', n10.at(11)));
  draft.line = {
    containers: draft.container ? [draft.container.number] : [], bill: draft.bill?.number ?? '', quantity: n10.at(1), package: words.code(PACKAGES, n10.at(10)), weight,
    description: n10.at(2) === '' ? [] : [n10.peek(2)], marks: n10.at(3) === '' ? [] : [n10.peek(3)],
    commodity: n10.at(5) === '' ? '' : n10.peek(5) + (n10.at(4) === '' ? '' : ` (${words.say('list', n10.peek(4))})`), notes,
  };
  draft.cargo.push(draft.line);
}

/** A further N10 that counts and weighs nothing is the description going on, because N1002 holds 45 signs at most. */
function continues(draft: Draft, n10: Segment): boolean {
  return draft.line !== null && draft.line.containers[0] === draft.container?.number && [1, 4, 5, 6, 7, 8, 9, 10, 11].every((n) => n10.peek(n) === '');
}

/** VID carries no weight: a container weighs what its lines of goods weigh, and says so when one of them has none or no known unit. */
function weighContainers(draft: Draft): void {
  const { words } = draft;
  const linesOf = new Map<string, CargoRow[]>();
  for (const line of draft.cargo) {
    const number = line.containers[0] ?? '';
    const lines = linesOf.get(number);
    if (lines) lines.push(line);
    else linesOf.set(number, [line]);
  }
  for (const row of draft.containers) {
    const lines = linesOf.get(row.number) ?? [];
    const weights = lines.flatMap(({ weight }) => (weight ? [weight] : []));
    const sum = sumOf(weights);
    const [first] = weights;
    if (weights.length === 1 && first) row.weight = first;
    else if (first && sum !== null) {
      row.weight = weightOf(String(Math.round(sum * 1_000) / 1_000), 'K');
      addOnce(row, 'notes', words.say('weightAddedUp', weights.length));
    } else if (first) addOnce(row, 'notes', words.say('weightIs', weights.map((weight) => weightInWords(weight, words)).join(' + ')));
    const missing = lines.length - weights.length;
    if (missing > 0) addOnce(row, 'notes', words.say('linesWithoutWeight', missing, lines.length));
  }
}
