import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { projectRoot } from '#common';
import { document, openLedger, removePostgresData, startPostgres, type Ledger } from '#ledger';
import { deliver, openJourney, receive } from '#journey';
import { RecordingChannel } from '../../../libs/channels/src/testing.js';
import { carrierDesk, longBeach, writeConfig } from '../../support/flow-config.js';
import { startDovecot, type Dovecot } from '../../support/dovecot.js';
import { manifest } from '../../support/samples.js';
import { RECEIVER, TERMINAL } from './answers.js';

const NAME = 'drill-mailbox';
export const MAILBOX = 'documents@hawser.example';

export interface Stage { env: NodeJS.ProcessEnv; ledger: Ledger; dovecot: Dovecot; refs: string[]; close(): Promise<void> }

/** PostgreSQL with documents that were handed over by mail, and a Dovecot that waits for their answers. */
export async function setStage(folder: string, documents: number): Promise<Stage> {
  const place = { project: projectRoot(), name: NAME };
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => { for (const end of ends.splice(0).reverse()) await end(); };
  try {
    await removePostgresData(place);
    ends.push(() => removePostgresData(place));
    const postgres = await startPostgres(place);
    ends.push(() => postgres.stop());
    const dovecot = await startDovecot([{ address: MAILBOX }]);
    ends.push(() => dovecot.stop());
    const quay = longBeach({ end: 'none', mailbox: TERMINAL });
    const desk = carrierDesk({ end: 'none', mail: true });
    writeConfig(join(folder, 'config'), {
      sites: [quay, desk], ends: new Map([quay, desk].map(({ code }) => [code, { host: '127.0.0.1', port: 1, user: '', hostKey: '', privateKeyFile: '', inbox: '', outbox: '' }])), mailPort: 1, partners: {},
      settings: {
        mail: {
          domain: 'hawser.example', from: MAILBOX, replyTo: MAILBOX, answers: { verdictFrom: RECEIVER, dnsRecords: null },
          inboxes: [{ name: 'answers', host: '127.0.0.1', port: dovecot.imapPort, tls: 'none', user: MAILBOX, passwordEnv: 'DRILL_INBOX_PASSWORD', pollEvery: '1s' }],
        },
        // Whoever is killed gives no lease back: the next one waits as long.
        pickUp: { lease: '1s' },
      },
    });
    const env = { ...process.env, DATABASE_URL: postgres.url, HAWSER_CONFIG: join(folder, 'config'), DRILL_INBOX_PASSWORD: dovecot.password, HAWSER_LOG: 'warn' };
    const refs = await handOver(env, quay, documents);
    const ledger = openLedger(postgres.url, () => undefined);
    ends.push(() => ledger.close());
    return { env, ledger, dovecot, refs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Documents that a relay in memory took. @returns their refs */
async function handOver(env: NodeJS.ProcessEnv, quay: { code: string; isaId: string }, documents: number): Promise<string[]> {
  const journey = await openJourney('worker', env);
  const relay = new RecordingChannel('email', 'mail');
  const mailing = { ...journey, channels: { ...journey.channels, email: () => relay } };
  try {
    const partner = journey.directory.partners.get('HWSR-DESK');
    if (!partner) throw new Error('the drill\'s carrier is not in its own directory');
    const never = new AbortController().signal;
    for (let control = 1; control <= documents; control += 1) {
      const x12 = manifest({ to: quay.isaId, control });
      await receive(mailing, { chunks: (async function* () { yield x12; })(), partner, source: 'http', sourceName: 'drill', limitBytes: x12.length });
    }
    const waiting = await journey.ledger.db.select().from(document).where(eq(document.endpoint, quay.code)).orderBy(asc(document.id));
    for (const { interchangeId } of waiting) await deliver(mailing, quay.code, interchangeId, never);
    const sent = await journey.ledger.db.select().from(document).where(eq(document.state, 'accepted')).orderBy(asc(document.id));
    if (sent.length !== documents) throw new Error(`found ${sent.length} documents handed over by mail, expected ${documents}: ${waiting[0]?.because ?? 'none came in'}`);
    return sent.map(({ ref }) => ref);
  } finally {
    await journey.close();
  }
}
