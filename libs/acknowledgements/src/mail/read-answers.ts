import { ANSWER_WORDS, DENIALS } from './answer-words.js';
import { namedIn, REF_LIKE, refsIn, refsInIds, WRITTEN_AS_REF } from './find-refs.js';
import { ownWordsOf } from './own-words.js';
import { isClosing, readLine, troubleIn, type LineRead } from './read-line.js';
import type { AnswerWord, MailIn, ReadAnswer, ReadAnswers } from './types.js';

const MOST_ANSWERS = 500;
const FORWARD_SUBJECT = /^\s*(?:fwd?|wg|rv|enc|tr|i)\s*:/i;

type Said = Extract<LineRead, { word: AnswerWord }>;

/**
 * What a mail says, by the words at the beginning of its sender's own lines. Of which documents: those named beside the word; else by the address it
 * came to, the mail it answers, its subject, its own words; by what it quotes only where that names one alone. Who may say so is not looked at.
 */
export function readAnswers(mail: MailIn): ReadAnswers {
  const { own, quoted, forwarded } = ownWordsOf(mail.text);
  const ownWords = own.join('\n').replace(/\n{3,}/g, '\n\n').trim();
  const read = readLines(own);
  const said = read.filter((one): one is Said => 'word' in one);
  const because = byMachine(mail) ?? whyNone(said, read.find((one): one is { doubt: string } => 'doubt' in one), own);
  const elsewhere = refsElsewhere(mail, ownWords, quoted);
  const named = namedIn(ownWords.slice(0, 200_000));
  const taken = new Set(said.flatMap(({ refs }) => refs));
  const beside = elsewhere.refsFrom === 'body' ? [] : named.filter((ref) => !taken.has(ref));
  const answers = because === null ? strongest(said).map((one): ReadAnswer => (one.refs.length > 0 ? { ...one, refsFrom: 'line', beside: [] } : { ...one, ...elsewhere, beside })) : [];
  return { answers, ownWords: ownWords.slice(0, 2_000), named, because, forwarded: forwarded || FORWARD_SUBJECT.test(mail.subject) };
}

/** Line by line. Tables come out of some mail programs a cell a line, and people paste columns: lines of refs alone belong to the word below them, or above them where a word came first. */
function readLines(own: readonly string[]): LineRead[] {
  const lines = own.flatMap((line, at) => (line.trim() === '' ? [] : [{ refs: refsAlone(line), read: heardIn(own, at) }]));
  const step = lines.find(({ refs, read }) => refs.length > 0 || read !== null)?.refs.length ? -1 : 1;
  const column = (from: number): string[] => {
    const refs: string[] = [];
    for (let at = from + step; ; at += step) {
      const line = lines[at];
      if (!line || line.read !== null || line.refs.length === 0) return refs;
      refs.splice(step < 0 ? 0 : refs.length, 0, ...line.refs);
    }
  };
  return lines.flatMap(({ read }, at) => (read && 'word' in read && (read.refs.length === 0 || step > 0) ? { ...read, refs: [...new Set([...read.refs, ...column(at)])] } : read ?? [])).slice(0, MOST_ANSWERS);
}

/** What a line says, by itself and by the lines that it stands between: a mail program breaks long lines anywhere, and "not" may stand at the end of the one above. */
function heardIn(own: readonly string[], at: number): LineRead | null {
  const read = readLine(own[at]!);
  if (read === null || 'doubt' in read) return read;
  const above = own[at - 1] ?? '';
  if (goesOn(above) && readLine(above) === null) return { doubt: `it says ${read.word.toUpperCase()} amid a sentence: "${above.trim().slice(-60)} …"` };
  // A REJECT has its reason there, and who asks to be called says why.
  const below = read.word === 'reject' || read.word === 'call-me' ? null : takenBackBelow(own.slice(at + 1, at + 1 + LINES_BELOW));
  return below === null ? read : { doubt: `it says ${read.word.toUpperCase()}, and below it ${below}` };
}

const LINES_BELOW = 8;
/** What people add is short; what is longer is a disclaimer of their server's, which may say anything. */
const LONGEST_SENTENCE = 240;
const SENTENCES_BELOW = 3;

/**
 * What takes a word back, up to the next word or ref: in the rest of its paragraph, up to a closing, any of the words that do so behind it in its line; in the
 * next three lines, also behind a blank one, that they could not open or read it. What stands further down is a signature's.
 */
