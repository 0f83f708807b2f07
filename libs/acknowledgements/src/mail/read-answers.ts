import { isRef } from '#common';
import type { AnswerWord, MailIn, ReadAnswer, ReadAnswers } from './types.js';

const WORDS: readonly [RegExp, AnswerWord][] = [[/^received\b/i, 'received'], [/^keyed\b/i, 'keyed'], [/^reject(?:ed)?\b/i, 'reject'], [/^duplicate\b/i, 'duplicate'], [/^call me\b/i, 'call-me']];

/** The plainest reading: English words at the beginning of a line, above what is quoted. */
export function readAnswers(mail: MailIn): ReadAnswers {
  const own = mail.text.split(/\r?\n/).filter((line) => !line.startsWith('>')).join('\n').split(/^(?:-- |On .* wrote:|-{5}.*)$/m)[0]!.trim();
  const elsewhere: [ReadAnswer['refsFrom'], string[]][] = [['subject', refsOf(mail.subject)], ['body', refsOf(mail.text)]];
  const [refsFrom, refs] = mail.references.length > 0 ? ['references' as const, []] : elsewhere.find(([, found]) => found.length > 0) ?? ['none' as const, []];
  const answers = own.split('\n').flatMap((line): ReadAnswer[] => {
    const found = WORDS.find(([form]) => form.test(line.trim()));
    if (!found) return [];
    const beside = refsOf(line);
    return [{ word: found[1], reason: line.trim().replace(found[0], '').replace(/HW-\w+/g, '').replace(/^[\s:,.!]+/, '').trim().slice(0, 500), ...(beside.length > 0 ? { refs: beside, refsFrom: 'line' as const } : { refs, refsFrom }) }];
  });
  return { answers, ownWords: own.slice(0, 2_000), because: answers.length > 0 ? null : 'no line begins with a word that is known', forwarded: /^(?:fwd?|wg|rv|enc|tr)\s*:/i.test(mail.subject) };
}

const refsOf = (text: string): string[] => [...new Set((text.toUpperCase().match(/HW-[A-Z0-9]{7}/g) ?? []).filter(isRef))];
