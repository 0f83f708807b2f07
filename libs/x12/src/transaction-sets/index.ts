import type { TransactionSet } from './transaction-set.js';
import { ts301 } from './ts-301.js';
import { ts309 } from './ts-309.js';
import { ts310 } from './ts-310.js';
import { ts315 } from './ts-315.js';
import { ts322 } from './ts-322.js';
import { ts324 } from './ts-324.js';

/** The sets that are indexed. A further one is a file beside these and a line here. */
export const TRANSACTION_SETS: readonly TransactionSet[] = [ts301, ts309, ts310, ts315, ts322, ts324];

const BY_SET = new Map(TRANSACTION_SETS.map((definition) => [definition.set, definition]));

/** Null for a set that has no extractor: it is carried all the same. */
export function transactionSet(st01: string): TransactionSet | null {
  return BY_SET.get(st01) ?? null;
}

/**
 * Under which GS01 the other ocean sets and the acknowledgements travel. Customs sets went under SO before they had codes
 * of their own, so both are expected. A set that stands nowhere here is not remarked on.
 */
const OTHER_GS01: Record<string, readonly string[]> = {
  '300': ['RO'], '303': ['RO'], '304': ['SO'], '311': ['SO'], '312': ['IO'], '313': ['QO'], '317': ['SO'], '319': ['SO'],
  '323': ['SO'], '325': ['SO'], '326': ['SO'], '361': ['SO'],
  '350': ['AU', 'SO'], '352': ['AV', 'SO'], '353': ['AX', 'SO'], '354': ['AY', 'SO'], '355': ['AZ', 'SO'],
  '356': ['BA', 'SO'], '357': ['BB', 'SO'], '358': ['BD', 'SO'],
  '404': ['SR'], '417': ['WB'], '418': ['IC'], '824': ['AG'], '990': ['GF'], '997': ['FA'], '999': ['FA'],
};

/** Null when any will do. */
export function expectedGs01(st01: string): readonly string[] | null {
  return BY_SET.get(st01)?.gs01 ?? OTHER_GS01[st01] ?? null;
}
