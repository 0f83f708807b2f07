import type { ControlNumbers, SearchTerms } from '#documents';
import { callsNamed, searchKeys } from '#vessel-calls';
import type { Journey } from './journey.js';

/** Every reading of what a person typed: a ref, a bill, booking or container, a voyage, a vessel, control numbers. Case and blanks are forgiven. */
export async function searchTerms({ ledger, directory }: Pick<Journey, 'ledger' | 'directory'>, text: string): Promise<SearchTerms> {
  const carriers = [...new Set([...directory.endpoints.values()].map(({ carrier }) => carrier))];
  const bare = text.toUpperCase().replace(/\s/g, '');
  return {
    ref: bare,
    keys: searchKeys(text, carriers),
    numbers: controlNumbers(bare),
    calls: await callsNamed(ledger.db, text),
  };
}

const ISA13_DIGITS = 9;
const ST02_DIGITS = 4;

/**
 * `4711` may be an ISA13 or a GS06; `000000103/4711`, `000000103/4711/0001` and `4711/0001` say which set. An ST02 alone is in every
 * interchange and names nothing. EDIFACT's references, which need not be digits, stand in the same places.
 */
export function controlNumbers(bare: string): ControlNumbers[] {
  const parts = bare.split('/');
  if (parts.length > 3 || !parts.every((part) => /^[A-Z0-9]{1,14}$/.test(part))) return [];
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1) return /\d/.test(first) ? [{ isa13: spellings(first, ISA13_DIGITS) }, { gs06: spellings(first, ISA13_DIGITS) }] : [];
  if (parts.length === 2) return [{ isa13: spellings(first, ISA13_DIGITS), gs06: spellings(second, ISA13_DIGITS) }, { gs06: spellings(first, ISA13_DIGITS), st02: spellings(second, ST02_DIGITS) }];
  return [{ isa13: spellings(first, ISA13_DIGITS), gs06: spellings(second, ISA13_DIGITS), st02: spellings(third, ST02_DIGITS) }];
}

/** As typed, bare, and with zeros before it up to `digits` and to nine: who writes 103 may mean 000000103. */
function spellings(number: string, digits: number): string[] {
  const bare = number.replace(/^0+(?=\d)/, '');
  return [...new Set([number, ...(/^\d+$/.test(bare) ? [bare, bare.padStart(digits, '0'), bare.padStart(ISA13_DIGITS, '0')] : [])])];
}
