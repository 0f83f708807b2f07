/** A mail that came in, as plain values. Everything in it is its sender's word. */
export interface IncomingMail {
  /** without angle brackets; null: none, or none that can be used */
  messageId: string | null;
  /** small letters; null: no From, several, or one that is no address */
  from: string | null;
  /** small letters, every one of To, Cc, Delivered-To and X-Original-To */
  to: string[];
  subject: string;
  date: Date | null;
  /** without angle brackets, those of In-Reply-To first, then References from the last to the first */
  references: string[];
  /** all header fields in their order, names in small letters, unfolded; the topmost first */
  headers: { name: string; value: string }[];
  /** type and subtype of the whole, small letters: `multipart/report` */
  contentType: string;
  /** parameters of that: `report-type` */
  contentParameters: Record<string, string>;
  /** its plain words; where it has HTML alone, the words of that, quotes marked by `> ` before each line */
  text: string;
  /** parts that machines read: message/delivery-status, message/disposition-notification, text/rfc822-headers, message/rfc822 */
  reports: { contentType: string; content: Buffer }[];
  /** every other part with a content of its own; a whole mail, too, but for a machine's report */
  attachments: IncomingAttachment[];
  /** what could not be read, in one sentence; its bytes are kept all the same */
  unreadable: string | null;
}

export interface IncomingAttachment {
  /** from 1, in the order of the parts */
  number: number;
  /** as written, at most 200 characters; '' where none was given */
  name: string;
  declaredType: string;
  byteLength: number;
  sha256: string;
  content: Buffer;
  /** Content-Disposition inline, or related to the HTML: a picture of a signature */
  inline: boolean;
}
