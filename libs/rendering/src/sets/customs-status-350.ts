import { addOnce, joined, type Draft } from '../draft.js';
import { containerNumber, numberRemark } from '../container-number.js';
import type { BillRow } from '../model.js';
import type { Segment } from '../reading/segment.js';
import { eventOf } from '../segments/events.js';
import { common } from '../segments/index.js';
import { placeCode } from '../segments/places.js';
import { CUSTOMS_STATUS } from '../words/customs.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';
import { defineSet, restOf } from './set-reader.js';

/**
 * 350, customs status: a release or a hold. Imports: M10 | P4( V9 X4( K1 N7 ) ); exports: BA1( X4( K1 ) ). What happened to
 * which bill is said first.
 */
export const customsStatus350 = defineSet({
  set: '350',
  sharedLines: false,
  handlers: {
    ...common,
    // V9 is said of the ship in its port.
    V9: (draft, v9) => {
      if (draft.place && draft.bill === null) addOnce(draft.place, 'dates', eventOf(draft, v9));
      else draft.fact('event', eventOf(draft, v9));
    },
    X4: sayStatus,
    N7: (draft, n7) => {
      common['N7']?.(draft, n7);
      if (draft.container && draft.bill) addOnce(draft.container, 'bills', draft.bill.number);
    },
    // 5010 and later dropped three elements in the middle of BA1: the vessel's name moved from 15 to 12, the carrier from 13 to 10.
    BA1: (draft, ba1) => {
      const late = ba1.elements.length < 13;
      const [scac, name] = late ? [10, 12] : [13, 15];
      draft.vessel = { code: '', qualifier: '', name: ba1.at(name), flag: '', voyage: late ? ba1.at(11) : '', scac: ba1.at(scac) };
      draft.fact('exportReference', ba1.at(5));
      draft.fact('exportStatus', joined(restOf(ba1, 1, 15).filter((part) => ![ba1.peek(5), ba1.peek(scac), ba1.peek(name)].includes(part.slice(6)))));
    },
  },
});

/** X4-08 is the consolidator's bill below the carrier's in X4-01; X4-14 is the FIRMS code of where the goods lie. */
function sayStatus(draft: Draft, x4: Segment): void {
  const { words } = draft;
  draft.container = null;
  const status = words.code(CUSTOMS_STATUS, x4.at(7));
  const at = words.date(x4.at(5), x4.at(6));
  const bill: BillRow = { number: x4.at(1), scac: x4.at(9), loadPort: '', quantity: x4.at(2), package: '', weight: null, notes: [] };
  const under = joined([x4.at(10), x4.at(8)], ' ');
  for (const note of [
    joined([status, at]), under === '' ? '' : words.say('billBelow', under), x4.at(13) === '' ? '' : words.say('atPort', placeCode('D', x4.peek(13), words)),
    x4.at(14) === '' ? '' : words.say('firms', x4.peek(14)), x4.at(16) === '' ? '' : joined([words.code(REFERENCE_QUALIFIERS, x4.at(15)), x4.peek(16)], ' '), ...restOf(x4, 3, 4),
  ]) addOnce(bill, 'notes', note);
  draft.bill = bill;
  draft.bills.push(bill);
  draft.fact('customsStatus', `${joined([status, at])}: ${joined([words.say('billOf', bill.number), containerNumber(x4.at(11), x4.at(12))])}`);
  if (x4.peek(12) === '') return;
  const row = draft.startContainer(containerNumber(x4.peek(11), x4.peek(12)));
  addOnce(row, 'notes', numberRemark(row.number, words));
  addOnce(row, 'bills', bill.number);
  draft.container = null;
}
