/**
 * In a few words, how one package-lock.json differs from another. Optional packages for other systems come and go with
 * what the registry carries and mean nothing; anything else means that package.json and the lock do not agree.
 */
export function lockfileDrift(before, after) {
  const was = JSON.parse(before).packages ?? {};
  const is = JSON.parse(after).packages ?? {};
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  const real = names.filter((name) => !(was[name] ?? is[name]).optional && was[name]?.version !== is[name]?.version);
  if (real.length > 0) return `the lock and package.json do not agree on ${real.slice(0, 5).map((name) => name.replace(/^.*node_modules\//, '')).join(', ')}`;
  return `in ${names.length} entries, none of them the version of a package used here`;
}
