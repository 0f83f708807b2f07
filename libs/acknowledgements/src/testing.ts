import type { SentDocument } from './sent-document.js';

/** A 309 that was sent on a calm day and awaits its answer: what a spec changes is what it is about. */
export const sent = (id: number, st02: string, change: Partial<SentDocument> = {}): SentDocument => ({
  id, ref: `HW-${id}`, unit: '7', isa13: '000000311', isa09: '180724', isa10: '1000', gs01: 'SO', gs06: '4711', set: '309', st02,
  tried: true, settled: false, receivedAt: new Date('2018-07-24T10:00:00Z'), ...change,
});
