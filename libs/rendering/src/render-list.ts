import type { Page, Row, Table } from './page/page.js';
import type { Prepared } from './prepared.js';
import { ascii } from './subject.js';
import type { PhraseKey } from './words/phrases/index.js';
import { titleOf } from './words/titles.js';
import { Words } from './words/words.js';
import { cellText } from './writers/cell-text.js';
import { BYTE_ORDER_MARK, csvFile, csvRecord } from './writers/csv/rfc-4180.js';
import { writeHtml } from './writers/html.js';
import { writeText } from './writers/text.js';

/** How a document stands, as a clerk is told. Each has its words in every language. */
export type Standing =
  | { code: 'mailed' | 'may-have-arrived' | 'cancelled' | 'to-come' | 'by-mail-only' }
  | { code: 'in-part'; left: number; parts: number }
  | { code: 'superseded'; version: number; ref: string }
  | { code: 'rejected'; words: string }
  | { code: 'confirmed'; answer: string; at: Date }
  | { code: 'confirmed-by-you' | 'not-answered' | 'sent'; at: Date };

/** One document in one mail. */
export interface ListedDocument {
  ref: string;
  set: string;
  version: number;
  vessel: string;
  voyage: string;
  handedOverAt: Date;
  /** of its mail; of a mail in parts, of the first */
  messageId: string;
  subject: string;
  /** how many mails it took */
  parts: number;
  /** the EDI copy in it */
  byteLength: number;
  sha256: string;
  standing: Standing;
}

export interface ListToRender {
  /** after-return: EDI is up, and each document is told as it stands now */
  kind: 'hourly' | 'after-return';
  number: number;
  /** the list before it to this mailbox; null: it is the first */
  before: number | null;
  mailbox: string;
  terminal: { code: string; zone: string };
  language: string;
  from: Date;
  until: Date;
  phone: string | null;
  /** mails to this terminal may carry a link; a list never does */
  confirmLinks?: boolean;
  documents: readonly ListedDocument[];
}

export interface RenderedList { subject: string; text: Uint8Array; html: Uint8Array; csv: { name: string; contentType: string; bytes: Uint8Array } }

/** A list of mails as a mail: what a clerk reads, and the same as CSV for whoever compares by machine. */
export function renderList(list: ListToRender): RenderedList {
  const words = Words.in(list.language);
  // The writers of text and HTML lay out a page and its words; a list is about no one document.
  const prepared = { page: pageOf(list, words), words } as Prepared;
  const csv = BYTE_ORDER_MARK + csvFile([headings(words), ...list.documents.map((one) => record(one, list, words))]);
  return {
    subject: subjectOf(list), text: Buffer.from(writeText([prepared])), html: Buffer.from(writeHtml([prepared])),
    csv: { name: `${refOf(list)}.csv`, contentType: 'text/csv', bytes: Buffer.from(csv) },
  };
}

const refOf = ({ terminal, number }: ListToRender): string => `${terminal.code}-LIST-${number}`.replace(/[^A-Za-z0-9-]/g, '-');

/** English and ASCII in every language, in a fixed order, as those of documents: mail rules are made for it. */
function subjectOf(list: ListToRender): string {
  const what = list.kind === 'hourly' ? 'LIST OF MAILS' : 'EDI IS UP, LIST OF MAILS';
  const count = list.documents.length;
  return [list.terminal.code, `${what} ${list.number}`, `${count} DOCUMENT${count === 1 ? '' : 'S'}`, `Ref ${refOf(list)}`].map(ascii).join(' | ');
}

