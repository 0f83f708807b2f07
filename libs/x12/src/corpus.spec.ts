import { describe, expect, it } from '@jest/globals';
import { codesOf, corpus, readAtOnce } from './testing.js';

/** The files that are refused and for what; a file that stands nowhere here is accepted, EDIFACT (.edi) is not X12. */
const REFUSED: Record<string, string[]> = {
  'apim-4010-214-1.x12': ['IEA02_MISMATCH'],
  'apim-4010-310-1.x12': ['IEA02_MISMATCH', 'GE02_MISMATCH', 'SE01_COUNT', 'SE02_MISMATCH'],
  'apim-4010-315-2.x12': ['SE02_MISMATCH'],
  'apim-4010-856-1.x12': ['SE01_COUNT'],
  'apim-4010-856-2.x12': ['SE01_COUNT'],
  'apim-4010-856-4.x12': ['SE01_COUNT'],
  'apim-4010-856-6.x12': ['SE01_COUNT'],
  'apim-5010-309-badse.x12': ['SE01_COUNT'],
  // ST to SE without any envelope.
  'apim-5010-309-frag.x12': ['NOT_X12'],
  'apim-file-004010_310.x12': ['IEA02_MISMATCH', 'GE02_MISMATCH', 'SE01_COUNT', 'SE02_MISMATCH'],
  'edidom-X12_3_txn.x12': ['GE01_COUNT'],
  'ediengine-940_Failed_SE01.x12': ['SE01_COUNT'],
  // IEA02 3438 of ISA13 000003438 is the same number: only the counts refuse it.
  'ediengine-WrongGroupsAndTranCount.x12': ['IEA01_COUNT', 'GE01_COUNT'],
  'edihub-850_duplicate_isa_control.x12': ['SE01_COUNT'],
  'edinet-204-MGCTLYST-SAMPLE.x12': ['SE01_COUNT'],
  'edinet-Issue172.x12': ['IEA02_MISMATCH', 'SE01_COUNT'],
  'gofreight-304.x12': ['SE01_COUNT'],
  'gtl-inconsistent-element-separator-isa-heading.x12': ['ISA_UNREADABLE'],
  'gtl-no-ge-trailer.x12': ['GE_MISSING'],
  // A second IEA follows the interchange: to an envelope reader, bytes that are no interchange.
  'gtl-no-isa-heading.x12': ['BYTES_AFTER_IEA'],
  'gtl-no-matching-gs-count.x12': ['IEA01_COUNT'],
  'gtl-no-matching-segment-count.x12': ['SE01_COUNT'],
  'gtl-no-st-heading.x12': ['SEGMENT_MISPLACED'],
  'gtl-release-not-exist.x12': ['IEA_MISSING'],
  'im-418-consist.x12': ['SE01_COUNT'],
  'ims-x12_bad_first_line.x12': ['SE01_COUNT'],
  'ims-x12_multiple_isa.x12': ['SE01_COUNT', 'SE01_COUNT'],
  'libedi-Sample_4010_856.x12': ['SE02_MISMATCH'],
  // A TA1 alone with IEA01 1: there is no group to count.
  'oboe-justTA1TestCase.x12': ['IEA01_COUNT'],
  'oop-210-schenker.x12': ['GE02_MISMATCH'],
  'staedi-invalid997_min.x12': ['GE02_MISMATCH'],
  // Ends in the middle of its set, after a terminator.
  'vscode-odd-separator.x12': ['IEA_MISSING', 'GE_MISSING', 'SE_MISSING'],
};

const files = corpus();

describe('the published files', () => {
  if (!files) {
    it.skip('are not here: ../shared/corpus is missing', () => undefined);
    return;
  }

  it.each(files.map(({ name, bytes }) => [name, bytes] as const))('%s gets its verdict', (name, bytes) => {
    const file = readAtOnce(bytes);
    const fatal = codesOf(file).filter((code) => code.startsWith('fatal')).map((code) => code.replace('fatal X12.', ''));
    expect(fatal).toEqual(name.endsWith('.edi') ? ['NOT_X12'] : REFUSED[name] ?? []);
    expect(file.syntax).toBe(fatal[0] === 'NOT_X12' ? 'unknown' : 'x12');
    expect(file.verdict).toBe(fatal.length > 0 ? 'rejected' : 'accepted');
  });

  it('have every file that is expected to be refused', () => {
    const names = new Set(files.map(({ name }) => name));
    expect(Object.keys(REFUSED).filter((name) => !names.has(name))).toEqual([]);
  });
});
