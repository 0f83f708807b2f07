import { projectRoot } from '#common';
import { migrate, openLedger, removePostgresData, startPostgres, type Ledger } from '#ledger';

export interface TestLedger { ledger: Ledger; url: string; stop(): Promise<void> }

/** A migrated ledger on a PostgreSQL of its own, for one spec file. Nothing is left of it. */
export async function openTestLedger(name: string): Promise<TestLedger> {
  const place = { project: projectRoot(), name: `test-${name}` };
  await removePostgresData(place);
  const server = await startPostgres(place);
  await migrate(server.url);
  const ledger = openLedger(server.url, (error) => { process.stderr.write(`${name}: ${error.message}\n`); });
  return {
    ledger, url: server.url,
    stop: async () => { await ledger.close(); await server.stop(); await removePostgresData(place); },
  };
}
