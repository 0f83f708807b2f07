import { describe, expect, it } from '@jest/globals';
import { corpus, findingsOf, fixture, fixtureNames, interchangeOf, readAtOnce } from '../testing.js';
import type { ReadFile } from '../types.js';
import { composeRewrapped, type NewEnvelope } from './compose-rewrapped.js';

const OURS = {
  from: { qualifier: 'ZZ', id: 'HAWSER', group: 'HAWSER' }, to: { qualifier: '01', id: 'USLGBEAST', group: 'EASTTOS' },
  isa13: 42, gs06: 17, st02: 5, usage: 'P' as const, at: new Date('2018-07-24T18:30:00Z'),
};

/** Every set of a file, under our envelope. */
function rewrapped(content: Buffer, read: ReadFile, ours: Partial<NewEnvelope> = {}) {
  return read.interchanges.flatMap((one) => one.groups.flatMap((group) => group.sets.filter((set) => set.accepted).map((set) => ({
    set, group, one,
    made: composeRewrapped({
      ...OURS, isa: content.subarray(one.start, one.isaEnd), gs: content.subarray(group.gsStart, group.gsEnd), delimiters: one.delimiters, ...ours,
    }, content.subarray(set.start, set.end)),
  }))));
}

const only = (text: string, ours: Partial<NewEnvelope> = {}) => rewrapped(Buffer.from(text), readAtOnce(text), ours)[0]!.made;

describe('a set under an envelope of ours', () => {
  it('has our numbers and ids, and its own segments byte for byte', () => {
    const made = only(interchangeOf('309', ['M10*HWSR*J*LR*9074729*HARBOUR LARK*027W', 'P4*2709*20180726']));
    expect(made).toMatchObject({ isa13: '000000042', gs06: '17', st02: '0005' });
    expect(made.bytes.toString().split('\n')).toEqual([
      'ISA*00*          *00*          *ZZ*HAWSER         *01*USLGBEAST      *180724*1830*U*00401*000000042*0*P*>~',
      'GS*SO*HAWSER*EASTTOS*20180724*1830*17*X*004010~',
      'ST*309*0005~', 'M10*HWSR*J*LR*9074729*HARBOUR LARK*027W~', 'P4*2709*20180726~', 'SE*4*0005~',
      'GE*1*17~', 'IEA*1*000000042~', '',
    ]);
  });

  it('keeps the separators it came with, in bytes that are not ASCII too, and passes no password on', () => {
    const odd = interchangeOf('315', ['B4***UV*20180727*0105*USLGB'], '\r\n').replaceAll('*', '|').replace('|00|          |00|          |', '|00|          |01|OPENSESAME|');
    const text = only(odd).bytes.toString();
    expect(text).not.toContain('OPENSESAME');
    expect(text.split('\r\n')[0]).toBe('ISA|00|          |00|          |ZZ|HAWSER         |01|USLGBEAST      |180724|1830|U|00401|000000042|0|P|>');
    const latin = Buffer.from(interchangeOf('315', ['B4***UV*20180727*0105*USLGB'], '\u00a6'), 'latin1');
    expect(readAtOnce(rewrapped(latin, readAtOnce(latin))[0]!.made.bytes).verdict).toBe('accepted');
  });

  it.each([['401', '00401'], ['004010', '00401'], ['', '00401']])('has the fixed header, also where ISA12 came as "%s" and ISA11 was blank', (came, left) => {
    const text = interchangeOf('315', ['B4***UV*20180727*0105*USLGB']).replace('*U*00401*', `* *${came.padEnd(came === '' ? 5 : 0)}*`);
    expect(readAtOnce(text).verdict).toBe('accepted');
    const bytes = only(text).bytes;
    expect(bytes.toString().split('\n')[0]).toBe(`ISA*00*          *00*          *ZZ*HAWSER         *01*USLGBEAST      *180724*1830*U*${left}*000000042*0*P*>~`);
    expect(findingsOf(readAtOnce(bytes))).toEqual(expect.not.arrayContaining([expect.objectContaining({ code: 'X12.ISA_UNPADDED' })]));
  });

  it('is refused where an id holds one of the separators', () => {
    expect(() => only(interchangeOf('315', ['B4***UV']).replaceAll('*', '-'), { to: { qualifier: 'ZZ', id: 'EAST-1', group: 'X' } })).toThrow(/ISA08.*EAST-1/);
    expect(() => only(interchangeOf('315', ['B4***UV']), { to: { qualifier: 'ZZ', id: 'A-NAME-OF-SIXTEEN', group: 'X' } })).toThrow(/at most 15/);
  });

  const everything = [...fixtureNames().filter((name) => !name.startsWith('broken')).map((name) => ({ name, bytes: fixture(name) })), ...(corpus() ?? []).filter(({ name }) => name.endsWith('.x12'))];
  it.each(everything.map(({ name, bytes }) => [name, bytes] as const))('of %s reads back accepted, with the same content', (_name, bytes) => {
    const read = readAtOnce(bytes);
    for (const { set, group, one, made } of rewrapped(bytes, read)) {
      const again = readAtOnce(made.bytes);
      expect(findingsOf(again).filter(({ severity }) => severity === 'fatal')).toEqual([]);
      const [back] = again.interchanges;
      const [setBack] = back?.groups[0]?.sets ?? [];
      expect(back).toMatchObject({ isa06: 'HAWSER', isa08: 'USLGBEAST', isa12: one.isa12, delimiters: one.delimiters });
      expect(back?.groups[0]).toMatchObject({ gs01: group.gs01, gs08: group.gs08, gs06: '17' });
      expect(setBack).toMatchObject({ st01: set.st01, st02: '0005', segments: set.segments, facts: set.facts, acknowledgement: set.acknowledgement });
    }
  });
});
