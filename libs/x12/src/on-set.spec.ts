import { describe, expect, it } from '@jest/globals';
import type { ReadSet } from './types.js';
import { codesOf, fixture, interchangeOf, readAtOnce, readInChunks } from './testing.js';

const calm = interchangeOf('324', ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L']);
const set = calm.slice(calm.indexOf('\nST*') + 1, calm.indexOf('GE*'));
const many = (count: number, numbered: (n: number) => string) => calm
  .replace(set, Array.from({ length: count }, (_, n) => set.replaceAll('0001', numbered(n))).join('')).replace('GE*1', `GE*${count}`);
const handedOver = (content: Uint8Array | string, size = Infinity, limits = {}) => {
  const sets: ReadSet[] = [];
  const file = readInChunks(content, Math.min(size, Number.MAX_SAFE_INTEGER), limits, { onSet: (one) => { sets.push(one); } });
  return { file, sets };
};

describe('sets that are handed over', () => {
  it.each([1, 7, Infinity])('are the same as those that are kept, and are not kept, in chunks of %s', (size) => {
    for (const name of ['309/two-manifests.edi', '315/two-events.edi', '997/partly-rejected.edi']) {
      const { file, sets } = handedOver(fixture(name), size);
      const kept = readAtOnce(fixture(name));
      expect(sets).toEqual(kept.interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.sets)));
      expect(file).toEqual({ ...kept, interchanges: kept.interchanges.map((one) => ({ ...one, groups: one.groups.map((group) => ({ ...group, sets: [] })) })) });
    }
  });

  it('know their own faults; GE01 is counted all the same', () => {
    const { file, sets } = handedOver(many(3, String).replace('SE*3*1~', 'SE*4*1~').replace('GE*3', 'GE*4'));
    expect(sets.map(({ accepted, findings }) => [accepted, findings.map(({ code }) => code)])).toEqual([[true, []], [false, ['X12.SE01_COUNT']], [true, []]]);
    expect(codesOf(file)).toEqual(['fatal X12.GE01_COUNT']);
    expect(file.verdict).toBe('rejected');
  });

  it('that are cut off are handed over too, refused', () => {
    const { sets } = handedOver(calm.slice(0, calm.indexOf('SE*')));
    expect(sets).toMatchObject([{ st02: '0001', accepted: false, findings: [{ code: 'X12.SE_MISSING' }] }]);
  });

  it('count against the same limit as those that are kept, so that both ways give one verdict', () => {
    expect(codesOf(handedOver(many(20, String), Infinity, { sets: 5 }).file)).toContain('fatal X12.TOO_MANY_SETS');
    expect(codesOf(readAtOnce(many(20, String), { sets: 5 }))).toContain('fatal X12.TOO_MANY_SETS');
    expect(handedOver(many(20, String), Infinity, { sets: 50 })).toMatchObject({ file: { verdict: 'accepted' }, sets: { length: 20 } });
  });

  it('are remarked on for a repeated ST02', () => {
    const repeated = ({ sets }: { sets: ReadSet[] }) => sets.flatMap(({ st02, findings }) => findings.map(({ code }) => `${st02} ${code}`));
    expect(repeated(handedOver(many(8, (n) => String(n % 4))))).toHaveLength(4);
  });
});

describe('what is not asked for', () => {
  it('is not read: no facts, no hashes, the counts all the same', () => {
    const file = readAtOnce(fixture('309/two-manifests.edi'), {}, { facts: false, hashes: false });
    const full = readAtOnce(fixture('309/two-manifests.edi'));
    expect([file.sha256, file.interchanges[0]?.sha256, file.interchanges[0]?.coreSha256]).toEqual(['', '', '']);
    expect(file.interchanges[0]?.groups[0]?.sets.map(({ facts, sha256, segments, start, end }) => [facts, sha256, segments, start, end]))
      .toEqual(full.interchanges[0]?.groups[0]?.sets.map(({ segments, start, end }) => [null, '', segments, start, end]));
    expect(file.verdict).toBe('accepted');
  });
});
