import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '#common';
import { PHRASES } from './phrases/index.js';

/** A row of words and where it stands: table "STATUSES", key "UV". */
interface Row { table: string; key: string; cells: readonly string[] }

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Words that a language shares with English, letter by letter, and why a translator who left them did not forget them. */
const SHARED: readonly { because: string; languages: readonly Language[]; words: string }[] = [
  { because: 'a sign, an abbreviation or the name of a code list is the same to everybody', languages: ['es', 'pt', 'fr'], words: 'kg lb m cm c f un locode schedule d k firms splc iata imo cfr scac isa gs st edi eta sha v l e ref' },
  { because: 'ports say it in English all along the coast', languages: ['es', 'pt', 'fr'], words: 'high cube in bond' },
  { because: 'the word is Latin and both languages kept it', languages: ['es', 'pt'], words: 'original terminal informal intermodal fax' },
  { because: 'Brazil took the English word', languages: ['pt'], words: 'e mail telex skids bytes' },
  { because: 'Portuguese has it too, from Latin or French', languages: ['pt'], words: 'item envelopes cones volume zero' },
  { because: 'Spanish took the English word', languages: ['es'], words: 'bytes' },
  {
    because: 'English has it from French', languages: ['fr'],
    words: 'original terminal intermodal six agent application barges cages cartons clause code compensation confirmation contact correction date dates description destination dimensions '
      + 'document fumigation gallons interchange kits litres message note page parties port position segment service tare transit transport tubes type version volume voyage',
  },
];

/** Codes of one table that mean the same, or that a language has one word for; the code always stands beside. */
const SAID_ALIKE: Readonly<Record<string, readonly { because: string; codes: readonly string[] }[]>> = {
  CONTACT_KINDS: [{ because: 'X12 has two codes for electronic mail', codes: ['EA', 'EM'] }],
  EVENTS: [{ because: 'X12 has two codes for the arrival at the final destination', codes: ['ARD', 'ARR'] }],
  LENGTH_UNITS: [{ because: 'M is sent for metres, which are X', codes: ['M', 'X'] }],
  PACKAGES: [
    { because: 'French has one word for bag and sack', codes: ['BAG', 'SAK'] },
    { because: 'Portuguese and French have one word for bucket and pail', codes: ['BXT', 'PAL'] },
  ],
  'SIZE_PARTS.HEIGHTS': [{ because: 'E is 5 with a wider box', codes: ['5', 'E'] }],
  'SIZE_PARTS.KINDS': [{ because: 'ISO 6346 has two letters for tanks', codes: ['K', 'T'] }],
  SEGMENT_NAMES: [
    { because: 'one thing in two sets or in two standards; the tag tells which', codes: ['B4', 'Q5'] },
    { because: 'likewise', codes: ['G61', 'PER', 'CTA'] },
    { because: 'likewise', codes: ['H1', 'LH1'] },
    { because: 'likewise', codes: ['L11', 'N9', 'REF', 'RFF'] },
    { because: 'likewise', codes: ['L4', 'DIM'] },
    { because: 'likewise', codes: ['N1', 'NAD'] },
    { because: 'likewise', codes: ['N10', 'GID'] },
    { because: 'likewise', codes: ['N7', 'VID'] },
    { because: 'likewise', codes: ['W09', 'TMP'] },
    { because: 'likewise', codes: ['W2', 'EQD'] },
  ],
};

const rows: Row[] = [];
const phraseKeys: string[] = [];

beforeAll(async () => {
  for (const file of filesIn(HERE)) collect(await exportsOf(`./${file}`), []);
  for (const file of filesIn(`${HERE}phrases/`).filter((name) => name !== 'index.js')) {
    for (const table of Object.values(await exportsOf(`./phrases/${file}`))) phraseKeys.push(...Object.keys(table as object));
  }
  collect({ PHRASES }, []);
});

