import type { SectionId } from '../../page/page.js';

/**
 * What a record is, said in its field RECORD: the same words in every language, because a filter or a program is written
 * once. One row of a container table is one CONTAINER; what stands before the first figure is READ FIRST.
 */
export const RECORD_KINDS = {
  test: 'READ FIRST',
  duplicate: 'READ FIRST',
  ask: 'READ FIRST',
  received: 'READ FIRST',
  headline: 'FACT',
  changed: 'CHANGE',
  hazmat: 'HAZMAT',
  containers: 'CONTAINER',
  goods: 'GOODS',
  bills: 'BILL',
  places: 'PLACE',
  parties: 'PARTY',
  references: 'REFERENCE',
  text: 'TEXT',
  segments: 'SEGMENT',
  attached: 'ATTACHED',
} as const satisfies Record<SectionId, string>;

/** The document itself: its title, ref and vessel. */
export const DOCUMENT_RECORD = 'DOCUMENT';
