import { joined, type Draft } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { RESERVATION_ACTIONS } from '../words/purposes.js';

/** B1 of the booking sets: what happens to which booking. */
export function openBooking(draft: Draft, b1: Segment): void {
  const { words } = draft;
  draft.fact('bookingAction', joined([words.code(RESERVATION_ACTIONS, b1.at(4)), b1.at(5)]));
  draft.fact('shipment', b1.at(2));
  draft.fact('bookingDate', words.date(b1.at(3)));
  draft.fact('carrierScac', b1.at(1));
}
