import type { ClerkLine } from '../../../terminal/src/index.js';
import type { CallLine } from '#vessel-calls';
import { reckonAnswers, type AnswersByMail } from './answers-by-mail.js';
import type { Desk, LedgerLine, OutageLine } from './desk.js';
import type { Stage } from './stage.js';

/** What somebody handed in and was answered for: the sender's own account of one document. */
export interface Handed { isa13: string; gs06: string; st02: string; sha256: string }

export interface Arrival { site: string; identity: { isa06: string; isa08: string; isa13: string; gs06: string; st02: string }; sha256: string; channel: 'edi' | 'email' }

export interface Report {
  at: string;
  documents: number; byEdi: number; byEmail: number; waiting: number; unsettled: number; unroutable: number; conflict: number; rejected: number; cancelled: number;
  acknowledged: number; /** of these, by a person at the terminal */ acknowledgedByPerson: number; answersByMail: AnswersByMail;
  lost: number; deliveredAsNewTwice: number;
  seenAgain: number;
  handedInTwice: number;
  answersCarriedBack: number;
  refusedAtTheDoor: { name: string; status: number; code: string; sentence: string }[];
  outages: { scope: string; because: string; openedAt: string; closedAt: string | null; state: string }[];
  vesselCalls: { call: string; terminal: string; due: number; late: number; worstDelayMinutes: number; byEdi: number; byEmail: number; accepted: number; acknowledged: number }[];
  /** what a person of the carrier still has to do, in one sentence each */
  leftToAPerson: string[];
  reconciles: boolean;
  faults: string[];
}

const BUCKETS = ['byEdi', 'byEmail', 'waiting', 'unsettled', 'unroutable', 'conflict', 'rejected', 'cancelled'] as const;
type Bucket = (typeof BUCKETS)[number];

/** Every document in exactly one bucket: what ended otherwise, else how it was first handed over, else where it stands. */
export function bucketOf(line: Pick<LedgerLine, 'state' | 'acceptedBy'>): Bucket {
  if (line.state === 'rejected') return 'rejected';
  if (line.state === 'cancelled' || line.state === 'superseded') return 'cancelled';
  if (line.acceptedBy === 'sftp') return 'byEdi';
  if (line.acceptedBy === 'email') return 'byEmail';
  if (line.state === 'unroutable' || line.state === 'conflict' || line.state === 'unsettled') return line.state;
  // Acknowledged without an acceptance of ours: its answer came before the outcome of its try, which went by EDI.
  return line.state === 'acknowledged' ? 'byEdi' : 'waiting';
}

/**
 * Compares three accounts that were kept apart: the senders' (what was answered with a 2xx), the ledger's, and the far
 * side's (what arrived, by identity and by hash). Lost is what was answered for and stands nowhere; or what the ledger
 * calls handed over and no terminal has.
 */
export function reckon(accounts: { handed: readonly Handed[]; ledger: readonly LedgerLine[]; arrivals: readonly Arrival[]; deliveredAsNewTwice: number; seenAgain: number }): Pick<Report, Bucket | 'documents' | 'acknowledged' | 'lost' | 'deliveredAsNewTwice' | 'seenAgain' | 'handedInTwice' | 'answersCarriedBack' | 'faults' | 'reconciles'> {
  const business = accounts.ledger.filter((line) => line.kind === 'business');
  const buckets = Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0])) as Record<Bucket, number>;
  for (const line of business) buckets[bucketOf(line)] += 1;

  const key = (doc: Handed) => [doc.isa13, doc.gs06, doc.st02, doc.sha256].join('|');
  const there = new Set(accounts.arrivals.map((one) => [one.identity.isa13, one.identity.gs06, one.identity.st02, one.sha256].join('|')));
  const known = new Set(accounts.ledger.map(key));
  const lost = new Set<string>();
  const faults: string[] = [];
  for (const doc of accounts.handed) if (!known.has(key(doc))) { lost.add(key(doc)); faults.push(`answered for and not in the ledger: ISA13 ${doc.isa13} ST02 ${doc.st02}`); }
  for (const line of business) {
    const arrived = there.has(key(line));
    const handedOver = line.acceptedBy !== null || line.state === 'acknowledged';
    if (handedOver && !arrived) { lost.add(key(line)); faults.push(`${line.ref} is ${line.state} and did not arrive at ${line.endpoint ?? 'anybody'}`); }
  }
  const handedInTwice = twiceByTheirSenders(accounts.arrivals, new Set(accounts.handed.map(key)));
  const asTwo = accounts.deliveredAsNewTwice - handedInTwice;
  const sum = BUCKETS.reduce((total, bucket) => total + buckets[bucket], 0);
  if (sum !== business.length) faults.push(`the buckets add up to ${sum}, there are ${business.length} documents`);
  if (asTwo !== 0) faults.push(`${asTwo} documents came to a terminal as two documents`);
  return {
    ...buckets, documents: sum, acknowledged: business.filter((line) => line.state === 'acknowledged').length, lost: lost.size,
    deliveredAsNewTwice: asTwo, seenAgain: accounts.seenAgain, handedInTwice,
    answersCarriedBack: accounts.ledger.filter((line) => line.kind === 'acknowledgement' && (line.acceptedBy !== null)).length,
    faults, reconciles: faults.length === 0,
  };
}

