import { SftpFault } from '#channels';
import { wordsOf } from '#common';
import { type Endpoint, type Partner } from '#directory';
import { takeLease, type Lease } from '#ledger';
import { pathOf, witness } from './evidence.js';
import { isolationOf } from './isolate.js';
import { OUR_OWN_DOING } from './outcome.js';
import { receive } from './receive.js';
import { sentenceOf } from './receipt.js';
import type { Journey } from './journey.js';

/**
 * Reads what an endpoint left for us: its documents and its answers. A file is removed there after our commit, never
 * before; when we stop between the two it comes again and gets its first answer again. One reader by lease. One file that
 * cannot be taken is passed over, so that the answers behind it are read.
 *
 * @returns how many files were taken
 */
export async function pickUp(journey: Journey, endpoint: Endpoint, signal: AbortSignal): Promise<number> {
  if (!endpoint.edi?.outbox || (await isCut(journey, endpoint)) || !(await isItsTime(journey, endpoint))) return 0;
  const partner = partnerOf(journey, endpoint);
  const lease = await takeLease(journey.ledger.db, `pick-up/${endpoint.code}`, journey.holder, journey.settings.pickUp.leaseMs);
  const end = journey.channels.edi(endpoint.code, endpoint.edi).pickUp;
  if (!lease || !partner || !end) return 0;
  let taken = 0;
  try {
    for (const file of await end.list(signal)) {
      if (signal.aborted || (await isCut(journey, endpoint))) break;
      if (await take(journey, { endpoint, partner, lease, name: file.name, signal })) taken += 1;
      await takeLease(journey.ledger.db, lease.name, journey.holder, journey.settings.pickUp.leaseMs);
    }
  } catch (error) {
    if (!(error instanceof SftpFault)) throw error;
    if (signal.aborted || OUR_OWN_DOING.has(error.because)) return taken;
    journey.log.warn({ endpoint: endpoint.code, words: wordsOf(error) }, 'its folder could not be read');
    await journey.ledger.transaction((tx) => witness(journey, tx, { endpoint: endpoint.code, kind: 'edi', evidence: 'connect-failed', detail: `pick-up: ${wordsOf(error)}` }));
  }
  return taken;
}

interface Wanted { endpoint: Endpoint; partner: Partner; lease: Lease; name: string; signal: AbortSignal }

/** @throws SftpFault: that is the line's trouble; any other is this file's or ours, and is passed over for now */
async function take(journey: Journey, { endpoint, partner, lease, name, signal }: Wanted): Promise<boolean> {
  if (!endpoint.edi) return false;
  const end = journey.channels.edi(endpoint.code, endpoint.edi).pickUp;
  if (!end) return false;
  try {
    const receipt = await receive(journey, {
      chunks: await end.read(name, signal), partner, source: 'pick-up', sourceName: name, limitBytes: journey.settings.gateway.bodyLimitBytes, lease,
    });
    if (receipt.status === 'rejected') journey.log.warn({ endpoint: endpoint.code, file: name, code: receipt.code }, sentenceOf(receipt));
    await end.taken(name, signal);
    return true;
  } catch (error) {
    if (error instanceof SftpFault) throw error;
    journey.log.error({ endpoint: endpoint.code, file: name, words: wordsOf(error) }, 'a file could not be taken; it stays where it is and is tried again');
    return false;
  }
}

const isCut = async (journey: Journey, endpoint: Endpoint) => (await isolationOf(journey.ledger.db, endpoint.region)) !== null;

const lastLook = new WeakMap<Journey, Map<string, number>>();

/** The folder of a path that is down is looked at as seldom as the path is probed: it may be down because answers are missing. */
async function isItsTime(journey: Journey, endpoint: Endpoint): Promise<boolean> {
  const looks = lastLook.get(journey) ?? new Map<string, number>();
  lastLook.set(journey, looks);
  const now = journey.clock.now().getTime();
  const down = (await pathOf(journey.ledger.db, endpoint.code, 'edi')).verdict === 'down';
  if (down && now - (looks.get(endpoint.code) ?? -Infinity) < journey.settings.outage.probeEveryMs) return false;
  looks.set(endpoint.code, now);
  return true;
}

/** Who speaks through that endpoint's folder. */
function partnerOf(journey: Journey, endpoint: Endpoint): Partner | null {
  return [...journey.directory.partners.values()].find((partner) => partner.endpoint === endpoint.code) ?? null;
}
