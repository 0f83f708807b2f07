import { joined } from '../draft.js';
import type { CargoRow, DocumentModel } from '../model.js';
import type { Change } from '../changes/item.js';
import { weightInWords } from '../weight.js';
import { HAZARD_CLASSES } from '../words/hazard.js';
import { WEIGHT_QUALIFIERS } from '../words/weights.js';
import { segmentName } from '../words/titles.js';
import type { PhraseKey } from '../words/phrases/index.js';
import type { Words } from '../words/words.js';
import { COLUMNS } from './columns.js';
import { withoutEmptyColumns, type Row, type Section, type SectionId } from './page.js';

/** Every table of a model, hazardous goods first. Empty ones are left out. */
export function tableSections(model: DocumentModel, words: Words): Section[] {
  return [containers(model, words), goods(model, words), bills(model, words), places(model, words), parties(model, words), references(model, words), freeText(model, words), asReceived(model, words)].filter((section) => section !== null);
}

export function changedSection(changes: readonly Change[], since: string, words: Words): Section | null {
  return section(words, { id: 'changed', heading: words.say('changedSection', since), columns: ['what', 'before', 'now'] }, changes.map(({ what, before, now }) => ({ cells: [what, before, now], notes: [] })));
}

export function hazmatSection({ hazmat: rows }: DocumentModel, words: Words): Section | null {
  return section(words, { id: 'hazmat', heading: words.say('hazmatSection'), tone: 'hazard', columns: ['un', 'class', 'packingGroup', 'container', 'kg', 'lb', 'billBelow'] }, rows.map((row) => ({
    cells: [row.un, row.class, row.packingGroup, row.containers, row.weight?.kg ?? '', row.weight?.lb ?? '', row.bill],
    notes: present([
      row.name, className(row.class, words), row.containers.length > 1 ? words.say('unknownWhichContainer') : '', row.weight && row.weight.kilograms === null ? words.say('weightIs', weightInWords(row.weight, words)) : '',
    ].concat(row.more, row.contact === '' ? '' : words.say('contactIs', row.contact))),
  })));
}

/** "Flammable liquids (class 3)"; explosives carry a letter behind their division, which is no part of its name. */
function className(found: string, words: Words): string {
  const name = words.word(HAZARD_CLASSES, found.replace(/^(1\.\d)[A-LNS]$/, '$1'));
  return name === '' ? '' : words.say('className', name, found);
}

function containers({ containers: rows }: DocumentModel, words: Words): Section | null {
  return section(words, { id: 'containers', heading: words.say('containersSection'), columns: ['container', 'type', 'loadEmpty', 'cell', 'kg', 'lb', 'seals', 'bill', 'from', 'to', 'hazard', 'temperature'] }, rows.map((row) => ({
    cells: [row.number, row.type, row.loadEmpty, row.cell, row.weight?.kg ?? '', row.weight?.lb ?? '', row.seals, row.bills, row.from, row.to, row.un, row.temperature],
    notes: row.notes,
  })));
}

function goods({ cargo: rows }: DocumentModel, words: Words): Section | null {
  return section(words, { id: 'goods', heading: words.say('goodsSection'), columns: ['container', 'quantity', 'package', 'kg', 'lb', 'billBelow'] }, rows.map((row) => ({
    cells: [goodsContainers(row, words), row.quantity, row.package, row.weight?.kg ?? '', row.weight?.lb ?? '', row.bill], notes: goodsNotes(row, words),
  })));
}

/** A line that lies in many boxes names them once, in its notes, and the column says how many. */
function goodsContainers({ containers: numbers }: CargoRow, words: Words): string[] { return numbers.length > 3 ? [words.say('inContainers', numbers.length)] : numbers; }

function goodsNotes(row: CargoRow, words: Words): string[] {
  return present([
    oddQuantity(row, words), row.description.join(' '), row.marks.length === 0 ? '' : words.say('marks', row.marks.join(' ')), row.commodity === '' ? '' : words.say('commodityOf', row.commodity),
  ].concat(row.notes, row.weight?.kilograms != null && row.weight.qualifier !== '' && row.weight.qualifier !== 'G' ? words.say('weightIs', words.code(WEIGHT_QUALIFIERS, row.weight.qualifier)) : ''));
}

