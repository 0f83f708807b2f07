import type { TransactionSet } from './transaction-set.js';
import { ts300 } from './ts-300.js';
import { ts301 } from './ts-301.js';
import { ts303 } from './ts-303.js';
import { ts304 } from './ts-304.js';
import { ts309 } from './ts-309.js';
import { ts310 } from './ts-310.js';
import { ts312 } from './ts-312.js';
import { ts315 } from './ts-315.js';
import { ts317 } from './ts-317.js';
import { ts319 } from './ts-319.js';
import { ts322 } from './ts-322.js';
import { ts323 } from './ts-323.js';
import { ts324 } from './ts-324.js';
import { ts350 } from './ts-350.js';
import { ts353 } from './ts-353.js';
import { ts355 } from './ts-355.js';
import { ts404 } from './ts-404.js';
import { ts417 } from './ts-417.js';
import { ts418 } from './ts-418.js';
import { ts990 } from './ts-990.js';

/** The sets that are indexed. A further one is a file beside these and a line here. */
export const TRANSACTION_SETS: readonly TransactionSet[] = [
  ts300, ts301, ts303, ts304, ts309, ts310, ts312, ts315, ts317, ts319, ts322, ts323, ts324, ts350, ts353, ts355, ts404, ts417, ts418, ts990,
];

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
  '311': ['SO'], '313': ['QO'], '325': ['SO'], '326': ['SO'], '361': ['SO'],
  '352': ['AV', 'SO'], '354': ['AY', 'SO'], '356': ['BA', 'SO'], '357': ['BB', 'SO'], '358': ['BD', 'SO'],
  '824': ['AG'], '997': ['FA'], '999': ['FA'],
};

/** Null when any will do. */
export function expectedGs01(st01: string): readonly string[] | null {
  return BY_SET.get(st01)?.gs01 ?? OTHER_GS01[st01] ?? null;
}
