import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomBytes } from 'node:crypto';
import { newIdentity } from '#channels';
import { HOUR, projectRoot } from '#common';
import { removePostgresData } from '#ledger';
import { stringify } from 'yaml';
import { dovecotHere, newSshKeyPair, startDovecot, type Dovecot } from '../../../terminal/src/index.js';
import { openHouse, type House } from '../house.js';
import type { Given } from './verify-mails.js';
import { CARRIER, CLERKS, MAIL_FROM, NETWORK, SCAC, SPEED, STORY_BEGINS, TERMINALS, type Site } from './scene.js';

export interface Stage {
  house: House;
  folder: string;
  adminKey: string;
  /** when the house's clock began, on the wall's: ms since 1970 */
  storyBegan: number;
  /** what the terminals were given before the story begins */
  given: Given;
  /** false: there is no Dovecot here, so no terminal answers by mail */
  answersByMail: boolean;
  /** asks the far side: its behaviour, its counts */
  far<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

/** The ready line of apps/terminal. */
interface FarReady { control: { port: number }; mail: { port: number; records: Record<string, string> }; sites: { code: string; sftp: { port: number; hostKey: string } }[] }

/** Builds everything anew under var/demo: keys, the far side's ends, the configuration, the house with the story's clock. */
export async function setStage(say: (line: string) => void, onLost: (what: string) => void): Promise<Stage> {
  const project = projectRoot();
  const folder = join(project, 'var/demo');
  rmSync(folder, { recursive: true, force: true });
  await removePostgresData({ project, name: 'demo' });
  mkdirSync(folder, { recursive: true });
  const clientKey = join(folder, 'client-key');
  const authorizedKey = makeKeyPair(clientKey);
  const mailbox = dovecotHere() ? await startDovecot([{ address: MAIL_FROM.address }]) : null;
  const far = await startFarSide(project, folder, authorizedKey, mailbox).catch(async (error: unknown) => { await mailbox?.stop(); throw error; });
  try {
    say(`the far side plays ${TERMINALS.length} terminals and one carrier system`);
    writeConfig(join(folder, 'config'), far.ready, clientKey, mailbox);
    const given = await makeMailIdentity(join(folder, 'config'));
    say('our mails will be signed; the terminals have the certificate, and DNS the key');
    say(mailbox ? 'clerks at the terminals will answer mails, into a mailbox of ours in a Dovecot' : 'there is no Dovecot on this machine: answers by mail are left out');
    const adminKey = `hwa_${randomBytes(24).toString('base64url')}`;
    const storyBegan = Date.now();
    const house = await openHouse({
      name: 'demo', embeddedOnly: true, onLost,
      env: { HAWSER_CONFIG: join(folder, 'config'), HAWSER_ADMIN_KEY: adminKey, HAWSER_CLOCK: `${STORY_BEGINS.toISOString()}@${SPEED} since ${storyBegan}`, ...(mailbox ? { [PASSWORD_ENV]: mailbox.password } : {}) },
    });
    return { house, folder, adminKey, storyBegan, given, answersByMail: mailbox !== null, far: asker(`http://127.0.0.1:${far.ready.control.port}`), close: async () => { await house.stop(); await endChild(far.child); await mailbox?.stop(); } };
  } catch (error) {
    await endChild(far.child);
    await mailbox?.stop();
    throw error;
  }
}

function makeKeyPair(path: string): string {
  const { privateKey, publicKey } = newSshKeyPair();
  writeFileSync(path, privateKey, { mode: 0o600 });
  return publicKey;
}

/** As `npx hawser mail new-identity` makes it, an hour before the story. */
async function makeMailIdentity(folder: string): Promise<Given> {
  const made = await newIdentity({ ...MAIL_FROM, at: new Date(STORY_BEGINS.getTime() - HOUR), days: 730, algorithm: 'rsa', selector: 'demo' });
  for (const [name, text] of [['mail.pem', made.certificate], ['mail.key', made.key], ['dkim.key', made.dkim.key]] as const) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return { certificate: join(folder, 'mail.pem'), dkim: made.dkim.record };
}

async function startFarSide(project: string, folder: string, authorizedKey: string, mailbox: Dovecot | null): Promise<{ child: ChildProcess; ready: FarReady }> {
  const config = {
    folder: join(folder, 'far-side'), control: { port: 0 }, mail: { port: 0, clerk: mailbox && { lmtpPort: mailbox.lmtpPort, to: MAIL_FROM.address } },
    sites: [...TERMINALS, CARRIER].map((site) => ({
      code: site.code, kind: site.kind, sftp: { port: 0, user: 'hawser', authorizedKey }, mailbox: site.mailbox, isa: { qualifier: 'ZZ', id: site.isaId }, answersAfterMs: 400, clerk: CLERKS[site.code] ?? [], clerkDelayMs: 1_500,
    })),
  };
  const path = join(folder, 'far-side.json');
  writeFileSync(path, JSON.stringify(config, null, 2));
  const child = spawn(process.execPath, ['--enable-source-maps', join(project, 'dist/apps/terminal/src/main.js'), path], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stderr.pipe(createWriteStream(join(folder, 'far-side.log')));
  const ready = await new Promise<FarReady>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => { resolve(JSON.parse(line) as FarReady); });
    child.once('exit', (code) => { reject(new Error(`the far side did not start (exit ${code ?? 'by a signal'}); see ${join(folder, 'far-side.log')}`)); });
  });
  return { child, ready };
}

