/** The languages a clerk is written to in. */
export const LANGUAGES = ['en', 'es', 'pt', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same words in each of them, side by side: none can be missing, and who reads one reads its neighbours. */
export type InEach = readonly [en: string, es: string, pt: string, fr: string];

/**
 * The language of a tag such as "es" or "es-PA" (RFC 5646). Its region counts for figures and dates, not for words.
 * @returns null for a language we do not write
 */
export function languageOf(tag: string): Language | null {
  const primary = tag.split('-')[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? null;
}

export function inLanguage(words: InEach, language: Language): string {
  return words[LANGUAGES.indexOf(language)] ?? words[0];
}
