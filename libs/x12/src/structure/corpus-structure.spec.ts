import { describe, expect, it } from '@jest/globals';
import { corpus } from '../testing.js';
import { faultsOfFile, faultsOfSegments, told } from './testing.js';

interface Expected {
  file: string;
  /** for each set of the seven, in order, what is told of it */
  faults: string[][];
  because: string;
}

const FRAGMENT = 'apim-5010-309-frag.x12';
const LONG_NAME = 'R404 is a rail ramp with its remark, 26 and 29 characters where 24 fit';
const NOT_METRES = 'L404 says M; the list has C centimetres, E feet, N inches and X metres';

const EXPECTED: Expected[] = [
  { file: 'apim-4010-301-1.x12', faults: [[]], because: 'a carrier\'s booking confirmation' },
  { file: 'apim-4010-301-2.x12', faults: [[]], because: 'a carrier\'s booking confirmation with hazardous cargo' },
  { file: 'apim-4010-310-1.x12', faults: [[]], because: 'a carrier\'s bill; its wrong SE01 is the envelope\'s to tell' },
  { file: 'apim-file-004010_310.x12', faults: [[]], because: 'the same bill, one segment a line' },
  { file: 'apim-4010-310-3.x12', faults: [[]], because: 'a carrier\'s bill' },
  { file: 'apim-4010-315-1.x12', faults: [[]], because: 'a carrier\'s status' },
  { file: 'apim-file-004010_315.x12', faults: [[]], because: 'the same status' },
  { file: 'apim-4010-315-2.x12', faults: [[]], because: 'a carrier\'s status' },
  {
    file: 'apim-4010-322-1.x12', faults: [['X12.SEGMENT_REPEATED DTM at 6', 'X12.ELEMENT_OVERLONG R404 at 11']],
    because: `three DTM under one N7, where two are allowed; ${LONG_NAME}`,
  },
  { file: 'apim-4010-322-2.x12', faults: [['X12.ELEMENT_OVERLONG R404 at 6', 'X12.ELEMENT_OVERLONG R404 at 8']], because: LONG_NAME },
  { file: 'apim-4010-322-3.x12', faults: [['X12.ELEMENT_OVERLONG R404 at 6', 'X12.ELEMENT_OVERLONG R404 at 8']], because: LONG_NAME },
  {
    file: 'apim-5010-309-badse.x12', faults: [['X12.ELEMENT_OVERLONG M1003 at 2', 'X12.ELEMENT_TOO_SHORT M1005 at 2']],
    because: 'made up, with M10 shifted: a SCAC where the flag belongs, 1 for the vessel\'s name',
  },
  { file: 'edidom-301-1.x12', faults: [['X12.ELEMENT_CODE L404 at 27']], because: NOT_METRES },
  {
    file: 'edidom-X12_3_txn.x12', because: NOT_METRES,
    faults: [['X12.ELEMENT_CODE L404 at 27'], ['X12.ELEMENT_CODE L404 at 27'], ['X12.ELEMENT_CODE L404 at 27']],
  },
  { file: 'gofreight-315-two.x12', faults: [[], []], because: 'two statuses as a forwarder writes them' },
  { file: 'jaaf-315-bom.x12', faults: [[]], because: 'a carrier\'s guide, behind a byte order mark' },
];

const files = corpus();
// Published files, read where they lie; they are not part of the project.
const here = files ? describe : describe.skip;

here('the structure of published files (skipped where ../shared/corpus is not there)', () => {
  it.each(EXPECTED)('$file: $because', ({ file, faults }) => {
    expect(faultsOfFile(bytesOf(file)).map(told)).toEqual(faults);
  });

  it('the other files have no set of the seven', () => {
    const known = new Set([...EXPECTED.map(({ file }) => file), FRAGMENT]);
    const others = (files ?? []).filter(({ name }) => !known.has(name) && !name.endsWith('.edi'));
    expect(others.filter(({ bytes }) => faultsOfFile(bytes).length > 0).map(({ name }) => name)).toEqual([]);
  });

  it(`${FRAGMENT}: a made-up 309 without an envelope, in the order of 005010, with M10 shifted and a container prefix of five letters`, () => {
    const segments = bytesOf(FRAGMENT).toString('latin1').split('~').map((segment) => segment.trim().split('*')).filter(([tag]) => tag !== '');
    expect(told(faultsOfSegments(segments, '005010', { component: '>', repetition: '^' }))).toEqual([
      'X12.ELEMENT_OVERLONG M1003 at 2', 'X12.ELEMENT_TOO_SHORT M1005 at 2', 'X12.ELEMENT_OVERLONG VID02 at 14',
    ]);
  });
});

function bytesOf(file: string): Buffer {
  const found = files?.find(({ name }) => name === file);
  if (!found) throw new Error(`${file} is not in the corpus`);
  return found.bytes;
}
