import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { eq } from 'drizzle-orm';
import { stringify } from 'yaml';
import { newIdentity } from '#channels';
import { projectRoot, systemClock } from '#common';
import { document, migrate, readTransmissionBytes, removePostgresData, startPostgres, transmission } from '#ledger';
import { deliver, isolate, receive, type Journey } from '#journey';
import { startRedis } from '#queue';
import { file309 } from '../x12/files/index.js';
import { LANES, openHouse, REGION, type Place } from './place.js';
import { startSink } from './sink.js';
import { mailboxOf } from './waiting-documents.js';

const NAME = 'bench-email';
const DESK = { address: 'documents@hawser.example', name: 'Documents' };

export interface Stage { place: Omit<Place, 'mails'>; sink: string; mailBytes: number; documentBytes: number; threads: number; close(): Promise<void> }

/** PostgreSQL and Redis of our own, a sink, an isolated region; and one document that went through all of it, as the pattern of all others. */
export async function setStage(folder: string, documentBytes: number): Promise<Stage> {
  const project = projectRoot();
  const ends: (() => Promise<unknown>)[] = [];
  const close = async () => { for (const end of ends.splice(0).reverse()) await end(); };
  try {
    await removePostgresData({ project, name: NAME });
    ends.push(() => removePostgresData({ project, name: NAME }));
    const postgres = await startPostgres({ project, name: NAME });
    ends.push(() => postgres.stop());
    const redis = await startRedis({ dataDir: join(folder, 'redis'), tools: join(project, 'var/tools/tools.json') });
    ends.push(() => redis.stop());
    const sink = await startSink();
    ends.push(() => sink.stop());
    const config = join(folder, 'config');
    await writeConfig(config, sink.port);
    await migrate(postgres.url);
    const house = await openHouse({ databaseUrl: postgres.url, config });
    const pattern = await sendOne(house, folder, file309(documentBytes)).finally(() => house.close());
    return { place: { databaseUrl: postgres.url, redisUrl: redis.url, config, sinkPort: sink.port, ...pattern }, sink: sink.name, mailBytes: readFileSync(pattern.mail).length, documentBytes, threads: house.settings.rendering.threads, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Hands one interchange in and mails its document: what it was before, what its rendering was asked, and the mail as it left. */
async function sendOne(house: Journey, folder: string, interchange: string): Promise<Pick<Place, 'documentId' | 'mail' | 'toRender'>> {
  const partner = house.directory.partners.get('CARRIER');
  if (!partner) throw new Error('the partner of the bench is not in its own directory');
  await receive(house, { chunks: (async function* () { yield Buffer.from(interchange, 'latin1'); })(), partner, source: 'http', sourceName: 'bench', limitBytes: house.settings.gateway.bodyLimitBytes });
  await isolate(house, { region: REGION, because: 'a cyber-attack in the carrier\'s network', actor: 'bench' });
  const [waiting] = await house.ledger.db.select().from(document).where(eq(document.state, 'waiting'));
  if (!waiting?.endpoint) throw new Error('the interchange made for the bench has no document that waits');
  const mail = join(folder, 'mail.eml');
  const toRender = join(folder, 'to-render.bin');
  const rendering = { renderMail: (...asked: Parameters<Journey['rendering']['renderMail']>) => { writeFileSync(toRender, serialize(asked)); return house.rendering.renderMail(...asked); } } as Journey['rendering'];
  await deliver({ ...house, rendering }, waiting.endpoint, waiting.interchangeId, new AbortController().signal);
  const [sent] = await house.ledger.db.select().from(transmission).where(eq(transmission.channel, 'email'));
  const [after] = await house.ledger.db.select().from(document).where(eq(document.id, waiting.id));
  if (!sent || after?.state !== 'accepted') throw new Error(`the pattern of all mails was not handed over: ${after?.because ?? 'it is gone'}`);
  const chunks: Buffer[] = [];
  for await (const chunk of readTransmissionBytes(house.ledger.db, sent.id)) chunks.push(chunk);
  writeFileSync(mail, Buffer.concat(chunks));
  return { documentId: waiting.id, mail, toRender };
}

async function writeConfig(folder: string, sinkPort: number): Promise<void> {
  for (const part of ['terminals', 'partners']) mkdirSync(join(folder, part), { recursive: true });
  const write = (path: string, value: unknown) => { writeFileSync(join(folder, path), stringify(value)); };
  const made = await newIdentity({ ...DESK, at: systemClock.now(), days: 730, algorithm: 'rsa', selector: 'bench' });
  for (const [name, text] of [['mail.pem', made.certificate], ['mail.key', made.key], ['dkim.key', made.dkim.key]] as const) writeFileSync(join(folder, name), text, { mode: 0o600 });
  const desk = `${DESK.name} <${DESK.address}>`;
  write('settings.yaml', {
    worker: { port: 0 },
    // One worker's processes follow each other: the next takes over soon.
    pickUp: { lease: '5s' },
    mail: {
      relay: { host: '127.0.0.1', port: sinkPort, tls: 'none', sessions: LANES.length }, mailbox: { ratePerMinute: null, ratePerHour: null }, from: desk, replyTo: desk, domain: 'hawser.example',
      identity: { certificate: 'mail.pem', key: 'mail.key', dkim: { selector: 'bench', key: 'dkim.key' } },
    },
  });
  write('partners/CARRIER.yaml', { name: 'The carrier', carrier: 'HWSR', region: 'EUROPE', identities: [{ isa05: 'ZZ', isa06: 'HAWSERLINE' }] });
  for (const [index, code] of LANES.entries()) {
    write(`terminals/${code}.yaml`, {
      name: `The quay ${code}`, kind: 'terminal', carrier: 'HWSR', region: REGION, unlocode: 'USLGB', terminal: `Q${index + 1}`, zone: 'America/Los_Angeles', receives: [{ isa08: index === 0 ? 'USLGBEAST' : `USLGBEAST${index}` }],
      // Cut with its region: nobody connects.
      edi: { kind: 'sftp', host: '127.0.0.1', port: 9, user: 'hawser', passwordEnv: 'NOBODY', hostKey: `SHA256:${'A'.repeat(43)}`, inbox: '/inbox' },
      mail: { to: [mailboxOf(code)] }, acknowledges: '997',
    });
  }
}
