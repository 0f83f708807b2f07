import { and, eq, ne, sql } from 'drizzle-orm';
import { chooseBelief, readAnswers, refsIn, type Belief, type ReadAnswers } from '#acknowledgements';
import { cut } from '#common';
import type { Endpoint } from '#directory';
import { acknowledgement, mailIn, type Transaction } from '#ledger';
import { lookAgainAt } from './chase-steps.js';
import { answeredDocuments, documentsMeant, type NamedAnswer, type NamedDocument } from './answered-documents.js';
import { beginsAsEdi, saysEdi } from './judge-attachment.js';
import { isListed } from './judge-sender.js';
import { moveByAnswers, refsOf } from './move-by-answers.js';
import { openTask, type TaskKind } from './tasks.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import type { Journey } from './journey.js';

/** Who moves documents by mail, as their history names it. */
const actorOf = (mailbox: string) => `mailbox ${mailbox}`;
const MOST_WORDS = 2_000;

/** What a mail says and what it is about, whoever sent it. */
interface Said { read: ReadAnswers; answers: NamedAnswer[]; /** every document it names, each once */ documents: NamedDocument[] }

/**
 * Words of a mail from somebody at a terminal: read, and applied where its sender is listed and proved. What is not sure goes to a person, with the
 * reasons; what nothing speaks for moves nothing and asks nobody.
 */
export async function takeAnswers(journey: Journey, tx: Transaction, taken: MailTaken): Promise<MailOutcome> {
  const { mail, sender } = taken;
  if (mail.unreadable !== null) {
    await openTask(tx, taskOf(taken, 'unread-mail', [], `A mail of ${taken.mailbox} could not be read: ${cut(mail.unreadable, 200)}`, {}), taken.at);
    return { outcome: 'held', because: `it could not be read: ${mail.unreadable}` };
  }
  const said = await whatIsSaid(tx, taken);
  const belief = beliefFor(taken, said);
  if (belief.belief === 'refuse') return refuse(journey, tx, taken, said, belief);
  const reasons = [sender.listedBecause, sender.because];
  // Sent twice on different ways, it is one answer still; its bytes differ by the way alone.
  const before = belief.belief === 'believe' ? await takenBefore(tx, taken) : null;
  if (before !== null) return { outcome: 'recorded', because: `it was taken before, as mail ${before}` };
  if (saysNothingToUs(taken, said)) return { outcome: 'recorded', because: said.documents.length === 0 ? 'it says no word and names no document; what is attached is looked at by itself' : 'it says no word, and EDI came with it, which is looked at by itself' };
  if (sender.endpoints.length === 0 && belief.belief === 'person' && said.documents.length === 0) return { outcome: 'recorded', because: `${sender.listedBecause}, and it names no document of ours` };
  if (said.read.forwarded) return hold(tx, taken, said, ['it was forwarded, and what stands in it is somebody else\'s', ...reasons]);
  if (belief.belief === 'person') return hold(tx, taken, said, [belief.because, ...reasons]);
  if (said.answers.length === 0) return hold(tx, taken, said, [said.read.because ?? 'no word could be read', ...reasons]);
  const unsigned = namedUnsigned(taken, said);
  if (unsigned !== null) return hold(tx, taken, said, [unsigned, ...reasons]);
  return move(journey, tx, taken, said);
}

export async function whatIsSaid(tx: Transaction, { mail }: Pick<MailTaken, 'mail'>): Promise<Said> {
  const read = readAnswers(mail);
  const answers = await answeredDocuments(tx, read.answers, mail.references);
  const named = answers.length > 0 ? answers.flatMap((one) => one.documents) : await documentsMeant(tx, read.named, mail.references);
  return { read, answers, documents: [...new Map(named.map((doc) => [doc.id, doc])).values()] };
}

/** A document's frozen profile lists whom its endpoint had when it was addressed; the directory lists who is there now. Either will do. */
function beliefFor({ mail, sender }: MailTaken, { documents }: Said): Belief {
  return chooseBelief({ listed: sender.endpoints.length > 0 || documents.some((doc) => isListed(doc.mail, mail.from)), verified: sender.verified, by: sender.by });
}

/** Where a ref may stand outside a mail's words. */
const NAMING = ['to', 'cc', 'subject', 'in-reply-to', 'references'];

/**
 * What was signed once may be sent on by anybody, with other fields around it: a document that is taken from a field has to be named by one that the signature covers,
 * or by the words, quoted ones too. Null: so it is; else why not.
 */
function namedUnsigned({ mail, sender: { covers } }: MailTaken, { answers }: Said): string | null {
  if (!covers) return null;
  const fields = mail.headers.filter(({ name }) => NAMING.includes(name) && covers.includes(name)).map(({ value }) => value.slice(0, 20_000).replace(/[.+@<>]/g, ' '));
  const signed = new Set(refsIn([...fields, mail.text.slice(0, 200_000)].join('\n')));
  const open = answers.find(({ refsFrom, documents }) => ['to', 'references', 'subject'].includes(refsFrom) && documents.length > 0 && !documents.some(({ ref }) => signed.has(ref)));
  return open ? `it names ${refsOf(open.documents)} by fields alone that its signature does not cover` : null;
}

