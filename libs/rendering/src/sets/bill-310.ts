import { joined, type Draft } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { common } from '../segments/index.js';
import { sizeTypeInWords } from '../words/equipment.js';
import { APPLICATION_TYPES, BILL_KINDS, PAYMENT_TERMS, SET_PURPOSES } from '../words/purposes.js';
import { WEIGHT_UNITS } from '../words/weights.js';
import { defineSet, giveOnlyBill } from './set-reader.js';

/** 310, freight receipt and invoice: the bill of lading's copy. B3 B2A N9 V1 Y2 N1(…) G61 R4( DTM ) C8( C8C ) LX( N7( … ) L0( L5 H1( H2 ) ) ) L3. Charges (L1) stay as received. */
export const bill310 = defineSet({
  set: '310',
  sharedLines: true,
  handlers: {
    ...common,
    B3: openBill,
    B2A: sayPurpose,
    Y2: (draft, y2) => {
      const size = sizeTypeInWords(draft.words, y2.at(4));
      draft.fact('containersAsStated', `${y2.at(1)} x ${y2.peek(4)}${size === '' ? '' : ` (${size})`}`);
    },
    // Here G61 stands after the parties' loop and is the document's own contact.
    G61: (draft, g61) => {
      draft.party = null;
      common['G61']?.(draft, g61);
    },
  },
  finish: closeBill,
});

/** B3 of the 310 and the 312: the bill this is about, who pays, who carries. */
export function openBill(draft: Draft, b3: Segment): void {
  const { words } = draft;
  const [invoice, number] = [b3.at(2), b3.at(3)];
  draft.fact('billOfLading', joined([number, invoice === number || invoice === '' ? '' : words.say('invoice', invoice)]));
  draft.fact('kindOfBill', words.code(BILL_KINDS, b3.at(1)));
  draft.fact('billDate', words.date(b3.at(6)));
  draft.fact('freight', words.code(PAYMENT_TERMS, b3.at(4)));
  draft.fact('weightUnit', words.code(WEIGHT_UNITS, b3.at(5)));
  draft.fact('carrierScac', b3.at(11));
  // The net amount due, zero where it is not told.
  if (/^0*$/.test(b3.peek(7))) b3.say(7);
  if (b3.peek(8) !== '') draft.fact('correction', b3.at(8));
  if (b3.peek(9) !== '') draft.fact('deliveryDate', words.date(b3.at(9)));
  if (b3.peek(12) === b3.peek(6)) b3.say(12);
  if (number + invoice !== '') draft.bills.push({ number: number || invoice, scac: b3.peek(11), loadPort: '', quantity: '', package: '', weight: null, notes: [] });
}

/** B2A: what this document is to the one before it. */
export function sayPurpose(draft: Draft, b2a: Segment): void {
  const { words } = draft;
  draft.fact('purpose', joined([words.code(SET_PURPOSES, b2a.at(1)), b2a.at(2) === '' ? '' : words.say('application', words.code(APPLICATION_TYPES, b2a.peek(2)))]));
}

export function closeBill(draft: Draft): void {
  giveOnlyBill(draft, draft.bills.map((bill) => bill.number));
  const [only, ...others] = draft.bills;
  if (only && others.length === 0) for (const line of draft.cargo) line.bill ||= only.number;
}
