import type { SenderVerdict } from '#acknowledgements';
import type { IncomingMail } from '#channels';
import type { Journey } from './journey.js';

/** Who sent a mail, as far as we believe it. */
export interface JudgedSender extends SenderVerdict {
  /** endpoints where this address is listed: `mail.to`, `mail.answersFrom` of the directory as it is now */
  endpoints: string[];
  /** whether it is listed, in one sentence for a person */
  listedBecause: string;
}

/** Is the sender listed, and is the mail really theirs? Both are found out, whatever the first says: a person is shown both reasons. */
export async function judgeSender(_journey: Journey, _raw: Buffer, mail: IncomingMail): Promise<JudgedSender> {
  return Promise.resolve({ verified: false, by: 'none', because: `${mail.from ?? 'nobody'} was not looked at`, domain: null, endpoints: [], listedBecause: 'not looked at' });
}
