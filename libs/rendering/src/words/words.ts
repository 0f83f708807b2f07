import { inLanguage, LANGUAGES, languageOf, type InEach, type Language } from '#common';
import type { CodeTable } from './code-table.js';
import { dateAsWritten, instantIn, isDay } from './dates-in.js';
import { FigureFormat } from './figure-format.js';
import { PHRASES, type PhraseKey } from './phrases/index.js';

/** Everything a rendering says of its own, in one language. One for each language tag serves all documents. */
export class Words {
  private static readonly made = new Map<string, Words>();

  /** @param tag "en", "es-PA"; of a language we do not write, English is taken, dates and figures included */
  static in(tag: string): Words {
    let words = Words.made.get(tag);
    if (!words) {
      const language = languageOf(tag);
      Words.made.set(tag, words = new Words(language === null ? 'en' : isTag(tag) ? tag : language, language ?? 'en'));
    }
    return words;
  }

  private readonly format: FigureFormat;
  private readonly column: number;
  /** by phrase: its words, cut where values go in */
  private readonly cut = new Map<PhraseKey, readonly string[]>();

  /** by table: the codes that were said, which are known ones only; the same few stand on every line of a manifest */
  private readonly saidCodes = new Map<CodeTable, Map<string, string>>();

  private constructor(readonly tag: string, readonly language: Language) {
    this.format = new FigureFormat(tag);
    this.column = LANGUAGES.indexOf(language);
  }

  /** A phrase with its values in the places {0}, {1} … */
  say(key: PhraseKey, ...values: readonly (string | number)[]): string {
    let parts = this.cut.get(key);
    if (!parts) this.cut.set(key, parts = this.in(PHRASES[key]).split(/\{(\d)\}/));
    if (parts.length === 1) return parts[0] ?? '';
    let said = parts[0] ?? '';
    for (let n = 1; n < parts.length; n += 2) said += `${values[Number(parts[n])] ?? ''}${parts[n + 1] ?? ''}`;
    return said;
  }

  /** One or several: `sayCount(1, 'oneBill', 'bills')`; the count is {0}. */
  sayCount(count: number, one: PhraseKey, several: PhraseKey): string {
    return this.say(count === 1 ? one : several, this.figure(String(count)));
  }

  /** A code in words with the code beside it: "Discharged from vessel (UV)". A code we have no word for stays a code. */
  code(table: CodeTable, code: string): string {
    const words = this.word(table, code);
    if (words === '') return code;
    let said = this.saidCodes.get(table);
    if (!said) this.saidCodes.set(table, said = new Map<string, string>());
    let both = said.get(code);
    if (both === undefined) said.set(code, both = `${words} (${code})`);
    return both;
  }

  /** The words of a code alone; '' where there are none. */
  word(table: CodeTable, code: string): string {
    return Object.hasOwn(table, code) ? (table[code]?.[this.column] ?? '') : '';
  }

  in(words: InEach): string { return inLanguage(words, this.language); }

  /** Thousands grouped, decimals as they came; what is no number stays as it is. */
  figure(found: string): string { return this.format.write(found); }

  /** "26 Jul 2018 14:00 LT" of a date and a time as X12 carries them; what is no day of the calendar stays as found, and is marked. */
  date(date: string, time = '', zone = ''): string {
    const said = dateAsWritten(this.tag, date, time, zone);
    return date === '' || isDay(date) ? said : `${said} (${this.say('notADay')})`;
  }

  /** "Thu 26 Jul 2018 06:00 PDT (13:00 UTC)" */
  instant(at: Date, zone: string): string { return instantIn(this.tag, at, zone); }
}

/** Of "es-" the language is plain, and Intl takes it for no tag at all. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
