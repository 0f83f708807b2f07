import { takeLease } from '#ledger';
import { type Endpoint, type Partner } from '#directory';
import { wordsOf } from '#common';
import { isolationOf } from './isolate.js';
import { receive } from './receive.js';
import { sentenceOf } from './receipt.js';
import { pathOf, witness } from './evidence.js';
import type { Journey } from './journey.js';

/**
 * Reads what an endpoint left for us: its documents and its answers. A file is removed there after our commit, never
 * before; when we stop between the two it comes again and gets its first answer again. One reader by lease.
 *
 * @returns how many files were taken
 */
export async function pickUp(journey: Journey, endpoint: Endpoint, signal: AbortSignal): Promise<number> {
  if (!endpoint.edi?.outbox) return 0;
  const { db } = journey.ledger;
  if (await isolationOf(db, endpoint.region)) return 0;
  // A path that is down is looked at by its probe, at its own pace; its folder is read again when the path returns.
  if ((await pathOf(db, endpoint.code, 'edi')).verdict === 'down') return 0;
  const partner = partnerOf(journey, endpoint);
  const lease = await takeLease(db, `pick-up/${endpoint.code}`, journey.holder, journey.settings.pickUp.leaseMs);
  if (!lease || !partner) return 0;
  const end = journey.channels.edi(endpoint.edi).pickUp;
  if (!end) return 0;
  let taken = 0;
  try {
    for (const file of await end.list(signal)) {
      if (signal.aborted) break;
      const receipt = await receive(journey, {
        chunks: await end.read(file.name, signal), partner, source: 'pick-up', sourceName: file.name, limitBytes: journey.settings.gateway.bodyLimitBytes, lease,
      });
      if (receipt.status === 'rejected') journey.log.warn({ endpoint: endpoint.code, file: file.name, code: receipt.code }, sentenceOf(receipt));
      await end.taken(file.name, signal);
      taken += 1;
      await takeLease(db, lease.name, journey.holder, journey.settings.pickUp.leaseMs);
    }
  } catch (error) {
    if (signal.aborted) return taken;
    journey.log.warn({ endpoint: endpoint.code, words: wordsOf(error) }, 'its folder could not be read');
    await journey.ledger.transaction((tx) => witness(journey, tx, { endpoint: endpoint.code, kind: 'edi', evidence: 'connect-failed', detail: `pick-up: ${wordsOf(error)}` }));
  }
  return taken;
}

/** Who speaks through that endpoint's folder. */
function partnerOf(journey: Journey, endpoint: Endpoint): Partner | null {
  return [...journey.directory.partners.values()].find((partner) => partner.endpoint === endpoint.code) ?? null;
}

