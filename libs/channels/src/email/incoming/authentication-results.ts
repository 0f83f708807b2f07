/** One method of an Authentication-Results field, with its properties: { method: 'dkim', result: 'pass', properties: { 'header.d': 'quay.example' } }. All in small letters. */
export interface MethodResult { method: string; result: string; properties: Record<string, string> }
export interface AuthenticationResults { id: string; methods: MethodResult[] }

type Token = { kind: 'word' | 'sign'; text: string };

const LONGEST = 20_000;

/**
 * Reads an Authentication-Results field (RFC 8601, 2.2). Comments and quoted strings are read as such, since both may repeat words of the sender:
 * a `dkim=pass` inside one is none.
 * @returns null where it cannot be read
 */
export function readAuthenticationResults(value: string): AuthenticationResults | null {
  const tokens = value.length > LONGEST ? null : tokensOf(value);
  if (tokens === null) return null;
  const [head, ...rest] = splitAt(tokens, ';');
  const id = head?.[0];
  // Behind the id there may be a version alone.
  if (id?.kind !== 'word' || (head?.length ?? 0) > 2) return null;
  return { id: id.text.toLowerCase(), methods: rest.flatMap((tokensOfOne) => methodOf(tokensOfOne) ?? []) };
}

function methodOf(tokens: readonly Token[]): MethodResult | null {
  const pairs: [string, string][] = [];
  for (let at = 0; at < tokens.length;) {
    const [name, equals, value] = tokens.slice(at, at + 3);
    if (name?.kind !== 'word' || equals?.kind !== 'sign' || equals.text !== '=' || value?.kind !== 'word') return null;
    pairs.push([name.text.toLowerCase(), value.text.toLowerCase()]);
    at += 3;
  }
  const [first, ...properties] = pairs;
  return first ? { method: first[0].replace(/\/.*$/, ''), result: first[1], properties: Object.fromEntries(properties) } : null;
}

function tokensOf(value: string): Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; at < value.length;) {
    const char = value.charAt(at);
    if (/\s/.test(char)) { at += 1; continue; }
    if (char === '(') { const end = endOfComment(value, at); if (end === null) return null; at = end; continue; }
    if (char === ';' || char === '=') { tokens.push({ kind: 'sign', text: char }); at += 1; continue; }
    const word = char === '"' ? /^"((?:[^"\\]|\\.)*)"/s.exec(value.slice(at)) : /^([^\s;=()"]+)/.exec(value.slice(at));
    if (!word) return null;
    tokens.push({ kind: 'word', text: char === '"' ? word[1]!.replace(/\\(.)/gs, '$1') : word[1]! });
    at += word[0].length;
  }
  return tokens;
}

/** Comments stand in one another. */
function endOfComment(value: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < value.length; at += 1) {
    const char = value.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')' && (depth -= 1) === 0) return at + 1;
  }
  return null;
}

function splitAt(tokens: readonly Token[], sign: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === sign) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}
