import { eq, sql } from 'drizzle-orm';
import { endpointFromProfile } from '#directory';
import { moveDocuments, type DocumentRow } from '#documents';
import { document, transmissionDocument, tries, tryDocument, type Transaction } from '#ledger';
import { acceptance } from './acceptance.js';
import { ActRefusedError } from './errors.js';
import { wakeNext } from './sequence.js';
import { originalsOutstanding, wakeSuccessors } from './versions.js';
import { storeOnce } from './transmissions.js';
import type { Journey } from './journey.js';

/**
 * A person says that a document was handed over, on paper or by phone. The try is written with its outcome, because its bytes
 * left before anybody could write it; the document goes the way of every other, from waiting over sending to handed over. It is
 * never mailed as new from then on, and goes by EDI once more like what was mailed: the same numbers, the same bytes.
 *
 * @throws ActRefusedError when it does not wait, is nobody's, or its original was not handed over yet
 */
export async function handOver(journey: Journey, ref: string, said: { because: string; actor: string }): Promise<DocumentRow> {
  const at = journey.clock.now();
  return journey.ledger.transaction(async (tx) => {
    const [doc] = await tx.select().from(document).where(eq(document.ref, ref.toUpperCase())).for('update');
    if (!doc) throw new ActRefusedError(`no document has the ref ${ref.slice(0, 20)}; npx hawser docs --search finds it by bill, booking or container`, { ref });
    if (!doc.endpoint) throw new ActRefusedError(`${doc.ref} has no endpoint: map its addressee first (npx hawser map)`, { ref });
    if (doc.state !== 'waiting' || doc.kind !== 'business') throw new ActRefusedError(`${doc.ref} is ${doc.state}: handed-over is for documents that are waiting`, { ref, state: doc.state });
    if (await originalsOutstanding(tx, [doc])) throw new ActRefusedError(`${doc.ref} changes a document that was not handed over yet: say so of that one first`, { ref });
    const endpoint = endpointFromProfile(doc.profile ?? {});
    const because = `handed over on paper or by phone: ${said.because}`;
    const move = { ids: [doc.id], actor: said.actor, at };
    await moveDocuments(tx, { ...move, from: ['waiting'], to: 'sending', event: 'try-opened', because, facts: { channel: 'print' }, set: { tries: sql`tries + 1` as unknown as number } });
    await writeTry(journey, tx, doc, { ...said, because, at });
    await moveDocuments(tx, { ...move, from: ['sending'], to: 'accepted', event: 'accepted', because, facts: { channel: 'print' }, set: acceptance('print', doc.kind, endpoint, journey.settings.mail.chase, at) });
    await wakeSuccessors(tx, [doc.id], at);
    await wakeNext(tx, endpoint, at);
    return doc;
  });
}

/** What left is the set as it is kept: paper shows it, nobody composed bytes. Handed over once more, it is the next try of the same. */
async function writeTry(journey: Journey, tx: Transaction, doc: DocumentRow, said: { because: string; actor: string; at: Date }): Promise<void> {
  const { at, because, actor } = said;
  const { id: transmissionId } = await storeOnce(tx, {
    endpoint: doc.endpoint ?? '', carrier: doc.carrier, region: doc.region, channel: 'print', kind: 'paper', wireIdentity: doc.ref, sha256: doc.sha256, byteLength: doc.byteLength, composedAt: at,
  });
  await tx.insert(transmissionDocument).values({ transmissionId, documentId: doc.id }).onConflictDoNothing();
  const [before] = await tx.select({ n: sql<number>`count(*)::int` }).from(tries).where(eq(tries.transmissionId, transmissionId));
  const [made] = await tx.insert(tries).values({
    transmissionId, number: (before?.n ?? 0) + 1, holder: journey.holder, openedAt: at, expiresAt: at, open: false, endedAt: at, outcome: 'accepted', because, proof: { receipt: because, actor },
  }).returning({ id: tries.id });
  if (!made) throw new Error('a try was inserted and not returned');
  await tx.insert(tryDocument).values({ tryId: made.id, documentId: doc.id, open: false });
}
