import type { Database } from './open-ledger.js';

/**
 * A question that is asked for every document: Drizzle writes its SQL once for each ledger, and not each time it is asked. `build`
 * ends in `.prepare(name)`, with `sql.placeholder` for what differs; the name is its own in the house.
 */
export function askOften<Given extends Record<string, unknown>, Rows>(build: (db: Database) => { execute(given: Given): Promise<Rows> }): (db: Database, given: Given) => Promise<Rows> {
  const built = new WeakMap<Database, { execute(given: Given): Promise<Rows> }>();
  return (db, given) => {
    const known = built.get(db) ?? build(db);
    built.set(db, known);
    return known.execute(given);
  };
}
