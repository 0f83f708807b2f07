import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readState, writeState } from './state.js';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hawser-fuzz-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a campaign', () => {
  it('goes on where it stopped, and begins anew from a seed that is named', () => {
    const file = join(folder, 'x12.json');
    const state = { ...readState(file, 'x12', null), batches: 3, inputs: 30_000, crashers: [{ file: 'x12/a.bin', says: 'it throws', tried: 'X12Reader {}, cut at 4', seed: 2, path: '4:0' }] };
    writeState(file, state);
    expect(readState(file, 'x12', null)).toEqual(state);
    expect(readState(file, 'x12', 1)).toMatchObject({ seed: 1, batches: 0 });
    expect(readState(file, 'x12', 9)).toMatchObject({ seed: 9, batches: 0, inputs: 0, crashers: [] });
    expect(readdirSync(folder)).toEqual(['x12.json']);
  });

  it('does not trust a file that is none of its own', () => {
    const file = join(folder, 'x12.json');
    writeFileSync(file, '{"name":"x12"}');
    expect(() => readState(file, 'x12', null)).toThrow(/seed/);
  });
});
