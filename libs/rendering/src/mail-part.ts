import type { Section } from './page/page.js';
import type { Prepared } from './prepared.js';
import { Words } from './words/words.js';
import { writeHtml } from './writers/html.js';
import { writeText } from './writers/text.js';

/** What one of several mails carries. `of`: it is a slice of that, the whole of which has these bytes. */
export interface PartAttachment {
  part: number;
  name: string;
  byteLength: number;
  sha256: string;
  of: { name: string; slices: number; byteLength: number; sha256: string } | null;
}

export interface MailPart {
  ref: string;
  language: string;
  /** this mail, from 1, of so many */
  part: number;
  parts: number;
  /** of all parts: each mail says what the others carry */
  attachments: readonly PartAttachment[];
  /** the words themselves did not fit and are an attachment of this name */
  wordsAttached: string | null;
}

interface Rendered { text: Uint8Array; html: Uint8Array }

/**
 * What a mail says of being a part: what that means, in few lines, and what every part carries, with sizes and hashes, so that
 * whoever has one knows what is missing. The words of part 1 stand between both (`around`): its first screen is the document's.
 * The other parts have nothing else to say.
 */
export function renderMailPart(mail: MailPart): Rendered & { around(words: Rendered): Rendered } {
  const words = Words.in(mail.language);
  const [notice, contents] = [noticeOf(mail, words), contentsOf(mail, words)];
  const [above, below] = [[notice], [contents]].map((sections) => prepared(mail, words, sections)) as [Prepared, Prepared];
  const alone = prepared(mail, words, [notice, contents]);
  return {
    text: Buffer.from(writeText([alone])), html: Buffer.from(writeHtml([alone])),
    around: ({ text, html }) => ({
      text: Buffer.concat([Buffer.from(`${writeText([above])}\n`), text, Buffer.from(`\n${writeText([below])}`)]),
      html: Buffer.from(Buffer.from(html).toString('utf8').replace('<body>\n', () => `<body>\n${bodyOf(above)}`).replace(/<\/body>(?![\s\S]*<\/body>)/, () => `${bodyOf(below)}</body>`)),
    }),
  };
}

const bodyOf = (page: Prepared): string => /<body>\n([\s\S]*)<\/body>/.exec(writeHtml([page]))?.[1] ?? '';

function noticeOf({ ref, part, parts, wordsAttached }: MailPart, words: Words): Section {
  const sentences = [words.say('partWhy', ref, parts), wordsAttached === null ? words.say('partFirst') : words.say('partWordsAttached', wordsAttached), words.say('partMissing')];
  return { id: 'ask', heading: words.say('partOf', part, parts), tone: 'warning', blocks: [{ kind: 'sentences', sentences }] };
}

function contentsOf({ parts, attachments }: MailPart, words: Words): Section {
  const bytes = (count: number) => words.figure(String(count));
  const wholes = [...new Map(attachments.flatMap(({ of }) => (of ? [[of.name, of] as const] : []))).values()];
  const total = attachments.reduce((sum, one) => sum + one.byteLength, 0);
  const facts = [
    ...attachments.map((one) => ({ label: one.name, value: words.say('partAttachment', `${one.part}/${parts}`, bytes(one.byteLength), one.sha256) })),
    { label: words.say('partTotal'), value: words.say('partBytes', bytes(total)) },
  ];
  const sentences = wholes.map((whole) => words.say('partSliced', whole.name, whole.slices, bytes(whole.byteLength), whole.sha256));
  return { id: 'attached', heading: words.say('attached'), tone: 'quiet', blocks: [{ kind: 'sentences', sentences }, { kind: 'facts', facts }] };
}

/** The writers of text and HTML lay out a page and its words; there is no document of which this says anything. */
function prepared({ ref, part, parts }: MailPart, words: Words, sections: Section[]): Prepared {
  const page: Prepared['page'] = { set: '', title: words.say('partOf', part, parts), version: '', ref, vessel: '', sections };
  return { page, words } as Prepared;
}
