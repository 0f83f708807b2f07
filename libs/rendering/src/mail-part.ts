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

/**
 * What a mail says of being a part. The words of part 1 stand below it (`above`); the others have nothing else to say. Every
 * part names every attachment with its size and hash, so that whoever has one knows what is missing.
 */
export function renderMailPart(mail: MailPart): { text: Uint8Array; html: Uint8Array; above(words: { text: Uint8Array; html: Uint8Array }): { text: Uint8Array; html: Uint8Array } } {
  const notice = prepare(mail);
  const text = writeText([notice]);
  const html = writeHtml([notice]);
  const body = /<body>\n([\s\S]*)<\/body>/.exec(html)?.[1] ?? '';
  return {
    text: Buffer.from(text), html: Buffer.from(html),
    above: (words) => ({
      text: Buffer.concat([Buffer.from(`${text}\n`), words.text]),
      html: Buffer.from(Buffer.from(words.html).toString('utf8').replace('<body>\n', () => `<body>\n${body}`)),
    }),
  };
}

function prepare({ ref, language, part, parts, attachments, wordsAttached }: MailPart): Prepared {
  const words = Words.in(language);
  const bytes = (count: number) => words.figure(String(count));
  const wholes = [...new Map(attachments.flatMap(({ of }) => (of ? [[of.name, of] as const] : []))).values()];
  const total = attachments.reduce((sum, one) => sum + one.byteLength, 0);
  const sentences = [
    words.say('partWhy', ref, parts), wordsAttached === null ? words.say('partFirst') : words.say('partWordsAttached', wordsAttached),
    ...wholes.map((whole) => words.say('partSliced', whole.name, whole.slices, bytes(whole.byteLength), whole.sha256)), words.say('partMissing'),
  ];
  const facts = [
    ...attachments.map((one) => ({ label: one.name, value: words.say('partAttachment', `${one.part}/${parts}`, bytes(one.byteLength), one.sha256) })),
    { label: words.say('partTotal'), value: words.say('partBytes', bytes(total)) },
  ];
  const title = words.say('partOf', part, parts);
  const page: Prepared['page'] = {
    set: '', title, version: '', ref, vessel: '',
    sections: [{ id: 'attached', heading: title, tone: 'warning', blocks: [{ kind: 'sentences', sentences }, { kind: 'facts', facts }] }],
  };
  // The writers of text and HTML lay out a page and its words; there is no document of which this says anything.
  return { page, words } as Prepared;
}
