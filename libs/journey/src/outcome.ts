import type { Channel, Outcome } from '#channels';
import type { Endpoint } from '#directory';
import { anyOf, endTry, lockDocuments, moveDocuments, type DocumentRow, type DocumentState, type Move } from '#documents';
import { document, type Transaction } from '#ledger';
import { acceptance, mailStands, whatStands } from './acceptance.js';
import { witness, type Witness } from './evidence.js';
import { TOO_BIG_FOR_RELAY } from './mail-forms.js';
import { learnCap } from './mail-size.js';
import { giveBack } from './rates.js';
import { wakeSuccessors } from './versions.js';
import type { Journey } from './journey.js';

export interface Ended {
  open: { id: number; transmissionId: number; number: number; holder: string };
  endpoint: Endpoint;
  documents: readonly Pick<DocumentRow, 'id' | 'kind' | 'mailAcceptedAt' | 'lastAcceptedBy'>[];
  channel: Channel['kind'];
  /** the relay a mail was given to */
  relay?: string | undefined;
  /** whom a mail was for, how many of its parts did not leave, and how large the one was that was refused */
  mail?: { to: readonly string[]; unsent: number; refusedBytes: number };
  outcome: Outcome;
}

/**
 * The outcome of a try: the try ends, its documents move, the path hears of it, in one transaction. Where the try is no
 * longer open (it expired, or an answer came first) nothing is written: somebody else has the word.
 */
export async function writeOutcome(journey: Journey, ended: Ended): Promise<void> {
  const at = journey.clock.now();
  const { outcome } = ended;
  const ids = ended.documents.map((doc) => doc.id);
  await journey.ledger.transaction(async (tx) => {
    const locked = await lockDocuments(tx, ids);
    const { outcome: kind, ...said } = outcome;
    const proof = ended.relay === undefined ? said : { ...said, relay: ended.relay };
    const because = 'because' in outcome ? outcome.because : 'accepted';
    if (!(await endTry(tx, ended.open, { outcome: kind, because, proof, at }))) {
      journey.log.warn({ try: ended.open.id, outcome: kind }, 'a try ended after it was taken from its holder; its outcome is not written');
      return;
    }
    // As they stand now: the mail that one of them falls back on may have come back since it was claimed.
    const documents = kind === 'refused' || kind === 'unreachable' ? await asNow(tx, ended.documents) : ended.documents;
    for (const alike of alikes(documents)) {
      await moveDocuments(tx, { ids: alike.map((doc) => doc.id), from: ['sending'], locked, actor: journey.holder, at, ...consequence(journey, ended, alike[0]!, at) });
    }
    if (ended.relay !== undefined && kind !== 'accepted' && kind !== 'unknown') await giveBack(tx, ended.open.transmissionId, ended.mail?.unsent ?? 1, kind === 'unreachable' ? 'both' : 'mailbox');
    if (kind === 'accepted') await wakeSuccessors(tx, ids, at);
    await tell(journey, tx, ended);
    await learn(journey, tx, ended, at);
  });
}

const asNow = (tx: Transaction, documents: Ended['documents']): Promise<Ended['documents'][number][]> =>
  tx.select({ id: document.id, kind: document.kind, mailAcceptedAt: document.mailAcceptedAt, lastAcceptedBy: document.lastAcceptedBy }).from(document).where(anyOf(document.id, documents.map(({ id }) => id))).orderBy(document.id);

/** Documents of one try for which its outcome means the same. */
function alikes(documents: Ended['documents']): Ended['documents'][number][][] {
  const groups = new Map<string, Ended['documents'][number][]>();
  for (const doc of documents) {
    const key = `${doc.kind} ${mailStands(doc)} ${whatStands(doc)}`;
    groups.set(key, [...(groups.get(key) ?? []), doc]);
  }
  return [...groups.values()];
}

type Consequence = Pick<Move, 'event' | 'because' | 'facts' | 'set'> & { to: DocumentState };

