import { joined } from '../draft.js';
import { common } from '../segments/index.js';
import { PAYMENT_TERMS } from '../words/purposes.js';
import { closeBill, openBill } from './bill-310.js';
import { defineSet } from './set-reader.js';

/** 312, arrival notice: one bill, told as a 310 tells it, with its Q3. B3 Y6 Q3 N9 V1 N1(…) R4( DTM ) LX( N7( … ) L0( L5 H1( H2 ) ) ) L3. Charges (L1) stay as received. */
export const arrivalNotice312 = defineSet({
  set: '312',
  sharedLines: true,
  handlers: {
    ...common,
    B3: openBill,
    Q3: (draft, q3) => {
      const { words } = draft;
      draft.fact('noticeGiven', joined([words.date(q3.at(1)), words.code(PAYMENT_TERMS, q3.at(2))]));
    },
    Y6: (draft, y6) => { draft.fact('authentication', joined([y6.at(2), y6.at(1), draft.words.date(y6.at(3))])); },
  },
  finish: closeBill,
});