function pageOf(list: ListToRender, words: Words): Page {
  const { kind, number, before, terminal: { code, zone }, phone, documents } = list;
  const said = [
    words.say(kind === 'hourly' ? 'listNothingToKey' : 'listHowTheyStand'),
    words.say('listPeriod', words.instant(list.from, zone), words.instant(list.until, zone), list.mailbox, code),
    words.say('listNotOurs', code), words.say('listOthers'), phone === null ? words.say('listTell') : words.say('listCall', phone),
    before === null ? words.say('listIsFirst') : words.say('listBefore', before),
  ];
  const mails = new Map(documents.map(({ messageId, parts }) => [messageId, parts]));
  const figure = (of: number) => words.figure(String(of));
  const facts = [
    { label: words.say('listDocuments'), value: figure(documents.length) },
    { label: words.say('listMails'), value: figure([...mails.values()].reduce((sum, parts) => sum + parts, 0)) },
    { label: words.say('listCopies'), value: words.say('partBytes', figure(documents.reduce((sum, { byteLength }) => sum + byteLength, 0))) },
  ];
  return {
    set: '', title: words.say('listTitle'), version: words.say('listNumber', number), ref: refOf(list), vessel: '',
    sections: [
      { id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: said }] },
      { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts }] },
      { id: 'references', heading: words.say('listDocuments'), tone: 'plain', blocks: [{ kind: 'table', table: tableOf(list, words) }] },
      { id: 'attached', heading: null, tone: 'quiet', blocks: [{ kind: 'sentences', sentences: [phone === null ? words.say('questions', refOf(list)) : words.say('questionsOrCall', refOf(list), phone), words.say(list.confirmLinks ? 'noLinkHere' : 'neverAsk')] }] },
    ],
  };
}

/** How it stands comes first below its line: after a return that is what the clerk acts on. */
function tableOf({ kind, documents, terminal: { zone } }: ListToRender, words: Words): Table {
  const column = (id: string, title: PhraseKey, exact = false) => ({ id, title: words.say(title), kind: exact ? 'exact' as const : 'text' as const });
  const rows: Row[] = documents.map((one) => ({
    cells: [one.ref, `${titleOf(one.set, words)} (${one.set}) v${one.version}`, [one.vessel, one.voyage].filter((part) => part !== '').join(' '), words.instant(one.handedOverAt, zone)],
    notes: [
      ...(kind === 'hourly' && one.standing.code === 'mailed' ? [] : [standingIn(words, one.standing, zone)]),
      words.say('listMessageId', one.messageId), words.say('listSubject', one.subject), words.say('listCopy', words.figure(String(one.byteLength)), one.sha256),
      ...(one.parts === 1 ? [] : [words.say('listParts', one.parts)]),
    ],
  }));
  return { columns: [column('ref', 'colRef', true), column('document', 'listColDocument'), column('vessel', 'listColVessel'), column('handedOver', 'listColHandedOver')], rows };
}

/** How it stands, as a sentence in this language. */
function standingIn(words: Words, standing: Standing, zone: string): string {
  switch (standing.code) {
    case 'mailed': return words.say('standingMailed');
    case 'may-have-arrived': return words.say('standingMayHaveArrived');
    case 'in-part': return words.say('standingInPart', standing.left, standing.parts);
    case 'cancelled': return words.say('standingCancelled');
    case 'superseded': return words.say('standingSuperseded', standing.version, standing.ref);
    case 'rejected': return words.say('standingRejected', standing.words);
    case 'confirmed': return words.say('standingConfirmed', standing.answer, words.instant(standing.at, zone));
    case 'confirmed-by-you': return words.say('standingConfirmedByYou', words.instant(standing.at, zone));
    case 'not-answered': return words.say('standingNotAnswered', words.instant(standing.at, zone));
    case 'sent': return words.say('standingSent', words.instant(standing.at, zone));
    case 'to-come': return words.say('standingToCome');
    case 'by-mail-only': return words.say('standingByMailOnly');
  }
}

const COLUMNS = ['colRef', 'listColSet', 'listColVersion', 'listColVessel', 'listColVoyage', 'listColHandedOver', 'listColHandedOverUtc', null, 'listColSubject', 'listColMails', 'listColBytes', 'listColSha', 'listColStanding'] as const satisfies readonly (PhraseKey | null)[];

/** MESSAGE-ID is the name of the header, the same to everybody. */
const headings = (words: Words): string => csvRecord(COLUMNS.map((key) => (key === null ? 'MESSAGE-ID' : words.say(key))));

function record(one: ListedDocument, { terminal: { zone } }: ListToRender, words: Words): string {
  return csvRecord([
    one.ref, one.set, String(one.version), one.vessel, one.voyage, words.instant(one.handedOverAt, zone), one.handedOverAt.toISOString(), one.messageId, one.subject,
    String(one.parts), String(one.byteLength), one.sha256, standingIn(words, one.standing, zone),
  ].map(cellText));
}
