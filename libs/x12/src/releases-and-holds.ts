import type { DocumentFacts } from './types.js';

/**
 * Codes of element 157 (315 B4-03, 322 Q5-01, 319 CD1) by which somebody lets a container go or stops it: the customer, the
 * carrier, the customs and the agencies beside them. PA to PX are holds, each for a reason of its own.
 */
const CODES: ReadonlySet<string> = new Set(['W', 'A1', 'A2', 'A4', 'BR', 'C1', 'CR', 'CT', 'CU', 'FD', 'HI', 'HR', ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWX', (letter) => `P${letter}`)]);

/** Sets that say nothing else: what customs did with a bill (350), whether they took what was filed (355), to whom cargo is let go (317, COREOR). */
const SETS: ReadonlySet<string> = new Set(['350', '355', '317', 'COREOR']);

/** Does it release or hold something? It is only worth anything while the container can still be stopped or let go. */
export function releasesOrHolds(set: string, status: DocumentFacts['status']): boolean {
  return SETS.has(set) || (status !== null && CODES.has(status.code));
}
