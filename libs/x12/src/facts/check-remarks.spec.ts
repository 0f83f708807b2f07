import { describe, expect, it } from '@jest/globals';
import { codesOf, findingsOf, fixture, interchangeOf, readAtOnce, readInChunks } from '../testing.js';

const V1 = 'V1*9074729*HARBOUR LARK*LR*027W*HWSR***L';
const GS01: Record<string, string> = { 310: 'IO', 315: 'QO' };
const notesOf = (set: string, segments: string[]) => findingsOf(readAtOnce(interchangeOf(set, segments).replace('GS*SO', `GS*${GS01[set] ?? 'SO'}`))).map(({ code, element, found, expected, segment }) => ({ code, element, found, expected, segment }));

describe('a number that fails its check digit', () => {
  it('is a note where it stands, and refuses nothing', () => {
    const text = interchangeOf('324', [V1, 'N7*CSQU*3054384']);
    const file = readAtOnce(text);
    expect(file).toMatchObject({ verdict: 'accepted', interchanges: [{ accepted: true, groups: [{ sets: [{ accepted: true }] }] }] });
    expect(findingsOf(file)).toEqual([expect.objectContaining({
      code: 'X12.CONTAINER_CHECK', severity: 'note', level: 'set', element: 'N702', found: '"CSQU3054384"', expected: 'check digit 3', segment: 5, offset: text.indexOf('N7*CSQU'), answer: null,
    })]);
    expect(findingsOf(file)[0]?.sentence).toBe(`N702 is "CSQU3054384", expected check digit 3 (segment 5, byte ${text.indexOf('N7*CSQU')})`);
  });

  it('is told once for a set: the first, and how many more; a number told twice counts once', () => {
    expect(notesOf('324', [V1, 'N7*CSQU*3054384', 'N7*CBHU*3202733', 'N7*CSQU*3054384', 'N7*MWCU*6059785'])).toEqual([
      { code: 'X12.CONTAINER_CHECK', element: 'N702', found: '"CSQU3054384" and 2 more', expected: 'check digit 3', segment: 5 },
    ]);
  });

  it.each([
    ['309', ['M10*HWSR*O*LR*9074720*HARBOUR LARK*027W**1*A*L', 'VID*CN*CSQU*3054384'], ['M1004', 'VID03']],
    ['315', ['B4***VA*20180726*0600**CSQU*305438*L*45G1***4', 'Q2*9074720********027W***L'], ['Q201', 'B408']],
    ['319', ['BA2*HWSR*9074720*027W*T1*B1*E1*EAST****L', 'CD1*CSQU*3054384'], ['BA202', 'CD102']],
    ['322', ['V1*9074720*HARBOUR LARK*LR*027W****L', 'W2*CSQU*305438*********', 'W2*CSQU*3054384'], ['V101', 'W202']],
    ['350', ['M10*HWSR*O*LR*9074720*HARBOUR LARK*027W****L', `X4*LGB1**********CSQU*3054384`], ['M1004', 'X412']],
    ['353', ['M10*HWSR*O*LR*9074720*HARBOUR LARK*027W****L', 'M15*3*CSQU3054384'], ['M1004', 'M1502']],
    ['310', ['N9*EQ*CSQU3054384'], ['N902']],
  ])('is named by its element in a %s', (set, segments, elements) => {
    const notes = notesOf(set, segments);
    expect(notes.map(({ element }) => element).sort()).toEqual([...elements].sort());
    expect(new Set(notes.map(({ code }) => code))).toEqual(new Set(elements.length === 1 ? ['X12.CONTAINER_CHECK'] : ['X12.IMO_CHECK', 'X12.CONTAINER_CHECK']));
  });

  it('is looked for only where it says what it is', () => {
    expect(notesOf('310', ['V1*9074720*HARBOUR LARK*LR*027W****B', 'N7*FLAT*12', 'N7*CSQU*305438'])).toEqual([]);
    expect(notesOf('310', ['V1*9074720*HARBOUR LARK*LR*027W'])).toEqual([]);
    expect(notesOf('310', ['V1*IMO9074720*HARBOUR LARK*LR*027W'])).toMatchObject([{ code: 'X12.IMO_CHECK', found: '"IMO9074720"' }]);
    expect(notesOf('310', ['V1*LARK*HARBOUR LARK*LR*027W****L'])).toMatchObject([{ code: 'X12.IMO_CHECK', found: '"LARK"' }]);
  });

  it('beside the same number with the right one is one box, by its right number', () => {
    for (const numbers of [['CSQU3054383', 'CSQU3054384'], ['CSQU3054384', 'CSQU3054383']]) {
      const file = readAtOnce(interchangeOf('324', [V1, ...numbers.map((number) => `N7**${number}`)]));
      expect(file.interchanges[0]?.groups[0]?.sets[0]?.facts?.containers).toMatchObject([{ number: 'CSQU3054383', checkDigit: 'right' }]);
      expect(findingsOf(file)).toMatchObject([{ code: 'X12.CONTAINER_CHECK', found: '"CSQU3054384"' }]);
    }
  });

  it('is shown no longer than it must be', () => {
    expect(notesOf('310', [`V1*${'9'.repeat(500)}*HARBOUR LARK*LR*027W****L`])[0]?.found).toBe(`"${'9'.repeat(40)}"`);
  });

  it('is the same in any chunks', () => {
    const text = interchangeOf('324', ['V1*9074720*HARBOUR LARK*LR*027W****L', 'N7*CSQU*3054384']);
    expect(findingsOf(readInChunks(text, 1))).toEqual(findingsOf(readAtOnce(text)));
    expect(codesOf(readAtOnce(fixture('324/stow-plan-hazmat.edi')))).toEqual([]);
  });
});
