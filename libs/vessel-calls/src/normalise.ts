/**
 * A voyage as it compares: upper case, no blanks, no leading zeros. Null for what names none: nothing, zeros only, and
 * `9999R`, which DCSA defines as "no voyage" and which must therefore match nothing.
 */
export function normaliseVoyage(voyage: string | null): string | null {
  const compared = (voyage ?? '').toUpperCase().replace(/\s/g, '').replace(/^0+/, '');
  return compared === '' || compared === '9999R' ? null : compared;
}

/** A vessel's name as it compares: upper case, without accents, punctuation and a leading M/V, MV, M.V., MS or SS; null when nothing is left. */
export function normaliseName(name: string | null): string | null {
  const plain = (name ?? '').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const compared = plain.replace(/^\s*(M\s*[/.]?\s*V|MS|SS)[.\s]+(?=\S)/, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return compared === '' ? null : compared;
}

/** The seven digits of an IMO number, out of `IMO 9321483` or the eight-digit form with a leading zero; null when it is none. The check digit is not judged: many living numbers fail it. */
export function normaliseImo(code: string | null): string | null {
  return /^(?:IMO)?0?(\d{7})$/.exec((code ?? '').toUpperCase().replace(/\s/g, ''))?.[1] ?? null;
}

/** A radio call sign as it compares. */
export function normaliseCallSign(callSign: string | null): string | null {
  return (callSign ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '') || null;
}
