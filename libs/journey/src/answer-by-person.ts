import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AnswerWord } from '#acknowledgements';
import { cut } from '#common';
import { anyOf, lockDocuments, moveDocuments, noteDocuments, type DocumentState } from '#documents';
import { acknowledgement, digestOfName, type Transaction } from '#ledger';
import { firstWay } from './acceptance.js';
import { closeTries } from './apply-answers.js';
import { wakeNext } from './sequence.js';
import { closeTasks } from './tasks.js';
import { tellCarrier } from './tell-carrier.js';
import { wakeSuccessors } from './versions.js';
import type { Journey } from './journey.js';

/** What a person of the far side said of documents of one endpoint. Whoever calls this has judged that they may. */
export interface PersonsAnswer {
  documentIds: readonly number[];
  endpoint: string;
  word: Exclude<AnswerWord, 'call-me'>;
  /** their own words: the reason of a REJECT, or what they wrote */
  words: string;
  /** who said so: an address, or the name told by phone */
  saidBy: string;
  /** mail | phone | confirm-link */
  by: 'mail' | 'phone' | 'confirm-link';
  /** when it was said; a phone answer may be entered later */
  saidAt: Date;
  /** they were not proved, or not listed, and a person of ours believed them: which of the two, and why */
  believed?: string | null;
  /** how it was matched to the documents, in a few words */
  matchedBy: string;
  /** who enters it, as the history names them: the mailbox's reader, or a person of ours */
  actor: string;
  sourceMailId?: number;
}

/** of each document: moved (its state changed), noted (it stood so already, or at a better level), not-open (superseded or cancelled: their word is kept, nothing moves) */
export type AnswerEffect = 'moved' | 'noted' | 'not-open';

const OPEN: readonly DocumentState[] = ['waiting', 'sending', 'unsettled', 'accepted'];
const LABEL = { mail: 'by mail', phone: 'by phone', 'confirm-link': 'by the confirm link' } as const;

/** What became of it before they said so; they may have it all the same. */
const GONE: readonly DocumentState[] = ['superseded', 'cancelled'];

/**
 * A person's word on documents, level `person` (ARCHITECTURE.md, rule 5): kept as an acknowledgement each, moves them, ends their chase and tells
 * the carrier's system, in the caller's transaction. RECEIVED, KEYED and DUPLICATE say that they have it; REJECT that they will not take it. A refusal of what is in it is taken
 * back by KEYED alone: that it arrived was never in doubt. One of its form alone (997, TA1, CONTRL) by RECEIVED as well, since a person reads what a
 * machine did not.
 */
export async function answerByPerson(journey: Journey, tx: Transaction, answer: PersonsAnswer, at: Date): Promise<Map<number, AnswerEffect>> {
  const locked = await lockDocuments(tx, answer.documentIds);
  const ids = locked.map((doc) => doc.id);
  const rejected = answer.word === 'reject';
  const because = cut(`${answer.word.toUpperCase()} ${LABEL[answer.by]} ${answer.believed ? `for ${answer.endpoint}` : `from ${answer.endpoint}`}${answer.words ? `: ${answer.words}` : ''}${answer.believed ? ` (${answer.believed})` : ''}`, 500);
  const common = { actor: answer.actor, at, facts: { level: 'person', word: answer.word, by: answer.by, saidBy: digestOfName(answer.saidBy), saidAt: answer.saidAt.toISOString(), words: cut(answer.words, 500), matchedBy: answer.matchedBy } };
  await closeTries(tx, ids, at);
  const moved = rejected
    ? await moveDocuments(tx, { ...common, ids, from: [...OPEN, 'acknowledged'], to: 'rejected', event: 'rejected', because, set: { ...arrived(answer, at), answerDueAt: null, chaseAt: null, acknowledgedAt: null, acknowledgedLevel: null } })
    : await moveDocuments(tx, { ...common, ids: await notRefusedStill(tx, answer.word, locked), from: [...OPEN, 'rejected'], to: 'acknowledged', event: 'acknowledged', because, set: { ...arrived(answer, at), answerDueAt: null, chaseAt: null, mayHaveArrived: false, acknowledgedAt: answer.by === 'phone' ? answer.saidAt : at, acknowledgedLevel: 'person' } });
  const movedIds = new Set(moved.map((doc) => doc.id));
  const noted = await noteDocuments(tx, { ...common, ids: ids.filter((id) => !movedIds.has(id)), from: ['acknowledged', 'rejected'], event: 'answered-again', because: () => because });
  const late = await noteDocuments(tx, { ...common, ids, from: GONE, event: 'answered-late', because: () => because });
  const notedIds = new Set(noted.map((doc) => doc.id));
  const counts = locked.filter(({ id }) => movedIds.has(id) || notedIds.has(id) || late.some((doc) => doc.id === id));
  if (counts.length > 0) {
    await tx.insert(acknowledgement).values(counts.map(({ id }) => ({
      documentId: id, endpoint: answer.endpoint, level: 'person', verdict: rejected ? 'rejected' : 'accepted', words: because, matchedBy: answer.matchedBy, receivedAt: at, saidBy: answer.saidBy, ...(answer.sourceMailId === undefined ? {} : { sourceMailId: answer.sourceMailId }),
    })));
  }
  // Who asked to be called, or wrote what is not plain, is not answered by a colleague's mail; by a call they are.
  await closeTasks(tx, { documentIds: counts.map(({ id }) => id), kinds: ['call', 'check-bounce', ...(answer.by === 'phone' ? ['call-back' as const, 'check-answer' as const] : [])] }, { by: answer.actor, because, at });
  if (!rejected) await closeTasks(tx, { documentIds: [...movedIds], kinds: ['tell-carrier'] }, { by: answer.actor, because, at });
  if (moved.length > 0) {
    await wakeSuccessors(tx, [...movedIds], at);
    const inTurn = journey.directory.endpoints.get(answer.endpoint);
    if (inTurn) await wakeNext(tx, inTurn, at);
    await tellCarrier(journey, tx, { documentIds: [...movedIds], event: rejected ? 'rejected' : 'acknowledged', word: answer.word, by: answer.by, saidBy: answer.saidBy, saidAt: answer.saidAt, words: answer.words }, at);
  }
  return new Map(ids.map((id) => [id, movedIds.has(id) ? 'moved' : notedIds.has(id) ? 'noted' : 'not-open']));
}

/** Those of which no refusal stands that this word does not take back. */
async function notRefusedStill(tx: Transaction, word: PersonsAnswer['word'], locked: readonly { id: number; state: string }[]): Promise<number[]> {
  const refused = locked.filter(({ state }) => state === 'rejected').map(({ id }) => id);
  if (word === 'keyed' || refused.length === 0) return locked.map(({ id }) => id);
  const stands = word === 'duplicate' ? refused : (await tx.selectDistinct({ id: acknowledgement.documentId }).from(acknowledgement)
    .where(and(anyOf(acknowledgement.documentId, refused), eq(acknowledgement.verdict, 'rejected'), inArray(acknowledgement.level, ['content', 'person'])))).map(({ id }) => id);
  return locked.map(({ id }) => id).filter((id) => !stands.includes(id));
}

/** Who answers has it: where no try of ours came to know, the answer says that it was handed over. */
function arrived(answer: PersonsAnswer, at: Date) {
  const way = answer.by === 'phone' ? 'print' : 'email';
  return { ...firstWay(way, at), lastAcceptedBy: sql`coalesce(last_accepted_by, ${way})` as unknown as string };
}
