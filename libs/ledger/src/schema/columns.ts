import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

/** Raw bytes. PostgreSQL's bytea; never larger than 1 MiB a row (see BYTES_PER_ROW). */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/**
 * An instant in UTC. There is no default anywhere in this schema: time comes from the injected clock and is passed in,
 * so that a whole story can be replayed. The two exceptions use the database's clock_timestamp() and say so.
 */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Row numbers. They order rows of one table for people and indexes; they are never shown as a document's identity. */
export const rowId = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
export const ref = (name: string) => bigint(name, { mode: 'number' });

/** Bytes are kept in rows of at most this size, so that 64 MiB is never one value in memory or on the wire. */
export const BYTES_PER_ROW = 1024 * 1024;
