/** Nearest rank: the smallest of the values that at least `share` of them do not exceed. @throws RangeError for none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('percentile of nothing');
  return found;
}
