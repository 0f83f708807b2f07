import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readX12, X12Reader } from '#x12';
import { codesOf, corpus, findingsOf, fixture, fixtureNames, interchangeOf, readAtOnce, readInChunks } from './testing.js';

const PLAN = ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB*LONG BEACH*US'];
const calm = interchangeOf('324', PLAN);
const sentences = (content: string | Uint8Array) => findingsOf(readAtOnce(content)).map((finding) => finding.sentence);

describe('the reader', () => {
  it('reads numbers, places and hashes of a calm interchange', () => {
    const file = readAtOnce(calm);
    const [one] = file.interchanges;
    const [group] = one?.groups ?? [];
    const [set] = group?.sets ?? [];
    expect(file).toMatchObject({ syntax: 'x12', verdict: 'accepted', byteLength: calm.length, findings: [] });
    expect(one).toMatchObject({ isa05: 'ZZ', isa06: 'HAWSERLINE', isa07: 'ZZ', isa08: 'USLGBEAST', isa12: '00401', isa13: '000000007', isa15: 'P', start: 0, isaEnd: 106, end: calm.length });
    expect(one?.delimiters).toEqual({ element: '*', component: '>', repetition: null, segment: '~' });
    expect(group).toMatchObject({ gs01: 'SO', gs02: 'HAWSERLINE', gs03: 'USLGBEAST', gs06: '7', gs08: '004010' });
    expect(calm.slice(group?.gsStart, group?.gsEnd)).toBe('GS*SO*HAWSERLINE*USLGBEAST*20180724*1800*7*X*004010~');
    expect(set).toMatchObject({ st01: '324', st02: '0001', segments: 4, declaredSegments: 4 });
    const bytes = calm.slice(set?.start, set?.end);
    expect(bytes.startsWith('ST*324*0001~')).toBe(true);
    expect(bytes.endsWith('SE*4*0001~')).toBe(true);
    expect(set?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(one?.sha256).toBe(createHash('sha256').update(calm).digest('hex'));
    expect(file.sha256).toBe(one?.sha256);
  });

  it('reads a stream and an array of chunks alike', async () => {
    async function* stream() { for (const byte of Buffer.from(calm)) yield Uint8Array.of(byte); }
    expect(await readX12(stream())).toEqual(await readX12([Buffer.from(calm)]));
  });

  it('owns what was pushed: the caller may use its buffer again', () => {
    const reader = new X12Reader();
    const buffer = Buffer.alloc(10);
    for (let at = 0; at < calm.length; at += 10) {
      const part = calm.slice(at, at + 10);
      buffer.write(part, 'latin1');
      reader.push(buffer.subarray(0, part.length));
      buffer.fill(0x21);
    }
    expect(reader.end()).toEqual(readAtOnce(calm));
    expect(() => reader.push(buffer)).toThrow('push() after end()');
  });

  it('tells what is wrong with a count, where, in one sentence', () => {
    expect(sentences(calm.replace('SE*4*', 'SE*5*'))).toEqual([`SE01 says 5 segments, 4 were read (segment 6, byte ${calm.indexOf('SE*4') + 3})`]);
    expect(sentences(calm.replace('GE*1*', 'GE*2*'))).toEqual([`GE01 says 2 sets, 1 was read (segment 7, byte ${calm.indexOf('GE*1') + 3})`]);
    expect(sentences(calm.replace('IEA*1*', 'IEA*2*'))).toEqual([`IEA01 says 2 groups, 1 was read (segment 8, byte ${calm.indexOf('IEA*1') + 4})`]);
    expect(sentences(calm.replace('SE*4*', 'SE**'))).toEqual([`SE01 says "", 4 were read (segment 6, byte ${calm.indexOf('SE*4') + 3})`]);
  });

  it.each([
    ['SE*4*0001', 'SE*4*0002', ['fatal X12.SE02_MISMATCH']],
    ['GE*1*7', 'GE*1*8', ['fatal X12.GE02_MISMATCH']],
    ['IEA*1*000000007', 'IEA*1*000000008', ['fatal X12.IEA02_MISMATCH']],
    ['IEA*1*000000007', 'IEA*1*', ['fatal X12.IEA02_MISMATCH']],
    ['SE*4*0001', 'SE*4*1', ['note X12.CONTROL_NUMBER_DIGITS']],
    ['IEA*1*000000007', 'IEA*1*7', ['note X12.CONTROL_NUMBER_DIGITS']],
    ['SE*4*0001', 'SE*0000004*0001', []],
    ['GS*SO', 'GS*NL', ['note X12.GS01_UNEXPECTED']],
    ['SE*4*0001~\n', '', ['fatal X12.SE_MISSING']],
    ['GE*1*7~\n', '', ['fatal X12.GE_MISSING']],
    ['IEA*1*000000007~\n', '', ['fatal X12.IEA_MISSING']],
    ['ST*324*0001~\n', '', ['fatal X12.GE01_COUNT', 'fatal X12.SEGMENT_MISPLACED', 'note X12.EMPTY_GROUP']],
    ['GE*1*7', 'K1*STRAY~\nGE*1*7', ['fatal X12.SEGMENT_MISPLACED']],
    ['IEA*1', 'K1*STRAY~\nIEA*1', ['fatal X12.SEGMENT_MISPLACED']],
    ['V1*', '~V1*', ['note X12.EMPTY_SEGMENT']],
    ['IEA*1*000000007~\n', 'IEA*1*000000007', ['note X12.LAST_TERMINATOR_MISSING']],
    ['ISA*00*          *00*', 'ISA*00**00*', ['note X12.ISA_UNPADDED']],
    ['*U*00401*', '*U*4O1*', ['fatal X12.ISA_UNREADABLE']],
  ])('%j as %j: %j', (was, is, codes) => {
    expect(calm).toContain(was);
    const file = readAtOnce(calm.replace(was, is));
    expect(codesOf(file).sort()).toEqual([...codes].sort());
    expect(file.verdict).toBe(codes.some((code) => code.startsWith('fatal')) ? 'rejected' : 'accepted');
    expect(readInChunks(calm.replace(was, is), 1)).toEqual(file);
  });

  it('says what it found where X12 was expected', () => {
    expect(readAtOnce('UNB+UNOA:1+A+B')).toMatchObject({ syntax: 'unknown', verdict: 'unreadable', interchanges: [] });
    expect(sentences('UNB+UNOA:1+A+B')).toEqual(['this is not X12: found "UNB+UNOA:1+A+B", expected ISA (byte 0)']);
    expect(sentences('  \r\n')).toEqual(['this is not X12: found nothing, expected ISA (byte 0)']);
    expect(sentences(Buffer.from([0xff, 0xfe, 0x49, 0x00]))).toEqual(['this is not X12: found "\\xff\\xfeI\\x00", expected ISA (byte 0)']);
    expect(readAtOnce('ISABELLA BAY').syntax).toBe('unknown');
  });

  it('reads on after what stands before an ISA, and refuses that interchange for it', () => {
    const file = readAtOnce(`# exported ISA list\n${calm}`);
    expect(codesOf(file)).toEqual(['fatal X12.BYTES_BEFORE_ISA']);
    expect(file.interchanges[0]?.findings[0]?.found).toBe('"# exported ISA list\\x0a"');
    expect(file.interchanges[0]?.groups[0]?.sets).toHaveLength(1);
    expect(codesOf(readAtOnce(`\ufeff \n${calm}`))).toEqual(['note X12.BYTE_ORDER_MARK']);
    expect(codesOf(readAtOnce(`${calm}\n\n  `))).toEqual([]);
    expect(codesOf(readAtOnce(`${calm}so long`))).toEqual(['fatal X12.BYTES_AFTER_IEA']);
  });

  it('keeps a second interchange with other delimiters apart, even when the first has no end', () => {
    const other = calm.replaceAll('*', '|').replaceAll('~', "'").replace('>', ':').replaceAll('000000007', '000000008');
    const both = readAtOnce(calm + other);
    expect(both.verdict).toBe('accepted');
    expect(both.interchanges.map(({ isa13, delimiters }) => [isa13, delimiters.element, delimiters.segment])).toEqual([['000000007', '*', '~'], ['000000008', '|', "'"]]);
    expect(both.interchanges[1]?.sha256).toBe(createHash('sha256').update(other).digest('hex'));
    expect(both.interchanges.map((one) => [one.start, one.end])).toEqual([[0, calm.length], [calm.length, calm.length + other.length]]);

    const cut = calm.slice(0, calm.indexOf('GE*'));
    const broken = readAtOnce(cut + other);
    expect(broken.interchanges.map((one) => one.findings.map((finding) => finding.code))).toEqual([['X12.IEA_MISSING'], []]);
    expect(broken.interchanges[1]?.groups[0]?.sets[0]?.facts?.vessel.imo).toBe('9074729');

    const unterminated = `${calm.trimEnd().slice(0, -1)}\r\n${other}`;
    expect(codesOf(readAtOnce(unterminated))).toEqual(['note X12.LAST_TERMINATOR_MISSING']);
    for (const content of [calm + other, cut + other, unterminated]) expect(readInChunks(content, 1)).toEqual(readAtOnce(content));
  });

  it.each([
    ['CR LF', '\r\n', '\r\n'], ['LF', '\n', '\n'], ['CR', '\r', '\r'], ['a control character', '\x1c', '\x1c'],
    ['U+2026, three bytes', '\u2026', '\u2026'], ['U+2026 and CR LF', '\u2026\r\n', '\u2026'], ['a bar', '|', '|'],
  ])('takes %s as terminator', (_name, written, read) => {
    const file = readAtOnce(interchangeOf('324', PLAN, written));
    expect(codesOf(file)).toEqual([]);
    expect(file.interchanges[0]?.delimiters.segment).toBe(read);
    expect(file.interchanges[0]?.groups[0]?.sets[0]).toMatchObject({ segments: 4, facts: { voyage: '027W' } });
    expect(readInChunks(interchangeOf('324', PLAN, written), 1)).toEqual(file);
  });

  it('forgives a bare LF among CR LF, blank lines, indentation and lines wrapped at 80 columns', () => {
    const lines = interchangeOf('324', PLAN, '\r\n');
    expect(codesOf(readAtOnce(lines.replace('W*HWSR***L\r\n', 'W*HWSR***L\n\r\n')))).toEqual([]);
    expect(codesOf(readAtOnce(calm.replaceAll('~\n', '~\n\n\t  ')))).toEqual([]);
    const wrapped = interchangeOf('324', PLAN, '~').replace(/(.{80})/g, '$1\n');
    const file = readAtOnce(wrapped);
    expect(file.verdict).toBe('accepted');
    expect(file.interchanges[0]?.groups[0]?.sets[0]?.facts?.vessel.name).toBe('HARBOUR LARK');
  });

  it('takes the repetition separator from ISA11 only where the release has one', () => {
    const repetition = (isa11: string, isa12: string) => readAtOnce(calm.replace('*U*00401*', `*${isa11}*${isa12}*`)).interchanges[0]?.delimiters.repetition;
    expect(repetition('^', '00501')).toBe('^');
    expect(repetition('U', '00501')).toBeNull();
    expect(repetition('^', '00401')).toBeNull();
  });

  it('reads TA1 with and without groups; it is not a group', () => {
    const ta1 = 'TA1*000000101*180724*1801*A*000~\n';
    const alone = calm.slice(0, 107) + ta1 + 'IEA*0*000000007~\n';
    expect(readAtOnce(alone)).toMatchObject({ verdict: 'accepted', interchanges: [{ ta1: [{ isa13: '000000101', code: 'A', note: '000' }], groups: [] }] });
    expect(codesOf(readAtOnce(calm.replace('GS*', `${ta1}GS*`)))).toEqual([]);
  });

  it('passes binary data by its length, delimiters in it and all', () => {
    const withData = (length: number) => interchangeOf('275', [`BIN*${length}*~IEA*1*0~ISA*`, 'K1*AFTER']);
    const file = readAtOnce(withData(13));
    expect(codesOf(file)).toEqual([]);
    expect(file.interchanges[0]?.groups[0]?.sets[0]?.segments).toBe(4);
    expect(readInChunks(withData(13), 1)).toEqual(file);
    expect(findingsOf(readAtOnce(withData(12)))[0]).toMatchObject({ code: 'X12.BINARY_LENGTH', element: 'BIN01', level: 'set', found: '"*~\\x0aK1*AF" after the data' });
    expect(codesOf(readAtOnce(withData(9_999)))).toContain('fatal X12.TRUNCATED');
    expect(codesOf(readAtOnce(interchangeOf('275', ['BIN*x*y'])))).toEqual(['fatal X12.BINARY_LENGTH']);
  });

  it('numbers repeated in a group, empty groups and empty interchanges are notes', () => {
    const set = calm.slice(calm.indexOf('\nST*') + 1, calm.indexOf('GE*'));
    expect(codesOf(readAtOnce(calm.replace(set, set + set).replace('GE*1', 'GE*2')))).toEqual(['note X12.ST02_REPEATED']);
    expect(codesOf(readAtOnce(calm.replace(set, '').replace('GE*1', 'GE*0')))).toEqual(['note X12.EMPTY_GROUP']);
    expect(codesOf(readAtOnce(`${calm.slice(0, 107)}IEA*0*000000007~`))).toEqual(['note X12.EMPTY_INTERCHANGE']);
  });
});

describe('the limits', () => {
  it('each have a finding of their own', () => {
    const long = interchangeOf('324', [...PLAN, `K1*${'A'.repeat(60)}*B`]);
    expect(findingsOf(readAtOnce(long, { elementBytes: 50 }))[0]).toMatchObject({ code: 'X12.ELEMENT_TOO_LONG', element: 'K101', level: 'set' });
    expect(codesOf(readAtOnce(interchangeOf('324', [...PLAN, `K1*${'A'.repeat(200)}`]), { segmentBytes: 150 }))).toEqual(['fatal X12.SEGMENT_TOO_LONG']);
    expect(codesOf(readAtOnce(long, { interchangeBytes: 200 }))).toEqual(['fatal X12.INTERCHANGE_TOO_LONG']);
    expect(codesOf(readAtOnce(calm + calm, { sets: 4 }))).toEqual(['fatal X12.TOO_MANY_SETS']);
    const otherIea = calm.replace(/IEA\*1\*0+7/, 'IEA*1*9').repeat(8);
    expect(codesOf(readAtOnce(otherIea, { findings: 3 })).sort()).toEqual(['fatal X12.IEA02_MISMATCH', 'fatal X12.IEA02_MISMATCH', 'fatal X12.IEA02_MISMATCH', 'fatal X12.TOO_MANY_FINDINGS']);
    expect(codesOf(readAtOnce(calm.replace('V1*', '~~~~~V1*'), { findings: 2 }))).toEqual(['note X12.EMPTY_SEGMENT', 'note X12.EMPTY_SEGMENT', 'note X12.NOTES_CUT']);
  });

  it('hold whatever the chunks', () => {
    for (const limits of [{ segmentBytes: 40 }, { elementBytes: 5 }, { interchangeBytes: 150 }, { sets: 2 }, { findings: 1 }]) {
      const noisy = `junk${calm}${calm.replace('SE*4', 'SE*9')}${calm.replaceAll('*', '|')}`;
      expect(readInChunks(noisy, 1, limits)).toEqual(readAtOnce(noisy, limits));
      expect(readInChunks(noisy, 7, limits)).toEqual(readAtOnce(noisy, limits));
    }
  });

  it('keep memory flat where no terminator comes', () => {
    const reader = new X12Reader();
    reader.push(Buffer.from(calm.slice(0, calm.indexOf('V1*'))));
    const chunk = Buffer.alloc(64 * 1024, 'A');
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 800; i += 1) reader.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
    expect(codesOf(reader.end())).toEqual(expect.arrayContaining(['fatal X12.SEGMENT_TOO_LONG', 'fatal X12.TRUNCATED']));
  });
});

