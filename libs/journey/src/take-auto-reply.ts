import { readAutoReply } from '#acknowledgements';
import { noteDocuments } from '#documents';
import { mailReport, type Transaction } from '#ledger';
import { EVERY_STATE, reportedMail } from './reported-mail.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import type { Journey } from './journey.js';

/** An automatic reply answers nothing, whatever words stand in it. Until when nobody is there is shown with the documents it came for. */
export async function takeAutoReply(_journey: Journey, tx: Transaction, { id, mail, sender, at }: MailTaken): Promise<MailOutcome> {
  const { until, day } = readAutoReply(mail, at);
  const words = until === null ? 'it does not say until when' : `"${until}"${day === null ? ' (as written: the day is not clear)' : ` (${day})`}`;
  const because = `automatic reply from ${mail.from ?? 'nobody'}: ${words}. It answers nothing.`;
  const ours = await reportedMail(tx, { originals: mail.references, refs: [], mailboxes: [] });
  if (ours === null || (mail.from !== ours.mailbox && !sender.endpoints.includes(ours.endpoint))) return { outcome: 'recorded', because };
  await tx.insert(mailReport).values({ mailInId: id, transmissionId: ours.transmissionId, wireIdentity: ours.wireIdentity, mailbox: ours.mailbox, about: 'away', words, because, until, untilDay: day, at });
  await noteDocuments(tx, { ids: ours.documentIds, from: EVERY_STATE, event: 'auto-reply', actor: mail.from ?? ours.mailbox, at, facts: { until, day, as: ours.wireIdentity, mail: id }, because: () => because });
  return { outcome: 'recorded', because, endpoint: ours.endpoint };
}
