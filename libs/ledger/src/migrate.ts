import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** One advisory lock for all migrating processes: gateway and worker may start together. */
const MIGRATION_LOCK = 4_297_537;

/** Brings the database to this version's schema. Safe to run from several processes at once, and again. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'hawser-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(drizzle(client), { migrationsFolder: migrationsFolder() });
  } finally {
    await client.end();
  }
}

/** The SQL stands beside the source, in a checkout as in the image; the compiled files stand in dist/. */
function migrationsFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const folder = join(at, 'libs/ledger/migrations');
    if (existsSync(join(folder, 'meta/_journal.json'))) return folder;
  }
  throw new Error('libs/ledger/migrations was not found above the compiled ledger; is the checkout whole?');
}
