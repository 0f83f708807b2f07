import type { RenderingContext } from '../types.js';
import type { Words } from '../words/words.js';
import type { Section } from './page.js';

/** What is attached, by size and hash, so that it can be compared by phone; and what we never do. */
export function footer({ attachments, attachmentRemarks = [], phone, ref, confirm, onPaper }: RenderingContext, words: Words): Section {
  const questions = phone === null ? words.say('questions', ref) : words.say('questionsOrCall', ref, phone);
  return { id: 'attached', heading: attachments.length === 0 ? null : words.say(onPaper ? 'toCompare' : 'attached'), tone: 'quiet', blocks: [
    { kind: 'facts', facts: attachments.map(({ name, byteLength, sha256 }) => ({ label: name, value: words.say('attachment', words.figure(String(byteLength)), sha256) })) },
    { kind: 'sentences', sentences: onPaper ? [words.say('paperProves')] : [...attachmentRemarks, questions, confirm ? words.say('onlyLink', ref) : words.say('neverAsk')] },
  ] };
}
