import { describe, expect, it } from '@jest/globals';
import { codesOf, corpus, readAtOnce } from './testing.js';
import type { Verdict } from './types.js';

type Refused = readonly [verdict: Exclude<Verdict, 'accepted'>, ...reasons: string[]];

/** The X12 files that are not accepted, and why: the codes of what refuses them. A file that stands nowhere here is accepted. */
const REFUSED: Record<string, Refused> = {
  'apim-4010-214-1.x12': ['rejected', 'IEA02_MISMATCH'],
  'apim-4010-310-1.x12': ['rejected', 'IEA02_MISMATCH', 'GE02_MISMATCH', 'SE01_COUNT', 'SE02_MISMATCH'],
  'apim-4010-315-2.x12': ['rejected', 'SE02_MISMATCH'],
  'apim-4010-856-1.x12': ['rejected', 'SE01_COUNT'],
  'apim-4010-856-2.x12': ['rejected', 'SE01_COUNT'],
  'apim-4010-856-4.x12': ['rejected', 'SE01_COUNT'],
  'apim-4010-856-6.x12': ['rejected', 'SE01_COUNT'],
  'apim-5010-309-badse.x12': ['rejected', 'SE01_COUNT'],
  // ST to SE without any envelope.
  'apim-5010-309-frag.x12': ['unreadable', 'NOT_X12'],
  'apim-file-004010_310.x12': ['rejected', 'IEA02_MISMATCH', 'GE02_MISMATCH', 'SE01_COUNT', 'SE02_MISMATCH'],
  // GE01 says another number of sets than there are, so the group and all its sets are refused.
  'edidom-X12_3_txn.x12': ['rejected', 'GE01_COUNT'],
  'ediengine-940_Failed_SE01.x12': ['rejected', 'SE01_COUNT'],
  // IEA02 3438 of ISA13 000003438 is the same number: only the counts refuse it.
  'ediengine-WrongGroupsAndTranCount.x12': ['rejected', 'IEA01_COUNT', 'GE01_COUNT'],
  'edihub-850_duplicate_isa_control.x12': ['rejected', 'SE01_COUNT'],
  'edinet-204-MGCTLYST-SAMPLE.x12': ['rejected', 'SE01_COUNT'],
  'edinet-Issue172.x12': ['rejected', 'IEA02_MISMATCH', 'SE01_COUNT'],
  'gofreight-304.x12': ['rejected', 'SE01_COUNT'],
  'gtl-inconsistent-element-separator-isa-heading.x12': ['rejected', 'ISA_UNREADABLE'],
  'gtl-no-ge-trailer.x12': ['rejected', 'GE_MISSING'],
  // An IEA stands alone behind an empty interchange: bytes that are no interchange, and nothing before them that could be taken.
  'gtl-no-isa-heading.x12': ['rejected', 'BYTES_AFTER_IEA'],
  'gtl-no-matching-gs-count.x12': ['rejected', 'IEA01_COUNT'],
  'gtl-no-matching-segment-count.x12': ['rejected', 'SE01_COUNT'],
  'gtl-no-st-heading.x12': ['rejected', 'SEGMENT_MISPLACED'],
  'gtl-release-not-exist.x12': ['rejected', 'IEA_MISSING'],
  'im-418-consist.x12': ['rejected', 'SE01_COUNT'],
  'ims-x12_bad_first_line.x12': ['rejected', 'SE01_COUNT'],
  'ims-x12_multiple_isa.x12': ['rejected', 'SE01_COUNT', 'SE01_COUNT'],
  'libedi-Sample_4010_856.x12': ['rejected', 'SE02_MISMATCH'],
  // A TA1 alone with IEA01 1: there is no group to count.
  'oboe-justTA1TestCase.x12': ['rejected', 'IEA01_COUNT'],
  'oop-210-schenker.x12': ['rejected', 'GE02_MISMATCH'],
  'staedi-invalid997_min.x12': ['rejected', 'GE02_MISMATCH'],
  // Ends in the middle of its set, after a terminator.
  'vscode-odd-separator.x12': ['rejected', 'IEA_MISSING', 'GE_MISSING', 'SE_MISSING'],
};

const files = corpus()?.filter(({ name }) => name.endsWith('.x12'));

describe('the published X12 files', () => {
  if (!files) {
    it.skip('are not here: ../shared/corpus is missing', () => undefined);
    return;
  }

  it.each(files.map(({ name, bytes }) => [name, bytes] as const))('%s gets its verdict, for its reasons', (name, bytes) => {
    const file = readAtOnce(bytes);
    const fatal = codesOf(file).filter((code) => code.startsWith('fatal')).map((code) => code.replace('fatal X12.', ''));
    expect([file.verdict, ...fatal]).toEqual(REFUSED[name] ?? ['accepted']);
    expect(file.syntax).toBe(file.verdict === 'unreadable' ? 'unknown' : 'x12');
  });

  it('have every file that is expected to be refused', () => {
    const names = new Set(files.map(({ name }) => name));
    expect(Object.keys(REFUSED).filter((name) => !names.has(name))).toEqual([]);
  });
});
