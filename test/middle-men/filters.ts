/**
 * What gateways do to mails between us and a clerk, each as a function from bytes to bytes. They know nothing of our composing: they
 * take a mail apart by its own boundaries.
 */
const CRLF = '\r\n';
const text = (mail: Buffer): string => mail.toString('latin1');
const bytes = (mail: string): Buffer => Buffer.from(mail, 'latin1');
const parted = (entity: string): [head: string, body: string] => {
  const end = entity.indexOf(CRLF + CRLF);
  return [entity.slice(0, end), entity.slice(end + 4)];
};

/** Each part that is no multipart, from the outermost in; what `change` returns stands in its place. */
function eachPart(entity: string, change: (head: string, body: string) => string): string {
  const [head, body] = parted(entity);
  const boundary = /^content-type:\s*multipart\/[^]*?boundary="?([^";\r\n]+)/im.exec(head)?.[1];
  if (boundary === undefined) return change(head, body);
  const pieces = (CRLF + body).split(`${CRLF}--${boundary}`);
  const changed = pieces.map((piece, index) => (index === 0 || piece.startsWith('--') ? piece : `${CRLF}${eachPart(piece.slice(2), change)}`));
  return `${head}${CRLF}${CRLF}${changed.join(`${CRLF}--${boundary}`).slice(2)}`;
}

export const FOOTER = 'CAUTION: this mail came from outside the company. Do not open attachments of unknown senders.';
const NOTE = 'An attachment was removed by your mail administrator.';

/** Into the words themselves, as most gateways do. */
export function footerInTheWords(mail: Buffer): Buffer {
  return bytes(eachPart(text(mail), (head, body) => `${head}${CRLF}${CRLF}${/^content-type:\s*text\/plain/im.test(head) ? `${body}${CRLF}${FOOTER}` : body}`));
}

/** Behind the last boundary, as some mailing lists do. */
export function footerBehindTheMail(mail: Buffer): Buffer { return Buffer.concat([mail, bytes(`${FOOTER}${CRLF}`)]); }

/** Whatever is an attachment goes, the signature's file too. */
export function withoutAttachments(mail: Buffer): Buffer {
  return bytes(eachPart(text(mail), (head, body) => (/^content-disposition:\s*attachment/im.test(head) ? `Content-Type: text/plain${CRLF}${CRLF}${NOTE}` : `${head}${CRLF}${CRLF}${body}`)));
}

export function subjectMarked(mail: Buffer): Buffer { return bytes(text(mail).replace(/^Subject: /im, 'Subject: [EXTERNAL] ')); }

/** A field of its own above the signature, in the hope that a reader shows that one. */
export function onTop(mail: Buffer, field: string): Buffer { return bytes(`${field}${CRLF}${text(mail)}`); }

/** Other folds, other capitals, a blank more: what RFC 5322 calls the same field. */
export function refolded(mail: Buffer): Buffer {
  const [head, body] = parted(text(mail));
  const fields = head.split(/\r\n(?![ \t])/).map((field) => {
    const name = field.slice(0, field.indexOf(':'));
    const value = field.slice(field.indexOf(':') + 1).replace(/\r\n/g, '').trim().replace(/ /g, `${CRLF}\t `);
    return `${name.toUpperCase()}:  ${value}`;
  });
  return bytes(`${fields.join(CRLF)}${CRLF}${CRLF}${body}`);
}

/** The subject in another spelling (RFC 2047), which every reader shows alike. */
export function subjectReencoded(mail: Buffer): Buffer {
  return bytes(text(mail).replace(/^Subject: ([^]*?)\r\n(?![ \t])/m, (_whole, value: string) => `Subject: =?utf-8?B?${Buffer.from(value.replace(/\r\n/g, '')).toString('base64').slice(0, 2_000)}?=${CRLF}`));
}

/** The words in another encoding: quoted-printable becomes base64. */
export function wordsReencoded(mail: Buffer): Buffer {
  return bytes(eachPart(text(mail), (head, body) => {
    if (!/quoted-printable/i.test(head)) return `${head}${CRLF}${CRLF}${body}`;
    const plain = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return `${head.replace(/quoted-printable/i, 'base64')}${CRLF}${CRLF}${bytes(plain).toString('base64').replace(/.{76}/g, `$&${CRLF}`)}`;
  }));
}

/** A mailbox on a disk of its own kind: lines end with LF alone, blanks at their ends are gone, "From " has got its ">". */
export function keptInAMailbox(mail: Buffer): Buffer {
  return bytes(text(mail).split(CRLF).map((line) => line.replace(/[ \t]+$/, '').replace(/^From /, '>From ')).join('\n'));
}
