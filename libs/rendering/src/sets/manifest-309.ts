import { addOnce, setOnce, type Draft } from '../draft.js';
import type { CargoRow } from '../model.js';
import type { Segment } from '../segment.js';
import { containerNumber, numberRemark } from '../container-number.js';
import { common } from '../segments/index.js';
import { lengthRemark } from '../segments/containers.js';
import { placeCode } from '../segments/places.js';
import { grouped, sumKg, weightOf, weightRemark } from '../weight.js';
import { asWritten } from '../when.js';
import { serviceTypes } from '../words/equipment.js';
import { packages } from '../words/packages.js';
import { placeFunctions } from '../words/places.js';
import { manifestTypes } from '../words/purposes.js';
import { volumeUnits } from '../words/weights.js';
import type { SetReader } from './set-reader.js';

/**
 * 309, customs manifest. M10 | P4( LX( M13 M11 N9 N1(…) M12( P5 ) VID( VC N10( H1( H2 ) ) ) ) ).
 * N10-07 is the weight's unit and N10-08 the weight, the other way round than in M11-05 and M11-06.
 */
export const manifest309: SetReader = {
  set: '309',
  sharedLines: false,
  handlers: {
    ...common,
    M10: (draft, m10) => {
      draft.vessel = { code: m10.at(4), name: m10.at(5), flag: m10.at(3), voyage: m10.at(6), scac: m10.at(1), qualifier: m10.at(10) };
      draft.fact('Manifest type', manifestTypes(m10.at(9)));
      draft.fact('Manifest reference', [m10.at(7), m10.at(12)].filter((part) => part !== '').join(', '));
      draft.fact('Bills as stated', grouped(m10.at(8)));
      if (m10.peek(2) === 'O') m10.say(2);
    },
    P4: (draft, p4) => {
      draft.startLine();
      draft.bill = null;
      draft.place = { role: 'Port of discharge (P4)', code: placeCode(p4.at(1) === '' ? '' : 'D', p4.peek(1)), name: '', terminal: p4.at(4) === '' ? '' : `FIRMS ${p4.peek(4)}`, container: null, dates: [] };
      for (const [date, time] of [[p4.at(2), p4.at(5)], [p4.at(6), p4.at(7)]]) if (date || time) draft.place.dates.push(`Expected arrival ${asWritten(date ?? '', time ?? '', '')}`);
      if (p4.peek(3) !== '') draft.place.dates.push(`${grouped(p4.at(3))} bills`);
      draft.places.push(draft.place);
      draft.anchor = 'place';
    },
    LX: (draft, lx) => {
      lx.say(1);
      draft.startLine();
      draft.bill = null;
    },
    M13: (draft, m13) => {
      const words = [`amendment type ${m13.at(3)}`, m13.at(6) === '' ? '' : `reason ${m13.at(6)}`, m13.at(5) === '' ? '' : `quantity ${grouped(m13.at(5))}`, m13.at(2) === '' ? '' : `at ${m13.peek(2)}`].filter((part) => part !== '').join(', ');
      if (m13.peek(9) === m13.peek(1)) m13.say(9);
      draft.fact('Amendment', `bill ${m13.at(1)} ${m13.at(4)}: ${words}`);
    },
    M11: (draft, m11) => {
      const weight = weightOf(m11.at(5), m11.at(6));
      const notes = weight ? weightRemark(weight) : [];
      if (m11.peek(7) !== '') notes.push(`volume ${grouped(m11.at(7))} ${volumeUnits(m11.at(8))}`.trim());
      if (m11.peek(10) !== '') notes.push(`received at ${m11.at(10)}`);
      if (m11.peek(11) !== '') notes.push(`second bill ${m11.at(11)}`);
      draft.bill = { number: m11.at(1), scac: m11.at(12), loadPort: m11.at(2) === '' ? '' : placeCode('K', m11.peek(2)), quantity: `${grouped(m11.at(3))} ${packages(m11.at(4))}`.trim(), weight, notes };
      draft.bills.push(draft.bill);
      draft.anchor = 'bill';
    },
    M12: (draft, m12) => {
      const words = `entry type ${m12.at(1)}${m12.at(2) === '' ? '' : `, entry ${m12.at(2)}`}${m12.at(3) === '' ? '' : `, to ${m12.at(3)}`}${m12.at(6) === '' ? '' : `, in-bond ${m12.at(6)}`}`;
      if (draft.bill) addOnce(draft.bill.notes, words);
      else draft.fact('In-bond', words);
    },
    P5: (draft, p5) => {
      const words = `${placeFunctions(p5.at(1))} ${placeCode(p5.at(2), p5.at(3))}`;
      if (draft.bill) addOnce(draft.bill.notes, words);
      else draft.fact('Port', words);
    },
    VID: (draft, vid) => {
      const row = draft.startContainer(containerNumber(vid.at(2), vid.at(3), vid.at(20)));
      addOnce(row.notes, numberRemark(row.number));
      addOnce(row.seals, vid.at(4));
      addOnce(row.seals, vid.at(5));
      addOnce(row.bills, draft.bill?.number ?? '');
      setOnce(row, 'type', vid.at(9));
      setOnce(row, 'loadEmpty', vid.at(10));
      addOnce(row.notes, lengthRemark(vid.at(6), row.type));
      if (vid.peek(7) !== '') addOnce(row.notes, `height ${vid.at(7)}`);
      if (vid.peek(8) !== '') addOnce(row.notes, `width ${vid.at(8)}`);
      if (vid.peek(11) !== '') addOnce(row.notes, `service ${serviceTypes(vid.at(11))}`);
      if (vid.peek(1) !== '' && vid.peek(1) !== 'CN') addOnce(row.notes, `equipment ${vid.peek(1)}`);
      vid.say(1, 9, 10);
    },
    VC: (draft, vc) => {
      if (draft.container) addOnce(draft.container.notes, `vehicle ${vc.at(1)}`);
      else draft.fact('Vehicle', vc.at(1));
    },
    N10: (draft, n10) => {
      if (draft.line && continues(draft, n10)) {
        addOnce(draft.line.description, n10.at(2));
        addOnce(draft.line.marks, n10.at(3));
        return;
      }
      const weight = weightOf(n10.at(8), n10.at(7));
      const notes = weight ? weightRemark(weight) : [];
      if (n10.peek(6) !== '') notes.push(`customs value ${grouped(n10.at(6))} ${n10.at(13)}`.trim());
      if (n10.peek(9) !== '') notes.push(`reference ${n10.at(9)}`);
      if (n10.peek(11) !== '') notes.push(`made in ${n10.at(11)}`);
      draft.line = {
        containers: draft.container ? [draft.container.number] : [], bill: draft.bill?.number ?? '', quantity: grouped(n10.at(1)), package: packages(n10.at(10)), weight,
        description: n10.at(2) === '' ? [] : [n10.peek(2)], marks: n10.at(3) === '' ? [] : [n10.peek(3)], commodity: n10.at(5) === '' ? '' : `${n10.peek(5)}${n10.at(4) === '' ? '' : ` (list ${n10.peek(4)})`}`, notes,
      };
      draft.cargo.push(draft.line);
    },
  },
  finish: weighContainers,
};

/** VID carries no weight: a container weighs what its lines of goods weigh, and says so when one of them has none. */
function weighContainers(draft: Draft): void {
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
    const kg = sumKg(weights);
    const [first] = weights;
    if (weights.length === 1 && first) row.weight = first;
    else if (first && kg !== null) {
      row.weight = weightOf(String(Math.round(kg * 1_000) / 1_000), 'K');
      addOnce(row.notes, `weight added up from ${weights.length} lines of goods`);
    }
    const missing = lines.length - weights.length;
    if (missing > 0) addOnce(row.notes, `${missing} of its ${lines.length} lines of goods ${missing === 1 ? 'has' : 'have'} no weight`);
  }
}

/** A further N10 that counts and weighs nothing is the description going on, because N1002 holds 45 signs at most. */
function continues(draft: Draft, n10: Segment): boolean {
  return draft.line !== null && draft.line.containers[0] === draft.container?.number && [1, 4, 5, 6, 7, 8, 9, 10, 11].every((n) => n10.peek(n) === '');
}
