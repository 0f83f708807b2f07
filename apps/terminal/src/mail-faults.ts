/**
 * A mail held to the letter of RFC 5322 and RFC 2045, and to what a signature needs on its way (RFC 2049, section 3; RFC 8551,
 * section 3.1). Written apart from whatever composes: it reads bytes alone. @returns every fault, in the order of the mail
 */
export function mailFaults(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  const faults: string[] = [];
  const say = (at: string, what: string) => { faults.push(`${at}: ${what}`); };
  // RFC 5322, 2.1 and 2.3: CRLF alone ends a line, neither of both stands by itself; RFC 2045, 2.7: 7bit.
  if (/[^\x01-\x7f]/.test(text)) say('bytes', 'found one over 127, or NUL; expected 7bit');
  if (text.replaceAll('\r\n', '').match(/[\r\n]/)) say('bytes', 'found a CR or LF by itself; expected CRLF');
  if (!text.endsWith('\r\n')) say('bytes', 'found no CRLF at the end');
  for (const [index, line] of text.split('\r\n').entries()) {
    const at = `line ${index + 1}`;
    if (line.length > 76) say(at, `found ${line.length} characters; expected at most 76`);
    if (/[ \t]$/.test(line)) say(at, 'found a blank at the end, which a relay may eat');
    if (/^From /.test(line)) say(at, 'found "From " at the beginning, which a mailbox may change');
    if (/^\./.test(line)) say(at, 'found a dot at the beginning, which depends on every relay stuffing it');
    if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(line)) say(at, 'found a control character');
  }
  const fields = part(text, 'mail', say);
  for (const name of ['from', 'date', 'message-id', 'to', 'subject', 'mime-version']) if (fields.filter((one) => one.name === name).length !== 1) say('mail', `found ${fields.filter((one) => one.name === name).length} of ${name}; expected one`);
  for (const name of ['reply-to', 'in-reply-to', 'references', 'auto-submitted', 'content-type', 'content-transfer-encoding']) if (fields.filter((one) => one.name === name).length > 1) say('mail', `found several of ${name}; expected at most one`);
  const value = (name: string) => fields.find((one) => one.name === name)?.value ?? '';
  if (value('mime-version') !== '1.0') say('mail', `found MIME-Version ${value('mime-version')}; expected 1.0`);
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/.test(value('date'))) say('mail', `found Date ${value('date')}; expected RFC 5322's form`);
  for (const name of ['message-id', 'in-reply-to', 'references']) if (value(name) && !/^<[^\s<>@]+@[^\s<>@]+>( <[^\s<>@]+@[^\s<>@]+>)*$/.test(value(name))) say('mail', `found ${name} ${value(name)}; expected identifiers in angle brackets`);
  return faults;
}

interface Field { name: string; value: string }

