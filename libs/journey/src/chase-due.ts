import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { groupBy } from '#common';
import { endpointFromProfile, type Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { document } from '#ledger';
import type { ChaseFacts, StepMail } from '#routing';
import { callStays, firstAskedAt } from './acceptance.js';
import { lookAgainAt, type Chased } from './chase-steps.js';
import { mailsOf, type MailOfDocument } from './compose.js';
import { mailTroubles, nextMail, type NextMail } from './mail-forms.js';
import type { Journey } from './journey.js';

/** A document whose answer is looked after now. */
export interface ChaseDue {
  doc: DocumentRow;
  chased: Chased;
  /** as its profile froze with it */
  endpoint: Endpoint;
  /** mails of it, the newest first, and the newest that got through; null: none did */
  mails: readonly MailOfDocument[];
  mailed: MailOfDocument | null;
  /** a contact that has got none yet */
  contact: NextMail | null;
  facts: ChaseFacts;
}

/** So many at once; those behind them come in the next round, since each that was looked at gets another time. */
const AT_ONCE = 200;

/** Handed over beside EDI, unanswered, and the time of the next step has come; the most urgent first. What its call left is not chased. */
export async function chasesDue(journey: Journey, mailWorks: boolean): Promise<ChaseDue[]> {
  const { ledger: { db }, clock, settings, log } = journey;
  const now = clock.now();
  const documents = await db.select().from(document).where(and(eq(document.state, 'accepted'), lte(document.chaseAt, now), lte(document.notBefore, now), callStays)).orderBy(asc(document.effectiveDueAt), asc(document.id)).limit(AT_ONCE);
  const steps = groupBy(await stepsOf(journey, documents), (row) => row.documentId);
  const due: ChaseDue[] = [];
  for (const doc of documents) {
    const { mailAcceptedAt } = doc;
    // One that cannot be chased must not keep all others from it.
    if (mailAcceptedAt === null) {
      log.error({ ref: doc.ref }, 'it is chased and was not handed over beside EDI: it is chased no more');
      await lookAgainAt(db, [doc.id], null);
      continue;
    }
    const endpoint = endpointFromProfile(doc.profile ?? {});
    const mails = await mailsOf(db, doc.id);
    const mailed = mails.find((mail) => mail.mayHaveArrived) ?? null;
    const contact = contactLeft(endpoint, mails);
    const of = (step: string, ofThis: boolean) => (steps.get(doc.id) ?? []).find((row) => row.step === step && (!ofThis || row.mailAcceptedAt.getTime() === mailAcceptedAt.getTime()));
    const mail = (row: Step | undefined): StepMail | null => (row ? { came: row.came, agoMs: now.getTime() - row.at.getTime() } : null);
    due.push({
      doc, chased: { id: doc.id, mailAcceptedAt }, endpoint, mails, mailed, contact,
      facts: {
        way: doc.lastAcceptedBy === 'print' || mailed === null ? 'print' : 'email', mailWorks, dueMs: now.getTime() - firstAskedAt(mailAcceptedAt, doc.dueAt, settings.mail.chase.afterMs).getTime(), contactLeft: contact !== null,
        reminder: mail(of('reminder', true)), nextContact: mail(of('next-contact', false)), called: of('call', true) !== undefined,
      },
    });
  }
  return due;
}

/** The first contact that no mail of it has reached and that refused none for good. */
function contactLeft({ mail }: Endpoint, mails: readonly MailOfDocument[]): NextMail | null {
  if (!mail) return null;
  const troubles = mailTroubles(mails);
  for (const one of mails) if (one.mayHaveArrived) for (const mailbox of one.recipients) troubles.mailboxes.add(mailbox);
  const next = nextMail(mail, troubles);
  return 'refused' in next ? null : next;
}

interface Step { documentId: number; step: string; mailAcceptedAt: Date; at: Date; came: StepMail['came'] }

/** Steps that were begun, the newest first, and what became of the mail of each. */
async function stepsOf({ ledger: { db } }: Journey, documents: readonly DocumentRow[]): Promise<Step[]> {
  if (documents.length === 0) return [];
  const { rows } = await db.execute<{ document_id: string; step: string; mail_accepted_at: Date; at: Date; came: StepMail['came'] }>(sql`
    select s.document_id, s.step, s.mail_accepted_at, s.at, case when y.gone or s.transmission_id is null then 'taken' when y.for_good then 'refused' else 'tried' end as came
    from chase_step s left join lateral (select bool_or(t.open or t.outcome in ('accepted', 'unknown')) as gone,
      (array_agg(t.outcome = 'refused' and t.proof->>'forGood' = 'true' order by t.id desc))[1] as for_good from "try" t where t.transmission_id = s.transmission_id) y on true
    where s.document_id = any(${sql.param(documents.map((doc) => doc.id))}::bigint[]) order by s.id desc`);
  return rows.map((row) => ({ documentId: Number(row.document_id), step: row.step, mailAcceptedAt: new Date(row.mail_accepted_at), at: new Date(row.at), came: row.came }));
}
