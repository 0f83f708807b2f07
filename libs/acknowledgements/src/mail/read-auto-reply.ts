import { sayable } from './report-fields.js';
import type { MailIn } from './types.js';

/** What an automatic reply says of when its reader is back. */
export interface AutoReply {
  /** as written: `until 3 August`; null: it does not say */
  until: string | null;
  /** the day it means, `2018-08-03`; null where that can be read in two ways, or not at all */
  day: string | null;
}

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'enero', 'ene', 'janeiro', 'janvier', 'janv'], ['february', 'feb', 'febrero', 'fevereiro', 'fev', 'février', 'fevrier', 'fév', 'févr'],
  ['march', 'mar', 'marzo', 'março', 'marco', 'mars'], ['april', 'apr', 'abril', 'abr', 'avril', 'avr'], ['may', 'mayo', 'maio', 'mai'], ['june', 'jun', 'junio', 'junho', 'juin'],
  ['july', 'jul', 'julio', 'julho', 'juillet', 'juil'], ['august', 'aug', 'agosto', 'ago', 'août', 'aout'], ['september', 'sep', 'sept', 'septiembre', 'setembro', 'set', 'septembre'],
  ['october', 'oct', 'octubre', 'outubro', 'out', 'octobre'], ['november', 'nov', 'noviembre', 'novembro', 'novembre'], ['december', 'dec', 'diciembre', 'dic', 'dezembro', 'dez', 'décembre', 'decembre', 'déc'],
];
const MONTH = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** Words before the day, in the four languages; the longer first. */
const BEFORE = [
  'until', 'till', 'through', 'back on', 'back', 'returning on', 'returning', 'return on', 'hasta el', 'hasta', 'vuelvo el', 'regreso el', 'de vuelta el', 'regresaré el',
  'até o dia', 'até dia', 'até o', 'até', 'retorno em', 'retorno dia', 'volto em', 'volto dia', 'jusqu\'au', 'jusqu’au', 'de retour le', 'retour le', 'serai de retour le', 'reviens le',
];
const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ALL_MONTHS = [...MONTH.keys()].sort((a, b) => b.length - a.length).join('|');
const DAY = [
  String.raw`\d{4}-\d{2}-\d{2}`,
  String.raw`\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?`,
  String.raw`\d{1,2}(?:st|nd|rd|th|er|º|°)?\.?(?:\s+(?:of|de|do))?\s+(?:${ALL_MONTHS})\.?(?:,?(?:\s+(?:de|del|do))?\s+\d{4})?`,
  String.raw`(?:${ALL_MONTHS})\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?`,
].join('|');
const WEEKDAY = String.raw`(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)`;
const UNTIL = new RegExp(String.raw`(?<![\p{L}\d])(?:${[...BEFORE].sort((a, b) => b.length - a.length).map(escaped).join('|')})(?:\s+(?:the|el|le|o|${WEEKDAY}),?)*\s+(${DAY})(?![\p{L}\d])`, 'iu');

/**
 * Reads until when somebody is away. A day that can be meant in two ways (03/08/2018) is shown as written and not read.
 * @param received  when it came: a day without a year is the next such day from then on
 */
export function readAutoReply(mail: Pick<MailIn, 'subject' | 'text'>, received: Date): AutoReply {
  const found = UNTIL.exec(`${mail.subject}\n${mail.text.slice(0, 4_000)}`.normalize('NFC').replace(/\s+/g, ' '));
  return found ? { until: sayable(found[0], 80).replace(/\.$/, ''), day: dayOf(found[1]!.toLowerCase(), received) } : { until: null, day: null };
}

function dayOf(text: string, received: Date): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return asDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2,4}))?$/.exec(text);
  if (numbers) {
    const [a, b, year] = [Number(numbers[1]), Number(numbers[2]), numbers[3] ? yearOf(numbers[3]) : null];
    // With a dot the day always stands first; with a slash either may.
    if (a > 12 || a === b || text.includes('.')) return yearly(year, b, a, received);
    return b > 12 ? yearly(year, a, b, received) : null;
  }
  const month = [...text.matchAll(/\p{L}+/gu)].map(([word]) => MONTH.get(word)).find((one) => one !== undefined);
  const [day, year] = (text.match(/\d+/g) ?? []).map(Number);
  return month === undefined || day === undefined ? null : yearly(year ?? null, month, day, received);
}

const yearOf = (text: string) => (text.length === 2 ? 2_000 + Number(text) : Number(text));

/** Without a year: this one's, or the next one's where that is gone by more than a month. */
function yearly(year: number | null, month: number, day: number, received: Date): string | null {
  if (year !== null) return asDay(year, month, day);
  const now = received.getUTCFullYear();
  const gone = Date.UTC(now, month - 1, day) < received.getTime() - 31 * 86_400_000;
  return asDay(gone ? now + 1 : now, month, day);
}

function asDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 2_000 && year <= 2_200 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null;
}
