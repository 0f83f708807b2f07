import { describe, expect, it } from '@jest/globals';
import { logger } from '#common';

describe('the log', () => {
  it('has the level of HAWSER_LOG, and info for a word that is none', () => {
    expect(logger('spec', 'silent-please').level).toBe('info');
    expect(logger('spec', 'error').level).toBe('error');
    expect(logger('spec', undefined).level).toBe('info');
  });
});
