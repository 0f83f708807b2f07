import { mkdtempSync, rmSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { checkFiles, type CheckOptions } from './check.js';
import { CannotOpen, openSource, type StandardInput } from './check/bytes-source.js';
import { COLOURED, PLAIN } from './check/paint.js';

const folder = mkdtempSync(join(tmpdir(), 'hawser-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ISA = 'ISA*00*          *00*          *ZZ*HAWSERLINE     *ZZ*USLGBEAST      *180724*1800*U*00401*000000007*0*P*>~\n';

/** A calm file of a set that no table describes: what a spec changes is what it is about. */
function calm({ count = '3', text = 'ALL IS WELL', iea = 'IEA*1*000000007~\n', eol = '\n' } = {}): string {
  return `${ISA}GS*ZZ*HAWSERLINE*USLGBEAST*20180724*1800*7*X*004010~\nST*998*0001~\nNTE**${text}~\nSE*${count}*0001~\nGE*1*7~\n${iea}`.replaceAll('\n', eol);
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function said(files: string[], options: CheckOptions = {}, face: { width?: number; coloured?: boolean } = {}) {
  const text = { code: -1, out: '', err: '' };
  text.code = await checkFiles(files, options, {
    out: async (more) => { text.out += more.toString(); }, err: async (more) => { text.err += more.toString(); }, width: face.width ?? 100, paint: face.coloured ? COLOURED : PLAIN,
  });
  for (const stream of ['out', 'err'] as const) text[stream] = text[stream].replaceAll(folder, 'DIR');
  return text;
}

/** What stands below the table. */
const told = (out: string) => out.split('\n').slice(2).join('\n');

describe('the report', () => {
  it('says of a right file that it is accepted, on one line', async () => {
    expect(await said([file('right.edi', calm())])).toEqual({ code: 0, err: '', out: [
      '  verdict               faults  notes  content                 file',
      '✓ accepted                   -      -  X12 998                 DIR/right.edi',
      '',
    ].join('\n') });
  });

  it('points at the element that is wrong', async () => {
    expect(await said([file('count.edi', calm({ count: '17' }))])).toEqual({ code: 1, err: '', out: [
      '  verdict               faults  notes  content                 file',
      '✗ rejected                   1      -  X12 998                 DIR/count.edi',
      '',
      'DIR/count.edi: rejected',
      '  ✗ SE01 says 17 segments, 3 were read (segment 5, byte 194)',
      '    X12.SE01_COUNT: refuses the set 998 0001; answered as AK502 4',
      '    line 5 | SE*17*0001~',
      '           |    ^^',
      '',
    ].join('\n') });
  });

  it('shows the last line and the place behind it where something is missing at the end', async () => {
    expect(told((await said([file('end.edi', calm({ iea: '' }))])).out)).toContain([
      '    line 6 | GE*1*7~',
      '           |        ^',
    ].join('\n'));
  });

  it('cuts a file without line ends around the caret', async () => {
    const { out } = await said([file('one-line.edi', calm({ eol: '', count: '17', text: 'X'.repeat(300) }))]);
    expect(out).toContain([
      `    line 1 | …${'X'.repeat(47)}~SE*17*0001~GE*1*7~IEA*1*000000007~`,
      `           | ${' '.repeat(52)}^^`,
    ].join('\n'));
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('keeps the caret under its place behind wide, combining and invisible characters', async () => {
    // Two Han characters of two columns each, an e with a combining accent, an escape and a right-to-left override.
    const { out } = await said([file('wide.edi', calm({ eol: '', count: '17', text: '上海 e\u0301\u001b[31m\u202e' }))], {}, { width: 200 });
    expect(out).toContain([
      '…ST*998*0001~NTE**上海 e\u0301␛[31m<U+202E>~SE*17*0001~GE*1*7~IEA*1*000000007~',
    ].join('\n').slice(1));
    const [text = '', caret = ''] = out.split('\n').filter((line) => line.includes(' | ') || line.endsWith('^'));
    const before = text.slice(0, text.indexOf('17*0001'));
    // Columns: each Han one more than its length, the accent one less.
    expect(caret.indexOf('^')).toBe(before.length + 2 - 1);
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  it('reads bytes that are no UTF-8 as Latin-1', async () => {
    const { out } = await said([file('latin.edi', Buffer.from(calm({ eol: '', count: '17', text: 'K\u00d6LN' }), 'latin1'))], {}, { width: 400 });
    expect(out).toContain('NTE**KÖLN~SE*17*0001~');
  });

  it('points at an element whose finding stands at its segment, and at a byte order mark', async () => {
    const { out } = await said([file('vessel.edi', `\ufeff${calm({ count: '4' }).replaceAll('998*0001', '304*0001').replace('NTE**ALL IS WELL', 'V1*9834276*HARBOUR LARK**0024W*HDMU***L~\nNTE**ALL IS WELL')}`)]);
    expect(out).toContain(' | V1*9834276*HARBOUR LARK**0024W*HDMU***L~\n           |    ^^^^^^^\n');
    expect(out).toContain(' | <U+FEFF>ISA*00*');
    expect(out).toMatch(/\| \^{8}\n/);
  });

  it('shows no carriage return that only ends a line', async () => {
    expect((await said([file('crlf.edi', calm({ eol: '\r\n', count: '17' }))])).out).toContain('line 5 | SE*17*0001~\n           |    ^^\n');
  });

  it('tells notes below the faults, and counts those that are too many of one kind', async () => {
    const empty = calm({ text: `A~${'~'.repeat(7)}NTE**B`, count: '5' });
    const { out, code } = await said([file('empty.edi', empty)]);
    expect(code).toBe(1);
    expect(out.match(/^ {2}· /gm)).toHaveLength(5);
    expect(out.trimEnd()).toMatch(/ … and 2 more of the same kind \(X12\.EMPTY_SEGMENT\), told with --all$/);
    expect(out.indexOf('✗ SE01')).toBeLessThan(out.indexOf('· '));
    expect((await said([file('empty.edi', empty)], { all: true })).out.match(/^ {2}· /gm)).toHaveLength(7);
  });

  it('sums up several files and leaves their common folder out', async () => {
    const { out } = await said([file('right.edi', calm()), file('count.edi', calm({ count: '17' })), file('letter.txt', 'Dear terminal,\n')]);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '  verdict               faults  notes  content                 file in DIR/',
      '✓ accepted                   -      -  X12 998                 right.edi',
      '✗ rejected                   1      -  X12 998                 count.edi',
      '? unreadable                 1      -  -                       letter.txt',
    ]);
    expect(lines.at(-1)).toBe('3 files: 1 accepted, 1 rejected, 1 unreadable');
  });

  it('of what stands in no interchange says that it refuses nothing else, and names no answer that nobody gets', async () => {
    const cut = ISA.slice(0, 60);
    expect(told((await said([file('beside.edi', `${cut}\n${calm()}garbage`)])).out).split('\n').filter((line) => /^ {4}X12/.test(line))).toEqual([
      '    X12.ISA_UNREADABLE: refuses what belongs to no interchange', '    X12.BYTES_AFTER_IEA: refuses what belongs to no interchange',
    ]);
    expect((await said([file('alone.edi', cut)])).out).toContain('    X12.ISA_UNREADABLE: refuses the file\n');
  });

  it('of an empty file shows no line', async () => {
    expect(told((await said([file('empty.txt', '')])).out)).toBe('\nDIR/empty.txt: unreadable\n  ✗ this is not X12: found nothing, expected ISA (byte 0)\n    X12.NOT_X12: refuses the file\n');
  });

  it('counts a set that does not say which it is', async () => {
    expect((await said([file('unnamed.edi', calm().replace('ST*998*', 'ST**'))])).out).toContain('✗ rejected                   1      -  X12 (unnamed) ');
  });

  it('is coloured for a terminal and says the same', async () => {
    const path = file('count.edi', calm({ count: '17' }));
    const coloured = (await said([path], {}, { coloured: true })).out;
    expect(coloured).toContain('\x1b[31m   ^^\x1b[39m');
    expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe((await said([path])).out);
  });

  it('of a file that cannot be opened is a sentence; the others are checked', async () => {
    const { code, out, err } = await said([join(folder, 'nowhere.edi'), folder, file('right.edi', calm())]);
    expect(code).toBe(2);
    expect(err).toBe(`hawser: DIR/nowhere.edi cannot be read: there is no such file\nhawser: DIR is a directory. Name the files in it, for example: npx hawser check DIR/*\n`);
    expect(out).toMatch(/✓ accepted .*right\.edi\n\n3 files: 1 accepted, 2 could not be opened\n$/);
  });
});

describe('standard input', () => {
  it('is there once', async () => {
    expect(await said(['-', '-'], { json: true })).toEqual({ code: 2, out: '', err: 'hawser: standard input is there once: name - once\n' });
  });

  const read = async (stdin: StandardInput) => { for await (const _ of (await openSource('-', stdin)).chunks()); };

  it('that is a directory, is not open, or fails while it is read is told like a file', async () => {
    const handle = await open(folder);
    const stream = async function* (): AsyncGenerator<Buffer> { throw Object.assign(new Error('read'), { code: 'EIO' }); };
    await expect(read({ fd: handle.fd, stream })).rejects.toEqual(new CannotOpen('standard input cannot be read: it is a directory', ''));
    await handle.close();
    await expect(read({ fd: 1_000_000, stream })).rejects.toThrow('standard input cannot be read: it is not open');
    await expect(read({ fd: 1, stream })).rejects.toBeInstanceOf(CannotOpen);
    await expect(read({ fd: 1, stream })).rejects.toThrow('standard input cannot be read: the disk cannot read it');
  });
});

describe('--json', () => {
  const FINDING = ['code', 'severity', 'level', 'segment', 'element', 'offset', 'found', 'expected', 'sentence', 'answer', 'inSet'].sort();

  it('prints the contract\'s keys and no others, one file on one line', async () => {
    const wrong = file('count.edi', calm({ count: '17' }));
    const { code, out } = await said([wrong, file('right.edi', calm())], { json: true });
    expect(code).toBe(1);
    const [first, second, ...rest] = out.split('\n');
    expect(rest).toEqual(['']);
    const object = JSON.parse(first ?? '');
    expect(Object.keys(object)).toEqual(['file', 'syntax', 'verdict', 'findings', 'interchanges']);
    expect(Object.keys(object.interchanges[0])).toEqual(['isa13', 'sender', 'receiver', 'findings', 'groups']);
    expect(Object.keys(object.interchanges[0].groups[0])).toEqual(['gs01', 'gs06', 'version', 'findings', 'sets']);
    expect(Object.keys(object.interchanges[0].groups[0].sets[0])).toEqual(['st01', 'st02', 'segments', 'declaredSegments', 'accepted', 'findings']);
    expect(Object.keys(object.interchanges[0].groups[0].sets[0].findings[0]).sort()).toEqual(FINDING);
    expect(object).toMatchObject({ file: 'DIR/count.edi', syntax: 'x12', verdict: 'rejected', findings: [], interchanges: [{
      isa13: '000000007', sender: 'HAWSERLINE', receiver: 'USLGBEAST', findings: [],
      groups: [{ gs01: 'ZZ', gs06: '7', version: '004010', findings: [], sets: [{ st01: '998', st02: '0001', segments: 3, declaredSegments: 17, accepted: false, findings: [{ code: 'X12.SE01_COUNT', offset: 194 }] }] }],
    }] });
    expect(JSON.parse(second ?? '')).toMatchObject({ file: 'DIR/right.edi', verdict: 'accepted' });
  });

  it('prints EDIFACT in its own keys, what is found in a group with its interchange', async () => {
    const { out } = await said([file('coprar.edi', "UNB+UNOA:2+HAWSERLINE+USLGBEAST+180724:1800+REF7'\nUNG+COPRAR+A+B+180724:1800+5+UN+D:95B'\nUNH+1+COPRAR:D:95B:UN:SMDG16'\nBGM+45+1+9'\nUNT+4+1'\nUNE+2+5'\nUNZ+1+REF7'\n")], { json: true });
    const object = JSON.parse(out);
    expect(Object.keys(object)).toEqual(['file', 'syntax', 'verdict', 'findings', 'interchanges']);
    expect(Object.keys(object.interchanges[0])).toEqual(['reference', 'sender', 'receiver', 'findings', 'messages']);
    expect(Object.keys(object.interchanges[0].messages[0])).toEqual(['type', 'release', 'reference', 'segments', 'declaredSegments', 'accepted', 'findings']);
    expect(object).toMatchObject({ syntax: 'edifact', verdict: 'rejected', interchanges: [{
      reference: 'REF7', sender: 'HAWSERLINE', receiver: 'USLGBEAST', findings: [{ code: 'EDIFACT.UNE_COUNT', level: 'group' }],
      messages: [{ type: 'COPRAR', release: 'D.95B.SMDG16', reference: '1', segments: 3, declaredSegments: 4, accepted: false, findings: [{ code: 'EDIFACT.UNT_COUNT' }] }],
    }] });
  });

  it('says of a set that its refused interchange takes it along', async () => {
    const { out } = await said([file('iea.edi', calm({ iea: 'IEA*1*000000008~\n' }))], { json: true });
    const [interchange] = JSON.parse(out).interchanges;
    expect(interchange.findings).toMatchObject([{ code: 'X12.IEA02_MISMATCH', severity: 'fatal' }]);
    expect(interchange.groups[0].sets[0]).toMatchObject({ accepted: false, findings: [] });
  });

  it('prints a line of the same keys for a file that cannot be opened, in its place', async () => {
    const { code, out, err } = await said([join(folder, 'nowhere.edi'), file('right.edi', calm()), folder], { json: true });
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n')).toEqual(['hawser: DIR/nowhere.edi cannot be read: there is no such file', expect.stringMatching(/^hawser: DIR is a directory\./)]);
    const [first, second, third] = out.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(first).toEqual({ file: 'DIR/nowhere.edi', syntax: 'unknown', verdict: 'unreadable', findings: [{
      code: 'FILE.CANNOT_OPEN', severity: 'fatal', level: 'interchange', segment: 0, element: null, offset: 0,
      found: 'there is no such file', expected: 'a file that can be read', sentence: 'DIR/nowhere.edi cannot be read: there is no such file', answer: null, inSet: null,
    }], interchanges: [] });
    expect([second.verdict, third.verdict, third.findings[0].found]).toEqual(['accepted', 'unreadable', 'a directory']);
    expect([Object.keys(first), Object.keys(first.findings[0]).sort()]).toEqual([Object.keys(second), FINDING]);
  });

  // Linux has a file that opens and cannot be read.
  (process.platform === 'linux' ? it : it.skip)('prints it for a file that fails while it is read', async () => {
    const { code, out } = await said(['/proc/self/mem'], { json: true });
    expect(code).toBe(2);
    expect(JSON.parse(out).findings).toMatchObject([{ code: 'FILE.CANNOT_OPEN', found: 'the disk cannot read it' }]);
  });
});

describe('the published files', () => {
  const corpus = join(projectRoot(), '../shared/corpus');
  if (!existsSync(corpus)) {
    it.skip('are not here: ../shared/corpus is missing', () => undefined);
    return;
  }
  const files = readdirSync(corpus).sort().map((name) => join(corpus, name));

  it('are all read, each with a verdict', async () => {
    const { code, out, err } = await said(files, { json: true });
    const objects = out.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(objects.map((one) => one.file)).toEqual(files);
    expect(new Set(objects.map((one) => one.verdict))).toEqual(new Set(['accepted', 'rejected', 'unreadable']));
    expect(objects.filter((one) => one.verdict === 'unreadable').map((one) => one.file.slice(corpus.length + 1))).toEqual(['INDEX.tsv', 'apim-5010-309-frag.x12']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  it('fit into a terminal of 100 columns, but for their sentences', async () => {
    const { out } = await said(files);
    for (const line of out.split('\n').filter((each) => / \| /.test(each))) expect(line.length).toBeLessThanOrEqual(100);
    expect(out).toMatch(new RegExp(`\\n${files.length} files: .*\\n$`));
  });
});
