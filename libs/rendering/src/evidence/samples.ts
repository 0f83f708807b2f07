import { createHash } from 'node:crypto';
import type { EvidenceDocument, EvidencePack } from './types.js';

/** A made-up pack for specs: a call whose region was isolated for a day and a half. */
export const PACK: EvidencePack = {
  kind: 'call', name: 'EVIDENCE-CALL-12-20180726T180000Z', title: 'HARBOUR LARK 048E at USLGB-EAST', zone: 'America/Los_Angeles', asOf: new Date('2018-07-26T18:00:00Z'), names: false,
  facts: [{ label: 'Vessel', value: 'HARBOUR LARK, IMO 9074729' }, { label: 'Terminal', value: 'USLGB-EAST, UN/LOCODE USLGB' }],
  times: [{ at: new Date('2018-07-26T21:00:00Z'), what: 'ARRI BRTH EST', reportedAt: new Date('2018-07-24T10:00:00Z'), by: 'api', reason: 'WEA' }], events: [],
  outages: [{
    id: 3, scope: 'region AMERICAS', state: 'closed', openedAt: new Date('2018-07-25T00:04:00Z'), closedAt: new Date('2018-07-26T10:30:00Z'), declaredBy: 'a person (not named)', because: 'malware, notice 2018-07-24/A',
    events: [{ at: new Date('2018-07-25T00:04:00Z'), what: 'isolated', because: 'malware, notice 2018-07-24/A', by: 'a person (not named)' }],
  }],
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** Document number `n` of it: tried by EDI in vain, then mailed, late by the half hour that `n` says, and answered. */
export function sampleDocument(n: number, more: Partial<EvidenceDocument> = {}): EvidenceDocument {
  const receivedAt = after(new Date('2018-07-25T01:00:00Z'), n);
  const sent = { kind: 'mail', identity: `<HW-${n}.1@hawser.example>`, sha256: hash(`mail ${n}`), byteLength: 81_234, recipients: ['documents@uslgb-east.example'], isa13: null, gs06: null, st02: null };
  return {
    ref: `HW-${String(n).padStart(7, '0')}`, set: '309', version: 1, predecessor: null, retargetedFrom: null, partner: 'HWSR-DESK', endpoint: 'USLGB-EAST', carrier: 'HWSR', isTest: false,
    isa13: String(n).padStart(9, '0'), gs06: String(n), st02: '0001', sha256: hash(`document ${n}`), byteLength: 61_204, interchange: { sha256: hash(`interchange ${n}`), source: 'http', sourceName: '192.0.2.10' }, matchedBy: 'imo+voyage+place: IMO 9074729, voyage 48E',
    state: 'acknowledged', because: 'AK5 A', receivedAt, dueAt: after(receivedAt, 90), dueRule: 'T-MANIFEST', dueBecause: '48 h before the vessel berths', dueIsLaw: n % 2 === 0,
    handedOverAt: after(receivedAt, 60), handedOverBy: 'email', acknowledgedAt: after(receivedAt, 120), acknowledgedLevel: 'syntax', acknowledges: '997', handOverDelayMinutes: 0, delayMinutes: 30, settled: true, outageMinutes: 20, outageBecause: 'outage 3',
    tries: [
      { number: 1, channel: 'sftp', relay: null, openedAt: after(receivedAt, 1), endedAt: after(receivedAt, 2), outcome: 'unreachable', because: 'EDI is up.', words: 'connect ETIMEDOUT', transmission: { ...sent, kind: 'interchange', identity: `HWSR-${n}.edi`, recipients: [] } },
      { number: 1, channel: 'email', relay: 'harbour-relay', openedAt: after(receivedAt, 59), endedAt: after(receivedAt, 60), outcome: 'accepted', because: 'EDI is isolated.', words: '250 2.0.0 Ok: queued as 4F1C2', transmission: sent },
    ],
    parts: [], told: [], answers: [{ receivedAt: after(receivedAt, 120), level: 'syntax', verdict: 'accepted', words: 'AK5 A', matchedBy: 'GS06 and ST02', sourceSha256: hash(`answer ${n}`) }],
    history: [1, 2, 3].map((seq) => ({ seq, at: after(receivedAt, seq), event: 'held', from: 'waiting', to: 'waiting', because: 'The region is isolated.', by: 'person 3f9c0a4be71d5582', hash: hash(`link ${n} ${seq}`) })),
    chain: { links: 3, head: hash(`link ${n} 3`), fault: null }, ...more,
  };
}

/** So many of them, each made when it is asked for. */
export async function* sampleDocuments(count: number): AsyncGenerator<EvidenceDocument> {
  for (let n = 1; n <= count; n += 1) yield await Promise.resolve(sampleDocument(n));
}
