import { projectRoot } from '#common';
import { migrate, openLedger, removePostgresData, startPostgres, type Ledger } from '#ledger';
import pg from 'pg';

export interface TestLedger {
  ledger: Ledger;
  url: string;
  /** An empty, migrated ledger of its own on the same server, for one story. It ends with the server. */
  fresh(): Promise<{ ledger: Ledger; url: string }>;
  stop(): Promise<void>;
}

const TEMPLATE = 'migrated';

/** What the ledger of a spec is kept under. Specs run side by side, and a flow of the same subject has a server too: that one is `test-<subject>`. */
export const ledgerPlace = (name: string): string => `ledger-${name}`;

/** A migrated ledger on a PostgreSQL of its own, for one spec file. Nothing is left of it. */
export async function openTestLedger(name: string): Promise<TestLedger> {
  const place = { project: projectRoot(), name: ledgerPlace(name) };
  await removePostgresData(place);
  const server = await startPostgres(place);
  await migrate(server.url);
  let stopping = false; // a pool's end does not wait for its connections to be gone
  const tell = (error: Error) => { if (!stopping) process.stderr.write(`${name}: ${error.message}\n`); };
  const ledger = openLedger(server.url, tell);
  const stories: Ledger[] = [];
  const fresh = async () => {
    if (stories.length === 0) {
      await createDatabase(server.url, TEMPLATE);
      await migrate(urlOf(server.url, TEMPLATE));
    }
    const url = urlOf(server.url, `story_${stories.length + 1}`);
    await createDatabase(server.url, `story_${stories.length + 1}`, TEMPLATE);
    const own = openLedger(url, tell, 4);
    stories.push(own);
    return { ledger: own, url };
  };
  return {
    ledger, url: server.url, fresh,
    stop: async () => { stopping = true; await Promise.all([ledger, ...stories].map((one) => one.close())); await server.stop(); await removePostgresData(place); },
  };
}

async function createDatabase(server: string, name: string, template = 'template1'): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template}`);
    // A story's data need not outlive a power cut, and its days are made of thousands of commits.
    await client.query(`alter database ${name} set synchronous_commit = off`);
  } finally {
    await client.end();
  }
}

/** `postgres://hawser@/hawser?host=/folder` with another database. */
const urlOf = (server: string, database: string) => server.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
