import { describe, expect, it } from '@jest/globals';
import { renderMailPart, type MailPart, type PartAttachment } from './mail-part.js';

const HASH = { part: 'a'.repeat(64), whole: 'b'.repeat(64) };
const slice = (number: number): PartAttachment => ({ part: number, name: `HW-7F3K2Q.pdf.slice-${number}-of-6.txt`, byteLength: 180_000, sha256: HASH.part, of: { name: 'HW-7F3K2Q.pdf', slices: 6, byteLength: 1_080_000, sha256: HASH.whole } });
const PART: MailPart = { ref: 'HW-7F3K2Q', language: 'en', part: 1, parts: 6, attachments: [1, 2, 3, 4, 5, 6].map(slice), wordsAttached: null };
const WORDS = { text: Buffer.from('Please key in this manifest.\n'), html: Buffer.from('<html><body>\n<p>Please key in this manifest.</p></body></html>\n') };
const said = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('the first of several mails', () => {
  it.each([['en', 'PART 1 OF 6', 'Attached'], ['es', 'PARTE 1 DE 6', 'Adjuntos'], ['pt', 'PARTE 1 DE 6', 'Anexos'], ['fr', 'PARTIE 1 SUR 6', 'Pièces jointes']])('says in few lines that it is one, then the document\'s words, and what all parts carry behind them (%s)', (language, title, attached) => {
    const { text } = renderMailPart({ ...PART, language }).around(WORDS);
    const lines = said(text).split('\n');
    const words = lines.indexOf('Please key in this manifest.');
    expect(lines[0]).toMatch(new RegExp(`^${title} `));
    expect(words).toBeLessThan(12);
    expect(lines.slice(0, words).join('\n')).not.toContain('SHA-256');
    const below = lines.slice(words).join('\n');
    expect(below).toContain(`--- ${attached.toUpperCase()} `);
    for (const { name } of PART.attachments) expect(below).toContain(name);
    for (const hash of Object.values(HASH)) expect(below).toContain(hash);
  });

  it('is one page of HTML with all three in that order', () => {
    const html = said(renderMailPart(PART).around(WORDS).html);
    expect(html.match(/<body>|<\/body>/g)).toEqual(['<body>', '</body>']);
    const order = ['It is whole only with all 6 mails', 'Please key in this manifest.', 'slice-6-of-6.txt', '</body>'].map((words) => html.indexOf(words));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });
});

describe('every other of them', () => {
  it('says both without the words between', () => {
    const text = said(renderMailPart({ ...PART, part: 2 }).text);
    expect(text).toMatch(/^PART 2 OF 6 [\s\S]*It is whole only with\nall 6 mails[\s\S]*slice-6-of-6\.txt[\s\S]*All parts together\n    1,080,000 bytes\n$/);
    expect(text.match(/PART 2 OF 6/g)).toHaveLength(2); // its title, and the box below it
  });
});
