import { describe, expect, it } from '@jest/globals';
import type { Finding, PlaceInSet, ReadInterchange } from '#x12';
import { glyphsOf } from './glyphs.js';
import { spanOf } from './span-of.js';

const X12 = { element: '*', component: '>', repetition: '^', segment: '~', release: null };
const EDIFACT = { element: '+', component: ':', repetition: null, segment: '\'', release: '?' };
const nowhere: PlaceInSet = { tag: 'C0', position: 3, loop: null, element: null, component: null, repetition: null, reference: null, value: null };

/** What carets would stand under, for a finding at the first byte of this text. */
function pointedAt(text: string, { element = null, inSet = null }: { element?: string | null; inSet?: PlaceInSet | null }, delimiters: ReadInterchange['delimiters'] | null): string {
  const finding: Finding = { code: 'X12.NUL', severity: 'note', level: 'set', segment: 1, element, offset: 0, found: '', expected: '', sentence: '', answer: null, inSet };
  const { from, to } = spanOf({ finding, standsIn: '', delimiters }, glyphsOf(Buffer.from(text), 0));
  return Buffer.from(text).toString('utf8', from, to);
}

describe('what a finding points at', () => {
  it.each([
    ['the element at its offset, blanks and all', '15 BYTES   *ZZ~', { element: 'ISA06' }, X12, '15 BYTES   '],
    ['the element of the segment at its offset', 'V1*9834276*LARK~', { element: 'V101' }, X12, '9834276'],
    ['the place behind a segment that is too short', 'V1*9834276~', { element: 'V105' }, X12, ''],
    ['the tag, where it is about a segment', 'DTM*830*20160528~', { inSet: nowhere }, X12, 'DTM'],
    ['one component of a composite', 'KG>LB*7~', { element: 'C00102', inSet: { ...nowhere, element: 1, component: 1 } }, X12, 'KG'],
    ['one repetition', 'A^B*7~', { element: 'C001', inSet: { ...nowhere, element: 1, repetition: 1 } }, X12, 'A'],
    ['a data element of EDIFACT at its offset', 'ME?+00001\'', { element: 'UNT 0062' }, EDIFACT, 'ME?+00001'],
    ['a component of EDIFACT at its offset, without the others', 'UNOA:7+LINE:14\'', { element: 'UNB 0001' }, EDIFACT, 'UNOA'],
    ['nothing but the place of a data element that is absent', ':ZZZ+LINE:14\'', { element: 'UNB 0004' }, EDIFACT, ''],
    ['a data element of EDIFACT without the rest of its composite', 'EQD+CN+CBHU1234567:102:5++\'', { element: 'EQD 8260' }, EDIFACT, 'CBHU1234567'],
    ['the tag, where a data element has no place here', 'RFF+BN:1\'', { element: 'RFF 9999' }, EDIFACT, 'RFF'],
    ['the first word of what is no EDI', 'Dear terminal,', {}, null, 'Dear'],
    ['the end of the file', '', { element: 'IEA' }, X12, ''],
  ] as const)('is %s', (_what, text, finding, delimiters, pointed) => {
    expect(pointedAt(text, finding, delimiters)).toBe(pointed);
  });
});
