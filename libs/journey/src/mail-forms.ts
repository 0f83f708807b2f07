import { LEAST_CAP, type Endpoint, type FallbackForm, type MailForm } from '#directory';
import { chooseForm, type FormBecause, type FormTrouble } from '#routing';
import type { MailOfDocument } from './compose.js';

/** Where a document's mail goes next and in what form; `because` is a key of the routing's words. */
export interface NextMail { to: string; form: MailForm; because: FormBecause }

/** What became of a document's mails, by mailbox: refused as a mailbox; or a form of it refused, or too large. `said`: each reason, once. */
export interface MailTroubles { mailboxes: Set<string>; forms: Map<string, Map<string, FormTrouble>>; said: Map<string, Set<string>> }

/** The relay's own limit, told before any recipient was named: another relay may take the same bytes. */
export const TOO_BIG_FOR_RELAY = 'too-big-for-the-relay';

interface Meaning { of: 'mailbox' | FormTrouble; ofEachInDigest: boolean }

/**
 * What a refusal for good says of the document that was mailed alone: no mail of it gets into this mailbox, or none in this form (a
 * gateway refuses what it carries; it is too large however small it is cut). `ofEachInDigest`: of a digest it says the same of each
 * document in it, since it names the mailbox. Else it may be about another one in it: each must be heard by itself.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'no-such-mailbox': { of: 'mailbox', ofEachInDigest: true },
  'mailbox-full': { of: 'mailbox', ofEachInDigest: true },
  'sender-not-believed': { of: 'mailbox', ofEachInDigest: true },
  'not-delivered-in-time': { of: 'mailbox', ofEachInDigest: true },
  'refused-by-policy': { of: 'refused', ofEachInDigest: false },
  'mail-too-big': { of: 'too-large', ofEachInDigest: false },
  [TOO_BIG_FOR_RELAY]: { of: 'too-large', ofEachInDigest: false },
};
const OTHERWISE: Meaning = { of: 'mailbox', ofEachInDigest: false };

const meaningOf = (because: string): Meaning => MEANINGS[because] ?? OTHERWISE;

/** Too large, and can be cut smaller: it goes again in parts, or as a smaller digest, and that is no trouble yet. */
export const canBeSmaller = (because: string, byteLength: number) => meaningOf(because).of === 'too-large' && byteLength > LEAST_CAP;

/** Was a digest refused for good for what may be another document's doing? */
export const mayBeAnothers = (because: string, byteLength: number) => !meaningOf(because).ofEachInDigest && !canBeSmaller(because, byteLength);

/** Mails of a document that were refused for good, and digests with it so far as that speaks of this one. */
export function mailTroubles(mails: readonly Pick<MailOfDocument, 'kind' | 'recipients' | 'form' | 'refused' | 'largest'>[]): MailTroubles {
  const troubles: MailTroubles = { mailboxes: new Set(), forms: new Map(), said: new Map() };
  for (const { kind, recipients, form, refused: because, largest } of [...mails].reverse()) {
    if (because === null || canBeSmaller(because, largest)) continue;
    const { of, ofEachInDigest } = meaningOf(because);
    if (kind === 'digest' && !ofEachInDigest) continue;
    for (const mailbox of recipients) {
      troubles.said.set(mailbox, new Set([...troubles.said.get(mailbox) ?? [], because]));
      if (of === 'mailbox') troubles.mailboxes.add(mailbox);
      else troubles.forms.set(mailbox, new Map([...troubles.forms.get(mailbox) ?? [], [form ?? 'all', of]]));
    }
  }
  return troubles;
}

/**
 * The first mailbox that has not refused, in the first of the endpoint's forms that has had no trouble there. All forms are tried with
 * one mailbox before the next is written to: a gateway stands before all of them alike, and the first reads its mail.
 *
 * @returns where, or of each mailbox why not
 */
export function nextMail({ to, forms }: NonNullable<Endpoint['mail']>, troubles: MailTroubles): NextMail | { refused: ReadonlyMap<string, string> } {
  const refused = new Map<string, string>();
  for (const mailbox of to) {
    const { form, because } = chooseForm<FallbackForm>(forms, troubles.forms.get(mailbox) ?? new Map());
    if (!troubles.mailboxes.has(mailbox) && form !== null && form !== 'print') return { to: mailbox, form, because };
    refused.set(mailbox, [...troubles.said.get(mailbox) ?? []].join(' / '));
  }
  return { refused };
}

/** A form that cannot be made counts for this try alone: the ledger knows nothing of it, and the next try begins with it again. */
export function notMade(troubles: MailTroubles, { to, form }: NextMail): void {
  troubles.forms.set(to, new Map([...troubles.forms.get(to) ?? [], [form, 'not-made']]));
}
