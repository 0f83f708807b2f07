import { describe, expect, it } from '@jest/globals';
import { ComposeError, compose997, composeExtract, segmentsOf, type ReadGroup, type ReadInterchange } from '#x12';
import { codesOf, fixture, interchangeOf, readAtOnce } from '../testing.js';

const at = new Date('2018-07-24T18:20:00Z');
const bytes = fixture('309/two-manifests.edi');
const read = (content: Uint8Array | string): { interchange: ReadInterchange; group: ReadGroup } => {
  const interchange = readAtOnce(content).interchanges[0];
  const group = interchange?.groups[0];
  if (!interchange || !group) throw new Error('nothing was read');
  return { interchange, group };
};
const { interchange, group } = read(bytes);
const numbers = { isa13: '77', gs06: '77', at };

describe('our 997', () => {
  it('swaps the ids, mirrors the version, answers every set, and is P when some are rejected', () => {
    const composed = compose997({ ...interchange, isa05: '02' }, group, { ...numbers, verdicts: new Map([['0002', { verdict: 'R', code: '5' }]]) });
    expect(composed.toString()).toBe([
      'ISA*00*          *00*          *ZZ*USLAXPIER7     *02*HAWSERLINE     *180724*1820*U*00401*000000077*0*P*>~',
      'GS*FA*USLAXPIER7*HAWSERLINE*20180724*1820*77*X*004010~',
      'ST*997*0001~', 'AK1*SO*103~', 'AK2*309*0001~', 'AK5*A~', 'AK2*309*0002~', 'AK5*R*5~', 'AK9*P*2*2*1~',
      'SE*8*0001~', 'GE*1*77~', 'IEA*1*000000077~', '',
    ].join('\n'));
  });

  it.each([['A', 'A', 'A'], ['A', 'E', 'E'], ['R', 'A', 'P'], ['R', 'R', 'R']] as const)('of %s and %s is %s, and passes our own reader', (first, second, whole) => {
    const file = readAtOnce(compose997(interchange, group, { ...numbers, verdicts: new Map([['0001', { verdict: first }], ['0002', { verdict: second }]]) }));
    expect(codesOf(file)).toEqual([]);
    expect(file.interchanges[0]?.groups[0]?.sets[0]?.acknowledgement).toMatchObject({ gs06: '103', groupVerdict: whole, sets: [{ verdict: first }, { verdict: second }] });
  });

  it('rejects by what was found, with the reason, where nobody said otherwise', () => {
    const calm = interchangeOf('309', ['M10*HWSR']);
    const answer = (content: string) => compose997(read(content).interchange, read(content).group, numbers).toString().match(/AK[59].*/g);
    expect(answer(calm)).toEqual(['AK5*A~', 'AK9*A*1*1*1~']);
    expect(answer(calm.replace('SE*3*', 'SE*9*'))).toEqual(['AK5*R*4~', 'AK9*R*1*1*0~']);
    expect(answer(calm.replace('SE*3*0001', 'SE*3*0009'))).toEqual(['AK5*R*3~', 'AK9*R*1*1*0~']);
    expect(answer(calm.replace('SE*3*0001~\n', ''))).toEqual(['AK5*R*2~', 'AK9*R*1*1*0~']);
    expect(answer(calm.replace('GE*1*', 'GE*4*'))).toEqual(['AK5*R~', 'AK9*R*4*1*0*5~']);
  });

  it('names the repetition separator from 00402 on', () => {
    const composed = compose997(read(bytes.toString().replace('*U*00401*', '*^*00501*')).interchange, group, numbers);
    expect(composed.toString()).toContain('*^*00501*000000077*');
  });

  it('refuses values that would break it', () => {
    expect(() => compose997({ ...interchange, isa06: 'A*B' }, group, numbers)).toThrow('ISA08: found "A*B');
    expect(() => compose997(interchange, { ...group, gs02: 'A~B' }, numbers)).toThrow('GS03: found "A~B", expected printable text without * > ~');
    expect(() => compose997(interchange, { ...group, gs02: 'A\nB' }, numbers)).toThrow(ComposeError);
    expect(() => compose997({ ...interchange, isa06: 'SIXTEENCHARACTER' }, group, numbers)).toThrow('ISA08: found "SIXTEENCHARACTER", expected at most 15 characters');
    expect(() => compose997(interchange, group, { ...numbers, isa13: '1234567890' })).toThrow('ISA13: found "1234567890", expected 1 to 9 digits');
  });
});

const extractOf = (content: Buffer, index: number): { extract: Buffer; set: Buffer } => {
  const from = read(content);
  const chosen = from.group.sets[index];
  if (!chosen) throw new Error('no such set');
  const set = content.subarray(chosen.start, chosen.end);
  const { interchange: head, group: under } = from;
  return {
    set,
    extract: composeExtract({ isa: content.subarray(head.start, head.isaEnd), gs: content.subarray(under.gsStart, under.gsEnd), isa13: head.isa13, gs06: under.gs06, delimiters: head.delimiters }, set),
  };
};

describe('an extract', () => {
  it.each([
    ['as it came', (text: string) => text],
    ['with CR LF', (text: string) => text.replaceAll('~', '\r\n')],
    ['with a three-byte terminator', (text: string) => text.replaceAll('~', '\u2026')],
    ['with bars and an unpadded ISA', (text: string) => text.replaceAll('*', '|').replace(/ +\|/g, '|')],
  ])('is one set, byte for byte, under its own ISA and GS, and reads clean: %s', (_name, change) => {
    const content = Buffer.from(change(bytes.toString()));
    const { extract, set } = extractOf(content, 1);
    const file = readAtOnce(extract);
    expect(codesOf(file).filter((code) => code.startsWith('fatal'))).toEqual([]);
    expect(extract.includes(set)).toBe(true);
    expect(file.interchanges[0]).toMatchObject({ isa13: '000000103', groups: [{ gs06: '103', sets: [{ st02: '0002', sha256: read(content).group.sets[1]?.sha256 }] }] });
  });

  it('cannot be made of bytes that are no ISA', () => {
    expect(() => composeExtract({ isa: Buffer.from('GS*'), gs: Buffer.from(''), isa13: '1', gs06: '1' }, Buffer.from(''))).toThrow(ComposeError);
  });
});

describe('the segments of a set', () => {
  it('are the ones the reader counted, whatever the delimiters', () => {
    for (const change of [(text: string) => text, (text: string) => text.replaceAll('~', '\r\n'), (text: string) => text.replaceAll('*', '\u00a7').replaceAll('~', '\u2026')]) {
      const content = Buffer.from(change(bytes.toString()));
      const { interchange: one, group: its } = read(content);
      const set = its.sets[0];
      const segments = segmentsOf(content.subarray(set?.start, set?.end), one.delimiters);
      expect(segments).toHaveLength(set?.segments ?? 0);
      expect(segments[1]?.slice(0, 6)).toEqual(['M10', 'HWSR', 'O', 'LR', '9321483', 'TIDAL WREN']);
      expect(segments.at(-1)).toEqual(['SE', '14', '0001']);
    }
  });

  it('leave binary data out', () => {
    const content = Buffer.from(interchangeOf('275', ['BIN*5*~SE*~', 'K1*AFTER']));
    const { interchange: one, group: its } = read(content);
    expect(segmentsOf(content.subarray(its.sets[0]?.start, its.sets[0]?.end), one.delimiters)).toEqual([['ST', '275', '0001'], ['BIN', '5'], ['K1', 'AFTER'], ['SE', '4', '0001']]);
  });
});
