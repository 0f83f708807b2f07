import { joined } from '../draft.js';
import { common } from '../segments/index.js';
import { ORDER_DATES, TRANSPORT_METHODS } from '../words/delivery.js';
import { REFERENCE_QUALIFIERS } from '../words/references.js';
import { containerNumber, numberRemark } from '../container-number.js';
import { addOnce } from '../draft.js';
import { defineSet, giveOnlyBill } from './set-reader.js';

/** References that name the box to be handed out. */
const OF_A_CONTAINER = new Set(['EQ', 'OC']);

/**
 * 317, delivery or pick-up order: hand these goods to whom it names. N1(…) G62 N9 TD5 L0( L5 H1( H2 ) ). It has neither a vessel
 * nor a container segment: both ride in references.
 */
export const deliveryOrder317 = defineSet({
  set: '317',
  sharedLines: true,
  handlers: {
    ...common,
    G62: (draft, g62) => {
      const { words } = draft;
      draft.fact('orderedFor', joined([words.code(ORDER_DATES, g62.at(1)), joined([words.date(g62.at(2), g62.at(4), g62.at(5)), g62.at(3) === '' ? '' : `(${g62.peek(3)})`], ' ')]));
    },
    N9: (draft, n9) => {
      const { words } = draft;
      if (!OF_A_CONTAINER.has(n9.peek(1))) {
        common['N9']?.(draft, n9);
        return;
      }
      // As found, beside the number without its blanks and hyphens, under which the yard knows it.
      const found = n9.at(2);
      const number = containerNumber('', found.replace(/[\s-]/g, ''));
      const row = draft.startContainer(number);
      addOnce(row, 'notes', numberRemark(number, words));
      if (found !== number) addOnce(row, 'notes', words.say('writtenAs', found));
      addOnce(row, 'notes', joined([n9.at(3), words.date(n9.at(4), n9.at(5), n9.at(6))]));
      if (n9.at(1) !== 'OC') addOnce(row, 'notes', words.code(REFERENCE_QUALIFIERS, n9.peek(1)));
      draft.container = null;
    },
    TD5: (draft, td5) => {
      const { words } = draft;
      draft.fact('route', joined([words.code(TRANSPORT_METHODS, td5.at(4)), td5.at(3) === '' ? '' : words.say('carrierOf', td5.peek(3)), td5.at(5)]));
      td5.say(1, 2);
    },
    L0: (draft, l0) => {
      draft.near = [...draft.containers];
      draft.container = null;
      common['L0']?.(draft, l0);
    },
  },
  finish: (draft) => { giveOnlyBill(draft, draft.ownBills); },
});
