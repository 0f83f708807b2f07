import { describe, expect, it } from '@jest/globals';
import { contentOf, type Pen } from './content.js';

const pen = (id: string): Pen => ({ id, encoded: (text) => text });
const pens = { words: pen('F1'), bold: pen('F2'), exact: pen('F3') };
const lines = (of: Parameters<typeof contentOf>[0]): string[] => contentOf(of, pens).trim().split('\n');

describe('a sheet as PDF operators', () => {
  it('turns the sheet the right way up, and says a face only where it changes', () => {
    const runs = [{ x: 38, y: 40, face: 'bold' as const, size: 12, text: 'A' }, { x: 100, y: 40, face: 'bold' as const, size: 12, text: 'B' }, { x: 38, y: 53, face: 'exact' as const, size: 10, text: 'C' }];
    expect(lines({ runs, marks: [] })).toEqual(['1 0 0 -1 0 792 cm', 'BT', '/F2 12 Tf', '38 752 Td(A)Tj', '62 0 Td(B)Tj', '/F3 10 Tf', '-62 -13 Td(C)Tj', 'ET']);
  });

  it('moves by hundredths of a point, so that a thousand texts later a line still stands in its place', () => {
    const runs = Array.from({ length: 1_000 }, (_, at) => ({ x: 38 + at * 0.3333, y: 40, face: 'words' as const, size: 10, text: 'x' }));
    const moves = lines({ runs, marks: [] }).flatMap((line) => /^(-?[\d.]+) [-\d.]+ Td/.exec(line)?.[1] ?? []);
    expect(moves.reduce((sum, move) => sum + Number(move), 0)).toBeCloseTo(38 + 999 * 0.3333, 2);
  });

  it('sets white only what stands on black', () => {
    const run = { x: 40, y: 40, face: 'bold' as const, size: 12, text: 'A' };
    expect(lines({ runs: [{ ...run, white: true }, run], marks: [] }).filter((line) => / g$/.test(line))).toEqual(['1 g', '0 g']);
  });

  it('draws bars in black from the widths of the code, each second one left white', () => {
    expect(lines({ runs: [], marks: [{ kind: 'bars', x: 100, y: 20, module: 1, height: 36, widths: [2, 1, 3] }] }).slice(1, 4)).toEqual(['100 736 2 36 re', '103 736 3 36 re', 'f']);
  });
});
