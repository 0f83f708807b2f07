import { LANGUAGES } from '#common';
import { PHRASES, WORD_TABLES } from '../../libs/rendering/src/testing.js';
import type { RenderingContext } from '#rendering';
import type { Box } from './boxes.js';
import { containerOf, kilogramsOf, pounds, roundings, type Found } from './facts.js';
import type { Reading } from './read/reading.js';
import { ROWS } from './elements.js';
import { shown } from './said.js';
import { at, type Line } from './source.js';
import type { Speech } from './speech.js';

/** Everything in a rendering that holds a digit and has a reason to be there. */
export interface Explained {
  /** texts as they came: whatever stands in one of them is not invented */
  texts: readonly string[];
  /** signs in a row that hold a digit */
  words: ReadonlySet<string>;
  /** figures as the language writes them */
  figures: ReadonlySet<string>;
}

const RUN = /[\p{L}\p{N}]+/gu;
const HOUR = /(?<![\p{L}\p{N}])\d{2}:\d{2}(?::\d{2})?(?![\p{L}\p{N}])/gu;

/** What a rendering says that nothing explains. */
export function inventedIn(reading: Reading, explained: Explained, speech: Speech): string[] {
  const wrong = new Set<string>();
  const literally = (piece: string): boolean => explained.texts.some((text) => spaced(text).includes(spaced(piece)));
  // Poppler reads a blank that does not break as one that does, so in French a figure looks like two numbers side by side.
  const grouped = reading.form === 'pdf' && speech.group === '\u00A0' ? '[\\u0020\\u00A0]' : escaped(speech.group);
  const take = (pattern: RegExp, known: ReadonlySet<string>, text: string): string => text.replace(pattern, (piece) => {
    if (known.has(piece) || known.has(piece.replaceAll(' ', '\u00A0'))) return ' ';
    if (!literally(piece) && !piece.includes(' ')) wrong.add(piece);
    return piece;
  });
  const figure = new RegExp(`(?<![\\p{L}\\p{N}.,])(?:\\d{1,3}(?:${grouped}\\d{3})+(?:${escaped(speech.decimal)}\\d+)?|\\d+[.,]\\d+)(?![\\p{L}\\p{N}]|[.,]\\d)`, 'gu');
  const rest = take(HOUR, explained.words, take(figure, explained.figures, reading.folded));
  for (const [run] of rest.matchAll(RUN)) if (/\d/.test(run) && !explained.words.has(run)) wrong.add(run);
  return [...wrong];
}

function spaced(text: string): string { return text.replaceAll('\u00A0', ' '); }

