/** More is nobody's report: what is beyond is not read. */
const MOST_BYTES = 256 * 1024;
const MOST_GROUPS = 60;
const MOST_IN_VALUE = 1_000;

/** Fields of one group, names in small letters, unfolded; of a name that comes twice the first counts. */
export type Fields = ReadonlyMap<string, string>;

/** Groups of fields as RFC 3464 and RFC 8098 write them: `Name: value`, folded like headers, a blank line between groups. What is no field is passed over. */
export function fieldGroups(content: Buffer): Fields[] {
  const groups: Map<string, string>[] = [];
  let group: Map<string, string> | null = null;
  const text = content.subarray(0, MOST_BYTES).toString('utf8').replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, ' ');
  for (const line of text.split('\n')) {
    const field = /^([!-9;-~]{1,80}):[ \t]*(.*)$/.exec(line);
    if (line.trim() === '') group = null;
    if (!field) continue;
    if (group === null) {
      if (groups.length === MOST_GROUPS) break;
      groups.push(group = new Map<string, string>());
    }
    const name = field[1]!.toLowerCase();
    if (!group.has(name)) group.set(name, sayable(field[2]!, MOST_IN_VALUE));
  }
  return groups;
}

/** The header fields of a returned mail, or of its headers alone: its first group. */
export const headersOf = (content: Buffer): Fields => fieldGroups(content)[0] ?? new Map<string, string>();

/** An address behind its type: `rfc822; a@b.example`, or `utf-8; \x{E4}@b.example` (RFC 6533). Small letters; null: none that can be used. */
export function addressIn(value: string | undefined): string | null {
  const [, type = '', given = ''] = /^\s*([A-Za-z0-9-]+)\s*;\s*(.*)$/s.exec(value ?? '') ?? [null, 'rfc822', value ?? ''];
  if (!['rfc822', 'utf-8', 'smtp'].includes(type.toLowerCase())) return null;
  const plain = given.replace(/\\x\{([0-9A-Fa-f]{1,6})\}/g, (whole, hex: string) => characterOf(hex) ?? whole);
  const bare = (/<([^<>\s]+)>/.exec(plain)?.[1] ?? plain).trim().toLowerCase();
  return bare.length <= 320 && /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/.test(bare) ? bare : null;
}

function characterOf(hex: string): string | null {
  const point = Number.parseInt(hex, 16);
  return point > 0x1f && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : null;
}

/** The Message-IDs in it, without angle brackets. */
export const idsIn = (value: string | undefined): string[] => [...(value ?? '').matchAll(/<([^<>\s]{1,250})>/g)].map(([, id]) => id!);

/** One line, bounded: it ends in histories and on screens. */
export const sayable = (words: string, most = 500): string => words.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, most);

/** A server that only knows that it failed writes 5.0.0, and the remote one's own code stands in its words. */
export function statusOf(field: string | undefined, words: string): string | null {
  const told = /(?:^|\s)([245]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)/.exec(` ${field ?? ''}`)?.[1] ?? null;
  const said = /(?:^|[\s#(])([245]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)/.exec(words)?.[1] ?? null;
  return told !== null && !/^[245]\.0\.0$/.test(told) ? told : said !== null && (told === null || said[0] === told[0]) ? said : told;
}
