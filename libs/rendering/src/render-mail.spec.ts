import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { TableMapping } from './columns/index.js';
import { renderMail } from './render-mail.js';
import { CONTEXT, DELIMITERS, MANIFEST } from './samples.js';

const document = { setBytes: Buffer.from(MANIFEST), delimiters: DELIMITERS, context: CONTEXT };
const list = (title: string, more: Partial<TableMapping> = {}): TableMapping => ({
  sets: null, format: 'csv', sheet: null, delimiter: ',', encoding: 'utf-8', decimal: '.', rows: 'container', header: true,
  columns: [{ title, value: 'container', text: null, item: null, join: null, words: null, decimals: null, date: null, required: false }], ...more,
});

describe('a mail about a document', () => {
  it('names every attachment with its size and hash', async () => {
    const { text, attachments } = await renderMail(document, { forms: ['pdf', 'xlsx'], tables: [] });
    const said = Buffer.from(text).toString().replace(/\s+/g, ' ');
    expect(attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q.pdf', 'HW-7F3K2Q.xlsx']);
    for (const { name, bytes } of attachments) {
      expect(said).toContain(`${name} ${bytes.byteLength.toLocaleString('en')} bytes`);
      expect(said).toContain(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('has the terminal\'s own lists in the place of our workbook', async () => {
    const { attachments } = await renderMail(document, { forms: ['pdf', 'xlsx'], tables: [list('Unit', { format: 'xlsx', sheet: 'Descarga nº 1' }), list('Unit', { sets: ['310'] })] });
    expect(attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q.pdf', 'HW-7F3K2Q-Descarga-no-1.xlsx']);
  });

  it('gives no two attachments the same name, on any disk', async () => {
    const { attachments } = await renderMail(document, { forms: [], tables: [list('A'), list('B'), list('C', { format: 'xlsx', sheet: 'X' }), list('D', { format: 'xlsx', sheet: 'x' })] });
    expect(attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q-container.csv', 'HW-7F3K2Q-container-2.csv', 'HW-7F3K2Q-X.xlsx', 'HW-7F3K2Q-x-2.xlsx']);
  });
});
