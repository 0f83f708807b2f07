import { describe, expect, it } from '@jest/globals';
import { codesOf, findingsOf, fixture, interchangeOf, readAtOnce, readInChunks } from './testing.js';

const calm = interchangeOf('324', ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB*LONG BEACH*US']);
/** one byte 0x00 just behind these words */
const behind = (words: string, content = calm): string => {
  expect(content).toContain(words);
  return content.replace(words, `${words}\0`);
};
const nulsOf = (content: string | Uint8Array) => findingsOf(readAtOnce(content)).filter(({ code }) => code === 'X12.NUL');
const sameInAnyChunks = (content: string | Uint8Array): void => {
  const file = readAtOnce(content);
  expect(readInChunks(content, 1)).toEqual(file);
  expect(readInChunks(content, 7)).toEqual(file);
  expect(JSON.stringify(file)).not.toContain('\\u0000');
};

describe('a NUL', () => {
  it('says what and where, in one sentence', () => {
    const content = behind('HARBOUR');
    expect(findingsOf(readAtOnce(content))).toEqual([{
      code: 'X12.NUL', severity: 'fatal', level: 'set', segment: 4, element: null, offset: content.indexOf('\0'), found: 'a NUL byte (0x00)', expected: 'a character',
      answer: { element: 'AK502', code: '5' }, inSet: null,
      sentence: `found a NUL byte (0x00), expected a character (segment 4, byte ${content.indexOf('\0')})`,
    }]);
  });

  it.each([
    ['in an element that is decoded', 'HARBOUR', 'set', 4],
    ['in an element that is only counted', 'K1*', 'set', 5],
    ['in the ST', 'ST*324', 'set', 3],
    ['behind the ST', '0001~', 'set', 3],
    ['behind the ST and its line end', '0001~\n', 'set', 3],
    ['between segments', '***L~\n', 'set', 4],
    ['in the GS', 'GS*SO*HAWSER', 'group', 2],
    ['behind the GS', '004010~', 'group', 2],
    ['behind the SE', 'SE*4*0001~', 'group', 6],
    ['in the ISA', '*ZZ*HAWSER', 'interchange', 1],
    ['behind the ISA', '*P*>~', 'interchange', 1],
    ['behind the GE', 'GE*1*7~', 'interchange', 7],
  ])('%s is the only fault, fatal', (_name, words, level, segment) => {
    const content = behind(words, calm.replace('R4*D*UN*USLGB*LONG BEACH*US', 'K1*FREE TEXT'));
    const file = readAtOnce(content);
    expect(file.verdict).toBe('rejected');
    expect(codesOf(file).filter((code) => code.startsWith('fatal'))).toEqual(['fatal X12.NUL']);
    expect(nulsOf(content)).toEqual([expect.objectContaining({ level, segment, offset: content.indexOf('\0') })]);
    sameInAnyChunks(content);
  });

  it('in a set without an extractor refuses it too', () => {
    const content = interchangeOf('214', ['B10*1*2*HW\0SR', 'K1*FREE TEXT']);
    expect(codesOf(readAtOnce(content))).toEqual(['fatal X12.NUL']);
    sameInAnyChunks(content);
  });

  it.each([
    ['SE*4*00', 'set', ['fatal X12.NUL', 'fatal X12.SE02_MISMATCH']],
    ['GE*1', 'group', ['fatal X12.GE01_COUNT', 'fatal X12.NUL']],
    ['IEA*1*000', 'interchange', ['fatal X12.IEA02_MISMATCH', 'fatal X12.NUL']],
  ])('in a trailer stands in what the trailer ends: %s', (words, level, codes) => {
    expect(codesOf(readAtOnce(behind(words))).sort()).toEqual(codes);
    expect(nulsOf(behind(words))).toEqual([expect.objectContaining({ level })]);
    sameInAnyChunks(behind(words));
  });

  it('is told once for each set, group and interchange, however many there are', () => {
    const dense = calm.replace('HARBOUR LARK', '\0A\0R\0').replace('USLGB*', 'US\0*').replace('GS*SO', '\0\0GS*S\0O').replace('\nGE*', '\0\nGE*').replace('IEA*', '\0IEA*');
    expect(nulsOf(dense).map(({ level, offset }) => [level, offset])).toEqual([
      ['interchange', dense.indexOf('\0')], ['group', dense.indexOf('S\0O') + 1], ['set', dense.indexOf('\0A')],
    ]);
    sameInAnyChunks(dense);
    expect(nulsOf(dense + dense.replaceAll('000000007', '000000008'))).toHaveLength(6);
    sameInAnyChunks(dense + dense);
  });

  it('before an ISA refuses that interchange, beside other bytes or alone', () => {
    expect(codesOf(readAtOnce(`\0\0 \n${calm}`))).toEqual(['fatal X12.NUL']);
    expect(nulsOf(`\n\0${calm}`)).toMatchObject([{ level: 'interchange', segment: 0, offset: 1 }]);
    expect(codesOf(readAtOnce(`MAIL\0\0${calm}`))).toEqual(['fatal X12.BYTES_BEFORE_ISA', 'fatal X12.NUL']);
    expect(readAtOnce(`${calm}\0\0\n${calm}`).interchanges.map(({ findings }) => findings.map(({ code, offset }) => [code, offset]))).toEqual([[], [['X12.NUL', calm.length]]]);
    for (const content of [`\0\0 \n${calm}`, `MAIL\0\0${calm}`, `${calm}\0\0\n${calm}`, `\0${calm}\0`]) sameInAnyChunks(content);
  });

  it('behind the last IEA is padding, which refuses nothing', () => {
    const padded = calm + '\0'.repeat(80);
    expect(findingsOf(readAtOnce(padded)).map(({ code, offset }) => [code, offset])).toEqual([['X12.PADDING_AFTER_IEA', calm.length]]);
    expect(findingsOf(readAtOnce(`${calm}\0`))[0]?.found).toBe('"\\x00"');
    sameInAnyChunks(padded);
  });

  it('is no delimiter', () => {
    for (const [content, element] of [[calm.replaceAll('*', '\0'), 'ISA'], [calm.replaceAll('~', '\0'), 'ISA16'], [calm.replace('P*>', 'P*\0'), 'ISA16']] as const) {
      expect(findingsOf(readAtOnce(content)).map(({ code, element: at }) => [code, at])).toEqual([['X12.ISA_UNREADABLE', element], ['X12.NUL', null]]);
      sameInAnyChunks(content);
    }
  });

  it('in binary data is data, in its header and behind it is none', () => {
    const withData = (data: string, before = '') => interchangeOf('275', [`BDS*A${before}*4*${data}`, 'K1*AFTER']);
    expect(codesOf(readAtOnce(withData('\0\0~\0')))).toEqual([]);
    sameInAnyChunks(withData('\0\0~\0'));
    expect(codesOf(readAtOnce(withData('\0\0~\0', '\0')))).toEqual(['fatal X12.NUL']);
    sameInAnyChunks(withData('\0\0~\0', '\0'));
    const late = withData('\0\0~\0').replace('AFTER', 'AF\0TER');
    expect(nulsOf(late)).toMatchObject([{ level: 'set', segment: 5, offset: late.indexOf('AF\0') + 2 }]);
    sameInAnyChunks(late);
    expect(codesOf(readAtOnce(withData('DATA\0')))).toEqual(['fatal X12.BINARY_LENGTH', 'fatal X12.NUL']);
    sameInAnyChunks(withData('DATA\0'));
  });

  it('in what is over a limit or cut off is told beside that', () => {
    const long = calm.replace('HARBOUR LARK', `${'A'.repeat(300)}\0${'B'.repeat(300)}`);
    expect(codesOf(readAtOnce(long, { segmentBytes: 150 }))).toEqual(['fatal X12.SEGMENT_TOO_LONG', 'fatal X12.NUL']);
    for (const size of [1, 7]) expect(readInChunks(long, size, { segmentBytes: 150 })).toEqual(readAtOnce(long, { segmentBytes: 150 }));
    const tag = calm.replace('V1*9074729', `V\0*${'9'.repeat(80)}`);
    expect(findingsOf(readAtOnce(tag, { elementBytes: 50 })).map(({ code, element }) => [code, element])).toEqual([['X12.ELEMENT_TOO_LONG', 'V\\x0001'], ['X12.NUL', null]]);
    const cut = behind('HARBOUR').slice(0, calm.indexOf('LARK'));
    expect(codesOf(readAtOnce(cut)).sort()).toEqual(['fatal X12.GE_MISSING', 'fatal X12.IEA_MISSING', 'fatal X12.NUL', 'fatal X12.SE_MISSING', 'fatal X12.TRUNCATED']);
    sameInAnyChunks(cut);
  });

  it.each(['309/two-manifests.edi', '997/partly-rejected.edi', '315/two-events.edi'])('at any byte of %s, put in or put in place of another, refuses it', (name) => {
    const bytes = fixture(name);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const rest of [at, at + 1]) {
        const content = Buffer.concat([bytes.subarray(0, at), Buffer.of(0), bytes.subarray(rest)]);
        const file = readInChunks(content, 64);
        const codes = new Set(findingsOf(file).map(({ code }) => code));
        const told = codes.has('X12.NUL') || codes.has('X12.NOT_X12') || codes.has('X12.BYTES_AFTER_IEA');
        expect(`${at}: ${told ? 'told' : [...codes].join()}`).toBe(`${at}: told`);
        expect(['unreadable', 'rejected', 'partially-accepted']).toContain(file.verdict);
        expect(JSON.stringify(file)).not.toContain('\\u0000');
      }
    }
  });
});
