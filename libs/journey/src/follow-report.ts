import { and, eq, lte, sql } from 'drizzle-orm';
import { chooseBounce, type BounceDecision, type ReportedAction } from '#acknowledgements';
import { MINUTE } from '#common';
import { endpointFromProfile } from '#directory';
import { anyOf, lockDocuments, moveDocuments, noteDocuments, type DocumentRow } from '#documents';
import { acknowledgement, document, mailIn, mailPart, mailReport, transmission, transmissionDocument, type Transaction } from '#ledger';
import { acceptance, notHandedOver } from './acceptance.js';
import { mailsOf } from './compose.js';
import { redAt } from './due-for.js';
import { tellFeeder } from './evidence.js';
import { mailTroubles } from './mail-forms.js';
import { nextFor } from './mail-one-by-one.js';
import { learnCap } from './mail-size.js';
import { EVERY_STATE } from './reported-mail.js';
import { openTask } from './tasks.js';
import { tellCarrier } from './tell-carrier.js';
import type { Journey } from './journey.js';

type Report = typeof mailReport.$inferSelect;
type Mail = typeof transmission.$inferSelect;

/** What came of a report: how many documents moved by it, and whether a person must look at it. */
export interface Followed { moved: number; look: boolean; because: string }

/** A red document is given so long to arrive before the next contact gets it as well (DOMAIN.md section 4). */
const WAITS_MS = 10 * MINUTE;
/** A server that says "delayed" and not until when goes on for so long (RFC 5321, 4.5.4.1). */
const TRIES_FOR_MS = 5 * 24 * 60 * MINUTE;

/** What is still to follow from reports: a delayed mail whose document turned red, one whose document was on its way by EDI just then. The sweep asks. */
export async function heedReports(journey: Journey): Promise<number> {
  const due = await journey.ledger.db.select({ id: mailReport.id }).from(mailReport).where(lte(mailReport.dueAt, journey.clock.now())).orderBy(mailReport.dueAt).limit(100);
  let moved = 0;
  for (const { id } of due) moved += (await journey.ledger.transaction((tx) => followReport(journey, tx, id, journey.clock.now(), 'again'))).moved;
  return moved;
}

/**
 * Follows a report that is believed, in the caller's transaction: its document goes from `accepted` back to `waiting`, and the report counts as
 * if the mailbox had said so when it was named. What was confirmed or overtaken meanwhile is only noted.
 *
 * @param first  when it came; `again`: something was still to follow from it, and what was noted is not noted twice
 */
export async function followReport(journey: Journey, tx: Transaction, id: number, at: Date, first: { willRetryUntil: Date | null } | 'again'): Promise<Followed> {
  const [found] = await tx.select({ report: mailReport, mail: transmission }).from(mailReport).innerJoin(transmission, eq(transmission.id, mailReport.transmissionId)).where(eq(mailReport.id, id));
  if (!found) throw new Error(`no report ${id}`);
  const { report, mail } = found;
  const ids = (await tx.select({ id: transmissionDocument.documentId }).from(transmissionDocument).where(eq(transmissionDocument.transmissionId, mail.id))).map((row) => row.id);
  await lockDocuments(tx, ids);
  const documents = ids.length === 0 ? [] : await tx.select().from(document).where(anyOf(document.id, ids)).orderBy(document.ref);
  const open = documents.filter((doc) => ['accepted', 'unsettled', 'sending', 'waiting'].includes(doc.state));
  const turnsRed = open.length === 0 ? null : new Date(Math.min(...open.map((doc) => redAt(doc).getTime())));
  const decision = chooseBounce({ action: report.about as ReportedAction, status: report.status, red: turnsRed !== null && turnsRed <= at, failedBefore: await failedBefore(tx, report, ids) });
  const then = await dueOf(tx, { report, mail, decision, turnsRed, at, willRetryUntil: first === 'again' ? null : first.willRetryUntil });
  await tx.update(mailReport).set({ dueAt: then, because: decision.because, refused: decision.then === 'refused' && then === null ? decision.as : null }).where(eq(mailReport.id, id));
  if (decision.then === 'note' || then !== null) {
    if (first !== 'again') await note(journey, tx, { report, mail, documents, decision, at });
    return { moved: 0, look: decision.person === 'look', because: decision.because };
  }
  if (decision.as === 'mail-too-big') await learnCap(tx, journey.settings.mail, { of: report.mailbox, byteLength: await bytesNamed(tx, report, mail), because: `${report.words} (a report)`, actor: journey.holder, at });
  const moved = await comeBack(journey, tx, { report, mail, decision, at, documents: first === 'again' ? documents.filter((doc) => ['accepted', 'unsettled', 'sending'].includes(doc.state)) : documents });
  return { moved, look: decision.person === 'look', because: decision.because };
}

interface Following { report: Report; mail: Mail; documents: readonly DocumentRow[]; decision: BounceDecision; at: Date }

