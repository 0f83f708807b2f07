import { describe, expect, it } from '@jest/globals';
import { X12Reader, type ReadSet } from '#x12';
import { interchangeOf, readAtOnce } from './testing.js';

const M10 = 'M10*HWSR*O*LR*9074729*HARBOUR LARK*027W**1*A*L';
const boxes = (count: number, from: number) => Array.from({ length: count }, (_, n) => [
  `LX*${n + 1}`, `M11*LGB${from + n}*57035**CTN***12*X****HWSR`, `N9*BN*BK${from + n}`, `VID*CN*HWSU*${from + n}*S${n}*T${n}****45G1*L`, 'N10*****J**K*1200', 'N10*****J**K*0.5',
]).flat();
const setsOf = (content: string): ReadSet[] => readAtOnce(content).interchanges.flatMap(({ groups }) => groups.flatMap(({ sets }) => sets));
const isMade = (set: ReadSet) => Object.getOwnPropertyDescriptor(set, 'facts')?.get === undefined;

describe('the facts of a set', () => {
  it('are made when they are first asked for where they are many, and once', () => {
    const [many] = setsOf(interchangeOf('309', [M10, ...boxes(100, 400_000)]));
    const [few] = setsOf(interchangeOf('309', [M10, ...boxes(3, 400_000)]));
    if (!many || !few) throw new Error('no sets');
    expect([isMade(many), isMade(few)]).toEqual([false, true]);
    const { facts } = many;
    expect(isMade(many)).toBe(true);
    expect(many.facts).toBe(facts);
    expect(facts?.containers).toHaveLength(100);
    expect(facts?.containers.slice(0, 3)).toEqual(few.facts?.containers);
    expect(facts?.containers[99]).toEqual({
      number: 'HWSU400099', checkDigit: 'absent', sizeType: '45G1', loadEmpty: 'L', weightKg: 1200.5, seals: ['S99', 'T99'], bill: 'HWSRLGB400099', hazmat: [],
    });
  });

  it('are in JSON, a spread and a clone, asked for or not', () => {
    const content = interchangeOf('309', [M10, ...boxes(100, 400_000)]);
    const facts = setsOf(content)[0]?.facts;
    const copies = [(set: ReadSet) => JSON.parse(JSON.stringify(set)) as ReadSet, (set: ReadSet) => ({ ...set }), (set: ReadSet) => structuredClone(set)];
    for (const copy of copies) {
      for (const set of setsOf(content)) expect(copy(set).facts).toEqual(facts);
    }
  });

  it('are their own: neither the sets that follow nor the chunk they came in change them', () => {
    const content = Buffer.from(interchangeOf('309', [M10, ...boxes(100, 400_000)]));
    const other = Buffer.from(interchangeOf('309', [M10, ...boxes(200, 500_000)]));
    const sets: ReadSet[] = [];
    const reader = new X12Reader({ onSet: (set) => { sets.push(set); } });
    for (const chunk of [content, other]) {
      const taken = Buffer.from(chunk);
      reader.push(taken);
      taken.fill(0);
    }
    reader.end();
    expect(sets.map(({ facts }) => facts?.bills.length)).toEqual([100, 200]);
    expect(sets[0]?.facts).toEqual(setsOf(content.toString())[0]?.facts);
  });

  it('tell a container the bill it stands under beyond what is kept of bills', () => {
    const bills = Array.from({ length: 20_000 }, (_, n) => `M11*B${n}`);
    const [set] = setsOf(interchangeOf('309', [M10, ...bills, 'M11*LATE', 'VID*CN*HWSU*400001', 'M11*LATER', 'VID*CN*HWSU*400002', 'M11*LATE', 'VID*CN*HWSU*400001', 'M11*LATER', 'VID*CN*HWSU*400001']));
    expect(set?.facts?.bills).toHaveLength(20_000);
    expect(set?.facts?.containers.map(({ number, bill }) => [number, bill])).toEqual([['HWSU400001', 'LATE'], ['HWSU400002', 'LATER'], ['HWSU400001', 'LATER']]);
    expect(set?.findings.map(({ code }) => code)).toContain('X12.INDEX_CUT');
  });
});
