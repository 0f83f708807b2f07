import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readXlsx from 'read-excel-file/node';
import { previewFile, type PreviewOptions } from './preview.js';

const MANIFEST = 'test/fixtures/x12/309/original-hazmat.edi';
const TWO = 'test/fixtures/x12/309/two-manifests.edi';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'preview-')); });
afterAll(() => rm(folder, { recursive: true }));

async function preview(file: string, options: PreviewOptions = {}, env: NodeJS.ProcessEnv = {}, window = true) {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (lines: string[]) => (text: string | Uint8Array): Promise<void> => { lines.push(typeof text === 'string' ? text : Buffer.from(text).toString()); return Promise.resolve(); };
  const code = await previewFile(file, options, { out: into(out), err: into(err), at: new Date('2018-07-25T01:00:00Z'), env, window });
  return { code, out: out.join(''), err: err.join('') };
}

describe('hawser preview', () => {
  it('shows a manifest as a clerk would read it, hazardous goods first', async () => {
    const { code, out, err } = await preview(MANIFEST);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^MANIFEST \(309\) {2}v1 .*Ref PREVIEW\n/);
    expect(out).toContain('This is a preview of what a terminal would read; nothing was sent.');
    expect(out.indexOf('!!! HAZARDOUS')).toBeLessThan(out.indexOf('--- CONTAINERS'));
  });

  it.each([['html', '<!DOCTYPE html>'], ['pdf', '%PDF-'], ['xlsx', 'PK'], ['csv', '\uFEFFRECORD'], ['text', 'MANIFEST (309)']] as const)('writes %s to the file it is told', async (format, begins) => {
    const file = join(folder, `m.${format}`);
    const { code, out, err } = await preview(MANIFEST, { format, out: file });
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/m\.\w+: 1 document, \d+ bytes\n$/);
    expect((await readFile(file, 'utf8')).startsWith(begins)).toBe(true);
  });

  it('shows every document of a file, each under a ref of its own', async () => {
    const { out } = await preview(TWO);
    expect(out.match(/Ref PREVIEW-\d/g)).toEqual(['Ref PREVIEW-1', 'Ref PREVIEW-2']);
  });

  it('speaks the language it is asked for, and writes its figures', async () => {
    expect((await preview(MANIFEST, { language: 'fr' })).out).toContain('11\u00A0400');
    expect((await preview(MANIFEST, { language: 'es' })).out).toContain('11.400');
    expect((await preview(MANIFEST, { language: 'es-PA' })).out).toContain('11,400');
    expect(await preview(MANIFEST, { language: 'de' })).toMatchObject({ code: 2, err: 'hawser: --language de is none we write; expected one of en, es, pt, fr, with a region or without\n' });
  });

  it('shows a refused file with the reasons, because whoever looks wants to see what came', async () => {
    const broken = join(folder, 'broken.edi');
    await writeFile(broken, (await readFile(MANIFEST, 'latin1')).replace(/SE\*\d+/, 'SE*622'));
    const { code, out } = await preview(broken);
    expect(code).toBe(0);
    expect(out).toMatch(/!!! REFUSED WHEN IT WAS CHECKED[^]*SE01 says 622/);
    expect(out).toContain('CSQU3054383');
  });

  it('shows ST to SE without an envelope, by the delimiters it seems to have', async () => {
    const bare = join(folder, 'bare.edi');
    await writeFile(bare, 'ST|315|0001\nB4|||UV|20180726|1512||CSQU|305438|L|45G1|USLGB|UN|3\nSE|3|0001\n');
    expect((await preview(bare)).out).toMatch(/STATUS \(315\)[^]*Discharged from vessel \(UV\)[^]*CSQU3054383/);
  });

  it('says line by line what changed against the version before', async () => {
    const earlier = join(folder, 'earlier.edi');
    await writeFile(earlier, (await readFile(MANIFEST, 'latin1')).replace('HWS000102', 'HWS000999'));
    const { out } = await preview(MANIFEST, { replaces: earlier });
    expect(out).toMatch(/CHANGED SINCE V1/);
    expect(out).toMatch(/Container CBHU3202732, seals +HWS000999 +HWS000102/);
  });

  it('gives a terminal its own language, zone and columns', async () => {
    await writeFile(join(folder, 'settings.yaml'), '');
    const terminals = join(folder, 'terminals');
    await mkdir(terminals, { recursive: true });
    await writeFile(join(terminals, 'BRSSZ-WEST.yaml'), `name: West Quay
kind: terminal
carrier: EXSL
region: AMERICAS
unlocode: BRSSZ
zone: America/Sao_Paulo
receives: [{ isa08: WESTQUAY }]
mail: { to: [edi@westquay.example], language: pt-BR }
acknowledges: none
tables:
  - format: xlsx
    sheet: Descarga
    rows: container
    columns:
      - { title: Contêiner, value: container }
      - { title: Lacre, value: seal }
`);
    const file = join(folder, 'own.xlsx');
    const env = { HAWSER_CONFIG: folder };
    expect((await preview(MANIFEST, { terminal: 'BRSSZ-WEST' }, env)).out).toContain('Por favor, registre este manifesto.');
    const { code, err } = await preview(MANIFEST, { terminal: 'BRSSZ-WEST', format: 'xlsx', out: file }, env);
    expect(code).toBe(0);
    // What their columns leave out is said, not hidden.
    expect(err).toMatch(/Descarga/);
    const sheets = await readXlsx(file);
    expect(JSON.stringify(sheets)).toContain('["Contêiner","Lacre"],["CSQU3054383","HWS000101"]');
    expect(await preview(MANIFEST, { terminal: 'NOWHERE' }, env)).toMatchObject({ code: 2, err: expect.stringMatching(/no terminal NOWHERE in the directory; it has BRSSZ-WEST/) });
  });

  it('says when an earlier file has other documents than this one', async () => {
    const empty = join(folder, 'empty.edi');
    await writeFile(empty, '');
    expect((await preview(MANIFEST, { replaces: empty })).err).toMatch(/hold 1 and 0 documents/);
    expect((await preview(TWO, { replaces: MANIFEST })).err).toMatch(/hold 2 and 1 documents/);
    expect((await preview(MANIFEST, { replaces: MANIFEST })).err).toBe('');
  });

  it('takes one file, and says so of a folder', async () => {
    expect(await preview(folder)).toMatchObject({ code: 2, err: `hawser: ${folder} is a directory. A preview is of one file\n` });
  });

  it('asks where a PDF is to go when it would go to a window, and says what cannot be opened or written', async () => {
    expect(await preview(MANIFEST, { format: 'pdf' })).toMatchObject({ code: 2, err: 'hawser: a pdf is no text for a terminal window. Say where it goes: -o original-hazmat.pdf\n' });
    expect(await preview(MANIFEST, { format: 'pdf' }, {}, false)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^%PDF-/) });
    expect(await preview(join(folder, 'nothing-here'))).toMatchObject({ code: 2 });
    expect(await preview(MANIFEST, { out: join(folder, 'no', 'such', 'folder') })).toMatchObject({ code: 2, err: expect.stringMatching(/cannot be written/) });
  });

  it('never writes over what it reads, also by another name', async () => {
    const [source, link] = [join(folder, 'mine.edi'), join(folder, 'mine-too.edi')];
    await writeFile(source, await readFile(MANIFEST));
    await symlink(source, link);
    for (const out of [source, link]) expect(await preview(source, { out })).toMatchObject({ code: 2, err: `hawser: -o ${out} is ${source} itself, which would be gone. Name another file\n` });
    expect(await readFile(source)).toEqual(await readFile(MANIFEST));
  });

  it('takes the form from the name of the file where nobody says which', async () => {
    for (const [name, begins] of [['x.pdf', '%PDF-'], ['x.HTM', '<!DOCTYPE'], ['x.txt', 'MANIFEST'], ['x', 'MANIFEST']] as const) {
      await preview(MANIFEST, { out: join(folder, name) });
      expect((await readFile(join(folder, name), 'latin1')).startsWith(begins)).toBe(true);
    }
  });

  it.each([['hello\n'], [''], ['ISA*00*broken']])('says that %j is no document', async (text) => {
    const file = join(folder, 'none.edi');
    await writeFile(file, text);
    expect(await preview(file)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/holds no document: .*npx hawser check/) });
  });

  it('shows an interchange without a document, and says that there is nothing to key in', async () => {
    const file = join(folder, 'empty-group.edi');
    await writeFile(file, 'ISA*00*          *00*          *ZZ*HAWSERLINE     *ZZ*USLGBEAST      *180724*1800*U*00401*000000077*0*P*>~GS*SO*HAWSERLINE*USLGBEAST*20180724*1800*77*X*004010~GE*0*77~IEA*1*000000077~');
    const { code, out } = await preview(file);
    expect([code, out.includes('There is nothing to key in'), out.includes('Please key in')]).toEqual([0, true, false]);
    expect(out).toMatch(/GS .*HAWSERLINE \| USLGBEAST/);
  });

  it('refuses a predecessor of another set', async () => {
    expect(await preview(MANIFEST, { replaces: 'test/fixtures/x12/315/discharged.edi' })).toMatchObject({ code: 2, err: expect.stringMatching(/holds a 315 where .* holds a 309/) });
  });
});
