import type { CodeTable } from './code-table.js';
import type { Words } from './words.js';

/** As sailors and pilots say letters in every language (ICAO, ITU). */
const LETTERS: Readonly<Record<string, string>> = {
  A: 'Alfa', B: 'Bravo', C: 'Charlie', D: 'Delta', E: 'Echo', F: 'Foxtrot', G: 'Golf', H: 'Hotel', I: 'India', J: 'Juliett', K: 'Kilo', L: 'Lima', M: 'Mike',
  N: 'November', O: 'Oscar', P: 'Papa', Q: 'Quebec', R: 'Romeo', S: 'Sierra', T: 'Tango', U: 'Uniform', V: 'Victor', W: 'Whiskey', X: 'X-ray', Y: 'Yankee', Z: 'Zulu',
};

/** Figures as the listener says them. */
export const FIGURES_SAID: CodeTable = {
  0: ['zero', 'cero', 'zero', 'zéro'], 1: ['one', 'uno', 'um', 'un'], 2: ['two', 'dos', 'dois', 'deux'], 3: ['three', 'tres', 'três', 'trois'], 4: ['four', 'cuatro', 'quatro', 'quatre'],
  5: ['five', 'cinco', 'cinco', 'cinq'], 6: ['six', 'seis', 'seis', 'six'], 7: ['seven', 'siete', 'sete', 'sept'], 8: ['eight', 'ocho', 'oito', 'huit'], 9: ['nine', 'nueve', 'nove', 'neuf'],
};

/** "HW-7F" as it is read out: "Hotel Whiskey, dash, seven Foxtrot". A sign that has no name is said as it stands. */
export function spelt(text: string, words: Words): string {
  return text.toUpperCase().split('-').map((group) => Array.from(group, (sign) => LETTERS[sign] ?? (words.word(FIGURES_SAID, sign) || sign)).join(' ')).join(`, ${words.say('signDash')}, `);
}

/** The two ends of a SHA-256 in groups of four, to be read out and heard: 2 x 32 bits, which nobody meets by chance. */
export function endsOf(sha256: string): { begins: string; ends: string } {
  const grouped = (hex: string): string => `${hex.slice(0, 4)} ${hex.slice(4)}`;
  return { begins: grouped(sha256.slice(0, 8)), ends: grouped(sha256.slice(-8)) };
}
