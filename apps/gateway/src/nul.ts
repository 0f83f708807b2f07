/**
 * Where a NUL stands in what came with a request: PostgreSQL's text has none, so nothing that is kept or asked for can hold one.
 * @returns its place, `body.rows.3.report`; null: there is none
 */
export function placeOfNul(value: unknown): string | null {
  const open: { at: string; value: unknown }[] = [{ at: '', value }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { at, value: one } = next;
    if (typeof one === 'string' && one.includes('\0')) return at;
    if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one)) continue; // bytes may hold anything
    for (const [key, inner] of Object.entries(one)) {
      const inside = at === '' ? key : `${at}.${key}`;
      if (key.includes('\0')) return inside.replaceAll('\0', '');
      open.push({ at: inside, value: inner });
    }
  }
  return null;
}
