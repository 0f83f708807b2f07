import { describe, expect, it } from '@jest/globals';
import type { Strictness } from './types.js';
import { codesOf, findingsOf, interchangeOf, readAtOnce, readInChunks } from './testing.js';

const plan = ['V1*9074729*HARBOUR LARK*LR*027W*HWSR***L', 'R4*D*UN*USLGB*LONG BEACH*US', 'N7*HWSU*400005*21350*G*******CN******K*8****45G1', 'V4*0181291'];
const sound = interchangeOf('324', plan);
/** R401 is longer than element 115 may be */
const wrong = sound.replace('R4*D*', 'R4*DISCHARGE*');
const read = (content: string, structure: Strictness | null) => readAtOnce(content, {}, { structure });

describe('the structure of a set', () => {
  it('is not looked at unless it is asked for', () => {
    expect(codesOf(read(wrong, null))).toEqual([]);
  });

  it('that is sound has no findings', () => {
    expect(codesOf(read(sound, 'reject'))).toEqual([]);
  });

  it.each([['reject', 'fatal', 'rejected', false], ['accept-with-errors', 'error', 'accepted-with-errors', true], ['note', 'note', 'accepted', true]] as const)('weighs what the partner wishes: %s', (strictness, severity, verdict, accepted) => {
    const file = read(wrong, strictness);
    const [first] = findingsOf(file);
    expect(first).toMatchObject({ severity, level: 'set', segment: 5, element: 'R401', offset: wrong.indexOf('DISCHARGE'), answer: { element: 'AK403' }, inSet: { tag: 'R4', position: 3, element: 1 } });
    expect(file.verdict).toBe(verdict);
    expect(file.interchanges[0]?.groups[0]?.sets[0]?.accepted).toBe(accepted);
    expect(readInChunks(wrong, 1, {}, { structure: strictness })).toEqual(file);
  });

  it('has so many faults listed, and a refused set one of its own at least', () => {
    const set = wrong.slice(wrong.indexOf('\nST*') + 1, wrong.indexOf('\nGE*') + 1);
    const many = wrong.replace(set, [1, 2, 3, 4].map((n) => set.replaceAll('0001', `000${n}`)).join('')).replace('GE*1', 'GE*4');
    const file = readAtOnce(many, { findings: 2 }, { structure: 'reject' });
    expect(file.verdict).toBe('rejected');
    const sets = file.interchanges[0]?.groups[0]?.sets ?? [];
    expect(sets.map(({ accepted, findings }) => [accepted, findings.some(({ severity }) => severity === 'fatal')])).toEqual(Array.from({ length: 4 }, () => [false, true]));
    expect(codesOf(file).filter((code) => code === 'note X12.NOTES_CUT')).toHaveLength(1);
    expect(codesOf(file)).not.toContain('fatal X12.TOO_MANY_FINDINGS');
    expect(readAtOnce(many, { findings: 2 }, { structure: 'accept-with-errors' }).verdict).toBe('accepted-with-errors');
  });
});