function escaped(sign: string): string { return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`; }

/** @param counted what may be counted: the rows of a table, the segments, the sheets of paper */
export function explain({ lines, facts, boxes, context, counted, set }: { lines: readonly Line[]; facts: readonly Found[]; boxes: readonly Box[]; context: RenderingContext; counted: readonly number[]; set: string }, speech: Speech): Explained {
  const values = lines.flatMap(({ elements }) => elements.map((value) => shown(value)));
  const told = [set, ...saidByContext(context, speech)];
  const words = new Set<string>();
  const figures = new Set<string>();
  const allow = (text: string): void => { for (const [run] of text.matchAll(RUN)) words.add(run); };
  const number = (value: string): void => {
    for (const way of [value, String(Number(value)), speech.figure(value)]) {
      figures.add(way);
      allow(way);
    }
  };
  for (const text of [...values, ...told]) allow(text);
  for (const value of values) if (/^[+-]?\d+(\.\d+)?$/.test(value)) number(value.replace(/^[+-]/, ''));
  // "CD105 HH": what has no words of its own is said by its element.
  for (const { tag, elements } of lines) {
    allow(tag);
    elements.forEach((_, n) => words.add(`${tag}${String(n + 1).padStart(2, '0')}`));
  }
  for (const fact of facts) {
    if (fact.kind === 'date') for (const word of [...speech.date(fact.pieces[0] ?? '', fact.pieces[1], fact.pieces[2]).matchAll(HOUR)].map(([hour]) => hour).concat(speech.date(fact.pieces[0] ?? '').match(RUN) ?? [])) words.add(word);
    if (fact.kind === 'container') allow(containerOf(fact.pieces));
    if (fact.kind === 'container' && fact.line.tag === 'N9') allow((fact.pieces[0] ?? '').replace(/[\s-]/g, ''));
    if (fact.kind === 'un') allow(`UN${fact.pieces[0]}`);
  }
  const weights = [...facts.filter(({ kind }) => kind === 'weight').map(({ pieces }) => kilogramsOf(pieces[0] ?? '', pieces[1] ?? '')), ...sums(facts, boxes)];
  for (const weight of weights) if (weight !== null) for (const value of [weight, pounds(weight)]) for (const way of [...roundings(value), String(Math.round(value * 1_000) / 1_000)]) number(way.replace('-', ''));
  for (const count of counted) number(String(count));
  for (const box of boxes) {
    // "check digit 4 does not fit (it would be 0)".
    words.add(checkDigitOf(box.number)).add(box.number.slice(10));
    for (const count of box.counts) words.add(String(count));
  }
  for (const word of fixedWords(new Set(values), speech)) allow(word);
  for (const length of lengthsIn(lines)) words.add(length);
  return { texts: [...values, ...told], words, figures };
}

/** Totals: of the containers, of the bills, of the goods; and what one container holds. */
function sums(facts: readonly Found[], boxes: readonly Box[]): number[] {
  const sum = (weights: readonly (number | null)[]): number => weights.reduce<number>((all, weight) => all + (weight ?? 0), 0);
  const of = (...tags: string[]): (number | null)[] => facts.filter(({ kind, line }) => kind === 'weight' && tags.includes(line.tag)).map(({ pieces }) => kilogramsOf(pieces[0] ?? '', pieces[1] ?? ''));
  return [sum(boxes.map(({ kilograms }) => kilograms)), sum(of('M11')), sum(of('L0', 'N10')), ...boxes.map(({ kilograms }) => kilograms ?? 0)];
}

/** The context's texts, and its instants in the terminal's zone and in UTC. */
function saidByContext(context: RenderingContext, speech: Speech): string[] {
  const { terminal, vessel, etaAt, dueAt, because, numbers } = context;
  const why = because === 'preview' ? null : because;
  return [
    context.ref, `v${context.version}`, context.replaces ?? '', terminal.code, terminal.name, vessel.name, vessel.imo ?? '', vessel.callSign ?? '', vessel.voyage ?? '', why?.sentence ?? '', why?.reason ?? '', numbers.isa13, numbers.gs06, numbers.st02,
    context.phone ?? '', ...(context.findings ?? []), ...context.attachments.flatMap(({ name, sha256, byteLength }) => [name, sha256, String(byteLength), speech.figure(String(byteLength))]),
    ...[etaAt, dueAt, why?.since].flatMap((instant) => (instant ? [terminal.zone, 'UTC'].flatMap((zone) => speech.instant(instant, zone)) : [])),
  ];
}

/** Words of ours that hold a digit: every phrase, and of the codes those that the document has. */
function fixedWords(values: ReadonlySet<string>, { language }: Speech): string[] {
  const column = LANGUAGES.indexOf(language);
  const phrases = Object.values(PHRASES).map((each) => each[column] ?? '');
  const tables = WORD_TABLES.flatMap((table) => Object.values(table) as unknown[]);
  const codes = tables.flatMap((table) => (table !== null && typeof table === 'object' ? Object.entries(table as Record<string, unknown>) : []))
    .filter(([code, each]) => Array.isArray(each) && values.has(code)).map(([, each]) => String((each as unknown[])[column]));
  return [...phrases.map((phrase) => phrase.replace(/\{\d\}/g, ' ')), ...codes];
}

/** Element 567 is feet and inches, FFFII; the first place of an ISO 6346 size is a length. */
function lengthsIn(lines: readonly Line[]): string[] {
  const feet: Readonly<Record<string, string>> = { 2: '20', 4: '40', L: '45', M: '48' };
  const sizes = ROWS.filter(({ kind }) => kind === 'type');
  return lines.flatMap((line) => [
    ...sizes.filter(({ tag }) => tag === line.tag).map(({ of }) => feet[at(line, of[0] ?? 0).charAt(0)] ?? ''),
    ...[...(line.tag === 'N7' ? [15] : []), ...(line.tag === 'VID' ? [6] : [])].flatMap((n) => (/^\d{3,}$/.test(at(line, n)) ? [String(Number(at(line, n).slice(0, -2))), String(Number(at(line, n).slice(-2)))] : [])),
  ]);
}

/** ISO 6346: letters are 10 to 38 without 11, 22 and 33; each place weighs twice the one before; modulo 11, 10 is 0. */
export function checkDigitOf(number: string): string {
  if (!/^[A-Z]{4}\d{6}/.test(number)) return '';
  const values = [...'0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ'];
  const sum = [...number.slice(0, 10)].reduce((all, sign, place) => all + values.indexOf(sign) * 2 ** place, 0);
  return String((sum % 11) % 10);
}
