import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { LANGUAGES } from '#common';
import { renderFolder, type FolderToRender } from './render-folder.js';
import { BOOKING, CONTEXT, DELIMITERS, MANIFEST, STOW_PLAN } from './samples.js';
import { endsOf, spelt } from './words/spelling.js';
import { Words } from './words/words.js';

const HASH = '3f9c0a4be71d5582c6f0e1a9b7d8432210ffee5947a6b3c8d2e1f00718293a4b';
const copy = (sha256: string) => [{ name: '000004711-4711-0001-309.edi.txt', byteLength: 61_204, sha256 }];
const because = { sentence: 'The EDI link is down, and there is no working mail to go round it.' };
const document = (set: string, ref: string, bytes: string, dueAt: Date, more = {}) => ({ sha256: HASH, document: { setBytes: Buffer.from(bytes), delimiters: DELIMITERS, context: { ...CONTEXT, set, ref, dueAt, because, attachments: copy(HASH), ...more } } });
const MANIFESTED = document('309', 'HW-7F3K2Q', MANIFEST, new Date('2018-07-26T13:00:00Z'), { hazardous: true });
const STOWED = document('324', 'HW-9M4T6X', STOW_PLAN, new Date('2018-07-26T20:00:00Z'), { version: 1, replaces: null });
const BOOKED = document('301', 'HW-2B8C4W', BOOKING, new Date('2018-07-27T13:00:00Z'), { version: 1, replaces: null, possibleDuplicate: true });

const folderOf = (more: Partial<FolderToRender> = {}): FolderToRender => ({
  name: 'USLGB-EAST-20180725T010000Z', terminal: CONTEXT.terminal, language: 'en', madeAt: CONTEXT.madeAt, phone: CONTEXT.phone, contacts: ['+1 555 010 0300 (gate desk, 24 h)'], mailboxes: ['edi-desk@east.example'],
  documents: [MANIFESTED, STOWED, BOOKED], missing: [], more: 0, ...more,
});

const installed = spawnSync('pdftotext', ['-v']).error === undefined;
const ifInstalled = installed ? it : it.skip;
const pagesOf = (pdf: Uint8Array, mode = '-layout'): string[] => spawnSync('pdftotext', [mode, '-enc', 'UTF-8', '-', '-'], { input: pdf, maxBuffer: 1 << 28 }).stdout.toString('utf8').split('\f').slice(0, -1);

