import type { AnswerWord } from '#acknowledgements';
import { groupBy } from '#common';
import { lockDocuments } from '#documents';
import type { Transaction } from '#ledger';
import { answerByPerson } from './answer-by-person.js';
import type { NamedAnswer, NamedDocument } from './answered-documents.js';
import type { Journey } from './journey.js';

/** The words of one mail whose sender is believed, by proof or by a person's word. */
export interface BelievedAnswers {
  mailId: number;
  answers: readonly NamedAnswer[];
  /** may the sender speak for this document? null: yes; else why not */
  mayNot(document: NamedDocument): string | null;
  saidBy: string;
  saidAt: Date;
  actor: string;
  /** a person believed it, and why; said behind how each was matched. Not who: that is the actor, whom the history keeps as a digest */
  believedBy: string | null;
}

/** What the words came to, by refs. held: what a person must look at, each in one sentence. callBack: who asked to be called, and about what. */
export interface AnswersDone { moved: string[]; /** of each ref that moved: the word, in capitals */ words: Map<string, string>; noted: string[]; held: string[]; callBack: { documents: NamedDocument[]; reason: string }[] }

/** Applies each word to the documents it may speak for, in the caller's transaction. What it may not move stays as it is, and is said. */
export async function moveByAnswers(journey: Journey, tx: Transaction, believed: BelievedAnswers, at: Date): Promise<AnswersDone> {
  const done: AnswersDone = { moved: [], words: new Map(), noted: [], held: [], callBack: [] };
  // All at once, in the order everybody locks them in: two words lock twice.
  await lockDocuments(tx, believed.answers.flatMap(({ documents }) => documents.map(({ id }) => id)));
  const contradicted = saidTwice(believed.answers);
  for (const answer of believed.answers) {
    if (answer.word === 'call-me') { done.callBack.push({ documents: answer.documents.filter((doc) => believed.mayNot(doc) === null), reason: answer.reason }); continue; }
    done.held.push(...answer.unknown);
    if (answer.documents.length === 0 && answer.unknown.length === 0) { done.held.push(`${answer.word.toUpperCase()}: it names no document, and answers no mail of ours`); continue; }
    if (answer.word === 'reject' && answer.documents.length > 1 && (answer.refsFrom === 'none' || answer.refsFrom === 'references')) {
      done.held.push(`REJECT of a mail with ${answer.documents.length} documents, and it does not say which (${refsOf(answer.documents)})`);
      continue;
    }
    const elsewhere = namedElsewhere(answer);
    if (elsewhere !== null) { done.held.push(elsewhere); continue; }
    const whole = answer.documents.length > 1 && answer.refsFrom === 'references';
    const may = answer.documents.filter((doc) => {
      const why = contradicted.has(doc.id) ? `${doc.ref}: it says two things of it` : whole && doc.state === 'rejected' && answer.word === 'keyed' ? `${doc.ref} stands rejected, and KEYED of a whole mail does not name it` : believed.mayNot(doc);
      if (why !== null) done.held.push(why);
      return why === null;
    });
    await apply(journey, tx, believed, { word: answer.word, reason: answer.reason, matchedBy: answer.matchedBy, may }, done, at);
  }
  return done;
}

async function apply(journey: Journey, tx: Transaction, believed: BelievedAnswers, said: { word: Exclude<AnswerWord, 'call-me'>; reason: string; matchedBy: string; may: readonly NamedDocument[] }, done: AnswersDone, at: Date): Promise<void> {
  for (const [endpoint, documents] of groupBy(said.may, (doc) => doc.endpoint ?? '')) {
    const effects = await answerByPerson(journey, tx, {
      documentIds: documents.map(({ id }) => id), endpoint, word: said.word, words: said.reason, saidBy: believed.saidBy, by: 'mail', saidAt: believed.saidAt, believed: believed.believedBy,
      matchedBy: believed.believedBy === null ? said.matchedBy : `${said.matchedBy}; ${believed.believedBy}`, actor: believed.actor, sourceMailId: believed.mailId,
    }, at);
    for (const doc of documents) {
      const effect = effects.get(doc.id);
      // Their word counts, and somebody must tell them: what they keyed is for a call that is not made there any more.
      if (said.word === 'keyed' && (doc.disregard === 'owed' || doc.disregard === 'told')) done.held.push(`${doc.ref} is for a call that went; its place ${doc.disregard === 'owed' ? 'is to be told' : 'was told'} to disregard it, and they say KEYED`);
      if (effect === 'moved') { done.moved.push(doc.ref); done.words.set(doc.ref, said.word.toUpperCase()); }
      else if (effect === 'not-open' && doc.state !== 'superseded') done.held.push(`${doc.ref} is ${doc.state}, and they say ${said.word.toUpperCase()}: they may have it all the same`);
      // Their two words speak against each other, and the first stands: "it stood so already" would be untrue.
      else if (effect === 'noted' && doc.state === 'rejected' && said.word !== 'reject') done.held.push(`${doc.ref} stands rejected, which ${said.word.toUpperCase()} does not take back`);
      else done.noted.push(doc.ref);
    }
  }
}

/** A word that stands by no ref, and other lines of its sender's name refs: is it about those, about the rest, or about all? Null: there are none, or just what it is about. */
function namedElsewhere({ word, beside, documents }: NamedAnswer): string | null {
  const about = new Set(documents.map(({ ref }) => ref));
  const same = beside.every((ref) => about.has(ref)) && (documents.length === 1 || beside.length === documents.length);
  return beside.length === 0 || same ? null : `it says ${word.toUpperCase()} of the whole mail, and its words name ${beside.slice(0, 5).join(', ')} in another line`;
}

/** Documents of which one mail says both that they have it and that they refuse it. */
function saidTwice(answers: readonly NamedAnswer[]): Set<number> {
  const of = (rejects: boolean) => new Set(answers.filter(({ word }) => word !== 'call-me' && (word === 'reject') === rejects).flatMap(({ documents }) => documents.map(({ id }) => id)));
  const taken = of(false);
  return new Set([...of(true)].filter((id) => taken.has(id)));
}

export const refsOf = (documents: readonly { ref: string }[]): string => documents.slice(0, 20).map(({ ref }) => ref).join(', ');
