/** The values with the same key together, keys in the order they first came. */
export function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const alike = groups.get(key);
    if (alike) alike.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
