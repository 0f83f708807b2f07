import { join } from 'node:path';
import pg from 'pg';
import { FakeClock, projectRoot } from '#common';
import { migrate, removePostgresData, startPostgres } from '#ledger';
import { openJourney, type Journey } from '#journey';
import { load, type Loaded } from './load.js';
import { writeConfig } from './ports.js';
import { NOW } from './year.js';

const NAME = 'bench-calls';
const TEMPLATE = 'migrated';

export interface Stage {
  /** A ledger with a year of that size in it, and a journey over it whose clock stands at `NOW`. */
  year(size: { calls: number; documents: number }, say: (line: string) => void): Promise<{ house: Journey; loaded: Loaded; close(): Promise<void> }>;
  close(): Promise<void>;
}

/** A PostgreSQL of our own with the settings that every embedded one has. */
export async function setStage(folder: string): Promise<Stage> {
  const place = { project: projectRoot(), name: NAME };
  await removePostgresData(place);
  const postgres = await startPostgres(place);
  const close = async () => { await postgres.stop(); await removePostgresData(place); };
  try {
    const config = join(folder, 'config');
    writeConfig(config);
    await create(postgres.url, TEMPLATE);
    await migrate(databaseOf(postgres.url, TEMPLATE));
    return {
      close,
      year: async (size, say) => {
        const name = `year_${size.documents}`;
        await create(postgres.url, name, TEMPLATE);
        const url = databaseOf(postgres.url, name);
        process.env['HAWSER_LOG'] ??= 'warn';
        const house = await openJourney('gateway', { ...process.env, DATABASE_URL: url, HAWSER_CONFIG: config, HAWSER_MAIL_RELAY: undefined, HAWSER_CLOCK: '' });
        try {
          const loaded = await load(url, house.directory, size, say);
          return { house: { ...house, clock: new FakeClock(NOW) }, loaded, close: async () => { await house.close(); await drop(postgres.url, name); } };
        } catch (error) {
          await house.close();
          throw error;
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const create = (server: string, name: string, template = 'template1') => on(server, `create database ${name} template ${template}`);
const drop = (server: string, name: string) => on(server, `drop database ${name} with (force)`);

async function on(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** `postgres://hawser@/hawser?host=/folder` with another database. */
const databaseOf = (server: string, database: string) => server.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
