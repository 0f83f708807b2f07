import type { Directory, Endpoint } from './types.js';

/**
 * A mapping a person made; the ledger holds them, each carrier's apart. isa08: or a place of what is addressed to us, `UN:USLGB`.
 * gs03 `*`: any group receiver.
 */
export interface AddresseeMapping { isa08: string; gs03: string; endpoint: string; because?: string }

export type Addressee =
  | { endpoint: Endpoint; because: string }
  | { unroutable: true; because: string; /** codes of endpoints it may have been meant for, likeliest first; for people only */ nearest: string[] };

/**
 * Who is meant by ISA08 and GS03, in this order: an endpoint that claims both, one that claims the ISA08 for any group, a
 * mapping a person made. Ids compare without the blanks that fill them and case by case. Nobody is ever guessed.
 */
export function findAddressee(directory: Pick<Directory, 'endpoints'>, mappings: readonly AddresseeMapping[], sent: { isa08: string; gs03: string }): Addressee {
  const isa08 = sent.isa08.trim();
  const gs03 = sent.gs03.trim();
  const all = [...directory.endpoints.values()];
  const claims = (group: string | null) => all.find((one) => one.receives.some((claim) => claim.isa08 === isa08 && claim.gs03 === group));

  const exact = claims(gs03);
  if (exact) return { endpoint: exact, because: `ISA08 ${isa08} and GS03 ${gs03} are ${exact.code}'s` };
  const anyGroup = claims(null);
  if (anyGroup) return { endpoint: anyGroup, because: `ISA08 ${isa08} is ${anyGroup.code}'s, whatever the GS03` };

  const fits = (group: string) => mappings.find((one) => one.isa08.trim() === isa08 && one.gs03.trim() === group);
  const mapping = fits(gs03) ?? fits('*');
  const mapped = mapping && directory.endpoints.get(mapping.endpoint);
  if (mapping && mapped) return { endpoint: mapped, because: `ISA08 ${isa08} and GS03 ${gs03} were mapped to ${mapped.code}${mapping.because ? `: ${mapping.because}` : ''}` };

  const because = mapping
    ? `ISA08 ${isa08} and GS03 ${gs03} are mapped to ${mapping.endpoint}, which is no longer in the directory`
    : `nobody in the directory receives ISA08 ${isa08} with GS03 ${gs03}`;
  return { unroutable: true, because, nearest: nearestTo([isa08, gs03], all) };
}

const MOST_SUGGESTIONS = 3;

/** Endpoints one of whose names differs from what was sent in a few signs. A suggestion for a person, never an answer. */
function nearestTo(sent: readonly string[], endpoints: readonly Endpoint[]): string[] {
  const scored = endpoints.map((one) => {
    const names = [one.code, one.firms, one.unlocode, one.unlocode && one.terminal ? `${one.unlocode}${one.terminal}` : null, ...one.receives.flatMap(({ isa08, gs03 }) => [isa08, gs03])];
    const distances = names.flatMap((name) => (name === null ? [] : sent.filter(Boolean).map((text) => unlikeness(text, name))));
    return { code: one.code, score: Math.min(...distances) };
  });
  return scored.filter(({ score }) => score <= 0.34).sort((a, b) => a.score - b.score || a.code.localeCompare(b.code)).slice(0, MOST_SUGGESTIONS).map(({ code }) => code);
}

/** Levenshtein distance without case, blanks and punctuation, as a share of the longer text: 0 the same, 1 nothing alike. */
function unlikeness(a: string, b: string): number {
  const [from, to] = [a, b].map((text) => text.toUpperCase().replace(/[^A-Z0-9]/g, '')) as [string, string];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[to.length] ?? 0) / Math.max(from.length, to.length, 1);
}
