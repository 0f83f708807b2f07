import type { DocumentFacts } from '../types.js';

type Kind = NonNullable<DocumentFacts['purpose']>['kind'];

/** M10-09. @source element 256, manifest type: letters for the port, for US customs, and for US customs on export */
export const MANIFEST_TYPE: Record<string, Kind> = {
  A: 'original', W: 'original', E: 'original',
  B: 'update', X: 'update', D: 'update',
  C: 'amendment', Y: 'amendment', F: 'amendment', V: 'amendment',
};

/** B2A-01. @source element 353, transaction set purpose */
export const SET_PURPOSE: Record<string, Kind> = {
  '00': 'original', '01': 'cancel', '04': 'amendment', '05': 'replace',
};

/** B1-04. @source element 558, reservation action. Offers and refusals (B, C, E) are no version of a booking and are left out. */
export const RESERVATION_ACTION: Record<string, Kind> = {
  A: 'original', N: 'original', U: 'update', V: 'update', S: 'amendment', D: 'cancel', R: 'cancel',
};

/** B3-08. @source element 202, correction indicator; its other codes are about money or rail cars */
export const CORRECTION: Record<string, Kind> = { CO: 'amendment', CA: 'cancel' };

/** The purpose a code says, with where it was read; null when the table does not know it. */
export function purposeOf(table: Record<string, Kind>, element: string, value: string | undefined): DocumentFacts['purpose'] {
  const code = (value ?? '').trim();
  const kind = table[code];
  return kind === undefined ? null : { kind, element, value: code };
}
