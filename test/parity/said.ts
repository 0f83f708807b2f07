import { LANGUAGES } from '#common';
import { PHRASES } from '../../libs/rendering/src/testing.js';
import { containerOf, kilogramsOf, pounds, roundings, type Found } from './facts.js';
import { fold, type Reading } from './read/reading.js';
import type { Speech } from './speech.js';

/** How a value may be written: one of these must be found. */
type Ways = readonly string[];

/**
 * What must be found for a fact, all of it: a weight in kilograms and in pounds, a day in words. A segment listed as received
 * says its elements as they came, so there the raw pieces do too.
 */
export function waysOf({ kind, pieces, line, full }: Found, form: string, speech: Speech, listed: ReadonlySet<number>): Ways[] {
  const [first = '', second = ''] = pieces;
  const raw = listed.has(line.position) ? [first] : [];
  // Tables of a spreadsheet hold decimals, its sentences figures in words; a workbook's cell is a number.
  const cells = (value: string): string[] => (form === 'csv' ? [value] : form === 'xlsx' ? [String(Number(value))] : []);
  const figure = (value: string): Ways => [speech.figure(value), ...cells(value), ...raw];
  switch (kind) {
    case 'container': return [[...(line.tag === 'N9' ? [first] : [full ?? '', containerOf(pieces)]), ...raw].filter((way) => way !== '')];
    // Where it is no part of the number it is said beside it, in the phrase of its own.
    case 'check digit': return containerOf([second, pieces[2] ?? '', first]).endsWith(first) ? [] : [[PHRASES.checkDigitAlso[LANGUAGES.indexOf(speech.language)]?.replace('{0}', first) ?? '']];
    case 'quantity': return [figure(first)];
    case 'weight': {
      const kilograms = kilogramsOf(first, second);
      if (raw.length > 0) return [figure(first)];
      if (kilograms === null) return [figure(first), ...(second === '' ? [] : [[second]])];
      const computed = [...(second === 'K' ? [] : [kilograms]), ...(second === 'L' ? [] : [pounds(kilograms)])];
      return [figure(first), ...computed.map((value) => roundings(value).flatMap(figure))];
    }
    case 'temperature': return [[`${first} ${({ CE: '°C', FA: '°F' })[second] ?? second}`.trim(), ...raw]];
    case 'date': return listed.has(line.position) ? pieces.filter((piece) => piece !== '').map((piece) => [piece, speech.date(first, second, pieces[2])]) : [[speech.date(first, second, pieces[2])]];
    default: return [[first]];
  }
}

const FIGURES: ReadonlySet<string> = new Set(['weight', 'quantity']);

/** The facts of which something cannot be found in a reading. */
export function missingIn(reading: Reading, facts: readonly Found[], speech: Speech, listed: ReadonlySet<number>): Found[] {
  const spaced = fold(reading.folded.replaceAll('\u00A0', ' '));
  return facts.filter((fact) => !waysOf(fact, reading.form, speech, listed).every((ways) => ways.some((way) => stands(reading, spaced, shown(way), FIGURES.has(fact.kind)))));
}

/** As every writer shows it: no sign of control, direction or without a width is obeyed, none is dropped. */
export function shown(value: string): string {
  return fold(value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu, (sign) => (sign === '\t' ? ' ' : /[\u200C\u200D]/.test(sign) ? sign : `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`)));
}

function stands(reading: Reading, spaced: string, value: string, isFigure: boolean): boolean {
  if (value === '') return true;
  if (whole(reading.folded, value, isFigure)) return true;
  // An apostrophe of the sender's own where ours might be was folded away like ours.
  if (/^'[=@+\-\uFF1D\uFF20\uFF0B\uFF0D]/.test(value) && whole(reading.folded, value.slice(1), isFigure)) return true;
  // Poppler reads a blank that does not break as one that does.
  if ((!isFigure || reading.form === 'pdf') && whole(spaced, value.replaceAll('\u00A0', ' '), false)) return true;
  return reading.lines !== undefined && value.includes(' ') && brokenOver(reading.lines, value.split(' '));
}

const SIGN = /[\p{L}\p{N}]/u;

/** A value for itself: 400 is not found in 21,400, nor SL1 in SL12. */
function whole(text: string, value: string, isFigure: boolean): boolean {
  for (let place = text.indexOf(value); place >= 0; place = text.indexOf(value, place + 1)) {
    const [before, after] = [text.slice(Math.max(0, place - 2), place), text.slice(place + value.length, place + value.length + 2)];
    const cut = (SIGN.test(value.charAt(0)) && SIGN.test(before.slice(-1))) || (SIGN.test(value.slice(-1)) && SIGN.test(after.charAt(0)));
    if (!cut && !(isFigure && (before.endsWith('-') || /\d[.,\u00A0]$/.test(before) || /^[.,\u00A0]\d/.test(after)))) return true;
  }
  return false;
}

/** A cell of a fixed-width table goes on in the lines below, at the place where it began or left of where the value did. */
function brokenOver(lines: readonly string[], words: readonly string[], from = 0, most = Infinity): boolean {
  const last = Math.min(lines.length, most === Infinity ? Infinity : from + 1);
  for (let n = from; n < last; n += 1) {
    const line = lines[n] ?? '';
    for (let many = words.length; many >= 1; many -= 1) {
      const start = words.slice(0, many).join(' ');
      for (let place = line.indexOf(start); place >= 0; place = line.indexOf(start, place + 1)) {
        if (place > most || !/^$|\s|[^\p{L}\p{N}]/u.test(line.charAt(place - 1))) continue;
        if (many === words.length || brokenOver(lines, words.slice(many), n + 1, place)) return true;
      }
    }
  }
  return false;
}
