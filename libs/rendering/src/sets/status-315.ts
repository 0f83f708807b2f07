import { addOnce, joined } from '../draft.js';
import { containerNumber, numberRemark } from '../container-number.js';
import { digitRemark } from '../segments/containers.js';
import { common } from '../segments/index.js';
import { placeCode } from '../segments/places.js';
import { weightInWords } from '../weight.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';
import { STATUSES } from '../words/statuses.js';
import { defineSet, giveOnlyBill } from './set-reader.js';
import { weightGiven } from '../segments/weight-given.js';

/** References that speak of the box; the others, and the places, are the whole document's. */
const OF_THE_BOX = new Set(['SN', 'EQ', 'OC']);

/** 315, status details. B4 N9 Q2 SG R4( DTM ) V9. One status of one container (or of a bill). */
export const status315 = defineSet({
  set: '315',
  sharedLines: false,
  handlers: {
    ...common,
    B4: (draft, b4) => {
      const { words } = draft;
      draft.fact('status', words.code(STATUSES, b4.at(3)));
      draft.fact('when', words.date(b4.at(4), b4.at(5)));
      draft.fact('where', joined([placeCode(b4.at(12), b4.at(11), words), b4.at(6) === b4.peek(11) ? '' : b4.peek(6)]));
      draft.fact('specialHandling', b4.at(1));
      draft.fact('inquiry', b4.at(2));
      const number = containerNumber(b4.at(7), b4.at(8), b4.at(13));
      const row = number === '' && b4.peek(9) + b4.peek(10) + b4.peek(13) === '' ? null : draft.startContainer(number);
      if (!row) return;
      addOnce(row, 'notes', numberRemark(number, words));
      addOnce(row, 'notes', digitRemark(number, b4.at(13), words));
      row.loadEmpty = b4.at(9);
      row.type = b4.at(10);
    },
    Q2: (draft, q2) => {
      const { words } = draft;
      draft.vessel = { code: q2.at(1), name: q2.at(13), flag: q2.at(2), voyage: q2.at(9), scac: '', qualifier: q2.at(12) };
      draft.fact('requiredBy', words.date(q2.at(3)));
      draft.fact('departure', words.date(q2.at(4)));
      draft.fact('arrivalOrDischarge', words.date(q2.at(5)));
      draft.fact('piecesIs', words.figure(q2.at(6)));
      const weight = weightGiven(q2.at(7), q2.at(16), q2.at(8));
      if (weight) draft.fact('weight', weightInWords(weight, words));
      draft.reference(words.code(REFERENCE_QUALIFIERS, q2.at(10)) || words.say('reference'), q2.at(11));
    },
    SG: (draft, sg) => { draft.fact('furtherStatus', joined([draft.words.code(STATUSES, sg.at(1)), sg.at(2), sg.at(3), draft.words.date(sg.at(4), sg.at(5), sg.at(6))])); },
    N9: (draft, n9) => {
      const { container } = draft;
      draft.container = OF_THE_BOX.has(n9.peek(1)) ? container : null;
      common['N9']?.(draft, n9);
      draft.container = container;
    },
    R4: (draft, r4) => {
      common['R4']?.(draft, r4);
      if (draft.place) draft.place.container = null;
    },
  },
  finish: (draft) => { giveOnlyBill(draft, draft.ownBills); },
});
