import type { SenderVerdict } from '#acknowledgements';
import { verifySender, type IncomingMail } from '#channels';
import type { MailProfile } from '#directory';
import type { Journey } from './journey.js';

/** Who sent a mail, as far as we believe it. */
export interface JudgedSender extends SenderVerdict {
  /** endpoints where this address is listed: `mail.to`, `mail.answersFrom` of the directory as it is now */
  endpoints: string[];
  /** whether it is listed, in one sentence for a person */
  listedBecause: string;
}

/** Is the sender listed, and is the mail really theirs? Both are found out, whatever the first says: a person is shown both reasons. */
export async function judgeSender(journey: Journey, raw: Buffer, mail: IncomingMail): Promise<JudgedSender> {
  const { verdictFrom, hops } = journey.settings.mail.answers;
  const proof = await verifySender(raw, mail, { verdictFrom, hops, resolver: journey.txt, at: journey.clock.now() });
  const endpoints = [...journey.directory.endpoints.values()].filter((endpoint) => isListed(endpoint.mail, mail.from)).map(({ code }) => code);
  return { ...proof, endpoints, listedBecause: `${mail.from ?? 'nobody'} is ${endpoints.length > 0 ? `listed at ${endpoints.slice(0, 5).join(', ')}` : 'listed nowhere'}` };
}

/**
 * An address that documents go to, or that may answer: exactly that one, in capitals or not. What stands behind a plus is its domain's own affair
 * (RFC 5233 is one way of several), so `clerk+x@` is not `clerk@`; `@quay.example` lists that domain and none below it.
 */
export function isListed(mail: Pick<MailProfile, 'to' | 'answersFrom'> | null, address: string | null): boolean {
  if (mail === null || address === null) return false;
  const domain = address.slice(address.lastIndexOf('@'));
  return [...mail.to, ...mail.answersFrom ?? []].some((one) => [address, domain].includes(one.toLowerCase()));
}
