import { describe, expect, it } from '@jest/globals';
import { X12Reader } from '#x12';
import { file309, file315, file324, stream309 } from './index.js';

function read(...parts: (string | Buffer)[]) {
  const reader = new X12Reader();
  for (const part of parts) reader.push(Buffer.from(part));
  return reader.end();
}

describe('the files of the bench', () => {
  it.each([
    ['a 309 of 10 KB', file309(10_000), 10_000, 1], ['a 309 of 300 KB', file309(300_000), 300_000, 3], ['a 324 of 100 boxes', file324(100), 12_000, 1], ['315 x 20', file315(20), 5_000, 20],
  ])('%s: accepted without a remark, the sets and about the bytes it should have', (_, text, bytes, sets) => {
    const { verdict, findings, interchanges } = read(text);
    const [one] = interchanges;
    expect([verdict, findings, one?.findings, one?.groups[0]?.findings]).toEqual(['accepted', [], [], []]);
    expect(one?.groups[0]?.sets.map((set) => set.findings)).toEqual(Array.from({ length: sets }, () => []));
    expect(text.length).toBeGreaterThan(bytes);
  });

  it('carry what the index reads', () => {
    const boxes = read(file324(100)).interchanges[0]?.groups[0]?.sets[0]?.facts?.containers ?? [];
    expect(boxes.map(({ checkDigit }) => checkDigit)).toEqual(Array.from({ length: 100 }, () => 'right'));
    const manifest = read(file309(10_000)).interchanges[0]?.groups[0]?.sets[0]?.facts;
    expect(manifest?.bills.length).toBeGreaterThan(5);
    expect(manifest?.vessel).toMatchObject({ imo: '9074729', name: 'HARBOUR LARK' });
  });

  it('are the same every time', () => {
    expect(file309(10_000)).toBe(file309(10_000));
  });

  it('stream as interchanges of their own until there are so many bytes', () => {
    const parts = [...stream309(2_500_000)];
    const { verdict, interchanges, byteLength } = read(...parts);
    expect([verdict, interchanges.map(({ isa13 }) => isa13)]).toEqual(['accepted', ['000000001', '000000002', '000000003']]);
    expect(byteLength).toBeGreaterThanOrEqual(2_500_000);
    expect(new Set(interchanges.map(({ sha256 }) => sha256)).size).toBe(3);
  });
});
