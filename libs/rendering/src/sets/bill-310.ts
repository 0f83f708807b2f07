import { common } from '../segments/index.js';
import { asWritten } from '../when.js';
import { billKinds, paymentTerms, setPurposes } from '../words/purposes.js';
import { sizeTypeInWords } from '../words/equipment.js';
import { weightUnits } from '../words/weights.js';
import { giveOnlyBill, type SetReader } from './set-reader.js';

/** 310, freight receipt and invoice: the bill of lading's copy. B3 B2A N9 V1 Y2 N1(…) G61 R4( DTM ) C8( C8C ) LX( N7( … ) L0( L5 H1( H2 ) ) ) L3. Charges (L1) stay as received. */
export const bill310: SetReader = {
  set: '310',
  sharedLines: true,
  handlers: {
    ...common,
    B3: (draft, b3) => {
      draft.fact('Bill of lading', [b3.at(3), b3.peek(2) === b3.peek(3) ? '' : b3.peek(2) === '' ? '' : `invoice ${b3.peek(2)}`].filter((part) => part !== '').join(', '));
      draft.fact('Kind', billKinds(b3.at(1)));
      draft.fact('Bill date', asWritten(b3.at(6), '', ''));
      draft.fact('Freight', paymentTerms(b3.at(4)));
      draft.fact('Weight unit', weightUnits(b3.at(5)));
      draft.fact('Carrier (SCAC)', b3.at(11));
      b3.say(2);
    if (/^0*$/.test(b3.peek(7))) b3.say(7);
    if (b3.peek(12) === b3.peek(6)) b3.say(12);
      if (b3.peek(3) !== '' || b3.peek(2) !== '') draft.bills.push({ number: b3.peek(3) || b3.peek(2), scac: b3.peek(11), loadPort: '', quantity: '', weight: null, notes: [] });
    },
    B2A: (draft, b2a) => draft.fact('Purpose', `${setPurposes(b2a.at(1))}${b2a.at(2) === '' ? '' : `, application ${b2a.peek(2)}`}`),
    Y2: (draft, y2) => {
      const words = sizeTypeInWords(y2.at(4));
      draft.fact('Containers as stated', `${y2.at(1)} x ${y2.peek(4)}${words === '' ? '' : ` (${words})`}`);
    },
    // Here G61 stands after the parties' loop and is the document's own contact.
    G61: (draft, g61) => {
      draft.party = null;
      common['G61']?.(draft, g61);
    },
  },
  finish: (draft) => {
    giveOnlyBill(draft, draft.bills.map((bill) => bill.number));
    for (const line of draft.cargo) line.bill ||= draft.bills.length === 1 ? (draft.bills[0]?.number ?? '') : '';
  },
};
