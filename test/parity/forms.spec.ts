import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { UNSIGNED } from '#channels';
import { FakeClock } from '#common';
import type { FallbackForm, MailForm } from '#directory';
import { writeMail } from '#journey';
import { renderDocument, renderFolder, renderMail, type DocumentToRender } from '#rendering';
import { CONTEXT, DELIMITERS, SAMPLES } from '../../libs/rendering/src/testing.js';
import { setsUnder } from './files.js';
import { faultsIn } from './prove.js';
import { PDFTOTEXT } from './read/pdf.js';
import { setOf, type Source } from './source.js';

const FORMS: readonly MailForm[] = ['all', 'tables', 'pdf', 'plain', 'words'];
const sources: Source[] = [...Object.entries(SAMPLES).map(([set, text]) => ({ name: `sample ${set}`, bytes: Buffer.from(text), delimiters: DELIMITERS })), ...setsUnder('test/fixtures/x12')];
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const documentOf = (source: Source): DocumentToRender => ({ setBytes: source.bytes, delimiters: source.delimiters, context: { ...CONTEXT, set: setOf(source), language: 'en' } });

/** The mail as a terminal has it, taken apart by a parser that is not ours. */
async function mailIn(form: MailForm, source: Source) {
  const document = documentOf(source);
  const { parts: [part] } = await writeMail(
    { clock: new FakeClock(CONTEXT.madeAt), mailTrust: UNSIGNED, directory: { mailIdentity: { from: 'desk@hawser.example', replyTo: 'desk@hawser.example', domain: 'hawser.example', phone: CONTEXT.phone } }, rendering: { renderMail } },
    { document, copy: { bytes: Buffer.from(source.bytes), sha256: sha256(source.bytes), ...CONTEXT.numbers, contentType: 'application/EDI-X12', test: false }, endpoint: { tables: [], mail: null }, form, to: ['documents@terminal.example'], messageId: '<HW-7F3K2Q.1@hawser.example>', thread: { threadRoot: null }, capBytes: Infinity },
  );
  const { text = '', html, attachments } = await simpleParser(part!.bytes);
  return { text, html: String(html), files: new Map(attachments.map(({ filename = '', content }) => [filename.replace(/^.*\./, ''), content])) };
}

/** What stands above the list of what is attached, which is all that may differ. */
const words = (text: string): string => (text.split(/\n(?:--- ATTACHED|-{20,}\n+(?=Questions: )|Questions: )/)[0] ?? '').trim();

const missing = (faults: readonly string[]): string[] => faults.filter((fault) => fault.endsWith(' is missing'));

describe.each(sources)('a document says the same in every form a terminal may take it in: $name', (source) => {
  it('each mail has every fact in its words, as text and as HTML, and in each of its files; its words are those of every other form', async () => {
    const { csv } = (await renderDocument(documentOf(source), ['csv'])).files;
    const said = new Set<string>();
    for (const form of FORMS) {
      const { text, html, files } = await mailIn(form, source);
      const [pdf, xlsx] = [PDFTOTEXT === null ? undefined : files.get('pdf'), files.get('xlsx')];
      const all = { csv: csv!, text: Buffer.from(text), html: Buffer.from(html), ...(pdf ? { pdf } : {}), ...(xlsx ? { xlsx } : {}) };
      expect([form, missing(await faultsIn(all, source, documentOf(source).context, 'en'))]).toEqual([form, []]);
      said.add(words(text));
    }
    expect([...said].map((one) => one.length > 200)).toEqual([true]);
  });

  (PDFTOTEXT === null ? it.skip : it)('and so has a folder on paper', async () => {
    const { csv } = (await renderDocument(documentOf(source), ['csv'])).files;
    const form: FallbackForm = 'print';
    const { folder } = await renderFolder({ name: 'USLGB-EAST-20180725T010000Z', terminal: CONTEXT.terminal, language: 'en', madeAt: CONTEXT.madeAt, phone: null, contacts: [], mailboxes: [], documents: [{ document: documentOf(source), sha256: sha256(source.bytes) }], missing: [], more: 0 });
    expect([form, missing(await faultsIn({ csv: csv!, pdf: folder }, source, documentOf(source).context, 'en'))]).toEqual([form, []]);
  });
});
