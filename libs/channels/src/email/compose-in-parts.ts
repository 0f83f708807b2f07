import { createHash } from 'node:crypto';
import { composeMail, type MailToCompose, type Sealing } from './compose-mail.js';
import { MailInputError } from './errors.js';
import { ENCODED, planParts, type Piece, type Slice } from './plan-parts.js';

export interface LetterInParts extends Omit<MailToCompose, 'attachments'> {
  /** in the order of one mail; of several, the one called `ediName` goes first, with the words where it fits */
  attachments: readonly Piece[];
  ediName: string;
  /** largest mail, as it travels */
  capBytes: number;
  /** where the words do not fit into the first mail they are attached under this name */
  wordsName: string;
  /** what a mail says of being a part; `withWords`: the document's own words stand in it */
  partWords: (mail: { part: number; parts: readonly (readonly Slice[])[]; withWords: boolean; wordsAttached: string | null }) => { text: string; html: string };
}

export interface ComposedPart { bytes: Buffer; messageId: string; sha256: string }

/** Headers, boundaries, a signature with its certificates. */
const MARGIN = 48 * 1024;
/** Nobody puts more mails together by hand. */
const MOST_PARTS = 60;

/**
 * The mail, where it is within the cap; else mails that are, each with a Message-ID of its own, all with the same ref and thread.
 * Each is signed, and encrypted, as one mail is.
 * @throws MailInputError when it would take too many
 */
export async function composeInParts(letter: LetterInParts, sealing: Sealing = {}): Promise<ComposedPart[]> {
  const { attachments: all, capBytes, ediName, wordsName, partWords, ...rest } = letter;
  const whole = await composed({ ...rest, attachments: [...all] }, sealing);
  if (whole.bytes.length <= capBytes) return [whole];

  const edi = all.filter((one) => one.name === ediName);
  const others = all.filter((one) => one.name !== ediName);
  const words = (await composeMail({ ...rest, attachments: [] }, sealing)).bytes.length;
  // Its words are said twice as HTML and text; a part's own words come on top, and encryption makes all of it a third larger.
  for (const share of [1, 0.85, 0.7, 0.5]) {
    const room = Math.floor(((capBytes - MARGIN) * share) / ENCODED);
    const withWords = words + MARGIN < capBytes;
    const first = withWords ? Math.max(0, Math.floor(((capBytes - MARGIN - words) * share) / ENCODED)) : room;
    const pieces = withWords ? [...edi, ...others] : [...edi, { name: wordsName, contentType: 'text/plain', bytes: Buffer.from(rest.text) }, ...others];
    const plan = planParts(pieces, first, room);
    if (plan.length > MOST_PARTS) throw new MailInputError(`mail ${rest.messageId}: found ${plan.length} parts of at most ${capBytes} bytes, expected at most ${MOST_PARTS}; nobody would put them together`);
    const parts: ComposedPart[] = [];
    for (const [index, slices] of plan.entries()) parts.push(await composedPart(letter, sealing, { plan, index, slices, withWords }));
    if (parts.every((part) => part.bytes.length <= capBytes)) return parts;
  }
  throw new MailInputError(`mail ${rest.messageId}: found no way to cut it into mails of at most ${capBytes} bytes`);
}

function composedPart({ partWords, wordsName, ...letter }: LetterInParts, sealing: Sealing, { plan: parts, index, slices, withWords }: { plan: readonly (readonly Slice[])[]; index: number; slices: readonly Slice[]; withWords: boolean }): Promise<ComposedPart> {
  const part = index + 1;
  const number = `${part}/${parts.length}`;
  const { identity, to, date, threadRoot, threadTopic, subject, messageId, headers } = letter;
  return composed({
    identity, to, date, threadRoot, ...(threadTopic === undefined ? {} : { threadTopic }), ...partWords({ part, parts, withWords: withWords && part === 1, wordsAttached: withWords ? null : wordsName }),
    // Behind all else: rules that sort by what comes first go on working.
    subject: `${subject} | part ${number}`,
    messageId: messageId.replace('@', `.${part}of${parts.length}@`),
    headers: { ...headers, 'X-Hawser-Part': number },
    attachments: slices.map(({ name, contentType, bytes }) => ({ name, contentType, bytes })),
  }, sealing);
}

async function composed(mail: MailToCompose, sealing: Sealing): Promise<ComposedPart> {
  const { bytes, messageId } = await composeMail(mail, sealing);
  return { bytes, messageId, sha256: createHash('sha256').update(bytes).digest('hex') };
}
