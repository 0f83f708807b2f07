import { joined, type Draft, type Handlers } from '../draft.js';
import type { Segment } from '../reading/segment.js';
import { EVENTS } from '../words/events.js';

/** V9: what happened, or will, and when. A set that tells it of a port or a bill says so itself. */
export const events: Handlers = {
  V9: (draft, v9) => { draft.fact('event', eventOf(draft, v9)); },
};

export function eventOf({ words }: Draft, v9: Segment): string {
  return joined([words.code(EVENTS, v9.at(1)), v9.at(2), words.date(v9.at(3), v9.at(4), v9.at(13)), joined([v9.at(5), v9.at(6), v9.at(7)], ' '), v9.at(8), v9.at(12)]);
}
