import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { TableMapping } from './columns/index.js';
import { renderMail } from './render-mail.js';
import { CONTEXT, DELIMITERS, MANIFEST } from './samples.js';

const column = (title: string, value: TableMapping['columns'][number]['value'], more: Partial<TableMapping['columns'][number]> = {}) => ({ title, value, text: null, item: null, join: null, words: null, decimals: null, date: null, required: false, ...more });
const table = (rows: TableMapping['rows'], columns: TableMapping['columns'], sheet: string | null = null): TableMapping => ({ sets: null, format: 'csv', sheet, delimiter: ',', encoding: 'utf-8', decimal: '.', rows, header: true, columns });
const mail = (text: string, tables: TableMapping[] = []) => renderMail({ setBytes: Buffer.from(text), delimiters: DELIMITERS, context: { ...CONTEXT, set: text.slice(3, 6) } }, { forms: ['pdf', 'xlsx'], tables });
const said = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('a mail about a document', () => {
  it('names every attachment with its size and its SHA-256, the EDI copy with them', async () => {
    const { text, html, attachments } = await mail(MANIFEST);
    expect(attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q.pdf', 'HW-7F3K2Q.xlsx']);
    for (const { name, bytes } of attachments) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      for (const words of [said(text), said(html)]) expect([name, words.includes(name), words.includes(sha256)]).toEqual([name, true, true]);
    }
    expect(said(text)).toContain(CONTEXT.attachments[0]?.name);
  });

  it.each([['en', 'To confirm, answer this mail with one word'], ['es', 'Para confirmar, responda a este correo con una palabra'], ['pt', 'Para confirmar, responda a este e-mail com uma palavra'], ['fr', 'Pour confirmer, répondez à ce courriel par un mot']])('says how one of five words answers it (%s); a test, an empty one and paper do not', async (language, asks) => {
    const of = async (more: Partial<typeof CONTEXT>) => said((await renderMail({ setBytes: Buffer.from(MANIFEST), delimiters: DELIMITERS, context: { ...CONTEXT, language, ...more } }, { forms: [], tables: [] })).text).replace(/\s+/g, ' ');
    const text = await of({});
    for (const one of [asks, 'RECEIVED', 'KEYED', 'DUPLICATE', 'REJECT', 'CALL ME']) expect([one, text.includes(one)]).toEqual([one, true]);
    for (const not of [{ test: true }, { onPaper: true }]) expect(await of(not)).not.toContain(asks);
  });

  it('has a terminal\'s own list in the place of ours, and says what that leaves out and rounds', async () => {
    const { text, attachments, warnings } = await mail(MANIFEST, [table('container', [column('Box', 'container'), column('Seal', 'seal'), column('t', 'weightT', { decimals: 1 })], 'Discharge')]);
    expect(attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q.pdf', 'HW-7F3K2Q-Discharge.csv']);
    expect(warnings.join(' ')).toMatch(/SL0012346/);
    expect(warnings.join(' ')).toMatch(/rounded/);
    for (const warning of warnings) expect(said(text).replace(/\s+/g, ' ')).toContain(warning);
  });

  it('brings no list without a row, and none of what has no tables: an empty list of dangerous goods would be a lie', async () => {
    const hazards = table('hazmat', [column('UN', 'un')]);
    expect((await mail(MANIFEST.replace(/H1\*[^~]*~H2\*[^~]*~/, ''), [hazards])).attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q.pdf']);
    expect((await mail('ST*300*0001~H1*UN1203*3~SE*3*0001~', [hazards])).attachments.map(({ name }) => name)).toEqual(['HW-7F3K2Q.pdf', 'HW-7F3K2Q.xlsx']);
  });

  it('with a confirm link has it in its words alone: what is attached says that there is one, and has none', async () => {
    const confirm = { url: 'https://confirm.hawser.example/confirm/HW-7F3K2Q', until: new Date('2018-08-01T09:30:00Z') };
    const { text, html, attachments } = await renderMail({ setBytes: Buffer.from(MANIFEST), delimiters: DELIMITERS, context: { ...CONTEXT, set: '309', confirm } }, { forms: ['csv', 'html'], tables: [] });
    for (const words of [said(text), said(html)]) expect([words.match(/https:[^\s"<]+/g)?.every((url) => url === confirm.url), words.includes('We never ask for a password'), words.includes('never ask you to click')]).toEqual([true, true, false]);
    for (const { bytes } of attachments) expect([said(bytes).includes('https:'), said(bytes).includes('The one link of our mail confirms'), said(bytes).includes('never ask you to click')]).toEqual([false, true, false]);
  });
});
