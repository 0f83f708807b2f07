import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Outgoing } from '#channels';
import { endpointFromProfile } from '#directory';
import { endTry, expiredTries, moveDocuments, type DocumentRow } from '#documents';
import { document, readInterchangeBytes, readTransmissionBytes, transmission, transmissionDocument } from '#ledger';
import type { Journey } from './journey.js';

/** Tries whose holder is gone: whether their bytes left is not known, so their documents are in doubt until looked at. */
export async function expireTries(journey: Journey): Promise<number> {
  const expired = await expiredTries(journey.ledger);
  for (const one of expired) {
    const at = journey.clock.now();
    await journey.ledger.transaction(async (tx) => {
      const because = `its worker stopped in mid-try (${one.holder})`;
      if (!(await endTry(tx, one, { outcome: 'unknown', because, proof: { holder: one.holder }, at }))) return;
      await moveDocuments(tx, { ids: one.documentIds, from: ['sending'], to: 'unsettled', event: 'in-doubt', because: `it may have arrived: ${because}`, actor: journey.holder, at, set: { mayHaveArrived: true, answerDueAt: new Date(at.getTime() + journey.settings.tries.doubtMs) } });
    });
  }
  return expired.length;
}

/**
 * Documents in doubt are looked at before anything is repeated: what arrived is accepted, what is absent waits again, and
 * what cannot be told waits for its allowance, then goes again as a marked possible duplicate.
 */
export async function settleDoubts(journey: Journey, signal: AbortSignal): Promise<void> {
  const { db } = journey.ledger;
  const doubtful = await db.select().from(document).where(eq(document.state, 'unsettled')).orderBy(document.effectiveDueAt).limit(200);
  const looked = new Set<number>();
  for (const doc of doubtful) {
    if (signal.aborted) return;
    const [latest] = await db.select({ id: transmission.id, channel: transmission.channel, wireIdentity: transmission.wireIdentity, byteLength: transmission.byteLength, sha256: transmission.sha256, recipients: transmission.recipients, interchangeId: transmission.interchangeId })
      .from(transmission).innerJoin(transmissionDocument, eq(transmissionDocument.transmissionId, transmission.id))
      .where(eq(transmissionDocument.documentId, doc.id)).orderBy(desc(transmission.id)).limit(1);
    if (!latest || looked.has(latest.id)) continue;
    looked.add(latest.id);
    const together = doubtful.filter((one) => one.interchangeId === doc.interchangeId && one.endpoint === doc.endpoint && (latest.channel === 'sftp' || one.id === doc.id));
    const bytes = () => (latest.interchangeId ? readInterchangeBytes(db, latest.interchangeId) : readTransmissionBytes(db, latest.id));
    await look(journey, together, latest.channel, { ...latest, bytes }, signal);
  }
}

async function look(journey: Journey, documents: readonly DocumentRow[], channelKind: string, outgoing: Outgoing, signal: AbortSignal): Promise<void> {
  const [first] = documents;
  if (!first) return;
  const endpoint = endpointFromProfile(first.profile ?? {});
  const channel = channelKind === 'sftp' && endpoint.edi ? journey.channels.edi(endpoint.edi).channel : journey.channels.email();
  const found = await channel.settle(outgoing, signal);
  const at = journey.clock.now();
  const ids = documents.map((doc) => doc.id);
  const common = { ids, from: ['unsettled'] as const, actor: journey.holder, at, facts: { ...found } };
  await journey.ledger.transaction(async (tx) => {
    if (found.found === 'arrived') {
      const awaits = channelKind === 'sftp' && endpoint.acknowledges === '997' && first.kind === 'business';
      await moveDocuments(tx, { ...common, to: 'accepted', event: 'settled', because: `a look found it: ${found.receipt}`, set: {
        acceptedAt: sql`coalesce(accepted_at, ${at})` as unknown as Date, acceptedBy: sql`coalesce(accepted_by, ${channelKind})` as unknown as string,
        lastAcceptedBy: channelKind, mayHaveArrived: false, answerDueAt: awaits ? new Date(at.getTime() + endpoint.answerWithinMs) : null } });
    } else if (found.found === 'absent') {
      await moveDocuments(tx, { ...common, to: 'waiting', event: 'settled', because: `a look proved it absent: ${found.because}`, set: { mayHaveArrived: false, notBefore: at, answerDueAt: null } });
    } else if ((first.answerDueAt ?? at) <= at) {
      await moveDocuments(tx, { ...common, to: 'waiting', event: 'allowance-gone', because: `nothing could be learned in time (${found.because}): it goes again, marked as a possible duplicate`, set: { notBefore: at, answerDueAt: null } });
    }
  });
}

/** Doubts that nobody has answered in their time; for health. */
export async function oldDoubts(journey: Journey, olderThan: Date): Promise<number> {
  const [row] = await journey.ledger.db.select({ n: sql<number>`count(*)::int` }).from(document).where(and(eq(document.state, 'unsettled'), lt(document.changedAt, olderThan)));
  return row?.n ?? 0;
}
