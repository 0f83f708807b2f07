import type { DocumentFacts } from '../../types.js';
import type { EdifactSegment } from '../edifact-segment.js';

type Purpose = NonNullable<DocumentFacts['purpose']>;

/** 1225 of BGM. @source UN/EDIFACT code list 1225: cancellation, addition, deletion, change, replace, original */
const MESSAGE_FUNCTION: Record<string, Purpose['kind']> = {
  '1': 'cancel', '2': 'amendment', '3': 'amendment', '4': 'amendment', '5': 'replace', '9': 'original',
};

/** BGM: what the message does to the one before it; null where it does not say. */
export function purposeOfBgm(bgm: EdifactSegment): DocumentFacts['purpose'] {
  const value = bgm.part(3);
  const kind = MESSAGE_FUNCTION[value];
  return kind === undefined ? null : { kind, element: 'BGM 1225', value };
}