describe('the words of a rendering', () => {
  it('are all walked: every table of codes, the names of the sets, every phrase', () => {
    expect([...new Set(rows.map(({ table }) => table))]).toEqual(expect.arrayContaining([
      'DATE_QUALIFIERS', 'EQUIPMENT_STATUS', 'SERVICE_TYPES', 'SIZE_PARTS.LENGTHS', 'SIZE_PARTS.HEIGHTS', 'SIZE_PARTS.KINDS', 'PACKAGES', 'PLACE_FUNCTIONS',
      'LOCATION_QUALIFIERS', 'MANIFEST_TYPES', 'AMENDMENT_TYPES', 'SET_PURPOSES', 'APPLICATION_TYPES', 'RESERVATION_ACTIONS', 'BILL_KINDS', 'PAYMENT_TERMS',
      'HAZARD_LISTS', 'VESSEL_CODES', 'REFERENCE_QUALIFIERS', 'PARTY_ROLES', 'CONTACT_KINDS', 'CONTACT_FUNCTIONS', 'SEGMENT_NAMES', 'SET_WORDS title',
      'STATUSES', 'WEIGHT_QUALIFIERS', 'WEIGHT_UNITS', 'VOLUME_UNITS', 'LENGTH_UNITS', 'CUSTOMS_STATUS', 'ENTRY_TYPES', 'HAZARD_CLASSES', 'TEMPERATURE_UNITS', 'EVENTS',
      'SPECIAL_HANDLING', 'PHRASES',
    ]));
    expect(rows.filter(({ table }) => table === 'PHRASES').map(({ key }) => key).sort()).toEqual(phraseKeys.sort());
  });

  it('stand in English, Spanish, Portuguese and French, none empty, none with a blank at its ends', () => {
    expect(faults((cells) => cells.length !== LANGUAGES.length || cells.some((cell) => typeof cell !== 'string' || cell === '' || cell !== cell.trim()))).toEqual([]);
  });

  it('hold no control or direction sign, no straight double quote and no two blanks in a row', () => {
    expect(faults((cells) => cells.some((cell) => /[\p{Cc}\p{Cf}"]|\s{2}/u.test(cell)))).toEqual([]);
  });

  it('take the same values in each language', () => {
    expect(faults((cells) => new Set(cells.map((cell) => [...cell.matchAll(/\{\d\}/g)].sort().join(' '))).size > 1)).toEqual([]);
  });

  it('begin small in all languages where they do in English, and with a capital where they do', () => {
    // An abbreviation or a name is large wherever it stands: IMDG code, código IMDG; and so is the French État.
    const begin = (cell: string): string => (/^(?:\p{Lu}{2}|Canad|Bureau|État)/u.test(cell) ? '' : cell.slice(0, 1));
    const sizes = (cells: readonly string[]): Set<boolean> => new Set(cells.map(begin).filter((sign) => /\p{L}/u.test(sign)).map((sign) => sign === sign.toUpperCase()));
    expect(faults((cells) => begin(cells[0] ?? '') !== '' && sizes(cells).size > 1)).toEqual([]);
  });

  it.each(LANGUAGES.slice(1))('are translated: %s repeats the English ones only where the words are shared', (language) => {
    const shared = new Set(SHARED.filter(({ languages }) => languages.includes(language)).flatMap(({ words }) => words.split(' ')));
    const repeats = (cells: readonly string[]): boolean => {
      const [english = [], there = []] = [cells[0], cells[LANGUAGES.indexOf(language)]].map((cell) => wordsOf(cell ?? ''));
      return english.join(' ') === there.join(' ') && !english.every((word) => shared.has(word));
    };
    expect(faults(repeats)).toEqual([]);
  });

  it.each(LANGUAGES)('tell the codes of one table apart in %s, but for those known to be alike', (language) => {
    const alike: string[] = [];
    for (const table of new Set(rows.map((row) => row.table).filter((name) => name !== 'PHRASES'))) {
      for (const [words, codes] of codesByWords(table, language)) if (codes.length > 1 && !isKnown(table, codes)) alike.push(`${table} ${codes.join(' ')}: ${words}`);
    }
    expect(alike).toEqual([]);
  });

  it('have no list of like codes that names a code no table has', () => {
    const known = new Set(rows.map(({ table, key }) => `${table} ${key}`));
    expect(Object.entries(SAID_ALIKE).flatMap(([table, pairs]) => pairs.flatMap((pair) => pair.codes.map((code) => `${table} ${code}`))).filter((code) => !known.has(code))).toEqual([]);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).map((name) => name.replace(/\.ts$/, '.js'));
}

async function exportsOf(file: string): Promise<Record<string, unknown>> {
  return await import(file) as Record<string, unknown>;
}

/** Every list of words below a value, by the names that lead to it; the last is its key. In SET_WORDS each set has two of them. */
function collect(value: unknown, path: readonly string[]): void {
  if (Array.isArray(value)) {
    const [last = '', ...above] = [...path].reverse();
    const inSet = path[0] === 'SET_WORDS';
    rows.push({ table: inSet ? `SET_WORDS ${last}` : above.reverse().join('.'), key: inSet ? path[1] ?? '' : last, cells: value as string[] });
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, below] of Object.entries(value)) collect(below, [...path, name]);
  }
}

function faults(isFault: (cells: readonly string[]) => boolean): string[] {
  return rows.filter(({ cells }) => isFault(cells)).map(({ table, key, cells }) => `${table} ${key}: ${cells.join(' | ')}`);
}

/** "FIRMS {0}" is one word. */
function wordsOf(text: string): string[] {
  return text.replace(/\{\d\}/g, ' ').toLowerCase().match(/\p{L}+/gu) ?? [];
}

function codesByWords(table: string, language: Language): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const row of rows.filter((one) => one.table === table)) {
    const words = (row.cells[LANGUAGES.indexOf(language)] ?? '').toLowerCase();
    codes.set(words, [...codes.get(words) ?? [], row.key]);
  }
  return codes;
}

function isKnown(table: string, codes: readonly string[]): boolean {
  return (SAID_ALIKE[table] ?? []).some((pair) => codes.every((code) => pair.codes.includes(code)));
}
