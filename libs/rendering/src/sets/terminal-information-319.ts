import { addOnce, joined } from '../draft.js';
import { containerNumber, numberRemark } from '../container-number.js';
import { placeCode } from '../segments/places.js';
import { common } from '../segments/index.js';
import { CUSTOMS_STATUS } from '../words/customs.js';
import { PACKAGES } from '../words/packages.js';
import { PLACE_FUNCTIONS } from '../words/places.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';
import { STATUSES } from '../words/statuses.js';
import { defineSet, restOf } from './set-reader.js';

/** 319, terminal information: what lies at the pier, ready or gone. BA2 names vessel, voyage and pier, each CD1 one container or lot. */
export const terminalInformation319 = defineSet({
  set: '319',
  sharedLines: false,
  handlers: {
    ...common,
    BA2: (draft, ba2) => {
      const { words } = draft;
      draft.vessel = { code: ba2.at(2), qualifier: ba2.at(11), name: '', flag: '', voyage: ba2.at(3), scac: ba2.at(1) };
      draft.fact('terminalReference', joined([ba2.at(4), ba2.at(5)]));
      const arrives = ba2.at(10) === '' ? [] : [words.say('arrivalAt', words.date(ba2.peek(10)))];
      draft.places.push({ role: words.code(PLACE_FUNCTIONS, ba2.at(8)), code: ba2.at(6), name: ba2.at(9), terminal: ba2.at(7), container: null, dates: arrives });
    },
    CD1: (draft, cd1) => {
      const { words } = draft;
      const row = draft.startContainer(containerNumber(cd1.at(1), cd1.at(2)));
      addOnce(row, 'notes', numberRemark(row.number, words));
      row.type ||= cd1.at(3);
      addOnce(row, 'bills', cd1.at(4));
      if (cd1.at(26) !== '') addOnce(row, 'notes', words.say('statusOf', words.code(STATUSES, cd1.peek(26))));
      if (cd1.at(12) !== '') addOnce(row, 'notes', words.say('customsStatusOf', words.code(CUSTOMS_STATUS, cd1.peek(12))));
      if (cd1.at(8) !== '') addOnce(row, 'notes', words.say('onDay', words.date(cd1.peek(8))));
      if (cd1.at(9) !== '') addOnce(row, 'notes', words.say('atPort', placeCode('D', cd1.peek(9), words)));
      if (cd1.at(27) !== '') addOnce(row, 'notes', words.say('carrierOf', cd1.peek(27)));
      // The same numbers once more, as references, say nothing new.
      for (const n of [28, 30]) if (![row.number, cd1.peek(4), ''].includes(cd1.at(n + 1)) || cd1.at(n) === '') addOnce(row, 'notes', joined([words.code(REFERENCE_QUALIFIERS, cd1.peek(n)), cd1.peek(n + 1)], ' '));
      if (cd1.at(7) !== '') {
        addOnce(row, 'un', words.say('classOf', cd1.peek(7)));
        draft.hazmat.push({ un: '', class: cd1.peek(7), packingGroup: '', name: '', more: [], contact: '', weight: null, containers: [row.number], bill: cd1.peek(4) });
      }
      if (cd1.at(10) + cd1.at(11) !== '') draft.cargo.push({ containers: [row.number], bill: cd1.peek(4), quantity: cd1.peek(10), package: words.code(PACKAGES, cd1.peek(11)), weight: null, description: [], marks: [], commodity: '', notes: [] });
      for (const rest of [...restOf(cd1, 5, 6), ...restOf(cd1, 13, 25)]) addOnce(row, 'notes', rest);
    },
  },
});
