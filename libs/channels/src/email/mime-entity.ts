/** A body with the fields that say what it is (RFC 2045): what is signed and encrypted, apart from the fields of the mail around it. */
export interface Entity {
  /** Content-… fields, folded, each without its last CRLF */
  fields: readonly string[];
  body: Buffer;
}

/** A composed mail taken apart: what belongs to the mail, and its content as an entity of its own. */
export interface Parted { fields: readonly string[]; content: Entity }

const GAP = '\r\n\r\n';

/** @throws when there is no empty line behind the fields: then nodemailer no longer writes what we think it does */
export function partMail(bytes: Buffer): Parted {
  const end = bytes.indexOf(GAP);
  if (end < 0) throw new Error('a composed mail without a body');
  // A line that begins with a blank goes on with the field before it.
  const all = bytes.toString('latin1', 0, end).split(/\r\n(?![ \t])/);
  const isContent = (field: string) => /^content-/i.test(field);
  return { fields: all.filter((field) => !isContent(field)), content: { fields: all.filter(isContent), body: bytes.subarray(end + GAP.length) } };
}

/** The entity as it stands in a mail, and as it is hashed: fields, empty line, body. */
export function entityBytes({ fields, body }: Entity): Buffer {
  return Buffer.concat([Buffer.from(fields.join('\r\n') + GAP, 'latin1'), body]);
}

/** Lines of 76 characters, each ended by CRLF. */
export function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/.{1,76}/g, '$&\r\n');
}
