import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { PreparingClient } from './preparing-client.js';
import * as schema from './schema/index.js';

export type Database = NodePgDatabase<typeof schema>;
/** What every query function takes: the database itself, or one transaction of it. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
export type Connection = Database | Transaction;

/** The role that can add to the past and not change it; made by the migrations. */
export const APPLICATION_ROLE = 'hawser_app';

export interface Ledger {
  db: Database;
  /** `work` may run more than once: it must do nothing but read and write here. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Calls `heard` for each NOTIFY on the channel, and once after every (re)connection, since what came between is unknown. */
  listen(channel: string, heard: (payload: string | null) => void): Promise<() => Promise<void>>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the ledger as the application's role.
 *
 * @param url          a PostgreSQL connection string
 * @param onIdleError  told of connections that broke while idle (a restarted server); the pool replaces them
 */
export function openLedger(url: string, onIdleError: (error: Error) => void, connections = 12): Ledger {
  // Room for the groups of a month's delays: with less they are sorted instead of counted, on disk, in twice the time.
  // The default, 4, is a turning disk's: with it a whole table is read where its index serves. 1.1 is the usual for SSDs and what is in memory.
  const options = `-c role=${APPLICATION_ROLE} -c timezone=UTC -c hash_mem_multiplier=4 -c random_page_cost=1.1`;
  const pool = new pg.Pool({ Client: PreparingClient, connectionString: url, max: connections, options, application_name: 'hawser', connectionTimeoutMillis: 10_000 });
  pool.on('error', onIdleError);
  // The pool listens only to idle clients; one that breaks in a transaction would end the process. Its query fails and tells.
  pool.on('connect', (client) => client.on('error', onIdleError));
  const db = drizzle(pool, { schema });
  return {
    db,
    transaction: (work) => again(() => db.transaction(work)),
    listen: (channel, heard) => listen(() => new pg.Client({ connectionString: url, options, application_name: 'hawser-listen' }), channel, heard, onIdleError),
    ping: async () => { await pool.query('select 1'); },
    close: () => pool.end(),
  };
}

/** Two transactions that waited for each other, or drew the same ref: PostgreSQL undid one whole, and it may simply run again. */
const RUN_AGAIN = new Set(['40P01', '40001']);
const RUNS = 5;

async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let left = RUNS; ; left -= 1) {
    try {
      return await run();
    } catch (error) {
      if (left <= 1 || !mayRunAgain(error)) throw error;
    }
  }
}

function mayRunAgain(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (!('code' in at)) continue;
    if (RUN_AGAIN.has(String(at.code)) || ('constraint' in at && at.constraint === 'document_ref')) return true;
  }
  return false;
}

/** A client of its own that comes back after the server was away. NOTIFY only wakes; what is to be done stands in the tables. */
async function listen(connect: () => pg.Client, channel: string, heard: (payload: string | null) => void, onError: (error: Error) => void): Promise<() => Promise<void>> {
  if (!/^[a-z_]+$/.test(channel)) throw new RangeError(`channel "${channel}": expected lower-case letters and _`);
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  const again = (error: Error) => {
    if (stopped) return;
    onError(error);
    client = null;
    timer = setTimeout(() => void open().catch(again), 1_000);
  };
  const open = async () => {
    const fresh = connect();
    let lost = false;
    fresh.on('error', (error) => { if (!lost) { lost = true; again(error); } });
    fresh.on('notification', (message) => heard(message.payload ?? null));
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
    client = fresh;
    heard(null);
  };
  await open();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
