import { and, desc, eq, sql } from 'drizzle-orm';
import type { Outgoing, Settlement } from '#channels';
import { endpointFromProfile, type Endpoint } from '#directory';
import { anyOf, expiredTries, expireTry, lockDocuments, moveDocuments, type DocumentRow } from '#documents';
import { document, readInterchangeBytes, readTransmissionBytes, transmission, transmissionDocument } from '#ledger';
import { acceptance, mailStands, whatStands } from './acceptance.js';
import { heedReports } from './follow-report.js';
import { isolationOf } from './isolate.js';
import { partsOf } from './mail-parts.js';
import { heedEnded } from './retarget.js';
import { wakeNext } from './sequence.js';
import { wakeSuccessors } from './versions.js';
import type { Journey } from './journey.js';

/** Tries whose holder is gone: whether their bytes left is not known, so their documents are in doubt until looked at. */
export async function expireTries(journey: Journey): Promise<number> {
  const expired = await expiredTries(journey.ledger);
  for (const one of expired) {
    const at = journey.clock.now();
    await journey.ledger.transaction(async (tx) => {
      await lockDocuments(tx, one.documentIds);
      const because = `its worker stopped in mid-try (${one.holder})`;
      if (!(await expireTry(tx, one.id, { because, proof: { holder: one.holder }, at }))) return;
      await moveDocuments(tx, { ids: one.documentIds, from: ['sending'], to: 'unsettled', event: 'in-doubt', because: `it may have arrived: ${because}`, actor: journey.holder, at, set: { mayHaveArrived: true, answerDueAt: new Date(at.getTime() + journey.settings.tries.doubtMs) } });
    });
  }
  return expired.length;
}

type LastSent = typeof transmission.$inferSelect;
interface Doubt { endpoint: Endpoint; sent: LastSent; documents: DocumentRow[] }

/**
 * Documents in doubt are looked at before anything is repeated: what arrived is accepted, what is absent waits again, and
 * what cannot be told waits for its allowance, then goes again as a marked possible duplicate. What went by mail before
 * goes back to that: it is not mailed twice. Endpoints are looked at side by side: a dead one delays no other. What was on its way
 * when its call changed is seen to last, and what is still to follow from a mail server's report.
 */
export async function settleDoubts(journey: Journey, signal: AbortSignal): Promise<void> {
  const doubtful = await journey.ledger.db.select().from(document).where(eq(document.state, 'unsettled')).orderBy(document.effectiveDueAt).limit(500);
  const byEndpoint = new Map<string, Doubt[]>();
  for (const doubt of await doubtsOf(journey, doubtful)) byEndpoint.set(doubt.endpoint.code, [...(byEndpoint.get(doubt.endpoint.code) ?? []), doubt]);
  await Promise.all([...byEndpoint].map(async ([code, doubts]) => {
    const isolated = (await isolationOf(journey.ledger.db, journey.directory.endpoints.get(code)?.region ?? null)) !== null;
    for (const doubt of doubts) if (!signal.aborted) await look(journey, doubt, isolated, signal);
  }));
  await heedEnded(journey);
  await heedReports(journey);
}

/** By what was sent last, that is by the newest try: an interchange's transmission is older than the mail it followed. */
async function doubtsOf(journey: Journey, doubtful: readonly DocumentRow[]): Promise<Doubt[]> {
  const doubts = new Map<number, Doubt>();
  for (const doc of doubtful) {
    const [last] = await journey.ledger.db.select({ sent: transmission }).from(transmission)
      .innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
      .where(and(eq(transmissionDocument.documentId, doc.id), wasTried)).orderBy(desc(newestTry)).limit(1);
    if (!last) continue;
    const doubt = doubts.get(last.sent.id) ?? { endpoint: endpointFromProfile(doc.profile ?? {}), sent: last.sent, documents: [] };
    doubt.documents.push(doc);
    doubts.set(last.sent.id, doubt);
  }
  return [...doubts.values()];
}

