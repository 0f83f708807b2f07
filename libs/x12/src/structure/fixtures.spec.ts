import { describe, expect, it } from '@jest/globals';
import { fixture, fixtureNames } from '../testing.js';
import { faultsOfFile, told } from './testing.js';

const FILES = ['301', '309', '310', '315', '322', '323', '324'].flatMap((set) => fixtureNames(set));

describe('the structure of the fixtures', () => {
  it.each(FILES)('%s is as its table says', (file) => {
    const faults = faultsOfFile(fixture(file));
    expect(faults.length).toBeGreaterThan(0);
    for (const ofSet of faults) expect(told(ofSet)).toEqual([]);
  });
});
