import { addOnce, joined, type Draft } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { common } from '../segments/index.js';
import { PAYMENT_TERMS } from '../words/purposes.js';
import { sayPurpose } from './bill-310.js';
import { defineSet, giveOnlyBill } from './set-reader.js';

/** 304, shipping instructions: what the bill of lading is to say. B2 B2A Y6 N9 V1 V3 N1(…) R4( DTM ) R2 LX( N7( QTY M7 W09 N9 H1 ) LH1 L0 L5 L4 ) L3 K1. */
export const shippingInstructions304 = defineSet({
  set: '304',
  sharedLines: true,
  handlers: {
    ...common,
    B2: (draft, b2) => {
      const { words } = draft;
      draft.fact('instructions', b2.at(4));
      draft.fact('carrierScac', b2.at(2));
      draft.fact('freight', words.code(PAYMENT_TERMS, b2.at(6)));
      draft.fact('containersAsStated', words.figure(b2.at(7)));
    },
    B2A: sayPurpose,
    V3: (draft, v3) => {
      const { words } = draft;
      draft.fact('sails', joined([v3.at(1), words.date(v3.at(2))]));
      draft.fact('arrives', joined([v3.at(3), words.date(v3.at(4))]));
    },
    R2: sayRoute,
    R2A: sayRoute,
    // A quantity stands with the container it follows.
    QTY: (draft, qty) => {
      const said = draft.words.say('quantityOf', draft.words.figure(qty.at(2)), qty.at(1));
      const target = draft.line ?? draft.container;
      if (target) addOnce(target, 'notes', said);
      else draft.fact('quantity', said);
    },
  },
  finish: (draft) => { giveOnlyBill(draft, draft.ownBills); },
});

/** R2: carrier by carrier, in the sender's own codes. */
function sayRoute(draft: Draft, r2: Segment): void {
  draft.fact('route', joined(Array.from({ length: 13 }, (_, n) => r2.at(n + 1)), ' '));
}
