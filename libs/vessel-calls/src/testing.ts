import { document, documentCall, documentKey, interchange, type Ledger } from '#ledger';
import { callReport, recordCall, type CallReport } from './record-call.js';

/** What is different about one document; else it is a 309 of HWSR to USLGB-EAST, acknowledged in time. */
export interface MadeDocument {
  call?: number | readonly number[]; set?: string; endpoint?: string; region?: string; carrier?: string; kind?: string; acknowledges?: 'none' | '997' | 'content'; state?: string;
  dueAt?: Date | null; amberAt?: Date | null; receivedAt?: Date; acceptedAt?: Date | null; acceptedBy?: string | null; acknowledgedAt?: Date | null; level?: string | null; hazmat?: boolean; containers?: readonly string[]; test?: boolean;
}

/** Writes calls and documents straight into a ledger, as they would stand after all that happened to them. */
export class Shelf {
  private made = 0;
  constructor(readonly ledger: Ledger) {}

  call(report: Partial<CallReport> & { reference: string }, known: { region?: string | null; at: Date }): Promise<number> {
    const checked = callReport.parse({ carrier: 'HWSR', vesselName: 'HARBOUR LARK', unlocode: 'USLGB', endpoint: 'USLGB-EAST', voyageIn: '048E', ...report });
    return this.ledger.transaction((tx) => recordCall(tx, checked, { region: known.region === undefined ? 'AMERICAS' : known.region, zone: 'America/Los_Angeles', reportedBy: 'shelf', at: known.at }));
  }

  /** @returns its id */
  async document(made: MadeDocument): Promise<number> {
    const { call = [], dueAt = DUE, receivedAt = RECEIVED, acceptedAt = receivedAt, acceptedBy = acceptedAt ? 'sftp' : null, acknowledges = '997', acknowledgedAt = acknowledges === 'none' ? null : acceptedAt } = made;
    const { db } = this.ledger;
    const n = (this.made += 1);
    const [from] = await db.insert(interchange).values({ receivedAt, source: 'http', partner: 'HWSR', sha256: 'x', byteLength: 3, verdict: 'accepted', findings: [], answer: {}, usage: made.test ? 'T' : 'P' }).returning({ id: interchange.id });
    const endpoint = made.endpoint ?? 'USLGB-EAST';
    const [kept] = await db.insert(document).values({
      ref: `HW-${String(n).padStart(6, '0')}`, interchangeId: from!.id, carrier: made.carrier ?? 'HWSR', region: made.region ?? 'AMERICAS', partner: 'HWSR-DESK', endpoint, kind: made.kind ?? 'business', set: made.set ?? '309',
      release: '004010', gs01: 'SO', gs03: 'X', isa13: String(n), gs06: '1', st02: '0001', byteStart: 0, byteLength: 1, sha256: `sha-${n}`, facts: { hazmat: made.hazmat ?? false }, profile: { shape: 5, code: endpoint, acknowledges },
      state: made.state ?? (acknowledgedAt ? 'acknowledged' : acceptedAt ? 'accepted' : 'waiting'), because: 'x', dueAt, amberAt: made.amberAt ?? null, effectiveDueAt: dueAt ?? receivedAt, dueRule: 'SHELF', dueBecause: 'the shelf says so', notBefore: receivedAt,
      receivedAt, acceptedAt, acceptedBy, acknowledgedAt, acknowledgedLevel: made.level === undefined ? (acknowledgedAt ? 'syntax' : null) : made.level, changedAt: receivedAt,
    }).returning({ id: document.id });
    const calls = typeof call === 'number' ? [call] : call;
    if (calls.length > 0) await db.insert(documentCall).values(calls.map((callId) => ({ documentId: kept!.id, callId, rule: 'imo+voyage+place', because: 'it names them', matchedAt: receivedAt })));
    if (made.containers) await db.insert(documentKey).values(made.containers.map((value) => ({ documentId: kept!.id, kind: 'container', value })));
    return kept!.id;
  }
}

const RECEIVED = new Date('2018-07-24T10:00:00Z');
const DUE = new Date('2018-07-25T00:00:00Z');