describe('chunking', () => {
  const shelves: [string, { name: string; bytes: Buffer }[] | null][] = [
    ['our fixtures', fixtureNames().map((name) => ({ name, bytes: fixture(name) }))],
    ['the corpus', corpus()],
  ];
  for (const [shelf, files] of shelves) {
    if (!files) {
      it.skip(`of ${shelf}: ../shared/corpus is not there`, () => undefined);
      continue;
    }
    it.each(files.map(({ name, bytes }) => [name, bytes] as const))(`changes nothing in ${shelf}: %s`, (_name, bytes) => {
      const whole = readAtOnce(bytes);
      expect(readInChunks(bytes, 1)).toEqual(whole);
      expect(readInChunks(bytes, 7)).toEqual(whole);
    });
  }
});

describe('truncation', () => {
  it('in the middle of a segment says so, and what is missing then', () => {
    expect(sentences(calm.slice(0, calm.indexOf('LARK')))).toEqual([
      `the last segment is cut off: found "V1*9074729*HARBOUR", expected a segment terminator (segment 4, byte ${calm.indexOf('V1')})`,
      `the interchange has no IEA: found the end of the file, expected IEA for ISA13 "000000007" (segment 4, byte ${calm.indexOf('LARK')})`,
      `the group has no GE: found the end of the file, expected GE for GS06 "7" (segment 4, byte ${calm.indexOf('LARK')})`,
      `the set has no SE: found the end of the file, expected SE for ST02 "0001" (segment 4, byte ${calm.indexOf('LARK')})`,
    ]);
  });

  it.each(['309/two-manifests.edi', '315/discharged.edi', '997/partly-rejected.edi'])('at every byte of %s is refused but at its end, whatever the chunks', (name) => {
    const bytes = fixture(name);
    const lastTerminator = bytes.lastIndexOf('~');
    for (let length = 0; length <= bytes.length; length += 1) {
      const cut = bytes.subarray(0, length);
      const file = readAtOnce(cut);
      expect(`${length}: ${file.verdict}`).toBe(`${length}: ${length < 3 ? 'unreadable' : length < lastTerminator ? 'rejected' : 'accepted'}`);
      if (length % 5 === 0) expect(readInChunks(cut, 1)).toEqual(file);
      expect(readInChunks(cut, 7)).toEqual(file);
    }
  });
});