function consequence(journey: Journey, ended: Ended, doc: Ended['documents'][number], at: Date): Consequence {
  const { outcome, channel, endpoint, relay } = ended;
  const facts = { channel, try: ended.open.number, ...(relay === undefined ? {} : { relay }), ...outcome };
  const later = (ms: number) => new Date(at.getTime() + ms);
  switch (outcome.outcome) {
    case 'accepted':
      return { to: 'accepted', event: 'accepted', because: `handed over by ${WORDS[channel]}: ${outcome.receipt}`, facts, set: acceptance(channel, doc.kind, endpoint, journey.settings.mail.chase, at) };
    case 'unknown':
      return { to: 'unsettled', event: 'in-doubt', because: `it may have arrived: ${outcome.words}`, facts, set: { mayHaveArrived: true, answerDueAt: later(journey.settings.tries.doubtMs) } };
    case 'refused':
    case 'unreachable': {
      const backoff = journey.settings.retry.backoffMs;
      const pause = backoff[Math.min(ended.open.number, backoff.length) - 1] ?? 0;
      const not = outcome.outcome === 'refused' ? 'refused it' : 'could not be reached';
      if (mailStands(doc)) return { to: 'accepted', event: 'mail-stands', because: `${whatStands(doc)}; ${WORDS[channel]} ${not}: ${outcome.words}`, facts, set: { notBefore: later(pause) } };
      // Refused for good is no reason to wait: the next choice knows it and takes another way, or says that there is none.
      const forGood = outcome.outcome === 'refused' && outcome.forGood;
      return { to: 'waiting', event: outcome.outcome, because: `${WORDS[channel]} ${not}: ${outcome.words}`, facts, set: { notBefore: later(forGood ? 0 : pause) } };
    }
  }
}

const WORDS = { sftp: 'EDI', email: 'mail' } as const;

async function tell(journey: Journey, tx: Transaction, ended: Ended): Promise<void> {
  const path = ended.relay === undefined ? { endpoint: ended.endpoint.code, kind: 'edi' as const } : { endpoint: ended.relay, kind: 'email' as const };
  const seen = evidenceOf(ended.outcome);
  if (seen) await witness(journey, tx, { ...path, ...seen });
}

/** Too large for its mailbox, or for the relay: that is not said a second time of the same bytes. */
async function learn(journey: Journey, tx: Transaction, { outcome, relay, mail }: Ended, at: Date): Promise<void> {
  if (outcome.outcome !== 'refused' || relay === undefined || !mail) return;
  const whose = outcome.because === 'mail-too-big' ? mail.to : outcome.because === TOO_BIG_FOR_RELAY ? [relay] : [];
  for (const of of whose) await learnCap(tx, journey.settings.mail, { of, byteLength: mail.refusedBytes, mostBytes: outcome.mostBytes, because: `${outcome.words} (relay ${relay})`, actor: journey.holder, at });
}

/**
 * Our own doing: it says nothing about the way. A key we cannot read is not among them: the way is shut all the same, and
 * its documents must leave by mail.
 */
export const OUR_OWN_DOING: ReadonlySet<string> = new Set(['stopped-by-us', 'channel-closed', 'channel-threw']);

/** Refusals for now that speak of the mailbox: another relay would hear the same, and they say nothing of this one. */
export const OF_THE_MAILBOX: ReadonlySet<string> = new Set(['mailbox-full-for-now', 'mailbox-asks-to-come-back']);

/** What a try's outcome says about its path. A refusal for good speaks of the document or the mailbox, not of the path. */
function evidenceOf(outcome: Outcome): Pick<Witness, 'evidence' | 'detail'> | null {
  if ('because' in outcome && OUR_OWN_DOING.has(outcome.because)) return null;
  switch (outcome.outcome) {
    case 'accepted': return { evidence: 'delivered', detail: outcome.receipt };
    case 'unknown': return { evidence: 'timed-out', detail: outcome.words };
    case 'unreachable': return { evidence: /timed-out|stalled/.test(outcome.because) ? 'timed-out' : 'connect-failed', detail: `${outcome.because}: ${outcome.words}` };
    case 'refused': return outcome.forGood || OF_THE_MAILBOX.has(outcome.because) ? null : { evidence: 'refused-for-now', detail: outcome.words };
  }
}
