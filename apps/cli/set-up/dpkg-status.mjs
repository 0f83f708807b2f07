/**
 * A dpkg status file as it would read had the named packages, and all that depend on them, never been installed.
 * Dependents go too, or apt would refuse to resolve anything on a system that looks broken.
 *
 * @param {string} status    text of /var/lib/dpkg/status: paragraphs of `Field: value`
 * @param {string[]} without names of packages
 */
export function statusWithout(status, without) {
  const paragraphs = status.split(/\n\n+/).filter(Boolean).map((text) => ({ text, name: field(text, 'Package'), needs: needsOf(text) }));
  const gone = new Set(without);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const { name, needs } of paragraphs) if (needs.some((need) => gone.has(need))) gone.add(name);
  }
  return paragraphs.filter(({ name }) => !gone.has(name)).map(({ text }) => `${text}\n\n`).join('');
}

/** Names in Depends and Pre-Depends that have no alternative: `a (>= 1), b | c` needs a. */
function needsOf(text) {
  return `${field(text, 'Depends')},${field(text, 'Pre-Depends')}`.split(',')
    .filter((each) => !each.includes('|')).map((each) => each.trim().split(/[\s:(]/)[0]).filter(Boolean);
}

function field(text, name) {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1].trim() ?? '';
}
