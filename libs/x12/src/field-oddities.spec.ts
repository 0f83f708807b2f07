import { describe, expect, it } from '@jest/globals';
import { codesOf, interchangeOf, readAtOnce, readInChunks } from './testing.js';

const calm = interchangeOf('315', ['B4***UV*20180727*0105*USLGB']).replace('GS*SO*', 'GS*QO*');
const flat = calm.replaceAll('\n', '');

/** Verdict, and every finding with what it weighs, the same in any chunks. */
function told(content: string | Buffer) {
  const file = readAtOnce(content);
  for (const size of [1, 7]) expect(readInChunks(content, size)).toEqual(file);
  return [file.verdict, ...codesOf(file)];
}

describe('what is seen in the field and refuses nothing', () => {
  it.each([
    ['counts with many leading zeros', calm.replace('SE*3*', `SE*${'0'.repeat(20)}3*`), []],
    ['the end of a file as DOS writes it', `${calm}\u001a`, ['note X12.PADDING_AFTER_IEA']],
    ['a last block filled with NULs', `${calm}${'\0'.repeat(60)}`, ['note X12.PADDING_AFTER_IEA']],
    ['a blank ISA12 in a header of 106 bytes', calm.replace('*00401*', '*     *'), ['note X12.ISA12_UNKNOWN']],
    ['tabs between elements', calm.replaceAll('*', '\t'), []],
    ['an IEA without terminator, and the next ISA at once', flat.slice(0, -1) + flat, ['note X12.LAST_TERMINATOR_MISSING']],
    ['an IEA without terminator, blanks, and the next ISA', `${flat.slice(0, -1)}  ${flat}`, ['note X12.LAST_TERMINATOR_MISSING']],
  ])('%s', (_what, content, findings) => {
    expect(told(content)).toEqual(['accepted', ...findings]);
  });

  it('two interchanges run into each other are two', () => {
    expect(readAtOnce(flat.slice(0, -1) + flat).interchanges).toHaveLength(2);
  });
});

describe('what refuses', () => {
  it.each([
    ['a line of text before the ISA that begins with ISA', `ISA header follows\n${calm}`, 'rejected', ['fatal X12.ISA_UNREADABLE', 'fatal X12.BYTES_BEFORE_ISA']],
    ['text behind the last IEA: the beginning of an interchange may be lost in it', `${calm}SA*00*`, 'partially-accepted', ['fatal X12.BYTES_AFTER_IEA']],
    ['a set that does not say which it is', calm.replace('ST*315*0001', 'ST**0001'), 'rejected', ['fatal X12.ST01_MISSING']],
    ['a set without a control number', calm.replace('ST*315*0001', 'ST*315*').replace('SE*3*0001', 'SE*3*'), 'rejected', ['fatal X12.ST02_MISSING', 'fatal X12.SE02_MISMATCH']],
  ])('%s', (_what, content, verdict, findings) => {
    expect(told(content)).toEqual([verdict, ...findings]);
  });
});

describe('a file with faults in more sets than are listed', () => {
  const set = (n: number, body: string) => `ST*315*${String(n).padStart(4, '0')}~${body}SE*${body.split('~').length + 1}*${String(n).padStart(4, '0')}~`;
  const many = (count: number, body: (n: number) => string) => {
    const [head = '', tail = ''] = flat.split(/(?<=~)ST\*.*SE\*3\*0001~/);
    return head + Array.from({ length: count }, (_, n) => set(n + 1, body(n))).join('') + tail.replace('GE*1', `GE*${count}`);
  };

  it('is read to its end: the sound ones are accepted, and each refused one says why', () => {
    const content = many(1_500, () => 'B4***UV*20180727*0105*USLGB~').replace(/SE\*3\*0(\d\d\d)~/g, 'SE*4*0$1~');
    const file = readAtOnce(content);
    const sets = file.interchanges[0]!.groups[0]!.sets;
    expect([file.verdict, sets.length, sets.filter((one) => one.accepted).length]).toEqual(['partially-accepted', 1_500, 501]);
    expect(sets.filter((one) => !one.accepted).every((one) => one.findings.some(({ code }) => code === 'X12.SE01_COUNT'))).toBe(true);
  });

  it('of structure: each set that is taken with errors keeps one, so that its answer is E', () => {
    const file = readInChunks(many(1_200, () => 'B4***UV*2018*0105*USLGB~'), 65_536, {}, { structure: 'accept-with-errors' });
    const sets = file.interchanges[0]!.groups[0]!.sets;
    expect(sets.filter((one) => one.findings.some(({ severity }) => severity === 'error'))).toHaveLength(1_200);
  });
});