function bills({ bills: rows }: DocumentModel, words: Words): Section | null {
  return section(words, { id: 'bills', heading: words.say('billsSection'), columns: ['bill', 'scac', 'loadedAt', 'quantity', 'package', 'kg', 'lb'] }, rows.map((row) => ({ cells: [row.number, row.scac, row.loadPort, row.quantity, row.package, row.weight?.kg ?? '', row.weight?.lb ?? ''], notes: present([oddQuantity(row, words)].concat(row.notes)) })));
}

/** It stands among the figures: what is none is said to be none. */
function oddQuantity({ quantity }: { quantity: string }, words: Words): string {
  return quantity === '' || /^-?\d+(?:\.\d+)?$/.test(quantity) ? '' : words.say('notAFigure', quantity);
}

/** The sentences of a list that are there, in the same list: thousands of rows have one each. */
function present(sentences: string[]): string[] {
  let count = 0;
  for (const sentence of sentences) {
    if (sentence === '') continue;
    sentences[count] = sentence;
    count += 1;
  }
  sentences.length = count;
  return sentences;
}

function places({ places: rows, containers: boxes }: DocumentModel, words: Words): Section | null {
  const several = boxes.length > 1;
  return section(words, { id: 'places', heading: words.say('placesSection'), columns: ['place', 'code', 'name', 'terminal', 'containerBelow'] }, rows.map((row) => ({ cells: [row.role, row.code, row.name, row.terminal, several ? (row.container ?? '') : ''], notes: row.dates })));
}

function parties({ parties: rows }: DocumentModel, words: Words): Section | null {
  return section(words, { id: 'parties', heading: words.say('partiesSection'), columns: ['party', 'name', 'billBelow'] }, rows.map((row) => ({ cells: [row.role, row.name, row.bill], notes: row.lines })));
}

function references({ references: facts }: DocumentModel, words: Words): Section | null {
  return facts.length === 0 ? null : { id: 'references', heading: words.say('referencesSection'), tone: 'plain', blocks: [{ kind: 'facts', facts }] };
}

function freeText({ freeText: lines }: DocumentModel, words: Words): Section | null {
  return lines.length === 0 ? null : { id: 'text', heading: words.say('textSection'), tone: 'plain', blocks: [{ kind: 'facts', facts: lines.map(({ where, text }) => ({ label: where, value: text })) }] };
}

function asReceived({ asReceived: segments, shownAsReceived }: DocumentModel, words: Words): Section | null {
  if (segments.length === 0) return null;
  const first: PhraseKey = shownAsReceived !== null ? 'wholeDocument' : 'whatTablesDoNotSay';
  const rows: Row[] = segments.map((segment) => ({ cells: [String(segment.position), segment.tag, segmentName(segment.tag, words), segment.asReceived()], notes: [] }));
  return { id: 'segments', heading: words.say('segmentsSection'), tone: 'quiet', blocks: [
    { kind: 'sentences', sentences: [words.say(first)] },
    { kind: 'table', table: { columns: ['position', 'tag', 'segmentName', 'content'].map((id) => COLUMNS.of(id, words)), rows } },
  ] };
}

function section(words: Words, { id, heading, tone = 'plain', columns }: { id: SectionId; heading: string; tone?: Section['tone']; columns: readonly string[] }, rows: Row[]): Section | null {
  if (rows.length === 0) return null;
  for (const row of rows) if (row.notes.includes('')) row.notes = row.notes.filter((note) => note !== '');
  const table = withoutEmptyColumns({ columns: columns.map((one) => COLUMNS.of(one, words)), rows });
  return { id, heading: rows.length === 1 ? heading : joined([heading, `(${words.figure(String(rows.length))})`], ' '), tone, blocks: [{ kind: 'table', table }] };
}