describe('a print folder', () => {
  ifInstalled('says on its cover for whom it is, when it was made in their hours and UTC, our phone, how many documents, and how to check by phone', async () => {
    const [cover = ''] = pagesOf((await renderFolder(folderOf())).folder, '-raw');
    const words = cover.replace(/\s+/g, ' ');
    for (const said of ['Documents on paper', 'USLGB-EAST Long Beach East', 'Made Tue 24 Jul 2018 18:00 PDT (Wed 25 Jul 2018 01:00 UTC)', '+1 555 010 0199 (documentation desk, 24 h)', '3 on 7 sheets', 'IS IT OURS? ASK BY PHONE', 'never one that you know from this paper alone']) expect(words).toContain(said);
  });

  ifInstalled('lists its documents in the order given, each with due time, ref, set in words, vessel and voyage, both ends of its hash, and its sheets', async () => {
    const { folder, sheets } = await renderFolder(folderOf());
    const pages = pagesOf(folder);
    expect(pages).toHaveLength(sheets);
    const [contents = ''] = pages;
    expect(contents.match(/HW-\w{6}/g)).toEqual(['HW-7F3K2Q', 'HW-9M4T6X', 'HW-2B8C4W']);
    const words = contents.replace(/\s+/g, ' ');
    for (const said of ['due Thu 26 Jul 2018 06:00 PDT (13:00 UTC)', 'Manifest (309) v2 replaces v1', 'HARBOUR LARK 048E', 'HAZARDOUS', 'POSSIBLE DUPLICATE', 'SHA-256 3f9c 0a4b … 1829 3a4b', 'sheets 2–3', 'sheets 4–5', 'sheets 6–7']) expect(words).toContain(said);
  });

  ifInstalled('numbers the sheets through, and each document begins on the sheet its contents name', async () => {
    const pages = pagesOf((await renderFolder(folderOf({ documents: [MANIFESTED, ...Array.from({ length: 40 }, (_, n) => document('301', `HW-B${String(n).padStart(5, '0')}`, BOOKING, CONTEXT.dueAt!)), STOWED] }))).folder);
    expect(pages.map((page) => /USLGB-EAST-20180725T010000Z · sheet (\d+) of (\d+)/.exec(page)?.slice(1))).toEqual(pages.map((_, at) => [String(at + 1), String(pages.length)]));
    const told = pages.join('\n').match(/^ *42 +due[^]*?sheets (\d+)–\d+$/m)?.[1];
    expect(pages[Number(told) - 1]).toMatch(/Stow plan \(324\)[^]*HW-9M4T6X/);
  }, 30_000);

  ifInstalled('has the documents speak of paper: no mail to answer, whom to call, the hash to compare, as in a mail everything else', async () => {
    const { folder } = await renderFolder(folderOf({ documents: [MANIFESTED] }));
    const words = pagesOf(folder, '-raw').slice(1).join(' ').replace(/\s+/g, ' ');
    for (const said of ['It comes on paper: The EDI link is down', 'If anything is unclear or wrong, call +1 555 010 0199', 'The EDI copy, to compare by phone', HASH.slice(0, 20), 'CSQU3054383', 'HAZARDOUS UN CLASS PG CONTAINER', 'ISA 000004711']) expect(words).toContain(said);
    expect(words).not.toMatch(/this mail|by mail/i);
  });

  ifInstalled('says what it lacks, and how many more wait', async () => {
    const [cover = ''] = pagesOf((await renderFolder(folderOf({ missing: ['HW-5D7E9F'], more: 1_200 }))).folder, '-raw');
    expect(cover).toContain('1,200 more documents wait, due later than these');
    expect(cover.replace(/\s+/g, ' ')).toContain('NOT IN THIS FOLDER (1) HW-5D7E9F It could not be printed; ask for it by phone.');
  });

  ifInstalled.each([['es', 'Documentos en papel', 'Lista telefónica', 'diga: Hotel Whiskey, guion, siete Foxtrot tres Kilo dos Quebec'], ['pt', 'Documentos em papel', 'Lista telefônica', 'diga: Hotel Whiskey, traço, sete Foxtrot três Kilo dois Quebec'], ['fr', 'Documents sur papier', 'Liste téléphonique', 'dites : Hotel Whiskey, tiret, sept Foxtrot trois Kilo deux Quebec']])('speaks the language of its endpoint, and its phone list too: %s', async (language, title, list, say) => {
    const made = await renderFolder(folderOf({ language, documents: [{ ...MANIFESTED, document: { ...MANIFESTED.document, context: { ...MANIFESTED.document.context, language } } }] }));
    expect(pagesOf(made.folder)[0]).toContain(title);
    const phone = pagesOf(made.phoneList, '-raw').join(' ').replace(/\s+/g, ' ');
    expect(phone).toContain(list);
    expect(phone).toContain(say);
  });

  it('is the same bytes for the same documents', async () => {
    const [one, other] = [await renderFolder(folderOf()), await renderFolder(folderOf())];
    expect(Buffer.from(one.folder).equals(Buffer.from(other.folder))).toBe(true);
    expect(Buffer.from(one.phoneList).equals(Buffer.from(other.phoneList))).toBe(true);
  });
});

describe('a phone list', () => {
  ifInstalled('says whom to call, and of each document the ref sign by sign and both ends of its hash; that read out is not handed over', async () => {
    const words = pagesOf((await renderFolder(folderOf())).phoneList, '-layout').join('\n');
    expect(words).toMatch(/Call +\+1 555 010 0300 \(gate desk, 24 h\)/);
    expect(words).toMatch(/^ *HW-7F3K2Q +3f9c 0a4b +1829 3a4b +Thu 26 Jul 2018 06:00 PDT \(13:00 UTC\)/m);
    for (const said of ['say: Hotel Whiskey, dash, seven Foxtrot three Kilo two Quebec', 'Manifest (309)', 'Read out is not handed over']) expect(words).toContain(said);
  });

  ifInstalled('says so where no number is known', async () => {
    expect(pagesOf((await renderFolder(folderOf({ contacts: [], phone: null }))).phoneList, '-raw').join(' ')).toContain('no number is known for USLGB-EAST');
  });
});

describe('what is read out', () => {
  it.each(LANGUAGES)('has a name for every sign of a ref in %s', (language) => {
    const said = spelt('HW-0123456789ABCDEFGHJKMNPQRSTVWXYZ', Words.in(language));
    expect(said.split(/[ ,]+/).filter((word) => word.length === 1)).toEqual([]);
  });

  it('of a hash is the first and the last 32 bits, in groups of four', () => {
    expect(endsOf(HASH)).toEqual({ begins: '3f9c 0a4b', ends: '1829 3a4b' });
  });
});
