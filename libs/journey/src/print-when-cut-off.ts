import type { Endpoint } from '#directory';
import { contentsOf, keepFolder, lastFolder, onlyPaperLeft, printDir, printFolder, waitingFor, type Waiting } from './print-folder.js';
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
    const last = await lastFolder(journey.ledger.db, endpoint.code);
    if (last && paused(last.at)) continue;
    const cutOff = await cutOffFrom(journey, endpoint, afterMs, paused);
    if (!cutOff || cutOff.waiting.documents.length === 0 || last?.contents === contentsOf(cutOff.waiting)) continue;
    const printed = await printFolder(journey, endpoint, { ...cutOff, last });
    if (!printed || signal.aborted) continue;
    const files = await keepFolder(journey, printed, { dir: printDir(journey, endpoint.code), actor: journey.holder });
    if (files === null) journey.log.info({ endpoint: endpoint.code }, 'another folder was made for it at the same moment; this one is not kept');
    else journey.log.warn({ endpoint: endpoint.code, documents: printed.refs.length, missing: printed.missing.length, ...files }, 'no way is left to it: its documents were printed to be carried or read out; they stay waiting');
  }
}

/** What only paper can carry: all that waits where every way is shut, else what was to be mailed and no mailbox takes in any form. Null: not long enough yet. */
async function cutOffFrom(journey: Journey, endpoint: Endpoint, afterMs: number, paused: (since: Date | null) => boolean): Promise<{ waiting: Waiting; because: string } | null> {
  const because = await onlyPaperLeft(journey, endpoint);
  if (because === null) return { waiting: await waitingFor(journey, endpoint.code, new Date(journey.clock.now().getTime() - afterMs)), because: 'print-is-left' };
  return paused(await shutSince(journey, endpoint)) ? null : { waiting: await waitingFor(journey, endpoint.code), because };
}

/** When the last of its ways was shut. */
async function shutSince(journey: Journey, endpoint: Endpoint): Promise<Date | null> {
  const { since } = await waysNow(journey, endpoint);
  const times = [endpoint.edi ? since : null, ...(await relaysNow(journey)).map((relay) => relay.since)].filter((time) => time !== null);
  return times.reduce<Date | null>((latest, time) => (latest === null || time > latest ? time : latest), null);
}