/** One entity: its fields, then what its type and encoding promise of its body; of a multipart each part again. */
function part(text: string, at: string, say: (at: string, what: string) => void): Field[] {
  const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
  if (end < 0) { say(at, 'found no empty line behind the fields'); return []; }
  const head = text.slice(0, end);
  const body = text.slice(end + (end === 0 ? 2 : 4));
  const fields = head === '' ? [] : head.split(/\r\n(?![ \t])/).map((raw) => field(raw, at, say));
  const type = fields.find((one) => one.name === 'content-type')?.value ?? 'text/plain';
  const encoding = (fields.find((one) => one.name === 'content-transfer-encoding')?.value ?? '7bit').toLowerCase();
  for (const name of ['content-type', 'content-disposition', 'content-transfer-encoding']) {
    const found = fields.filter((one) => one.name === name);
    if (found.length > 1) say(at, `found ${found.length} of ${name}; expected at most one`);
    for (const { value } of found) parameters(name, value, at, say);
  }
  if (/^multipart\//i.test(type)) parts(body, type, at, encoding, say);
  else if (encoding === 'base64') base64(body, at, say);
  else if (encoding === 'quoted-printable') quoted(body, at, say);
  else say(at, `found the encoding ${encoding}; expected base64 or quoted-printable`);
  return fields;
}

function field(raw: string, at: string, say: (at: string, what: string) => void): Field {
  const match = /^([\x21-\x39\x3b-\x7e]+):([^]*)$/.exec(raw);
  if (!match) { say(at, `found ${JSON.stringify(raw.slice(0, 60))}; expected a name and a colon (RFC 5322, 2.2)`); return { name: '', value: '' }; }
  for (const line of raw.split('\r\n').slice(1)) if (/^[ \t]*$/.test(line)) say(at, `found a folded line of blanks alone in ${match[1] ?? ''} (RFC 5322, 3.2.2)`);
  for (const word of raw.match(/=\?[^?]*\?[^?]*\?[^?]*\?=/g) ?? []) if (word.length > 75) say(at, `found an encoded word of ${word.length} characters; expected at most 75 (RFC 2047, 2)`);
  return { name: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').replace(/\r\n/g, '').trim() };
}

const TOKEN = "[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+";
/** RFC 2045, 5.1; a value of a parameter has no blank, or stands in quotes. */
const VALUE_AND_PARAMETERS = new RegExp(`^${TOKEN}(?:/${TOKEN})?((?:\\s*;\\s*${TOKEN}=(?:${TOKEN}|"(?:[^"\\\\]|\\\\.)*"))*)$`);

/** Each parameter once, by its name. */
function parameters(name: string, value: string, at: string, say: (at: string, what: string) => void): void {
  const match = VALUE_AND_PARAMETERS.exec(value);
  if (!match) return say(at, `found ${name}: ${JSON.stringify(value)}; expected a value and parameters (RFC 2045, 5.1)`);
  const names = [...(match[1] ?? '').matchAll(new RegExp(`;\\s*(${TOKEN})=(?:${TOKEN}|"(?:[^"\\\\]|\\\\.)*")`, 'g'))].map((one) => (one[1] ?? '').toLowerCase());
  for (const twice of names.filter((one, index) => names.indexOf(one) !== index)) say(at, `found ${name} with ${twice} twice`);
}

/** RFC 2046, 5.1.1. */
function parts(body: string, type: string, at: string, encoding: string, say: (at: string, what: string) => void): void {
  if (encoding !== '7bit') say(at, `found a multipart encoded as ${encoding}; expected 7bit (RFC 2045, 6.4)`);
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1] ?? /boundary=([^;\s]+)/.exec(type)?.[1] ?? '';
  if (!/^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$/.test(boundary)) return say(at, `found the boundary ${JSON.stringify(boundary)}; expected 1 to 70 of the allowed characters`);
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
  const last = pieces.pop() ?? '';
  if (!/^--(\r\n)*$/.test(last)) say(at, `found no closing boundary, or something behind it: ${JSON.stringify(last.slice(0, 40))}`);
  if ((pieces.shift() ?? '').trim() !== '') say(at, 'found words before the first boundary');
  if (pieces.length === 0) say(at, 'found no part');
  for (const [index, piece] of pieces.entries()) {
    if (!piece.startsWith('\r\n')) say(at, `found a line that only begins like the boundary, before part ${index + 1}`);
    part(piece.slice(2), `${at}.${index + 1}`, say);
  }
}

function base64(body: string, at: string, say: (at: string, what: string) => void): void {
  const lines = body.replace(/(\r\n)+$/, '').split('\r\n');
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    if (!(isLast ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9+/]+$/).test(line)) return say(at, `found ${JSON.stringify(line)} in base64`);
  }
  if (lines.join('').length % 4 !== 0) say(at, 'found base64 whose length is not a multiple of four');
}

function quoted(body: string, at: string, say: (at: string, what: string) => void): void {
  // RFC 2045, 6.7: an equals sign is followed by two capitals of hex, or by the end of its line.
  const wrong = /=(?![0-9A-F]{2}|\r\n)[^]{0,3}/.exec(body);
  if (wrong) say(at, `found ${JSON.stringify(wrong[0])}; expected = and two hexadecimal digits, or a soft line break`);
}