function takenBackBelow(lines: readonly string[]): string | null {
  const next = lines.findIndex((line) => readLine(line) !== null || refsIn(line).length > 0);
  const below = lines.slice(0, next < 0 ? lines.length : next);
  const short = (line: string) => line.length <= LONGEST_SENTENCE;
  const end = below.findIndex((line) => line.trim() === '' || isClosing(line));
  const denied = below.slice(0, end < 0 ? below.length : end).filter(short).map((line) => readLine(`RECEIVED ${line.replace(/[?¿]/g, '')}`)).find((one): one is { doubt: string } => one !== null && 'doubt' in one);
  return denied?.doubt.replace(/^.* and then /, '') ?? below.filter((line) => line.trim() !== '').slice(0, SENTENCES_BELOW).filter(short).map(troubleIn).find((trouble) => trouble !== null) ?? null;
}

const LONG_ENOUGH_TO_BE_BROKEN = 40;
/** Does its sentence go on in the next line? Where it ends with a denial, however short; else where it is long and nothing ends it. A line that names a document is a row of a table. */
function goesOn(line: string): boolean {
  if (/[^\p{L}\p{N}\s]\s*$/u.test(line)) return false;
  const last = /[\p{L}\p{M}]+\s*$/u.exec(line)?.[0].trim().normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  return (last !== undefined && DENIALS.has(last)) || (line.trim().length >= LONG_ENOUGH_TO_BE_BROKEN && refsIn(line).length === 0);
}

/** Nothing but refs stands in it; else none. */
const refsAlone = (line: string): string[] => (/[\p{L}\p{N}]/u.test(line.replace(REF_LIKE, '').replace(WRITTEN_AS_REF, '')) ? [] : namedIn(line));

const HAVE_IT: ReadonlySet<AnswerWord> = new Set(['received', 'keyed']);

/** Keyed says more than received, a wish to be called is beside both; the same twice is said once. */
function strongest(said: readonly Said[]): Said[] {
  const kept = new Map<string, Said>();
  for (const one of said) {
    const key = `${HAVE_IT.has(one.word) ? 'have it' : one.word} ${[...one.refs].sort().join()}`;
    const before = kept.get(key);
    if (!before || (before.word === 'received' && one.word === 'keyed')) kept.set(key, one);
  }
  return [...kept.values()];
}

/** A ticket system says "Received your request" to whatever comes, and some send what their people write under the same mark: a person tells them apart (RFC 3834, 2 and 5). Null: nothing says so. */
function byMachine({ headers }: MailIn): string | null {
  const mark = headers.find(({ name, value }) => (name === 'auto-submitted' && !/^\s*no\b/i.test(value)) || (name === 'return-path' && /^\s*<\s*>\s*$/.test(value)) || name === 'x-autogenerated');
  return mark === undefined ? null : `a machine wrote it (${mark.name}: ${mark.value.slice(0, 40)})`;
}

/** Why no answer is read from it, in one sentence; null: one is. */
function whyNone(said: readonly Said[], doubt: { doubt: string } | undefined, own: readonly string[]): string | null {
  if (doubt) return doubt.doubt;
  if (said.length === 0) return own.some((line) => line.trim() !== '') ? mentions(own) : 'it has no words of its sender\'s own';
  // Nobody says all of them; our own explanation of them, quoted without a mark, does.
  if (new Set(said.map(({ word }) => word)).size >= 4) return 'it lists the words instead of saying one';
  // Where refs stand beside them, whoever applies them sees which are said two things of.
  const bare = new Set(said.filter(({ refs }) => refs.length === 0).map(({ word }) => word));
  return contradict(bare) ? `it says ${[...bare].map((word) => word.toUpperCase()).join(' and ')}` : null;
}

const contradict = (words: ReadonlySet<AnswerWord>): boolean => [...words].filter((word) => word !== 'received' && word !== 'call-me').length > 1 || (words.has('reject') && words.has('received'));

/** A word inside a sentence is shown as what was found. */
function mentions(own: readonly string[]): string {
  const text = own.join(' ').slice(0, 20_000).normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const found = Object.values(ANSWER_WORDS).flat().find((form) => new RegExp(`(?<![A-Z])${form}(?![A-Z])`).test(text));
  return found ? `it mentions ${found}, and no line begins with it` : 'no line begins with a word that is known';
}

function refsElsewhere(mail: MailIn, ownWords: string, quoted: readonly string[]): Pick<ReadAnswer, 'refs' | 'refsFrom'> {
  const inQuote = refsIn(quoted.join('\n').slice(0, 200_000));
  const places: [ReadAnswer['refsFrom'], string[]][] = [
    ['to', refsIn(mail.to.slice(0, 100).filter((address) => address.includes('+')).map((address) => address.replace(/[+@]/g, ' ')).join('\n'))], ['references', refsInIds(mail.references)],
    ['subject', refsIn(mail.subject)], ['body', refsIn(ownWords)], ['body', inQuote.length === 1 ? inQuote : []],
  ];
  const [refsFrom, refs] = places.find(([, found]) => found.length > 0) ?? ['none', []];
  return { refsFrom, refs };
}
