/**
 * A dpkg status file as it would read had the named packages never been installed. All that depend on them go too, or
 * apt would refuse to resolve anything on a system that looks broken; and so do the libraries that came with them and
 * that nothing else needs, so that they are downloaded as on a system that never had them.
 *
 * @param {string} status    text of /var/lib/dpkg/status: paragraphs of `Field: value`
 * @param {string[]} without names of packages
 */
export function statusWithout(status, without) {
  const paragraphs = status.split(/\n\n+/).filter(Boolean).map((text) => ({ text, name: field(text, 'Package'), needs: needsOf(text) }));
  const gone = new Set(without);
  const grow = (isGone) => {
    for (let before = -1; before !== gone.size;) {
      before = gone.size;
      for (const each of paragraphs) if (!gone.has(each.name) && isGone(each)) gone.add(each.name);
    }
  };
  grow(({ needs }) => needs.some((choice) => choice.length === 1 && gone.has(choice[0])));
  grow(({ name }) => name.startsWith('lib') && neededBy(name).length > 0 && neededBy(name).every((other) => gone.has(other)));
  return paragraphs.filter(({ name }) => !gone.has(name)).map(({ text }) => `${text}\n\n`).join('');

  function neededBy(name) {
    return paragraphs.filter(({ needs }) => needs.some((choice) => choice.includes(name))).map((other) => other.name);
  }
}

/** Depends and Pre-Depends, each with its alternatives: `a (>= 1), b:any | c` is [[a], [b, c]]. */
function needsOf(text) {
  return [field(text, 'Depends'), field(text, 'Pre-Depends')].join(',').split(',').filter((each) => each.trim())
    .map((each) => each.split('|').map((choice) => choice.trim().split(/[\s:(]/)[0]));
}

function field(text, name) {
  return new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1].trim() ?? '';
}
