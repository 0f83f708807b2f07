import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { apiKey, type Connection } from '#ledger';

export type KeyHolder = { kind: 'admin' } | { kind: 'sender'; partner: string };

/** Only the digest is kept. 32 random bytes need no salt and no slow hash: there is nothing to guess. */
const digest = (key: string) => createHash('sha256').update(key).digest('hex');

/** Makes a key; the caller shows it once. */
export async function makeKey(db: Connection, holder: KeyHolder, at: Date): Promise<string> {
  const key = `${holder.kind === 'admin' ? 'hwa' : 'hws'}_${randomBytes(32).toString('base64url')}`;
  await keepKey(db, key, holder, at);
  return key;
}

/** Its digest has no salt, so that nothing short may be a key: it would be guessed. */
export const SHORTEST_KEY = 24;

/** Registers a key that was made elsewhere (a secret of the deployment). Known ones are left as they are. */
export async function keepKey(db: Connection, key: string, holder: KeyHolder, at: Date): Promise<void> {
  await db.insert(apiKey).values({ kind: holder.kind, partner: holder.kind === 'sender' ? holder.partner : null, sha256: digest(key), createdAt: at }).onConflictDoNothing();
}

export async function holderOf(db: Connection, key: string): Promise<KeyHolder | null> {
  const [row] = await db.select({ kind: apiKey.kind, partner: apiKey.partner }).from(apiKey).where(and(eq(apiKey.sha256, digest(key)), isNull(apiKey.revokedAt)));
  if (!row) return null;
  return row.kind === 'admin' ? { kind: 'admin' } : row.partner ? { kind: 'sender', partner: row.partner } : null;
}

export async function hasAdminKey(db: Connection): Promise<boolean> {
  return (await db.select({ id: apiKey.id }).from(apiKey).where(and(eq(apiKey.kind, 'admin'), isNull(apiKey.revokedAt))).limit(1)).length > 0;
}
