import { describe, expect, it } from '@jest/globals';
import { chooseBelief, type SenderFacts } from './choose-belief.js';

const PROVED = { verified: true, by: 'dkim' } as const;
const NOT = { verified: false, by: 'none' } as const;

describe('who is believed', () => {
  it.each<[string, SenderFacts, string, string]>([
    ['listed, DKIM passes', { listed: true, ...PROVED }, 'believe', 'listed-and-proved'],
    ['listed, our server says that it passed', { listed: true, verified: true, by: 'trusted-header' }, 'believe', 'listed-and-proved'],
    ['listed, nothing proves it', { listed: true, ...NOT }, 'person', 'listed-not-proved'],
    ['listed, DNS could not be asked', { listed: true, verified: false, by: 'unchecked' }, 'person', 'unchecked'],
    ['listed, its signature is broken and its domain refuses such mail', { listed: true, verified: false, by: 'forged' }, 'refuse', 'forged'],
    ['not listed, DKIM passes', { listed: false, ...PROVED }, 'person', 'proved-not-listed'],
    ['not listed, nothing proves it', { listed: false, ...NOT }, 'refuse', 'stranger'],
    ['not listed, DNS could not be asked', { listed: false, verified: false, by: 'unchecked' }, 'refuse', 'stranger'],
    ['not listed, forged', { listed: false, verified: false, by: 'forged' }, 'refuse', 'forged'],
  ])('%s', (_title, facts, belief, rule) => {
    expect(chooseBelief(facts)).toMatchObject({ belief, rule });
  });

  it('raises an alarm where somebody took a listed name, and only there', () => {
    expect(chooseBelief({ listed: true, verified: false, by: 'forged' }).alarm).toBe(true);
    expect(chooseBelief({ listed: false, verified: false, by: 'forged' }).alarm).toBe(false);
    expect(chooseBelief({ listed: true, ...NOT }).alarm).toBe(false);
  });
});