/**
 * A transmission's newest try, to order transmissions by; to be asked together with `wasTried`: one that is stored and was
 * never tried (the interchange that a mail carries) has none, and would come first.
 */
export const newestTry = sql`(select max(y.id) from "try" y where y.transmission_id = "transmission"."id")`;
export const wasTried = sql`exists (select 1 from "try" y where y.transmission_id = "transmission"."id")`;

/** Nobody looks into an isolated region: its doubts wait for their allowance, then their documents go by mail, marked. */
async function look(journey: Journey, { endpoint, sent, documents }: Doubt, isolated: boolean, signal: AbortSignal): Promise<void> {
  const { db } = journey.ledger;
  const bySftp = sent.channel === 'sftp' && endpoint.edi !== null;
  const outgoing: Outgoing = { ...sent, bytes: () => (sent.interchangeId ? readInterchangeBytes(db, sent.interchangeId) : readTransmissionBytes(db, sent.id)) };
  const found = !bySftp || !endpoint.edi ? await lookForMail(journey, sent.id, outgoing, signal) : isolated ? UNSEEN : await journey.channels.edi(endpoint.code, endpoint.edi).channel.settle(outgoing, signal);
  const at = journey.clock.now();
  await journey.ledger.transaction(async (tx) => {
    await lockDocuments(tx, documents.map((doc) => doc.id));
    // As they stand now: while somebody looked, the mail that one of them fell back on may have come back.
    for (const doc of await tx.select().from(document).where(anyOf(document.id, documents.map((one) => one.id))).orderBy(document.ref)) {
      const move = { ids: [doc.id], from: ['unsettled'] as const, actor: journey.holder, at, facts: { ...found } };
      if (found.found === 'arrived') {
        await moveDocuments(tx, { ...move, to: 'accepted', event: 'settled', because: `a look found it: ${found.receipt}`, set: acceptance(bySftp ? 'sftp' : 'email', doc.kind, endpoint, journey.settings.mail.chase, at) });
      } else if (found.found === 'absent') {
        await moveDocuments(tx, { ...move, ...back(doc, `a look proved it absent: ${found.because}`), event: 'settled', set: { mayHaveArrived: false, notBefore: at, answerDueAt: null } });
      } else if ((doc.answerDueAt ?? at) <= at) {
        await moveDocuments(tx, { ...move, ...back(doc, `nothing could be learned in time (${found.because}): it goes again, marked as a possible duplicate`), event: 'allowance-gone', set: { notBefore: at, answerDueAt: null } });
      }
    }
    if (found.found === 'arrived') {
      await wakeSuccessors(tx, documents.map((doc) => doc.id), at);
      if (bySftp) await wakeNext(tx, endpoint, at);
    }
  });
}

/** Each part's 250 was written when it came. Beyond that SMTP has nowhere to look: a bounce or the terminal's answer tells, or nobody does. */
async function lookForMail(journey: Journey, transmissionId: number, outgoing: Outgoing, signal: AbortSignal): Promise<Settlement> {
  const parts = await partsOf(journey.ledger.db, transmissionId);
  if (parts.length > 0 && parts.every((part) => part.acceptedAt !== null)) return { found: 'arrived', receipt: `all ${parts.length} parts were taken` };
  const [relay] = journey.settings.mail.relays;
  return relay ? journey.channels.email(relay).settle(outgoing, signal) : NOWHERE;
}

const NOWHERE: Settlement = { found: 'cannot-tell', because: 'mail-has-nowhere-to-look' };
const UNSEEN: Settlement = { found: 'cannot-tell', because: 'its region is isolated' };

const back = (doc: DocumentRow, because: string) => (mailStands(doc) ? { to: 'accepted' as const, because: `${whatStands(doc)}; of the EDI copy: ${because}` } : { to: 'waiting' as const, because });
