import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { structureCheck, STRUCTURE_FINDINGS } from './index.js';
import { SEGMENTS } from './segments.js';
import { SET_TABLES } from './sets/index.js';

const tag = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...Object.keys(SEGMENTS)) }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) });
const value = fc.oneof(fc.constant(''), fc.constantFrom('BM', 'UN', 'L', '20260105', '0730', '1', '-1.5', 'A>B', 'A^B', '__proto__'), fc.string({ maxLength: 50 }));
const segment = fc.tuple(tag, fc.array(value, { maxLength: 30 })).map(([first, rest]) => [first, ...rest]);

describe('whatever the segments', () => {
  it('the check never throws, every fault names its place, and the same segments say the same again', () => {
    fc.assert(fc.property(
      fc.constantFrom(...SET_TABLES.map(({ set }) => set)), fc.constantFrom('004010', '004030', '005010', '006030', 'X'), fc.array(segment, { maxLength: 60 }),
      (set, release, segments) => {
        const run = () => {
          const check = structureCheck(set, release, { component: '>', repetition: '^' });
          return segments.map((elements) => check?.segment(elements) ?? []);
        };
        const faults = run();
        expect(run()).toEqual(faults);
        for (const [index, ofSegment] of faults.entries()) {
          for (const fault of ofSegment) {
            expect(fault.inSet.position).toBe(index + 1);
            expect(fault.inSet.value?.length ?? 0).toBeLessThanOrEqual(400);
            expect(STRUCTURE_FINDINGS[fault.code].sentence(fault)).not.toMatch(/[^\x20-\x7e]|undefined|null/);
          }
        }
      },
    ), { numRuns: 400 });
  });

  it('one segment that is in no dictionary adds one fault, wherever it is put', () => {
    const plan = ['ST*324*0001', 'V1*9074729', 'R4*L*UN*CNSHA', 'DTM*140*20260105', 'N7*HWSU*100001', 'M7*SEAL1', 'V4*0120482', 'R4*D*UN*USLGB', 'N7*HWSU*100002', 'V4*0120483', 'SE*11*0001'];
    fc.assert(fc.property(fc.integer({ min: 1, max: plan.length - 1 }), (at) => {
      const check = structureCheck('324', '004010', { component: '>', repetition: null });
      const faults = plan.toSpliced(at, 0, 'QQQ*1').flatMap((line) => [...check?.segment(line.split('*')) ?? []]);
      expect(faults.map(({ code, inSet }) => ({ code, at: inSet.position }))).toEqual([{ code: 'X12.SEGMENT_UNKNOWN', at: at + 1 }]);
    }));
  });
});
