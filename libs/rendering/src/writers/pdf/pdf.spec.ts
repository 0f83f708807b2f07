import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writePdf } from './index.js';
import { ASK, containerNumber, HEADLINE, manifestPage, page, planPage, prepared } from './sample-pages.js';

const bytesOf = async (...documents: Parameters<typeof writePdf>[0]): Promise<Buffer> => Buffer.from(await writePdf(documents));
const sheetsIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0;

describe('the file', () => {
  it('the same documents give the same bytes', async () => {
    expect((await bytesOf(prepared(manifestPage()))).equals(await bytesOf(prepared(manifestPage())))).toBe(true);
  });

  it('signs beyond the usual ones give the same bytes too, in whatever order documents came before', async () => {
    const odd = (text: string): Promise<Buffer> => bytesOf(prepared(page([{ ...ASK, blocks: [{ kind: 'sentences', sentences: [text] }] }])));
    const before = await odd('МОСКВА Łódź');
    await odd('ΑΘΗΝΑ');
    expect((await odd('МОСКВА Łódź')).equals(before)).toBe(true);
  });

  it('says title, subject, language, maker and the hour of the context; its sheet fits A4 and Letter and asks to be printed as it is', async () => {
    const pdf = (await bytesOf(prepared(page([ASK], { version: '', title: 'Manifiesto (309)' }), 'es-PA'))).toString('latin1');
    for (const part of ['%PDF-1.6', '/MediaBox [0 0 595 792]', '/PrintScaling /None', '/Lang (es-PA)', '(Hawser)', '(D:20180725103000Z)', '(HARBOUR LARK  048E)']) expect(pdf).toContain(part);
    expect(Buffer.from(pdf, 'latin1').includes(Buffer.from('Manifiesto (309) · HW-7F3K2Q', 'utf16le').swap16().toString('latin1').replace(/[()\\]/g, '\\$&'), 'latin1')).toBe(true);
  });

  it('is in English, and says so, where the language asked for is not written', async () => {
    expect((await bytesOf(prepared(page([ASK]), 'de-DE'))).toString('latin1')).toContain('/Lang (en)');
  });

  it('runs nothing, links to nothing, loads nothing', async () => {
    const pdf = (await bytesOf(prepared(manifestPage()))).toString('latin1');
    for (const part of ['/JavaScript', '/AcroForm', '/URI', '/OpenAction', '/EmbeddedFile']) expect(pdf).not.toContain(part);
  });

  it('holds several documents, each from a sheet of its own, and lists them', async () => {
    const alone = sheetsIn(await bytesOf(prepared(manifestPage())));
    const both = await bytesOf(prepared(manifestPage()), prepared(page([ASK, HEADLINE], { ref: 'HW-SECOND' }), 'fr'));
    expect(sheetsIn(both)).toBe(alone + 1);
    expect(both.toString('latin1')).toContain('/Outlines');
    expect(both.toString('latin1')).toContain('(HW-7F3K2Q, HW-SECOND)');
  });

  it('is refused where there is no document to write', async () => {
    await expect(writePdf([])).rejects.toThrow(RangeError);
  });

  it('stays small: a sheet under 45 kB, and a plan of 12,000 boxes under 10 MB', async () => {
    expect((await bytesOf(prepared(page([ASK, HEADLINE])))).length).toBeLessThan(45_000);
    expect((await bytesOf(prepared(planPage(12_000)))).length).toBeLessThan(10_000_000);
  }, 20_000);
});

const installed = spawnSync('pdftotext', ['-v']).error === undefined;

describe(installed ? 'read by pdftotext' : 'read by pdftotext (skipped: it is not installed here)', () => {
  const read = async (mode: '-layout' | '-raw', ...documents: Parameters<typeof writePdf>[0]): Promise<string> => spawnSync('pdftotext', [mode, '-enc', 'UTF-8', '-', '-'], { input: await bytesOf(...documents), maxBuffer: 1 << 28 }).stdout.toString('utf8');
  const ifInstalled = installed ? it : it.skip;

  ifInstalled('every sign is the one that was put in: quotes, accents, Greek, Cyrillic, and what no face has by its name', async () => {
    const text = (await read('-raw', prepared(manifestPage()))).replace(/\s+/g, ' ');
    for (const said of ['12" PIPES, 5\' LONG; "KEEP DRY" (SHIPPER\'S LOAD & COUNT) \\ 50% OFF', 'Größe ½ · naïve façade · Łódź · ΑΘΗΝΑ · МОСКВА · <U+592A> · <U+202E>txet<U+0007>', 'CAFÉ «PEÑA» <U+592A><U+5E73><U+6D0B> Ltd.', 'HAZARDOUS (2)', 'LITHIUM ION BATTERIES CONTAINED IN EQUIPMENT']) expect(text).toContain(said);
  });

  ifInstalled('a row reads as a line: container, type, weights, seal, bill and ports', async () => {
    const text = await read('-layout', prepared(manifestPage()));
    expect(text).toMatch(/^ *HWSU4000037 +22G1 +L +4,777 +10,531 +SL0012346 +180001234 +HKHKG +USOAK$/m);
    expect(text.match(/^ *CONTAINER +TYPE +L\/E +KG +LB +SEALS/gm)?.length).toBeGreaterThan(2);
  });

  ifInstalled('sheets are counted by document, in its language', async () => {
    const pages = (await read('-layout', prepared(page([ASK, HEADLINE])), prepared(planPage(60), 'es'))).split('\f');
    expect(pages.map((one) => /(page|página) \d+\/\d+/.exec(one)?.[0])).toEqual(['page 1/1', 'página 1/3', 'página 2/3', 'página 3/3', undefined]);
  });

  ifInstalled('all 12,000 boxes of a plan are there, in order', async () => {
    const found = (await read('-layout', prepared(planPage(12_000)))).match(/HWSU\d{7}/g) ?? [];
    expect(found).toEqual(Array.from({ length: 12_000 }, (_, at) => containerNumber(at)));
  }, 30_000);
});
