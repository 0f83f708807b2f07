import { describe, expect, it } from '@jest/globals';
import { businessKey, coversWhole } from '#x12';
import { factsOf as firstFactsOf, fixture } from './testing.js';

const factsOf = (name: string) => firstFactsOf(fixture(name));
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
    ['300/request.edi', '300|HWSR|LGBB000507', 'whole'], ['300/changed-hazmat.edi', '300|HWSR|SAVB000508', 'whole'],
    ['304/instructions.edi', '304|HWSR|LGBB000501', 'whole'], ['304/amended-two-bills-hazmat.edi', '304|HWSR|SAVB000502', 'delta'],
    ['312/arrival-notice.edi', '312|HWSR|LGB0000101', 'delta'], ['312/corrected-feeder-hazmat.edi', '312|HWSR|LGB0000102', 'delta'],
    ['317/delivery-order.edi', '317|DOLGB000101|HWSRLGB0000101', 'delta'],
    ['323/schedule.edi', '323|9074729|27W', 'whole'], ['323/delayed-by-events.edi', '323|V7HL4|334E', 'whole'],
  ])('of %s is %s, %s', (name, key, replaces) => {
    expect(businessKey(factsOf(name))).toEqual({ key, replaces });
  });

  it('of a cancellation is its booking\'s, so that it never overtakes what it cancels', () => {
    expect(businessKey(factsOf('303/cancelled.edi'))).toEqual({ key: '301|HWSR|LGBB000501', replaces: 'delta' });
    expect(businessKey(factsOf('301/booking.edi'))?.key).toBe('301|HWSR|LGBB000501');
  });

  it.each(['319/available.edi', '350/released.edi', '353/exported.edi', '355/accepted.edi'])('of %s is null: an event, or an answer', (name) => {
    expect(businessKey(factsOf(name))).toBeNull();
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

describe('a newer schedule', () => {
  const schedule = factsOf('323/schedule.edi');

  it('stands in the older one\'s place only when it holds all its ports', () => {
    expect(coversWhole({ ...schedule, places: [...schedule.places].reverse() }, schedule)).toBe(true);
    expect(coversWhole({ ...schedule, places: schedule.places.slice(1) }, schedule)).toBe(false);
  });
});

describe('a newer shipping instruction', () => {
  const instruction = factsOf('304/instructions.edi');

  it('does not silence another one of the same booking', () => {
    expect(coversWhole(instruction, instruction)).toBe(true);
    expect(coversWhole({ ...instruction, reference: 'SILGB000777' }, instruction)).toBe(false);
  });
});
