import { ANSWER_WORDS, CLOSINGS, CONTRASTS, CONTRASTS_AT_FIRST, DENIALS, GREETINGS, LEADS, TROUBLES } from './answer-words.js';
import { namedIn, REF_LIKE } from './find-refs.js';
import type { AnswerWord } from './types.js';

/** What a line says. doubt: it begins with a word and does not plainly say it, in one sentence. */
export type LineRead = { word: AnswerWord; refs: string[]; reason: string } | { doubt: string };

const FORMS: readonly { tokens: string[]; word: AnswerWord }[] = Object.entries(ANSWER_WORDS)
  .flatMap(([word, forms]) => forms.map((form) => ({ tokens: form.split(' '), word: word as AnswerWord }))).sort((a, b) => b.tokens.length - a.tokens.length);

/** can't, n'est, 2 of 5, n/a, a cross or an empty box: signs and parts of words that take back as well. */
const DENIED = /\p{L}{1,10}n['’´`]t(?!\p{L})|(?<!\p{L})n['’´`]\p{L}{1,20}|(?<!\d)\d{1,4} (?:of|out of|de|sur) \d{1,4}(?!\d)|(?<!\p{L})n\/a(?!\p{L})|[✗✘❌👎]|\[ ?\]/iu;

/** REJECTED: NONE is no refusal. NO is: it begins most reasons, as in REJECT no such call. */
const NOTHING: ReadonlySet<string> = new Set(['NOTHING', 'NONE', '0', 'NADA', 'NINGUNO', 'NINGUNA', 'NENHUM', 'NENHUMA', 'AUCUN', 'AUCUNE', 'RIEN', 'RATE', 'RATES']);

interface Token { text: string; end: number; /** what stands between it and the next: a clause ends there */ clauseEnds: boolean }

/** Null: the line does not begin with a word. Greetings and refs before the word are passed over; capitals, accents and punctuation do not count. */
export function readLine(line: string): LineRead | null {
  const refs = namedIn(line);
  // Blanked out, not cut out, so that what stands behind the word is found in the line as it was written.
  const bare = line.replace(REF_LIKE, (found) => ' '.repeat(found.length));
  const tokens = tokensOf(bare);
  const begin = startOf(tokens);
  const form = FORMS.find((one) => one.tokens.every((text, index) => tokens[begin + index]?.text === text));
  if (!form) return null;
  const last = tokens[begin + form.tokens.length - 1]!;
  const after = tokens.slice(begin + form.tokens.length);
  const said = tokens.slice(begin, begin + form.tokens.length).map(({ text }) => text).join(' ');
  if (/[?¿]/.test(bare.slice(last.end)) || /^[^\p{L}]*¿/u.test(bare)) return { doubt: `it asks "${said}?"` };
  if (form.word === 'reject' && after.slice(0, 2).some(({ text }) => NOTHING.has(text))) return { doubt: `it says ${said} and then ${after.slice(0, 2).map(({ text }) => text).join(' ')}` };
  if (form.word === 'call-me' && after[0] && DENIALS.has(after[0].text)) return { doubt: `it says ${said} and then ${after[0].text}` };
  if (form.word !== 'reject' && form.word !== 'call-me') {
    if (after[0] && DENIALS.has(after[0].text)) return { doubt: `it says ${said} and then ${after[0].text}` };
    const contrast = after.find(({ text }) => CONTRASTS.has(text));
    if (contrast) return { doubt: `it says ${said} and then ${contrast.text}` };
    const denied = DENIED.exec(bare.slice(last.end));
    if (denied) return { doubt: `it says ${said} and then ${denied[0].trim()}` };
  }
  const reason = bare.slice(last.end).replace(/^[\s:;,.!*_|)\]"'–—-]+/u, '').replace(/[\s*_|]+$/u, '').replace(/\s+/g, ' ').slice(0, 500);
  return { word: form.word, refs, reason };
}

/** "Best regards", "Muchas gracias,": up to four words, one of which closes. */
export function isClosing(line: string): boolean {
  const tokens = tokensOf(line);
  return tokens.length <= 4 && tokens.some(({ text }) => CLOSINGS.has(text));
}

/** What a line below a word says against it; null: nothing. */
export function troubleIn(line: string): string | null {
  const tokens = tokensOf(line).map(({ text }) => text);
  if (tokens[0] !== undefined && CONTRASTS_AT_FIRST.has(tokens[0])) return tokens[0];
  const text = ` ${tokens.join(' ')} `;
  return TROUBLES.find((trouble) => text.includes(` ${trouble} `)) ?? null;
}

/** Where the word may begin: behind greetings, up to the end of their clause, and behind leads. */
function startOf(tokens: readonly Token[]): number {
  let at = 0;
  while (at < tokens.length && GREETINGS.has(tokens[at]!.text) && !(LEADS.has(tokens[at]!.text) && !tokens[at]!.clauseEnds)) {
    const end = tokens.findIndex((token, index) => index >= at && index < at + 8 && token.clauseEnds);
    if (end < 0) return tokens.length;
    at = end + 1;
  }
  while (at < tokens.length && LEADS.has(tokens[at]!.text)) at += 1;
  return at;
}

const MOST_TOKENS = 60;

/** Words of letters and digits, without accents, in capitals. */
function tokensOf(line: string): Token[] {
  const found: Token[] = [];
  for (const match of line.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (found.length === MOST_TOKENS) break;
    const end = match.index + match[0].length;
    found.push({ text: match[0].normalize('NFD').replace(/\p{M}/gu, '').toUpperCase(), end, clauseEnds: /^\s*[,.!;:–—]|^\s+-\s/u.test(line.slice(end, end + 10)) });
  }
  return found;
}
