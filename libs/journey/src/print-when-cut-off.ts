import { desc, eq } from 'drizzle-orm';
import type { Endpoint } from '#directory';
import type { DocumentRow } from '#documents';
import { printFolder as folders } from '#ledger';
import { contentsOf, keepFolder, onlyPaperLeft, printDir, printFolder, waitingFor } from './print-folder.js';
import { waysNow } from './routing-facts.js';
import { relaysNow } from './relays.js';
import type { Journey } from './journey.js';

/**
 * Endpoints that take paper and have no way left for as long as the settings say get a folder, and another one when what waits
 * for them has changed, at most as often. So there is something to carry when the screens go dark too.
 */
export async function printWhenCutOff(journey: Journey, signal: AbortSignal): Promise<void> {
  const { afterMs } = journey.settings.mail.print;
  if (afterMs === null) return;
  const paused = (since: Date | null): boolean => since !== null && journey.clock.now().getTime() - since.getTime() < afterMs;
  for (const endpoint of journey.directory.endpoints.values()) {
    if (signal.aborted) return;
    if (!endpoint.mail?.forms.includes('print')) continue;
    const cutOff = await cutOffFrom(journey, endpoint, paused);
    if (!cutOff || cutOff.documents.length === 0) continue;
    const [last] = await journey.ledger.db.select().from(folders).where(eq(folders.endpoint, endpoint.code)).orderBy(desc(folders.id)).limit(1);
    if (last && (last.contents === contentsOf(cutOff.documents) || paused(last.at))) continue;
    const printed = await printFolder(journey, endpoint, cutOff.documents, cutOff.because);
    if (!printed || signal.aborted) continue;
    const files = await keepFolder(journey, printed, { dir: printDir(journey, endpoint.code), actor: journey.holder });
    journey.log.warn({ endpoint: endpoint.code, documents: printed.refs.length, missing: printed.missing.length, ...files }, 'no way is left to it: its documents were printed to be carried or read out; they stay waiting');
  }
}

/** What only paper can carry: all that waits where every way is shut, else what was to be mailed and no mailbox takes in any form. Null: not long enough yet. */
async function cutOffFrom(journey: Journey, endpoint: Endpoint, paused: (since: Date | null) => boolean): Promise<{ documents: DocumentRow[]; because: string } | null> {
  const because = await onlyPaperLeft(journey, endpoint);
  if (because === null) {
    const documents = (await waitingFor(journey, endpoint.code)).filter((doc) => doc.held === 'no-mailbox' && !paused(doc.changedAt));
    return { documents, because: 'print-is-left' };
  }
  return paused(await shutSince(journey, endpoint)) ? null : { documents: await waitingFor(journey, endpoint.code), because };
}

/** When the last of its ways was shut. */
async function shutSince(journey: Journey, endpoint: Endpoint): Promise<Date | null> {
  const { since } = await waysNow(journey, endpoint);
  const times = [endpoint.edi ? since : null, ...(await relaysNow(journey)).map((relay) => relay.since)].filter((time) => time !== null);
  return times.reduce<Date | null>((latest, time) => (latest === null || time > latest ? time : latest), null);
}
