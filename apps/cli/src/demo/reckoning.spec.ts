import { describe, expect, it } from '@jest/globals';
import { reckon, type Arrival } from './reckoning.js';
import type { LedgerLine } from './desk.js';

const doc = (st02: string) => ({ isa13: '000000001', gs06: '1', st02, sha256: `hash-${st02}` });
const line = (st02: string, change: Partial<LedgerLine> = {}): LedgerLine => ({
  id: Number(st02), ref: `HW-${st02}`, kind: 'business', set: '309', state: 'acknowledged', because: '', endpoint: 'USLGB-EAST', partner: 'HWSR-DESK', acceptedBy: 'sftp', acknowledgedAt: null, acknowledgedLevel: 'syntax', ...doc(st02), ...change,
});
const arrival = (st02: string): Arrival => ({ site: 'USLGB-EAST', identity: { isa06: 'A', isa08: 'B', ...doc(st02) }, sha256: `hash-${st02}`, channel: 'edi' });
const calm = { handed: [doc('1'), doc('2')], ledger: [line('1'), line('2', { acceptedBy: 'email', state: 'accepted' })], arrivals: [arrival('1'), arrival('2')], deliveredAsNewTwice: 0, seenAgain: 0 };

describe('the reckoning of the demo', () => {
  it('puts every document into one bucket', () => {
    expect(reckon(calm)).toMatchObject({ documents: 2, byEdi: 1, byEmail: 1, acknowledged: 1, lost: 0, reconciles: true });
  });

  it('calls a document lost that was answered for and is not in the ledger', () => {
    expect(reckon({ ...calm, ledger: [line('1')] })).toMatchObject({ lost: 1, reconciles: false, faults: ['answered for and not in the ledger: ISA13 000000001 ST02 2'] });
  });

  it('calls a document lost that the ledger calls handed over and no terminal has, or has with other content', () => {
    expect(reckon({ ...calm, arrivals: [arrival('1')] })).toMatchObject({ lost: 1, reconciles: false });
    expect(reckon({ ...calm, arrivals: [arrival('1'), { ...arrival('2'), sha256: 'other' }] })).toMatchObject({ lost: 1 });
  });

  it('does not reconcile when a terminal took one document for two', () => {
    expect(reckon({ ...calm, deliveredAsNewTwice: 1 })).toMatchObject({ reconciles: false });
  });

  it('does not blame the house for a set that its sender handed in under two numbers', () => {
    const again = { ...doc('1'), isa13: '000000002' };
    const arrived = { ...arrival('1'), identity: { ...arrival('1').identity, isa13: '000000002' } };
    expect(reckon({ ...calm, handed: [...calm.handed, again], ledger: [...calm.ledger, line('1', { isa13: '000000002' })], arrivals: [...calm.arrivals, arrived], deliveredAsNewTwice: 1 }))
      .toMatchObject({ deliveredAsNewTwice: 0, handedInTwice: 1, reconciles: true });
    expect(reckon({ ...calm, arrivals: [...calm.arrivals, arrived], deliveredAsNewTwice: 1 })).toMatchObject({ deliveredAsNewTwice: 1, reconciles: false });
  });

  it('counts an answer that is carried back apart from documents', () => {
    expect(reckon({ ...calm, ledger: [...calm.ledger, line('3', { kind: 'acknowledgement', state: 'accepted' })] })).toMatchObject({ documents: 2, answersCarriedBack: 1 });
  });
});