/** Clocks differ by so much. */
const CLOCKS_MS = 900_000;

/** Why a sender may not speak for a document; null: they may. */
const mayNotSpeak = ({ mail, sender }: MailTaken) => (doc: NamedDocument): string | null => {
  if (!doc.left) return `${doc.ref} was never sent, or not all of it, so nobody can have it`;
  // An old answer that is sent on, whose signature is as good as it was.
  if (mail.date !== null && mail.date.getTime() < doc.receivedAt.getTime() - CLOCKS_MS) return `${doc.ref} came to us at ${doc.receivedAt.toISOString()}, and this answer was written before, at ${mail.date.toISOString()}`;
  if (doc.endpoint !== null && (sender.endpoints.includes(doc.endpoint) || isListed(doc.mail, mail.from))) return null;
  return `${doc.ref} is for ${doc.endpoint ?? 'nobody'}, where ${mail.from ?? 'nobody'} is not listed`;
};

async function move(journey: Journey, tx: Transaction, taken: MailTaken, said: Said): Promise<MailOutcome> {
  const { mail, sender, at } = taken;
  const done = await moveByAnswers(journey, tx, {
    mailId: taken.id, answers: said.answers, mayNot: mayNotSpeak(taken), saidBy: mail.from ?? '', saidAt: saidAt(mail.date, at), actor: actorOf(taken.mailbox), believedBy: null,
  }, at);
  for (const { documents, reason } of done.callBack) await askToCall(journey, tx, taken, said, documents, reason);
  if (done.held.length > 0) await openTask(tx, checkAnswer(taken, said, [...done.held, sender.listedBecause, sender.because]), at);
  return outcomeOf(done, said);
}

export function outcomeOf(done: { moved: string[]; words: ReadonlyMap<string, string>; noted: string[]; held: string[]; callBack: readonly unknown[] }, { documents }: Pick<Said, 'documents'>): MailOutcome {
  const words = [
    ...(done.moved.length > 0 ? [`moved ${list(done.moved.map((ref) => `${ref} (${done.words.get(ref) ?? ''})`))}`] : []), ...(done.noted.length > 0 ? [`${list(done.noted)} stood so already`] : []),
    ...(done.callBack.length > 0 ? ['they ask to be called'] : []), ...(done.held.length > 0 ? [`to a person: ${done.held.slice(0, 5).join('; ')}`] : []),
  ].join('; ');
  const [endpoint, ...more] = new Set(documents.map((doc) => doc.endpoint));
  const outcome = done.moved.length > 0 ? 'moved' : done.held.length + done.callBack.length > 0 ? 'held' : 'recorded';
  return { outcome, because: words || 'it says nothing new', ...(endpoint && more.length === 0 ? { endpoint } : {}) };
}

const list = (refs: readonly string[]): string => `${refs.slice(0, 20).join(', ')}${refs.length > 20 ? ` and ${refs.length - 20} more` : ''}`;

async function hold(tx: Transaction, taken: MailTaken, said: Said, reasons: readonly string[]): Promise<MailOutcome> {
  // They answered: to be told that nobody did would be untrue. Whoever only says that they are they, is asked on.
  if (beliefFor(taken, said).belief === 'believe') await lookAgainAt(tx, said.documents.filter((doc) => mayNotSpeak(taken)(doc) === null).map(({ id }) => id), null);
  await openTask(tx, checkAnswer(taken, said, reasons), taken.at);
  return { outcome: 'held', because: reasons.join('; ') };
}

/** Kept and shown in the list of mails. A listed name that was taken is an alarm, among the answers that matched nothing. */
async function refuse(journey: Journey, tx: Transaction, taken: MailTaken, said: Said, belief: Belief): Promise<MailOutcome> {
  const { sender, mail, at } = taken;
  const because = [belief.because, sender.listedBecause, sender.because].join('; ');
  if (belief.alarm) {
    const [first] = said.answers;
    await tx.insert(acknowledgement).values({ endpoint: sender.endpoints[0] ?? said.documents[0]?.endpoint ?? '', level: 'person', verdict: first?.word === 'reject' ? 'rejected' : 'accepted', words: cut(`FORGED: ${said.read.ownWords}`, 500), matchedBy: cut(because, 500), receivedAt: at, sourceMailId: taken.id, saidBy: mail.from, alarm: true });
    journey.log.error({ mail: taken.id, from: mail.from, because }, 'a mail under a listed name is forged; it moved nothing');
  }
  return { outcome: 'refused', because };
}

