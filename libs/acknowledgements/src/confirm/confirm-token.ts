import { createHmac, timingSafeEqual } from 'node:crypto';
import { isRef } from '#common';

/** What a confirm link is for: this document, at this endpoint, of whoever reads this mailbox, until then. */
export interface ConfirmLink { ref: string; endpoint: string; mailbox: string; until: Date }

/** A token as it was sent back to us: nothing is proved of it yet. */
export interface ConfirmToken { ref: string; until: Date; mac: string }

/** Of the first format; another one would be signed under another name, so that neither can be taken for the other. */
const PURPOSE = 'hawser confirm 1';
const FORM = 'hawser confirm form 1';
/** Bytes of the MAC: 128 bits, which nobody guesses (RFC 2104, 5: at least half of the hash). A link must stand on one line of a mail. */
const MAC = 16;
const SHAPE = /^(?<ref>HW-[A-Z0-9]{7})\.(?<mac>[A-Za-z0-9_-]{22})\.(?<until>[0-9a-z]{1,8})$/;
const MINUTE_MS = 60_000;
/** Signs of a secret: as many as 32 random bytes have at least, in whatever spelling. */
const LEAST_SECRET = 32;

/** The secrets that links are signed with: the first signs, both are believed while links of the old one are still about. Null: it is none. */
export function confirmSecrets(text: string): string[] | null {
  const secrets = text.trim().split(/\s+/);
  return secrets.length <= 2 && secrets.every((secret) => secret.length >= LEAST_SECRET) ? secrets : null;
}

export const CONFIRM_SECRET = `at least ${LEAST_SECRET} random signs, such as $(openssl rand -hex 32)`;

/**
 * `HW-7F3K2Q6.Jm3…22 signs.1a2b3c`: the document, the proof, until when (minutes since 1970 in base 36). For whom it is stands in the proof alone: an
 * address has no place in a link. It ends in a letter or a figure, since mail readers leave other signs at the end out of a link.
 */
export function makeConfirmToken(link: ConfirmLink, secret: string): string {
  const minutes = Math.floor(link.until.getTime() / MINUTE_MS);
  return `${link.ref}.${macOf(link, minutes, secret)}.${minutes.toString(36)}`;
}

/** Null: it has not the shape of one. */
export function readConfirmToken(text: string): ConfirmToken | null {
  const { ref = '', mac = '', until = '' } = SHAPE.exec(text)?.groups ?? {};
  return isRef(ref) ? { ref, mac, until: new Date(parseInt(until, 36) * MINUTE_MS) } : null;
}

/** Was it made for this endpoint and one of these mailboxes? @returns the mailbox; null: it is forged, or was made for somebody else */
export function mailboxOfToken(token: ConfirmToken, { endpoint, mailboxes }: { endpoint: string; mailboxes: readonly string[] }, secrets: readonly string[]): string | null {
  const minutes = token.until.getTime() / MINUTE_MS;
  return mailboxes.find((mailbox) => secrets.some((secret) => isSame(token.mac, macOf({ ref: token.ref, endpoint, mailbox }, minutes, secret)))) ?? null;
}

/** What the form of a page sends back with the name: whoever posts without having read the page does not have it. */
export function formProofOf(token: string, secret: string): string { return mac([FORM, token], secret); }

export const isFormProof = (proof: string, token: string, secrets: readonly string[]): boolean => secrets.some((secret) => isSame(proof, formProofOf(token, secret)));

const macOf = ({ ref, endpoint, mailbox }: Omit<ConfirmLink, 'until'>, minutes: number, secret: string): string => mac([PURPOSE, ref, endpoint, mailbox.toLowerCase(), minutes], secret);

/** Over JSON, so that no two lists of parts read the same. */
function mac(parts: readonly (string | number)[], secret: string): string { return createHmac('sha256', secret).update(JSON.stringify(parts)).digest().subarray(0, MAC).toString('base64url'); }

/** In constant time; spelled otherwise it is another one. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
