import { readReadReceipt } from '#acknowledgements';
import { noteDocuments } from '#documents';
import { mailReport, type Transaction } from '#ledger';
import { EVERY_STATE, reportedMail } from './reported-mail.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import type { Journey } from './journey.js';

/** A read receipt is kept and shown, and moves nothing: that a mail was opened is not that somebody there has the document. */
export async function takeReadReceipt(_journey: Journey, tx: Transaction, { id, mail, sender, at }: MailTaken): Promise<MailOutcome> {
  const { original, recipient, disposition, by } = readReadReceipt(mail);
  const ours = await reportedMail(tx, { originals: original === null ? [] : [original], refs: [], mailboxes: [] });
  if (ours === null) return { outcome: 'recorded', because: `a read receipt that names no mail of ours${original === null ? '' : ` (<${original}>)`}` };
  const theirs = recipient === ours.mailbox || mail.from === ours.mailbox || sender.endpoints.includes(ours.endpoint);
  if (!theirs) return { outcome: 'recorded', because: `a read receipt for <${original ?? ''}> from ${mail.from ?? 'nobody'}, to whom it was not sent: not shown with it`, endpoint: ours.endpoint };
  const words = `${disposition ?? 'no disposition'}${by === null ? '' : by === 'machine' ? ', sent by a machine' : ', sent by a person\'s hand'}`;
  const because = `read receipt from ${recipient ?? mail.from ?? ours.mailbox}: ${words}. It says what a mail program did, not that somebody there has it.`;
  await tx.insert(mailReport).values({ mailInId: id, transmissionId: ours.transmissionId, wireIdentity: ours.wireIdentity, mailbox: ours.mailbox, about: 'read', status: disposition, words, because, at });
  await noteDocuments(tx, { ids: ours.documentIds, from: EVERY_STATE, event: 'read-receipt', actor: recipient ?? mail.from ?? ours.mailbox, at, facts: { disposition, by, as: ours.wireIdentity, mail: id }, because: () => because });
  return { outcome: 'recorded', because, endpoint: ours.endpoint };
}
