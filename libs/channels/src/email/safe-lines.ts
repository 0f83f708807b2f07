const LONGEST = 76;

/**
 * A line that begins with "From " is given a ">" by mailboxes of the old kind, and one that begins with a dot depends on every
 * relay stuffing it (RFC 5321, 4.5.2): either would break a signature. Both are written in quoted-printable instead, as RFC 2049
 * (section 3) advises. Such lines are only found in quoted-printable parts: base64 has neither blanks nor dots, and no field of
 * a part begins so. Blanks at the end of a line are encoded by nodemailer already.
 */
export function safeLines(body: Buffer): Buffer {
  if (!body.includes('\r\nFrom ') && !body.includes('\r\n.')) return body;
  return Buffer.from(body.toString('latin1').replace(/(?<=\r\n)(?:From |\.)[^\r\n]*/g, safeLine), 'latin1');
}

function safeLine(line: string): string {
  const first = line.startsWith('.') ? '=2E' : '=46';
  const rest = line.slice(1);
  if (first.length + rest.length <= LONGEST) return first + rest;
  // No room: the rest stands in a line of its own behind a soft break, and may begin with a dot again.
  return `${first}=\r\n${rest.startsWith('.') ? safeLine(rest) : rest}`;
}
