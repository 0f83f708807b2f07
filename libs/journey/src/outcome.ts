import { sql } from 'drizzle-orm';
import type { Channel, Outcome } from '#channels';
import type { Endpoint } from '#directory';
import { endTry, moveDocuments, type DocumentRow, type DocumentState, type Move } from '#documents';
import type { Transaction } from '#ledger';
import { MAIL_RELAY, witness, type Witness } from './evidence.js';
import type { Journey } from './journey.js';

export interface Ended {
  open: { id: number; number: number; holder: string };
  endpoint: Endpoint;
  documents: readonly Pick<DocumentRow, 'id' | 'kind'>[];
  channel: Channel['kind'];
  outcome: Outcome;
  /** it was handed over by mail before: where EDI did not take the repeat, that stands */
  repeat: boolean;
}

/**
 * The outcome of a try: the try ends, its documents move, the path hears of it, in one transaction. Where the try is no
 * longer open (it expired, or an answer came first) nothing is written: somebody else has the word.
 */
export async function writeOutcome(journey: Journey, ended: Ended): Promise<void> {
  const at = journey.clock.now();
  const { outcome } = ended;
  await journey.ledger.transaction(async (tx) => {
    const { outcome: kind, ...proof } = outcome;
    const because = 'because' in outcome ? outcome.because : 'accepted';
    if (!(await endTry(tx, ended.open, { outcome: kind, because, proof, at }))) {
      journey.log.warn({ try: ended.open.id, outcome: kind }, 'a try ended after it was taken from its holder; its outcome is not written');
      return;
    }
    await moveDocuments(tx, { ids: ended.documents.map((doc) => doc.id), from: ['sending'], actor: journey.holder, at, ...moveFor(journey, ended, at) });
    await tell(journey, tx, ended);
  });
}

type Consequence = Pick<Move, 'event' | 'because' | 'facts' | 'set'> & { to: DocumentState };

function moveFor(journey: Journey, ended: Ended, at: Date): Consequence {
  const { outcome, channel, endpoint } = ended;
  const facts = { channel, try: ended.open.number, ...outcome };
  switch (outcome.outcome) {
    case 'accepted': {
      // A 997 is never answered by a 997: awaiting one would hold every silence against the path.
      const awaits = channel === 'sftp' && endpoint.acknowledges === '997' && ended.documents.some((doc) => doc.kind === 'business');
      return {
        to: 'accepted', event: 'accepted', because: `handed over by ${words(channel)}: ${outcome.receipt}`, facts,
        set: { ...firstAcceptance(at, channel), lastAcceptedBy: channel, answerDueAt: awaits ? new Date(at.getTime() + endpoint.answerWithinMs) : null },
      };
    }
    case 'unknown':
      return { to: 'unsettled', event: 'in-doubt', because: `it may have arrived: ${outcome.words}`, facts, set: { mayHaveArrived: true, answerDueAt: new Date(at.getTime() + endpoint.answerWithinMs) } };
    case 'refused':
    case 'unreachable': {
      if (ended.repeat) return { to: 'accepted', event: 'mail-stands', because: `its mail stands; EDI ${outcome.outcome === 'refused' ? 'refused the repeat' : 'could not be reached'}: ${outcome.words}`, facts };
      const backoff = journey.settings.retry.backoffMs;
      const wait = outcome.outcome === 'refused' && outcome.forGood ? 0 : backoff[Math.min(ended.open.number, backoff.length) - 1] ?? 0;
      return { to: 'waiting', event: outcome.outcome, because: `${words(channel)} ${outcome.outcome === 'refused' ? 'refused it' : 'could not be reached'}: ${outcome.words}`, facts, set: { notBefore: new Date(at.getTime() + wait) } };
    }
  }
}

/** Only the first acceptance is "how it went"; a later repeat by EDI does not rewrite it. */
const firstAcceptance = (at: Date, channel: string) => ({ acceptedAt: keepFirst('accepted_at', at), acceptedBy: keepFirst('accepted_by', channel) }) as unknown as { acceptedAt: Date; acceptedBy: string };

async function tell(journey: Journey, tx: Transaction, ended: Ended): Promise<void> {
  const path = ended.channel === 'sftp' ? { endpoint: ended.endpoint.code, kind: 'edi' as const } : { endpoint: MAIL_RELAY, kind: 'email' as const };
  const seen = evidenceOf(ended.outcome);
  if (seen) await witness(journey, tx, { ...path, ...seen });
}

/** Our own doing, or our own lack: it says nothing about the far side. */
const OURS = new Set(['stopped-by-us', 'channel-closed', 'credentials-unreadable']);

/** What a try's outcome says about its path. A refusal for good speaks of the document or the mailbox, not of the path. */
function evidenceOf(outcome: Outcome): Pick<Witness, 'evidence' | 'detail'> | null {
  if ('because' in outcome && OURS.has(outcome.because)) return null;
  switch (outcome.outcome) {
    case 'accepted': return { evidence: 'delivered', detail: outcome.receipt };
    case 'unknown': return { evidence: 'timed-out', detail: outcome.words };
    case 'unreachable': return { evidence: /timed-out|stalled/.test(outcome.because) ? 'timed-out' : 'connect-failed', detail: `${outcome.because}: ${outcome.words}` };
    case 'refused': return outcome.forGood ? null : { evidence: 'refused-for-now', detail: outcome.words };
  }
}

const keepFirst = (column: 'accepted_at' | 'accepted_by', value: Date | string) => sql`coalesce(${sql.identifier(column)}, ${value})`;

const words = (channel: string) => (channel === 'sftp' ? 'EDI' : 'mail');
