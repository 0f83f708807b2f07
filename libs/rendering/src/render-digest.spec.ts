import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#common';
import { renderDigest, type DigestToRender } from './render-digest.js';
import { renderMail } from './render-mail.js';
import { BOOKING, CONTEXT, DELIMITERS, MANIFEST } from './samples.js';

const copy = (name: string, fill: string) => ({ name, byteLength: 61_204, sha256: fill.repeat(64) });
const digest: DigestToRender = {
  terminal: CONTEXT.terminal, language: 'en', vessel: CONTEXT.vessel, etaAt: CONTEXT.etaAt, because: { sentence: 'The EDI link is down.', since: new Date('2018-07-25T00:04:00Z') }, phone: null, possibleDuplicate: false,
  entries: [
    { ref: 'HW-7F3K2Q', set: '309', version: 2, replaces: 'v1', dueAt: new Date('2018-07-26T13:00:00Z'), calm: true, copy: copy('HW-7F3K2Q-000004711-4711-0001-309.edi.txt', 'a') },
    { ref: 'HW-9BQ4TN', set: '301', version: 1, replaces: null, dueAt: null, calm: true, copy: copy('HW-9BQ4TN-000004712-4712-0001-301.edi.txt', 'b') },
  ],
};
const flat = (text: string) => text.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' ').replace(/\s+/g, ' ');
const words = async (changes: Partial<DigestToRender> = {}) => {
  const language = changes.language ?? 'en';
  const documents = await Promise.all([['309', MANIFEST, 'HW-7F3K2Q'], ['301', BOOKING, 'HW-9BQ4TN']].map(async ([set = '', bytes = '', ref = '']) => {
    const { text, html } = await renderMail({ setBytes: Buffer.from(bytes), delimiters: DELIMITERS, context: { ...CONTEXT, set, ref, language } }, { forms: [], tables: [] });
    return { text: Buffer.from(text).toString(), html: Buffer.from(html).toString() };
  }));
  return { documents, ...renderDigest({ ...digest, ...changes }, documents) };
};

describe('a digest', () => {
  it('begins with what is asked, by when, and why by mail', async () => {
    const { text, html } = await words();
    for (const said of [flat(text), flat(html)]) {
      expect(said).toContain('Please key in these 2 documents, each before the time beside it. The first is due Thu 26 Jul 2018 06:00 PDT (13:00 UTC).');
      expect(said).toContain('It comes by mail: The EDI link is down. Since Tue 24 Jul 2018 17:04 PDT (Wed 25 Jul 2018 00:04 UTC).');
      expect(said).toContain('When EDI returns you may see them again: do not key them twice.');
    }
  });

  it('has a table of contents: ref, set in words, version, due in the terminal\'s zone and UTC, SHA-256 of the EDI copy', async () => {
    const { text, html } = await words();
    for (const said of [flat(text), flat(html)]) {
      expect(said).toContain('Manifest (309)');
      expect(said).toMatch(/HW-9BQ4TN Booking .*v1 no due time/);
      expect(said).toContain('v2 replaces v1');
      expect(said).toContain(`HW-7F3K2Q-000004711-4711-0001-309.edi.txt: 61,204 bytes, SHA-256 ${'a'.repeat(64)}`);
    }
    for (const line of text.slice(0, text.indexOf('===')).split('\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('has every document whole below, as it stands in a mail of its own, in one page with one style sheet', async () => {
    const { text, html, documents } = await words();
    for (const one of documents) {
      expect(text).toContain(one.text);
      expect(html).toContain(/<body>\n([\s\S]*)<\/body>/.exec(one.html)![1]);
    }
    for (const once of ['<!DOCTYPE', '<style>', '<body>', '</body>']) expect(html.split(once)).toHaveLength(2);
  });

  it.each([
    ['of a call', {}, 'USLGB-EAST | HARBOUR LARK 048E | DIGEST OF 2 | Ref HW-7F3K2Q + 1'],
    ['of no call', { vessel: null }, 'USLGB-EAST | NO VESSEL CALL | DIGEST OF 2 | Ref HW-7F3K2Q + 1'],
    ['that may have come before', { possibleDuplicate: true }, 'USLGB-EAST | HARBOUR LARK 048E | DIGEST OF 2 | POSSIBLE DUPLICATE | Ref HW-7F3K2Q + 1'],
    ['of a vessel with a long name', { vessel: { ...CONTEXT.vessel, name: 'X'.repeat(200) } }, `USLGB-EAST | ${'X'.repeat(71)} | DIGEST OF 2 | Ref HW-7F3K2Q + 1`],
  ])('%s has a subject in the fixed order', async (_, changes, subject) => {
    const said = (await words(changes)).subject;
    expect(said.slice(0, 60)).toBe(subject.slice(0, 60));
    expect(said.slice(said.indexOf(' | DIGEST'))).toBe(subject.slice(subject.indexOf(' | DIGEST')));
    expect(said.length).toBeLessThanOrEqual(120);
  });

  it('says that none is dangerous, releases or holds where that is proved of each, and else nothing of it', async () => {
    const unproved = digest.entries.map((entry, n) => ({ ...entry, calm: n === 0 }));
    expect(flat((await words()).text)).toContain('None of them carries dangerous goods, and none releases or holds anything');
    expect(flat((await words({ entries: unproved })).text)).not.toContain('None of them carries');
  });

  it('says it in every language, and does not speak of EDI where there is none', async () => {
    const first = await Promise.all(LANGUAGES.map(async (language) => flat((await words({ language, because: { sentence: 'x', ediReturns: false } })).text).slice(0, 400)));
    expect(new Set(first).size).toBe(LANGUAGES.length);
    expect(first[0]).not.toContain('EDI');
  });
});