function checkAnswer(taken: MailTaken, { read, answers, documents }: Said, reasons: readonly string[]) {
  const { mail, sender } = taken;
  const words = answers.map(({ word, reason }) => `${word.toUpperCase()}${reason ? ` ${reason}` : ''}`);
  const says = words.length > 0 ? cut(words.join(', '), 200) : 'what could not be read';
  // What a mail of many is about is nobody's guess: a ref in a command would be entered.
  const about = documents.length === 0 ? '' : documents.length <= 3 ? ` of ${refsOf(documents)}` : ` of a mail with ${documents.length} documents`;
  const enter = `enter what they say: npx hawser answered ${documents.length === 1 ? documents[0]!.ref : 'REF'} …`;
  const refuse = `npx hawser refuse ${taken.id} --because "…"`;
  const next = documents.length > 0 && answers.length > 0 ? `Believe it: npx hawser believe ${taken.id} --because "…"; ${enter}; or refuse it: ${refuse}` : `Read it, answer them, and ${enter}; or refuse it: ${refuse}`;
  return taskOf(taken, 'check-answer', documents, `${mail.from ?? 'Somebody'} says ${says}${about}: ${reasons[0] ?? ''}. ${next}`, {
    from: mail.from, subject: cut(mail.subject, 500), ownWords: cut(read.ownWords, MOST_WORDS), words, refs: documents.slice(0, 100).map(({ ref }) => ref), reasons: reasons.slice(0, 100), listed: sender.listedBecause, proof: sender.because,
  });
}

/** They answered, and want to be called: a person has it as a task, and nobody is reminded of what they are to be called about. */
export async function askToCall(journey: Journey, tx: Transaction, taken: MailTaken, { read, documents: named }: Said, documents: readonly NamedDocument[], reason: string): Promise<void> {
  await lookAgainAt(tx, documents.map(({ id }) => id), null);
  const known = documents.length > 0 ? documents : named;
  const code = known[0]?.endpoint ?? taken.sender.endpoints[0] ?? null;
  const phones = phonesOf(journey, code, known);
  await openTask(tx, taskOf(taken, 'call-back', documents, `${taken.mail.from ?? 'Somebody'} at ${code ?? 'a terminal'} asks to be called${documents.length > 0 ? ` about ${refsOf(documents)}` : ''}${reason ? `: ${cut(reason, 200)}` : ''}`, {
    phones, about: documents.slice(0, 100).map(({ ref, version }) => `${ref}, version ${version}`), reason, ownWords: cut(read.ownWords, MOST_WORDS), from: taken.mail.from,
  }), taken.at);
}

/** Numbers of the directory as it is now; what a mail says is told beside, since it may be anybody's number. */
function phonesOf(journey: Journey, code: string | null, documents: readonly NamedDocument[]): string[] {
  const now: Endpoint | undefined = code === null ? undefined : journey.directory.endpoints.get(code);
  return now?.phones ?? documents[0]?.phones ?? [];
}

function taskOf(taken: MailTaken, kind: TaskKind, documents: readonly NamedDocument[], what: string, facts: Record<string, unknown>) {
  const [first] = [...documents].sort((a, b) => a.effectiveDueAt.getTime() - b.effectiveDueAt.getTime());
  const { endpoints } = taken.sender;
  return {
    kind, cause: `${kind} mail ${taken.id}`, carrier: first?.carrier ?? null, region: first?.region ?? null, endpoint: first?.endpoint ?? (endpoints.length === 1 ? endpoints[0]! : null),
    documentId: documents.length === 1 ? first!.id : null, mailInId: taken.id, what, facts, urgentAt: first?.effectiveDueAt ?? taken.at,
  };
}

/** Their clock says when it was written; a clock that is ahead of ours is not believed. */
export const saidAt = (date: Date | null, at: Date): Date => (date !== null && date < at ? date : at);

/** Words that begin as EDI does; UNABLE and UNAVAILABLE do not. */
const BEGINS_AS_EDI = /^\s*(?:ISA[^A-Za-z0-9\s]|UNA[^A-Za-z0-9\s]{2}|UNB[^A-Za-z0-9\s])/;
/** One interchange or several and nothing else, so that nobody's sentence below it is passed over. */
const IS_X12 = /^\s*ISA([^A-Za-z0-9\s])[^]*\bIEA\1\d{1,5}\1\d{9}\S?\s*$/;
/** In an answer to us EDI alone, without words, is its own answer; a scanned page may be a stamp, and is a person's to read. */
const saysNothingToUs = ({ mail, sender }: MailTaken, { read, answers, documents }: Said): boolean => {
  const files = mail.attachments.filter(({ inline }) => !inline);
  if (answers.length > 0) return false;
  if (documents.length === 0) return files.length > 0 || BEGINS_AS_EDI.test(mail.text);
  // Whose file it is nobody knows is not opened, not for four bytes.
  if (!sender.verified) return false;
  if (IS_X12.test(read.ownWords)) return true;
  return read.ownWords.trim() === '' && files.length > 0 && files.every((one) => saysEdi(one) && beginsAsEdi(one.content));
};

/** Moved, or given to a person though its sender was proved then as well. */
async function takenBefore(tx: Transaction, { id, mail }: MailTaken): Promise<number | null> {
  if (mail.messageId === null) return null;
  const [before] = await tx.select({ id: mailIn.id }).from(mailIn)
    .where(and(eq(mailIn.messageId, mail.messageId), eq(mailIn.fromAddress, mail.from ?? ''), sql`(${mailIn.outcome} = 'moved' or (${mailIn.outcome} = 'held' and ${mailIn.sender}->>'verified' = 'true'))`, ne(mailIn.id, id))).limit(1);
  return before?.id ?? null;
}
