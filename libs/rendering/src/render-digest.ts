import type { Prepared } from './prepared.js';
import type { Column, Row, Section } from './page/page.js';
import { reason } from './page/first-screen.js';
import { digestSubjectOf } from './subject.js';
import type { ByMailBecause, RenderingContext } from './types.js';
import { titleOf } from './words/titles.js';
import { Words } from './words/words.js';
import { writeHtml } from './writers/html.js';
import { BETWEEN, writeText } from './writers/text.js';

/** One line of a digest's table of contents. */
export interface DigestEntry {
  ref: string;
  set: string;
  version: number;
  /** "v1" or a ref; null: it replaces nothing */
  replaces: string | null;
  dueAt: Date | null;
  /** proved: it carries no dangerous goods, and releases or holds nothing */
  calm: boolean;
  copy: { name: string; byteLength: number; sha256: string };
}

export interface DigestToRender {
  terminal: RenderingContext['terminal'];
  language: string;
  /** of the call all of them belong to; null: they are matched to none */
  vessel: RenderingContext['vessel'] | null;
  etaAt: Date | null;
  because: ByMailBecause;
  phone: string | null;
  /** an earlier mail of each may have arrived */
  possibleDuplicate: boolean;
  /** each document's words carry a link that confirms it */
  confirmLinks?: boolean;
  /** the most urgent first */
  entries: readonly DigestEntry[];
}

/**
 * Several documents as the words of one mail: what is asked and a table of contents, then the words of each as they would stand in
 * a mail of its own, one below another.
 * @param documents  their words as `renderMail` gave them, in the order of the entries
 */
export function renderDigest(digest: DigestToRender, documents: readonly { text: string; html: string }[]): { subject: string; text: string; html: string } {
  const contents = prepare(digest);
  const html = writeHtml([contents]);
  const bodies = [html, ...documents.map((one) => one.html)].map((one) => /<body>\n([\s\S]*)<\/body>/.exec(one)?.[1] ?? '');
  return {
    subject: digestSubjectOf({ terminal: digest.terminal, vessel: digest.vessel, refs: digest.entries.map(({ ref }) => ref), possibleDuplicate: digest.possibleDuplicate }),
    text: [writeText([contents]), ...documents.map((one) => one.text)].join(BETWEEN),
    html: html.replace(/<body>\n[\s\S]*<\/body>/, () => `<body>\n${bodies.join('')}</body>`),
  };
}

function prepare(digest: DigestToRender): Prepared {
  const words = Words.in(digest.language);
  const [first] = digest.entries;
  const more = digest.entries.length - 1;
  const page: Prepared['page'] = {
    set: '', title: words.say('digestOf', digest.entries.length), version: '', ref: more === 0 ? first?.ref ?? '' : words.say('digestRefs', first?.ref ?? '', more),
    vessel: '', sections: [...duplicateSection(digest, words), askSection(digest, words), callSection(digest, words), contentsSection(digest, words), footerSection(digest, words)],
  };
  // The writers of text and HTML lay out a page and its words; there is no one document of which this says anything.
  return { page, words } as Prepared;
}

function duplicateSection({ possibleDuplicate }: DigestToRender, words: Words): Section[] {
  return possibleDuplicate ? [{ id: 'duplicate', heading: words.say('possibleDuplicate'), tone: 'warning', blocks: [{ kind: 'sentences', sentences: [words.say('digestMayHold')] }] }] : [];
}

function askSection({ entries, terminal, because, phone }: DigestToRender, words: Words): Section {
  const due = entries.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
  return { id: 'ask', heading: null, tone: 'ask', blocks: [{ kind: 'sentences', sentences: [
    due.length === 0 ? words.say('digestKeyIn', entries.length) : words.say('digestKeyInBefore', entries.length, words.instant(new Date(Math.min(...due)), terminal.zone)),
    words.say('answerWords'),
    words.say('answerEachRef', `RECEIVED ${entries.slice(0, 2).map(({ ref }) => ref).join(' ')}`),
    phone === null ? words.say('answer') : words.say('answerOrCall', phone),
    words.say('digestNameTheRef'),
    reason({ because, terminal }, words),
    ...(because.ediReturns === false ? [] : [words.say('digestSameAsEdi')]),
    ...(entries.every(({ calm }) => calm) ? [words.say('digestNoneHazardous')] : []),
  ] }] };
}

function callSection({ vessel, etaAt, terminal }: DigestToRender, words: Words): Section {
  const facts = vessel === null ? [{ label: words.say('vessel'), value: words.say('digestNoCall') }] : [
    { label: words.say('vessel'), value: [vessel.name, vessel.imo ? words.say('imo', vessel.imo) : '', vessel.callSign ? words.say('callSignOf', vessel.callSign) : ''].filter((part) => part !== '').join('   ') },
    { label: words.say('voyage'), value: [vessel.voyage ?? '', etaAt ? words.say('etaAt', words.instant(etaAt, terminal.zone)) : ''].filter((part) => part !== '').join('   ') },
  ];
  return { id: 'headline', heading: null, tone: 'plain', blocks: [{ kind: 'facts', facts: [...facts, { label: words.say('terminal'), value: [terminal.code, terminal.name].join('   ') }].filter(({ value }) => value !== '') }] };
}

function contentsSection({ entries, terminal }: DigestToRender, words: Words): Section {
  const columns: Column[] = [
    { id: 'ref', title: words.say('ref'), kind: 'exact' },
    { id: 'document', title: words.say('digestDocument'), kind: 'text' },
    { id: 'version', title: words.say('digestVersion'), kind: 'text' },
    { id: 'due', title: words.say('digestDue'), kind: 'text' },
  ];
  const rows = entries.map((entry): Row => ({
    cells: [
      entry.ref, `${titleOf(entry.set, words)} (${entry.set})`, entry.replaces === null ? words.say('version', entry.version) : words.say('versionReplaces', entry.version, entry.replaces),
      entry.dueAt === null ? words.say('digestNoDue') : words.instant(entry.dueAt, terminal.zone),
    ],
    notes: [`${entry.copy.name}: ${words.say('attachment', words.figure(String(entry.copy.byteLength)), entry.copy.sha256)}`],
  }));
  return { id: 'attached', heading: words.say('digestContents'), tone: 'plain', blocks: [{ kind: 'table', table: { columns, rows } }] };
}

function footerSection({ confirmLinks }: DigestToRender, words: Words): Section {
  return { id: 'attached', heading: null, tone: 'quiet', blocks: [{ kind: 'sentences', sentences: [words.say('digestBelow'), words.say(confirmLinks ? 'onlyLinks' : 'neverAsk')] }] };
}
