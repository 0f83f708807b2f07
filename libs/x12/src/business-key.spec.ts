import { describe, expect, it } from '@jest/globals';
import { businessKey, coversWhole, type DocumentFacts } from '#x12';
import { fixture, readAtOnce } from './testing.js';

const factsOf = (name: string): DocumentFacts => {
  const facts = readAtOnce(fixture(name)).interchanges[0]?.groups[0]?.sets[0]?.facts;
  if (!facts) throw new Error(`${name} has no facts`);
  return facts;
};
const manifest = factsOf('309/original-hazmat.edi');
const plan = factsOf('324/stow-plan-hazmat.edi');

describe('the business key', () => {
  it('is the same for an original and its amendment, which changes it', () => {
    expect(businessKey(manifest)).toEqual({ key: '309|HWSR|9074729|27W|D:2709|LGB0000101', replaces: 'whole' });
    expect(businessKey(factsOf('309/amendment.edi'))).toEqual({ key: '309|HWSR|9074729|27W|D:2709|LGB0000101', replaces: 'delta' });
  });

  it('of a stow plan is its ship and port: the latest plan wins', () => {
    expect(businessKey(plan)).toEqual({ key: '324|9074729|27W|UN:USLGB', replaces: 'whole' });
    expect(businessKey(factsOf('324/stow-plan-final.edi'))).toEqual(businessKey(plan));
  });

  it.each([
    ['310/original.edi', '310|HWSR|LGB0000101', 'whole'], ['310/replacement-hazmat.edi', '310|HWSR|LGB0000102', 'whole'], ['310/amendment.edi', '310|HWSR|OAK0000401', 'delta'],
    ['301/booking.edi', '301|HWSR|LGBB000501', 'whole'], ['301/booking-hazmat-changed.edi', '301|HWSR|SAVB000502', 'whole'], ['301/booking-cancelled.edi', '301|HWSR|LGBB000503', 'delta'],
  ])('of %s is %s, %s', (name, key, replaces) => {
    expect(businessKey(factsOf(name))).toEqual({ key, replaces });
  });

  it('of events is null, and of a document that does not say what it is about', () => {
    expect(businessKey(factsOf('315/discharged.edi'))).toBeNull();
    expect(businessKey(factsOf('322/gate-in.edi'))).toBeNull();
    expect(businessKey({ ...manifest, bills: [] })).toBeNull();
    expect(businessKey({ ...manifest, voyage: '9999R' })).toBeNull();
    expect(businessKey({ ...plan, places: [] })).toBeNull();
  });

  it('meets however the voyage and the bill are written', () => {
    expect(businessKey({ ...manifest, voyage: ' 0027w', bills: ['LGB0000102', 'LGB0000101'] })?.key).toBe(businessKey(manifest)?.key);
  });

  it('replaces nothing without a marker', () => {
    expect(businessKey({ ...manifest, purpose: null })?.replaces).toBe('delta');
  });
});

describe('a newer manifest', () => {
  it('stands in the older one\'s place only when it holds all its bills', () => {
    expect(coversWhole({ ...manifest, bills: [...manifest.bills, 'HWSRLGB0000999'] }, manifest)).toBe(true);
    expect(coversWhole({ ...manifest, bills: manifest.bills.slice(0, 1) }, manifest)).toBe(false);
  });
});
