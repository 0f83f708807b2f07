import type { Page, Section } from './page/page.js';
import type { Prepared } from './prepared.js';
import { reminderSubjectOf } from './subject.js';
import { endsOf, spelt } from './words/spelling.js';
import { titleOf } from './words/titles.js';
import { Words } from './words/words.js';
import { writeHtml } from './writers/html.js';
import { writeText } from './writers/text.js';

/** A document that was mailed and that nobody has answered. */
export interface RemindedDocument {
  ref: string;
  set: string;
  version: number;
  vessel: string;
  voyage: string;
  dueAt: Date | null;
  mailedAt: Date;
  /** of the mail it was in */
  messageId: string;
}

export interface ReminderToRender {
  mailbox: string;
  terminal: { code: string; name: string; zone: string };
  language: string;
  phone: string | null;
  /** the most urgent first; at least one */
  documents: readonly RemindedDocument[];
}

/** A mail that asks for an answer to mails: what was mailed, when, by when it is due, and how one word answers. It carries no document. */
export function renderReminder(reminder: ReminderToRender): { subject: string; text: string; html: string } {
  const words = Words.in(reminder.language);
  // The writers of text and HTML lay out a page and its words; a reminder is about no one document.
  const prepared = { page: pageOf(reminder, words), words } as Prepared;
  return { subject: reminderSubjectOf(reminder), text: writeText([prepared]), html: writeHtml([prepared]) };
}

function pageOf(reminder: ReminderToRender, words: Words): Page {
  const { documents: [first], documents } = reminder;
  const more = documents.length - 1;
  const ref = first?.ref ?? '';
  return {
    set: '', title: words.say('remindTitle'), version: '', ref: more === 0 ? ref : words.say('digestRefs', ref, more), vessel: '',
    sections: [askSection(reminder, words), documentsSection(reminder, words), { id: 'attached', heading: null, tone: 'quiet', blocks: [{ kind: 'sentences', sentences: [words.say('neverAsk')] }] }],
  };
}

function askSection({ mailbox, phone, documents }: ReminderToRender, words: Words): Section {
  return { id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: [
    documents.length === 1 ? words.say('remindOne', mailbox) : words.say('remindSeveral', mailbox, documents.length),
    words.say('answerWords'),
    ...(documents.length === 1 ? [] : [words.say('answerEachRef', `RECEIVED ${documents.slice(0, 2).map(({ ref }) => ref).join(' ')}`)]),
    phone === null ? words.say('remindNotThereMail') : words.say('remindNotThere', phone),
    words.say('remindNothingNew'),
  ] }] };
}

function documentsSection({ documents, terminal: { zone } }: ReminderToRender, words: Words): Section {
  const columns = [
    { id: 'ref', title: words.say('ref'), kind: 'exact' as const }, { id: 'document', title: words.say('digestDocument'), kind: 'text' as const },
    { id: 'vessel', title: words.say('vessel'), kind: 'text' as const }, { id: 'due', title: words.say('digestDue'), kind: 'text' as const },
  ];
  const rows = documents.map((one) => ({
    cells: [one.ref, `${titleOf(one.set, words)} (${one.set}) ${words.say('version', one.version)}`, [one.vessel, one.voyage].filter((part) => part !== '').join(' '), one.dueAt === null ? words.say('digestNoDue') : words.instant(one.dueAt, zone)],
    notes: [words.say('remindMailed', words.instant(one.mailedAt, zone), one.messageId)],
  }));
  return { id: 'references', heading: null, tone: 'plain', blocks: [{ kind: 'table', table: { columns, rows } }] };
}

/** What is read out to a terminal on the phone, as the phone list has it: the ref sign by sign in its language, and both ends of the hash. */
export function readOut({ ref, sha256, language }: { ref: string; sha256: string; language: string }): { spelt: string; begins: string; ends: string } {
  return { spelt: spelt(ref, Words.in(language)), ...endsOf(sha256) };
}
