import { asc, ne } from 'drizzle-orm';
import { path } from '#ledger';
import { relaysNow } from './relays.js';
import type { Journey } from './journey.js';

/** Every path as people look at it: the endpoints' that were used, then our relays in their order, used or not. */
export async function pathsNow(journey: Journey) {
  const rows = await journey.ledger.db.select().from(path).where(ne(path.kind, 'email')).orderBy(asc(path.endpoint));
  const relays = await relaysNow(journey);
  return [
    ...rows.map((row) => ({ ...row, relay: null })),
    ...relays.map(({ relay: { name, host, port }, verdict, since, because }, index) => ({ endpoint: name, kind: 'email', verdict, since, because, relay: { order: index + 1, host, port } })),
  ];
}
