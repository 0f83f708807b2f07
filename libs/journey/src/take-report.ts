import { readReport, type ReadReport, type RecipientReport } from '#acknowledgements';
import { mailReport, type Transaction } from '#ledger';
import { followReport } from './follow-report.js';
import { isListed } from './judge-sender.js';
import { reportedMail, type ReportedMail } from './reported-mail.js';
import type { MailOutcome, MailTaken } from './mail-taken.js';
import { openTask } from './tasks.js';
import type { Journey } from './journey.js';

/** Servers give up after five days; what speaks of an older mail is a person's to judge [P]. */
const BELIEVED_FOR_MS = 10 * 24 * 3_600_000;

/** What became of a mail of ours, as a mail server tells it: kept, and followed where it can be believed. Else a person reads it. */
export async function takeReport(journey: Journey, tx: Transaction, taken: MailTaken): Promise<MailOutcome> {
  const report = readReport(taken.mail);
  const mailboxes = report.recipients.flatMap((one) => [one.originalRecipient ?? [], one.finalRecipient ?? []].flat());
  const mail = await reportedMail(tx, { originals: report.originals, refs: report.refs, mailboxes });
  const about = mail === null ? [] : report.recipients.filter((one) => one.finalRecipient === mail.mailbox || one.originalRecipient === mail.mailbox);
  // A report of somebody else's mail under our address, as all who are on lists of forgers get them: it is nobody's to read.
  if (mail === null && report.because === null && !mayBeOurs(journey, report, mailboxes)) return { outcome: 'refused', because: 'a report about no mail of ours: neither its ids nor its recipients are any that we know' };
  const doubt = notBelieved(taken, report, mail, about);
  if (doubt !== null || mail === null) return toPerson(tx, taken, mail, doubt ?? 'it names no mail of ours');
  const [told, several] = worstOf(about);
  const [row] = await tx.insert(mailReport).values({
    mailInId: taken.id, transmissionId: mail.transmissionId, wireIdentity: mail.wireIdentity, mailbox: mail.mailbox, about: told.action, status: told.status, words: told.words,
    because: mail.matchedBy, at: taken.at,
  }).returning({ id: mailReport.id });
  const followed = await followReport(journey, tx, row!.id, taken.at, { willRetryUntil: told.willRetryUntil });
  const because = `${told.action}${told.status === null ? '' : ` ${told.status}`} for ${mail.mailbox}, ${mail.matchedBy}: ${followed.because}`;
  if (followed.look || several) await openCheck(tx, taken, mail, several ? `${because} It went to several behind that mailbox, and not to all of them.` : because);
  return { outcome: followed.moved > 0 ? 'moved' : 'recorded', because, endpoint: mail.endpoint };
}

/** It names an id as we make them, a ref, or somebody who is listed. */
const mayBeOurs = ({ directory }: Journey, { originals, refs }: ReadReport, mailboxes: readonly string[]): boolean =>
  refs.length > 0 || originals.some((id) => id.toLowerCase().endsWith(`@${directory.mailIdentity.domain.toLowerCase()}`)) || [...directory.endpoints.values()].some(({ mail }) => mailboxes.some((mailbox) => isListed(mail, mailbox)));

/** Why a report is not believed; null: it is. Anyone can write one, so it must name what only we and those on the mail's way know, and come as a server's does. */
function notBelieved({ mail: { headers, from }, at }: MailTaken, report: ReadReport, mail: ReportedMail | null, about: readonly RecipientReport[]): string | null {
  const returnPath = headers.find(({ name }) => name === 'return-path')?.value.trim();
  if (returnPath !== undefined && !/^<\s*>$/.test(returnPath)) return `it came from ${returnPath}; a mail server's report comes from nobody, <> (RFC 3464)`;
  if (returnPath === undefined && !/^(mailer-daemon|postmaster|mail-daemon|microsoftexchange[0-9a-f]*)@/.test(from ?? '')) return `it has no Return-Path, and ${from ?? 'nobody'} is no mail server`;
  if (report.because !== null) return report.because;
  if (mail === null) return 'it names no mail of ours, or more than one';
  if (about.length === 0) return `it is about ${report.recipients.map((one) => one.finalRecipient ?? one.originalRecipient ?? 'nobody').slice(0, 3).join(', ')}; ${mail.wireIdentity} was sent to ${mail.mailbox}`;
  if (mail.handedOverAt === null) return `${mail.wireIdentity} was never handed over`;
  return at.getTime() - mail.handedOverAt.getTime() > BELIEVED_FOR_MS ? `${mail.wireIdentity} left on ${mail.handedOverAt.toISOString().slice(0, 10)}, and no server tries for so long` : null;
}

/** What counts for the mailbox. Behind it may stand several people: where some of them have it, it did not come back. */
function worstOf(about: readonly RecipientReport[]): [RecipientReport, boolean] {
  const arrived = about.find((one) => ['delivered', 'relayed', 'expanded'].includes(one.action));
  const failed = about.find((one) => one.action === 'failed');
  return [arrived ?? failed ?? about[0]!, arrived !== undefined && failed !== undefined];
}

async function toPerson(tx: Transaction, taken: MailTaken, mail: ReportedMail | null, because: string): Promise<MailOutcome> {
  await openCheck(tx, taken, mail, because);
  return { outcome: 'held', because: `a report that moves nothing by itself: ${because}`.slice(0, 900), ...(mail === null ? {} : { endpoint: mail.endpoint }) };
}

async function openCheck(tx: Transaction, { id, at, mail: { subject, from } }: MailTaken, mail: ReportedMail | null, because: string): Promise<void> {
  await openTask(tx, {
    kind: 'check-bounce', cause: `mail ${id}`, carrier: mail?.carrier ?? null, region: mail?.region ?? null, endpoint: mail?.endpoint ?? null, documentId: mail?.documentIds.length === 1 ? mail.documentIds[0]! : null, mailInId: id,
    what: `Read this report of a mail server and say what it means: ${because}`.slice(0, 500), facts: { subject: subject.slice(0, 200), from, because, mailbox: mail?.mailbox ?? null, messageId: mail?.wireIdentity ?? null }, urgentAt: at,
  }, at);
}