function writeConfig(folder: string, far: FarReady, clientKey: string, mailbox: Dovecot | null): void {
  for (const part of ['terminals', 'partners']) mkdirSync(join(folder, part), { recursive: true });
  const write = (path: string, value: unknown) => { writeFileSync(join(folder, path), stringify(value)); };
  write('settings.yaml', settingsFor(far.mail.port, mailbox));
  // What the terminals' domains would have in DNS: agreed beforehand.
  write(RECORDS, far.mail.records);
  for (const site of [...TERMINALS, CARRIER]) write(`terminals/${site.code}.yaml`, endpointFor(site, far, clientKey));
  for (const site of [...TERMINALS, CARRIER]) write(`partners/${site.code}.yaml`, { name: site.name, carrier: SCAC, region: site.region, identities: [{ isa05: 'ZZ', isa06: site.isaId }], endpoint: site.code });
  write(`partners/${NETWORK}.yaml`, { name: 'A network that hands in files of many senders', carrier: SCAC, region: 'ASIA', identities: 'any' });
}

function endpointFor(site: Site, far: FarReady, clientKey: string) {
  const end = far.sites.find((one) => one.code === site.code)?.sftp;
  if (!end) throw new Error(`the far side does not play ${site.code}`);
  return {
    name: site.name, kind: site.kind, carrier: SCAC, region: site.region, unlocode: site.unlocode, ...(site.terminal ? { terminal: site.terminal } : {}), ...(site.firms ? { firms: site.firms } : {}), zone: site.zone,
    receives: [{ isa08: site.isaId }],
    edi: { kind: 'sftp', host: '127.0.0.1', port: end.port, user: 'hawser', privateKeyFile: clientKey, hostKey: end.hostKey, inbox: '/inbox', outbox: '/outbox' },
    // The carrier's system reads no mail: what is for it waits in its lane.
    ...(site.kind === 'terminal' ? { mail: { to: [site.mailbox] } } : {}),
    acknowledges: '997', concurrency: 2,
  };
}

const PASSWORD_ENV = 'HAWSER_DEMO_MAILBOX';
const RECORDS = 'answer-records.yaml';
const MAIL_BOX = `${MAIL_FROM.name} <${MAIL_FROM.address}>`;

/** Hours of the story in seconds of the wall: allowances are configuration. Sockets and loops run on the wall's time. */
function settingsFor(mailPort: number, mailbox: Dovecot | null) {
  return {
    gateway: { port: 0 }, worker: { port: 0 },
    pickUp: { foldersEvery: '500ms', endpointsEvery: '400ms', lease: '10s' },
    lanes: { feedEvery: '250ms', lock: '20s', stalledEvery: '5s', canaryEvery: '5s', canaryStale: '20s', stopWithin: '5s' },
    tries: { ttl: '9s', doubt: '40m' },
    sweep: { every: '250ms' },
    retry: { backoff: '2m, 4m*3, 8m' },
    acknowledgement: { allowance: '40m' },
    sftp: { connectTimeout: '1500ms', stallTimeout: '2s' },
    outage: { failuresToDown: 3, failureWindow: '60m', missingToSuspect: 2, missingToDown: 4, answerWindow: '4h', proofsToUp: 3, minimumDown: '20m', probeEvery: '8m' },
    urgency: { amber: '12h', red: '4h', hold: '10m' },
    mail: {
      inboxes: mailbox ? [{ name: 'answers', host: '127.0.0.1', port: mailbox.imapPort, tls: 'none', user: MAIL_FROM.address, passwordEnv: PASSWORD_ENV, pollEvery: '1s' }] : [],
      answers: { dnsRecords: RECORDS },
      // Longer than the outage: what nobody answers goes by EDI again, and no clerk is reminded within seconds of the wall.
      chase: { after: '12h' },
      relay: { host: '127.0.0.1', port: mailPort, tls: 'none' }, mailbox: { ratePerMinute: null, ratePerHour: null }, from: MAIL_BOX, replyTo: MAIL_BOX, domain: 'fallback.hawserline.example', identity: { certificate: 'mail.pem', key: 'mail.key', dkim: { selector: 'demo', key: 'dkim.key' } },
    },
  };
}

function asker(base: string): Stage['far'] {
  return async <T>(method: 'GET' | 'POST', path: string, body?: unknown) => {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const answer = await fetch(new URL(path, base), { method, ...(body === undefined ? {} : raw ? { body: new Uint8Array(Buffer.from(body as string)) } : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the far side refused ${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : null) as T;
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}