/** When something is to follow; null: now, or nothing is. */
async function dueOf(tx: Transaction, { report, mail, decision, turnsRed, at, willRetryUntil }: Omit<Following, 'documents'> & { turnsRed: Date | null; willRetryUntil: Date | null }): Promise<Date | null> {
  if (turnsRed === null || (!decision.waits && report.about !== 'delayed')) return null;
  if (report.about === 'delayed') {
    const [over] = await tx.select({ id: mailReport.id }).from(mailReport).where(and(eq(mailReport.transmissionId, mail.id), sql`${mailReport.id} > ${report.id}`, sql`${mailReport.about} in ('failed', 'delivered', 'relayed')`)).limit(1);
    if (over) return null;
  }
  const { rows: [handed] } = await tx.execute<{ at: Date | null }>(sql`select min(ended_at) as at from "try" where transmission_id = ${mail.id} and outcome in ('accepted', 'unknown')`);
  const earliest = Math.max(turnsRed.getTime(), (handed?.at ? new Date(handed.at).getTime() : report.at.getTime()) + WAITS_MS);
  if (earliest <= at.getTime()) return null;
  return report.about === 'delayed' && earliest > (willRetryUntil?.getTime() ?? report.at.getTime() + TRIES_FOR_MS) ? null : new Date(earliest);
}

async function failedBefore(tx: Transaction, { id, mailbox }: Report, ids: readonly number[]): Promise<number> {
  const { rows: [row] } = await tx.execute<{ n: number }>(sql`select count(distinct r.transmission_id)::int as n from mail_report r join transmission_document s on s.transmission_id = r.transmission_id
    where s.document_id = any(${sql.param([...ids])}::bigint[]) and r.id < ${id} and r.mailbox = ${mailbox} and r.about = 'failed' and r.status like '4.%'`);
  return row?.n ?? 0;
}

async function bytesNamed(tx: Transaction, { transmissionId, wireIdentity }: Report, mail: Mail): Promise<number> {
  const [part] = await tx.select({ byteLength: mailPart.byteLength }).from(mailPart).where(and(eq(mailPart.transmissionId, transmissionId), eq(mailPart.wireIdentity, wireIdentity)));
  return part?.byteLength ?? mail.byteLength;
}

/** Kept as what it is: a line in each history; of a delivery, an acknowledgement of level transport; a doubt about that very mail is over. */
async function note(journey: Journey, tx: Transaction, { report, mail, documents, decision, at }: Following): Promise<void> {
  const because = `${report.about} for ${report.mailbox}: ${report.words}. ${decision.because}`.slice(0, 500);
  const common = { actor: report.mailbox, at, facts: factsOf(report) };
  const arrived = report.about === 'delivered' || report.about === 'relayed';
  const settled: number[] = [];
  if (arrived && report.wireIdentity === mail.wireIdentity && !(await tx.select({ number: mailPart.number }).from(mailPart).where(eq(mailPart.transmissionId, mail.id)).limit(1)).length) {
    const standing = await standingOf(tx, mail.id, documents.map((doc) => doc.id));
    for (const doc of documents.filter((one) => one.state === 'unsettled' && standing.get(one.id)?.newest === true)) {
      await moveDocuments(tx, { ...common, ids: [doc.id], from: ['unsettled'], to: 'accepted', event: 'settled', because, set: acceptance('email', doc.kind, endpointFromProfile(doc.profile ?? {}), journey.settings.mail.chase, at) });
      settled.push(doc.id);
    }
  }
  const ids = documents.map((doc) => doc.id).filter((id) => !settled.includes(id));
  await noteDocuments(tx, { ...common, ids, from: EVERY_STATE, event: report.about === 'delayed' ? 'delayed' : 'reported', because: () => because });
  if (arrived && documents.length > 0) {
    await tx.insert(acknowledgement).values(documents.map((doc) => ({ documentId: doc.id, transmissionId: mail.id, endpoint: mail.endpoint, level: 'transport', verdict: 'accepted', words: because, matchedBy: report.wireIdentity, receivedAt: at, sourceMailId: report.mailInId })));
  }
}

type Standing = { other: boolean; newest: boolean };

/** Of each document: whether another mail or a paper of it stands, and whether this mail was tried last. */
async function standingOf(tx: Transaction, transmissionId: number, ids: readonly number[]): Promise<Map<number, Standing>> {
  const { rows } = await tx.execute<{ id: string } & Standing>(sql`select d.document_id as id, (array_agg(y.transmission_id order by y.id desc))[1] = ${transmissionId} as newest,
      bool_or(t.id <> ${transmissionId} and t.kind in ('mail', 'digest', 'paper') and y.outcome in ('accepted', 'unknown')
        and not exists (select 1 from mail_report r where r.transmission_id = t.id and (r.about = 'failed' or r.refused is not null))) as other
    from try_document d join "try" y on y.id = d.try_id join transmission t on t.id = y.transmission_id where d.document_id = any(${sql.param([...ids])}::bigint[]) group by 1`);
  return new Map(rows.map(({ id, ...row }) => [Number(id), row]));
}

