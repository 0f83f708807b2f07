import { sql } from 'drizzle-orm';
import type { Connection } from './open-ledger.js';

/**
 * One reader per folder, mailbox or feeder. Time here is the database's clock_timestamp(), on purpose: neither a simulated
 * day nor a skewed host can end a living holder's lease. The fence grows with each change of holder.
 */
export interface Lease { name: string; holder: string; fence: number }

/** Takes or renews the lease for `ms`. Answers null while another holder's is alive. */
export async function takeLease(db: Connection, name: string, holder: string, ms: number): Promise<Lease | null> {
  const result = await db.execute<{ fence: string }>(sql`
    insert into lease as l (name, holder, fence, expires_at)
    values (${name}, ${holder}, 1, clock_timestamp() + ${ms} * interval '1 millisecond')
    on conflict (name) do update set
      holder = excluded.holder,
      fence = case when l.holder = excluded.holder then l.fence else l.fence + 1 end,
      expires_at = excluded.expires_at
    where l.holder = excluded.holder or l.expires_at < clock_timestamp()
    returning fence`);
  const row = result.rows[0];
  return row ? { name, holder, fence: Number(row.fence) } : null;
}

/**
 * Does the work as the one holder, renewing the lease until it ends, however long it takes. A lease that could not be renewed is told of and the
 * work goes on: what it commits has claims and locks of its own.
 *
 * @returns false: another holder's is alive, and nothing was done
 */
export async function underLease(db: Connection, { name, holder, ms, notRenewed }: { name: string; holder: string; ms: number; notRenewed: (error: unknown) => void }, work: (lease: Lease) => Promise<void>): Promise<boolean> {
  const lease = await takeLease(db, name, holder, ms);
  if (!lease) return false;
  let renewing = Promise.resolve();
  const keeping = setInterval(() => { renewing = takeLease(db, name, holder, ms).then((lease) => { if (!lease) notRenewed(new Error(`the lease ${name} is another's now`)); }).catch(notRenewed); }, ms / 3);
  try {
    await work(lease);
  } finally {
    clearInterval(keeping);
    await renewing;
  }
  return true;
}

/** Lets go of everything this holder has, so that a restart need not wait for its leases to run out. */
export async function releaseLeases(db: Connection, holder: string): Promise<void> {
  await db.execute(sql`update lease set expires_at = clock_timestamp() - interval '1 second' where holder = ${holder}`);
}

/** Up to where the holder of that lease has committed; null: nothing yet. */
export async function cursorOfLease(db: Connection, name: string): Promise<string | null> {
  const { rows: [row] } = await db.execute<{ cursor: string | null }>(sql`select cursor from lease where name = ${name}`);
  return row?.cursor ?? null;
}

/** Is it still ours? Asked inside the transaction that commits what was read, so that two readers cannot both commit. */
export async function holdsLease(tx: Connection, lease: Lease): Promise<boolean> {
  const result = await tx.execute(sql`select 1 from lease where name = ${lease.name} and holder = ${lease.holder} and fence = ${lease.fence}
    and expires_at > clock_timestamp() for update`);
  return result.rows.length === 1;
}
