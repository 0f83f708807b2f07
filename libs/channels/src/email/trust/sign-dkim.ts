import { createHash, sign, type KeyObject } from 'node:crypto';

/** A key whose public half stands in DNS under `<selector>._domainkey.<domain>`. */
export interface DkimKey { domain: string; selector: string; key: KeyObject }

/** Fields a mail is told by (RFC 6376, 5.4.1), ours among them. Those that are not there are not listed. */
const SIGNED = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Reply-To', 'In-Reply-To', 'References', 'Thread-Topic', 'Auto-Submitted', 'X-Hawser-Ref', 'X-Hawser-List'];
/** Named once more than they are there, so that nobody can put a second one on top (RFC 6376, 8.15). */
const OVERSIGNED = ['From', 'Subject'];

/**
 * One DKIM-Signature field (RFC 6376, relaxed/relaxed): rsa-sha256, or ed25519-sha256 (RFC 8463) with a key of that kind. The field
 * stands above the others; of several keys each signs the same fields, none the other's signature.
 * @param fields  of the whole mail, in their order, folded, without their last CRLF
 */
export function signDkim(fields: readonly string[], body: Buffer, { domain, selector, key }: DkimKey, at: Date): string {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? 'ed25519-sha256' : 'rsa-sha256';
  const found = SIGNED.flatMap((name) => fields.filter((field) => nameOf(field) === name.toLowerCase()));
  const names = [...found.map((field) => field.slice(0, field.indexOf(':'))), ...OVERSIGNED];
  const bodyHash = createHash('sha256').update(relaxedBody(body)).digest('base64');
  const unsigned = `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed;\r\n d=${domain}; s=${selector};\r\n t=${Math.floor(at.getTime() / 1000)};\r\n h=${foldedList(names)};\r\n bh=${bodyHash};\r\n b=`;
  const hashed = Buffer.from([...found.map(relaxedField), relaxedField(unsigned)].join('\r\n'), 'latin1');
  // RFC 8463, 3: Ed25519 signs the hash; for RSA the hash is part of its signing.
  const signature = algorithm === 'ed25519-sha256' ? sign(null, createHash('sha256').update(hashed).digest(), key) : sign('sha256', hashed, key);
  return unsigned + signature.toString('base64').replace(/.{72}(?=.)/g, '$&\r\n ');
}

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).trim().toLowerCase();

/** RFC 6376, 3.4.2: name in small letters, unfolded, each run of blanks one blank, none around the colon and at the end. */
function relaxedField(field: string): string {
  return `${nameOf(field)}:${field.slice(field.indexOf(':') + 1).replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').trim()}`;
}

/** RFC 6376, 3.4.4: no blanks at the ends of lines, each run of blanks one blank, no empty lines at the end. */
function relaxedBody(body: Buffer): Buffer {
  const text = body.toString('latin1').replace(/[ \t]+(?=\r\n|$)/g, '').replace(/[ \t]+/g, ' ').replace(/(?:\r\n)+$/, '');
  return Buffer.from(text === '' ? '' : `${text}\r\n`, 'latin1');
}

function foldedList(names: readonly string[]): string {
  const lines = [''];
  for (const [at, name] of names.entries()) {
    const next = at === names.length - 1 ? name : `${name}:`;
    if ((lines.at(-1) ?? '').length + next.length > 70) lines.push('');
    lines[lines.length - 1] += next;
  }
  return lines.join('\r\n ');
}