/** It is not with its mailbox: what stood on this mail alone waits again; what EDI, another mail or an answer holds up stays as it is. */
async function comeBack(journey: Journey, tx: Transaction, following: Following): Promise<number> {
  const { report, mail, documents, decision, at } = following;
  const standing = await standingOf(tx, mail.id, documents.map((doc) => doc.id));
  const because = `${report.about === 'delayed' ? 'not there yet' : 'it came back from'} ${report.mailbox}: ${report.words}. ${decision.because}`.slice(0, 500);
  const common = { actor: report.mailbox, at, facts: factsOf(report, decision) };
  const moved: number[] = [];
  for (const doc of documents) {
    const { other = false, newest = false } = standing.get(doc.id) ?? {};
    const leftByThis = !other && ((doc.state === 'accepted' && doc.lastAcceptedBy === 'email') || (doc.state === 'unsettled' && newest));
    if (doc.state === 'sending') {
      // A try of it is on its way just now: what follows is decided when that has ended.
      await tx.update(mailReport).set({ dueAt: at }).where(eq(mailReport.id, report.id));
    } else if (leftByThis && !(report.about === 'delayed' && await nobodyElse(tx, doc))) {
      const pause = journey.settings.retry.backoffMs.at(-1) ?? 0;
      await moveDocuments(tx, { ...common, ids: [doc.id], from: ['accepted', 'unsettled'], to: 'waiting', event: 'bounced', because, set: { ...notHandedOver(['email']), ...(report.about === 'delayed' ? { mayHaveArrived: true } : {}), notBefore: decision.then === 'again' ? new Date(at.getTime() + pause) : at } });
      moved.push(doc.id);
    } else if ((doc.state === 'accepted' || doc.state === 'unsettled') && report.about !== 'delayed') {
      await moveDocuments(tx, { ...common, ids: [doc.id], from: [doc.state], to: doc.state, event: 'bounced', because: `${because} It stands by another way.`.slice(0, 500), set: other ? {} : { mailAcceptedAt: null } });
    } else {
      await noteDocuments(tx, { ...common, ids: [doc.id], from: EVERY_STATE, event: 'bounced', because: () => because });
    }
    if (['accepted', 'unsettled', 'waiting'].includes(doc.state) && (decision.person === 'call' || await nobodyElse(tx, doc))) await openCall(tx, doc, following);
  }
  if (moved.length > 0) {
    // One that is late may still get there: that it could not be delivered would be untrue.
    if (report.about !== 'delayed') {
      const [from] = await tx.select({ address: mailIn.fromAddress }).from(mailIn).where(eq(mailIn.id, report.mailInId));
      await tellCarrier(journey, tx, { documentIds: moved, event: 'bounced', word: null, by: 'report', saidBy: from?.address ?? 'a mail server', mailbox: report.mailbox, saidAt: at, words: report.words }, at);
    }
    await tellFeeder(tx, mail.endpoint);
  // A mail that is late counts against its mailbox only where there is another.
  } else if (report.about === 'delayed') await tx.update(mailReport).set({ refused: null }).where(eq(mailReport.id, report.id));
  return moved.length;
}

/** No contact is left that its mail was not refused for. */
async function nobodyElse(tx: Transaction, doc: DocumentRow): Promise<boolean> {
  return 'refused' in nextFor(endpointFromProfile(doc.profile ?? {}), mailTroubles(await mailsOf(tx, doc.id)));
}

/** Somebody phones the terminal. The cause is that of every call about the document: it is one task, whoever asks for it. */
async function openCall(tx: Transaction, doc: DocumentRow, { report, decision, at }: Following): Promise<void> {
  const endpoint = endpointFromProfile(doc.profile ?? {});
  await openTask(tx, {
    kind: 'call', cause: `call ${doc.ref}`, carrier: doc.carrier, region: doc.region, endpoint: doc.endpoint, documentId: doc.id, mailInId: report.mailInId,
    what: `Phone ${endpoint.name} about ${doc.ref}: its mail to ${report.mailbox} did not get there (${report.words}).`.slice(0, 500),
    facts: { because: decision.because, mailbox: report.mailbox, status: report.status, words: report.words, phones: endpoint.phones, ref: doc.ref, sha256: doc.sha256 }, urgentAt: doc.effectiveDueAt,
  }, at);
}

const factsOf = (report: Report, decision?: BounceDecision) => ({ about: report.about, status: report.status, mailbox: report.mailbox, words: report.words, as: report.wireIdentity, mail: report.mailInId, ...(decision ? { then: decision.then, counts: decision.as } : {}) });