/**
 * Of what the terminals call one document delivered as two: how much was handed in so, by a sender that put one set into
 * two interchanges, or two sets under one ST02. What Hawser must never do is to give a document an identity or a content
 * that its sender did not.
 */
function twiceByTheirSenders(arrivals: readonly Arrival[], handed: ReadonlySet<string>): number {
  const known = new Set<string>();
  let twice = 0;
  for (const { site, identity: { isa06, isa08, isa13, gs06, st02 }, sha256 } of arrivals) {
    const identity = `${site} ${[isa06, isa08, isa13, gs06, st02].join('|')}`;
    const both = `${identity} ${sha256}`;
    if (known.has(both)) continue;
    if ((known.has(identity) || known.has(`${site} ${sha256}`)) && handed.has([isa13, gs06, st02, sha256].join('|'))) twice += 1;
    for (const one of [both, identity, `${site} ${sha256}`]) known.add(one);
  }
  return twice;
}

/** Asks all three and writes them side by side. */
export async function settleAccounts(stage: Stage, desk: Desk, handed: readonly Handed[], refused: Report['refusedAtTheDoor']): Promise<Report> {
  const [ledger, calls, outages, arrivals, counts, clerks, mails, tasks] = await Promise.all([
    desk.documents(), desk.calls(), desk.outages(),
    stage.far<{ arrivals: Arrival[] }>('GET', '/received').then((book) => book.arrivals), stage.far<{ total: { deliveredAsNewTwice: number; seenAgain: number } }>('GET', '/counts'),
    stage.far<{ answers: ClerkLine[] }>('GET', '/answers').then((book) => book.answers), desk.mailsIn(),
    desk.ask<{ what: string }[]>('GET', '/tasks'),
  ]);
  const told = reckon({ handed, ledger, arrivals, deliveredAsNewTwice: counts.total.deliveredAsNewTwice, seenAgain: counts.total.seenAgain });
  const answers = reckonAnswers(clerks, mails, ledger);
  const faults = [...told.faults, ...answers.faults];
  return {
    at: new Date().toISOString(),
    ...told, ...answers, leftToAPerson: tasks.map(({ what }) => what), faults, reconciles: faults.length === 0,
    refusedAtTheDoor: refused, outages: outages.map(shortOutage).reverse(), vesselCalls: calls.map(shortCall),
  };
}

const shortOutage = ({ scope, because, openedAt, closedAt, state }: OutageLine) => ({ scope, because, openedAt, closedAt, state });
const shortCall = (call: CallLine) => ({
  call: `${call.vesselName} ${call.voyageIn ?? call.voyageOut ?? ''}`.trim(), terminal: call.endpoint ?? call.unlocode, due: call.due, late: call.late,
  worstDelayMinutes: call.worstDelayMinutes, byEdi: call.byEdi, byEmail: call.byEmail, accepted: call.accepted, acknowledged: call.acknowledged,
});
