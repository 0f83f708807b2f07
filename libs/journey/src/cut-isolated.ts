import { isolationOf } from './isolate.js';
import { relaysNow } from './relays.js';
import type { Journey } from './journey.js';

/**
 * An isolation is an act on live sessions too, with endpoints and with relays: they end within a round. What was on its way
 * did not arrive, where the step that commits was not begun; else it is in doubt. Each process cuts its own.
 */
export async function cutIsolated(journey: Journey): Promise<void> {
  for (const endpoint of journey.directory.endpoints.values()) {
    if (endpoint.edi && (await isolationOf(journey.ledger.db, endpoint.region))) await journey.channels.cut(endpoint.code);
  }
  for (const { relay, verdict } of await relaysNow(journey)) if (verdict === 'isolated') await journey.channels.cut(relay.name);
}
