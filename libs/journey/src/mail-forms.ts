import { LEAST_CAP, type Endpoint, type FallbackForm, type MailForm } from '#directory';
import { chooseForm, type FormBecause, type FormTrouble } from '#routing';
import type { MailOfDocument } from './compose.js';
import { TOO_BIG_FOR_RELAY } from './outcome.js';

/** Where a document's mail goes next and in what form; `because` is a key of the routing's words. */
export interface NextMail { to: string; form: MailForm; because: FormBecause }

/** What became of a document's mails, by mailbox: refused as a mailbox; or a form of it refused, or too large. `said`: each reason, once. */
export interface MailTroubles { mailboxes: Set<string>; forms: Map<string, Map<string, FormTrouble>>; said: Map<string, Set<string>> }

/** A gateway that refuses what a mail carries, by policy (5.7.x); a mail that is too large however small it is cut. All else speaks of the mailbox. */
const OF_THE_FORM: Readonly<Record<string, FormTrouble>> = { 'refused-by-policy': 'refused', 'mail-too-big': 'too-large', [TOO_BIG_FOR_RELAY]: 'too-large' };

const TOO_LARGE: ReadonlySet<string> = new Set(['mail-too-big', TOO_BIG_FOR_RELAY]);

/** Mails of a document that were refused for good. One that was too large and can be cut smaller is given in parts: that is no trouble yet. */
export function mailTroubles(mails: readonly Pick<MailOfDocument, 'recipients' | 'form' | 'refused' | 'largest'>[]): MailTroubles {
  const troubles: MailTroubles = { mailboxes: new Set(), forms: new Map(), said: new Map() };
  for (const { recipients, form, refused: because, largest } of [...mails].reverse()) {
    if (because === null || (TOO_LARGE.has(because) && largest > LEAST_CAP)) continue;
    for (const mailbox of recipients) {
      const ofForm = OF_THE_FORM[because];
      troubles.said.set(mailbox, new Set([...troubles.said.get(mailbox) ?? [], because]));
      if (ofForm === undefined) troubles.mailboxes.add(mailbox);
      else troubles.forms.set(mailbox, new Map([...troubles.forms.get(mailbox) ?? [], [form ?? 'all', ofForm]]));
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
