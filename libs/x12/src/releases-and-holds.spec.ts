import { describe, expect, it } from '@jest/globals';
import { releasesOrHolds } from './releases-and-holds.js';

const status = (code: string) => ({ code, element: 'B4-03' });

describe('a document that releases or holds', () => {
  it.each([
    ['350', null, true], ['355', null, true], ['317', null, true], ['COREOR', null, true], ['309', null, false],
    ['315', status('CT'), true], ['315', status('CR'), true], ['315', status('HR'), true], ['322', status('PA'), true], ['319', status('PX'), true],
    ['315', status('UV'), false], ['322', status('I'), false], ['315', null, false],
  ])('%s with %j: %s', (set, said, expected) => {
    expect(releasesOrHolds(set, said)).toBe(expected);
  });
});
