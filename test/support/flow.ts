import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chown, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import pg from 'pg';
import { projectRoot, systemClock } from '#common';
import type { Receipt } from '#journey';
import { brokenLink, removePostgresData } from '#ledger';
import { Desk, type LedgerLine } from '../../apps/cli/src/demo/desk.js';
import { openHouse, type House, type Running } from '../../apps/cli/src/house.js';
import { newSshKeyPair, startTerminals, type Arrival } from '../../apps/terminal/src/index.js';
import { SCAC, writeConfig, type FarEnd, type FlowSite } from './flow-config.js';
import { startSshd, type Sshd } from './sshd.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';
import { until } from './until.js';

export interface FlowOptions {
  /** test-<file>: its own data, its own folder under var/ */
  name: string;
  sites: readonly FlowSite[];
  /** partners besides those of the sites; their name and carrier are filled in */
  partners?: Record<string, object>;
  /** what differs from test/support/flow-config.ts, by group */
  settings?: Record<string, object>;
  /** the house's clock goes so many times faster than the wall's; leases and the life of a try do not */
  speed?: number;
  /** a Redis of the flow's own, so that it can be killed; else the house brings one */
  redisUrl?: string;
}

/** A document as the desk shows it. */
export type Line = LedgerLine & { held: string | null; dueAt: string; tries: number; version: number; acceptedAt: string | null; mayHaveArrived: boolean };
export type Story = Omit<Line, 'tries'> & {
  interchangeId: number;
  facts: Record<string, unknown>;
  history: { seq: number; at: string; actor: string; event: string; from: string; to: string; because: string }[];
  tries: { transmission: string; channel: string; number: number; outcome: string | null; because: string; openedAt: string }[];
  answers: { level: string; verdict: string; words: string; matchedBy: string; receivedAt: string }[];
};
/** `bytes`: as they arrived */
export interface Mail { mailbox: string; file: string; bytes: Buffer; mail: ParsedMail }
export interface Said { code: number; out: string; err: string }

export type Taken = Extract<Receipt, { status: 'accepted' | 'duplicate' }>;

/** The whole house between real servers: PostgreSQL, Redis, OpenSSH's sshd, an SMTP end that keeps its mails. */
export class Flow {
  readonly desk: Desk;
  private worker: Running;

  constructor(
    readonly house: House,
    readonly adminKey: string,
    /** var/<name> */
    readonly folder: string,
    private readonly far: Awaited<ReturnType<typeof startTerminals>>,
    private readonly sites: ReadonlyMap<string, { site: FlowSite; root: string; sshd: Sshd | null; line: TcpProxy | null }>,
    private readonly db: pg.Pool,
    readonly keys: Map<string, string>,
    private readonly ends: (() => Promise<unknown>)[],
  ) {
    this.desk = new Desk(house, adminKey);
    this.worker = house.worker;
  }

  /** As a power cut does. */
  async killWorker(): Promise<void> {
    const gone = once(this.worker.process, 'exit');
    this.worker.process.kill('SIGKILL');
    expect((await gone)[1]).toBe('SIGKILL');
  }

  async startWorker(): Promise<Running> { return this.worker = await this.house.startWorker(); }

  /** Hands in one interchange with a partner's key; the carrier's where none is named. */
  async post(x12: Uint8Array, partner = 'HWSR-DESK') {
    return this.desk.hand(await this.keyOf(partner), x12);
  }

  /** Hands in what must be taken. @returns the refs of its documents */
  async take(x12: Uint8Array, partner?: string): Promise<string[]> {
    const { status, receipt } = await this.post(x12, partner);
    expect({ status, receipt }).toMatchObject({ status: 202, receipt: { status: 'accepted' } });
    return (receipt as Taken).interchanges.flatMap((one) => one.documents.map((doc) => doc.ref));
  }

  async keyOf(partner: string): Promise<string> {
    const known = this.keys.get(partner) ?? await this.desk.keyFor(partner);
    this.keys.set(partner, known);
    return known;
  }

  story(ref: string): Promise<Story> { return this.desk.ask('GET', `/documents/${ref}`); }

  /** Business documents and answers as the desk lists them, the oldest first. */
  async documents(): Promise<Line[]> { return (await this.desk.documents() as Line[]).reverse(); }

  /** The business document that came under that ISA13; answers have numbers of their own, which may be the same. */
  async business(isa13: string): Promise<Line> {
    const found = (await this.documents()).filter((doc) => doc.isa13 === isa13 && doc.kind === 'business');
    if (found.length !== 1 || !found[0]) throw new Error(`ISA13 ${isa13}: found ${found.length} business documents, expected one`);
    return found[0];
  }

  /** Waits until every one of these documents is in that state. */
  async inState(state: string, refs: readonly string[], withinMs = 15_000): Promise<void> {
    await until(`${refs.length} documents ${state}`, async () => {
      const all = new Map((await this.documents()).map((doc) => [doc.ref, doc]));
      expect(refs.map((ref) => all.get(ref)).filter((doc) => doc?.state !== state).map((doc) => `${doc?.ref} ${doc?.state}: ${doc?.because}`)).toEqual([]);
    }, withinMs);
  }

  async path(code: string): Promise<{ verdict: string; because: string } | undefined> {
    return (await this.desk.ask<{ endpoint: string; kind: string; verdict: string; because: string }[]>('GET', '/paths')).find((one) => one.endpoint === code && one.kind === 'edi');
  }

  async pathIs(verdict: string, code: string, withinMs = 15_000): Promise<void> {
    await until(`the path of ${code} is ${verdict}`, async () => { expect(await this.path(code)).toMatchObject({ verdict }); }, withinMs);
  }

  /** What a person typed: `npx hawser …`, a process of its own. */
  hawser(...args: string[]): Promise<Said> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(projectRoot(), 'apps/cli/bin/hawser.mjs'), ...args], {
        env: { ...process.env, HAWSER_URL: this.house.gateway.url, HAWSER_ADMIN_KEY: this.adminKey }, stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said = { code: -1, out: '', err: '' };
      child.stdout.on('data', (chunk: Buffer) => { said.out += chunk.toString(); });
      child.stderr.on('data', (chunk: Buffer) => { said.err += chunk.toString(); });
      child.once('error', reject);
      child.once('close', (code) => resolve({ ...said, code: code ?? -1 }));
    });
  }

  /** Reports a vessel call of HARBOUR LARK (IMO 9074729), the ship of the fixtures, unless told otherwise. */
  async call(report: { at: FlowSite; voyage: string; etaAt: Date; more?: object }): Promise<number> {
    const { at, voyage, etaAt, more = {} } = report;
    return (await this.desk.ask<{ id: number }>('POST', '/vessel-calls', {
      reference: `${voyage}-${at.code}`, carrier: SCAC, imo: '9074729', vesselName: 'HARBOUR LARK', unlocode: at.unlocode, ...(at.terminal ? { terminal: at.terminal } : {}), voyageIn: voyage,
      timestamps: [{ event: 'ARRI', classifier: 'EST', at: etaAt.toISOString() }], ...more,
    })).id;
  }

  // The far side.

  /** What came in at a site, in the order it came, by its own book. Acknowledgements are left out. */
  arrivals(code: string, channel?: Arrival['channel']): Arrival[] {
    return this.far.received.list(code).arrivals.filter((one) => one.st01 !== '997' && (channel === undefined || one.channel === channel));
  }

  answers(code: string): Arrival[] { return this.far.received.list(code).arrivals.filter((one) => one.st01 === '997'); }

  counts() { return this.far.received.counts(); }

  async behave(code: string, change: object): Promise<void> { await this.control(`/sites/${code}/behaviour`, change); }
  async mailBehaves(smtp: string): Promise<void> { await this.control('/mail/behaviour', { smtp }); }

  private async control(path: string, change: object): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.far.ready.control.port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });
    if (!answer.ok) throw new Error(`the far side refused ${path}: ${await answer.text()}`);
  }

  sshd(code: string): Sshd {
    const { sshd } = this.at(code);
    if (!sshd) throw new Error(`${code} has no sshd: its end is the pretend one`);
    return sshd;
  }

  line(code: string): TcpProxy {
    const { line } = this.at(code);
    if (!line) throw new Error(`${code} has no line of its own: say line: true`);
    return line;
  }

  pathOf(code: string, folder: 'inbox' | 'outbox', name = ''): string { return join(this.at(code).root, folder, name); }

  /** What of that sender and ISA13 lies in a site's inbox, when it is there whole. */
  fileIn(code: string, of: { from: string; isa13: string }): Promise<Buffer> {
    return until(`${of.from} ${of.isa13} is on the disk of ${code}`, async () => {
      const names = (await readdir(this.pathOf(code, 'inbox'))).filter((name) => name.startsWith(`${of.from}-${of.isa13}-`) && name.endsWith('.edi'));
      expect(names).toHaveLength(1);
      return readFile(this.pathOf(code, 'inbox', names[0]));
    }, 15_000);
  }

  /** A site's system leaves a file in its outbox: temporary name first, as it should. */
  async leave(code: string, name: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(code, 'outbox', name);
    await writeFile(`${path}.tmp`, bytes);
    const owner = this.at(code).sshd?.owner;
    if (owner) await chown(`${path}.tmp`, owner.uid, owner.gid);
    await rename(`${path}.tmp`, path);
  }

  private at(code: string) {
    const site = this.sites.get(code);
    if (!site) throw new Error(`nobody plays ${code}`);
    return site;
  }

  /** Every mail about a document that was taken, in the order it was. */
  async mails(): Promise<Mail[]> { return (await this.taken()).filter(({ mail }) => !mail.headers.has('x-hawser-list')); }

  /** Every list of mails that was taken, in the order it was. */
  async lists(): Promise<Mail[]> { return (await this.taken()).filter(({ mail }) => mail.headers.has('x-hawser-list')); }

  private async taken(): Promise<Mail[]> {
    const folder = join(this.folder, 'far-side/mail');
    if (!existsSync(folder)) return [];
    const files = (await Promise.all((await readdir(folder)).map(async (mailbox) => (await readdir(join(folder, mailbox))).filter((file) => file.endsWith('.eml')).map((file) => ({ mailbox, file }))))).flat();
    files.sort((a, b) => (a.file < b.file ? -1 : 1));
    return Promise.all(files.map(async ({ mailbox, file }) => {
      const bytes = await readFile(join(folder, mailbox, file));
      return { mailbox, file, bytes, mail: await simpleParser(bytes) };
    }));
  }

  // The ledger, looked at past every door of ours.

  async rows<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<Row[]> { return (await this.db.query<Row>(query, values)).rows; }

  /** The interchanges of the ledger, refused ones too. */
  async kept(): Promise<number> { return (await this.rows<{ n: number }>('select count(*)::int as n from interchange'))[0]?.n ?? -1; }

  /** Every document's chain, link by link: those that do not hold. Empty: all do. */
  async brokenHistories(): Promise<string[]> {
    const links = await this.rows<{ ref: string; seq: number; canonical: string; previousHash: string; hash: string; head: string }>(
      'select d.ref, h.seq, h.canonical, h.previous_hash as "previousHash", h.hash, d.history_hash as head from document d left join history h on h.document_id = d.id order by d.id, h.seq');
    const chains = new Map<string, typeof links>();
    for (const link of links) chains.set(link.ref, [...(chains.get(link.ref) ?? []), link]);
    return [...chains].flatMap(([ref, chain]) => {
      const broken = brokenLink(chain);
      if (broken !== null) return [`${ref}: link ${broken}`];
      return chain.at(-1)?.hash === chain.at(-1)?.head ? [] : [`${ref}: its last link is not the one the document names`];
    });
  }

  log(app: 'gateway' | 'worker'): string { return readFileSync(join(this.folder, `${app}.log`), 'utf8'); }

  /** Ends everything; the logs stay under var/<name>. */
  async stop(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }
}

/** Starts the far side, writes the configuration, opens the house. What was started is ended when any of it fails. */
export async function openFlow(options: FlowOptions): Promise<Flow> {
  const project = projectRoot();
  const folder = join(project, 'var', options.name);
  const ends: (() => Promise<unknown>)[] = [];
  const clear = async (keepLogs: boolean) => {
    await removePostgresData({ project, name: options.name });
    for (const part of existsSync(folder) ? await readdir(folder) : []) {
      if (!(keepLogs && part.endsWith('.log'))) rmSync(join(folder, part), { recursive: true, force: true });
    }
  };
  await clear(false);
  mkdirSync(folder, { recursive: true });
  ends.push(() => clear(true));
  try {
    const { far, sites, farEnds } = await startFarSide(options, folder, ends);
    writeConfig(join(folder, 'config'), { sites: options.sites, ends: farEnds, mailPort: far.ready.mail.port, partners: options.partners ?? {}, settings: options.settings ?? {} });
    const adminKey = `hwa_${options.name}_0123456789abcdef`;
    const house = await openHouse({
      name: options.name, embeddedOnly: true, ...(options.redisUrl ? { redisUrl: options.redisUrl } : {}),
      env: { HAWSER_CONFIG: join(folder, 'config'), HAWSER_ADMIN_KEY: adminKey, HAWSER_CLOCK: options.speed ? `${new Date().toISOString()}@${options.speed} since ${Date.now()}` : '', HAWSER_LOG: 'info' },
    });
    ends.push(() => house.stop());
    const db = new pg.Pool({ connectionString: house.databaseUrl, max: 2 });
    ends.push(() => db.end());
    return new Flow(house, adminKey, folder, far, sites, db, new Map(), ends);
  } catch (error) {
    for (const end of ends.reverse()) await end();
    throw error;
  }
}

async function startFarSide(options: FlowOptions, folder: string, ends: (() => Promise<unknown>)[]) {
  const clientKey = join(folder, 'far-side/client-key');
  const pair = newSshKeyPair();
  mkdirSync(join(folder, 'far-side'), { recursive: true });
  writeFileSync(clientKey, pair.privateKey, { mode: 0o600 });
  const sshds = new Map<string, Sshd>();
  for (const { code, end } of options.sites) {
    if (end !== 'openssh') continue;
    const sshd = await startSshd();
    sshds.set(code, sshd);
    ends.push(() => sshd.stop());
  }
  // Its own SFTP ends are open too; a site behind OpenSSH shares the folders with its sshd instead.
  const far = await startTerminals({
    folder: join(folder, 'far-side'), control: { port: 0 }, mail: { port: 0 },
    sites: options.sites.map((site) => ({
      code: site.code, kind: site.kind, mailbox: site.mailbox, isa: { qualifier: 'ZZ', id: site.isaId }, answersAfterMs: site.answersAfterMs, leavesFiles: site.leavesFiles,
      sftp: { port: 0, user: 'hawser', authorizedKey: pair.publicKey, ...(sshds.has(site.code) ? { root: sshds.get(site.code)!.root } : {}) },
    })),
  }, systemClock, (line) => { process.stderr.write(`far side: ${line}\n`); });
  ends.push(() => far.close());
  const sites = new Map<string, { site: FlowSite; root: string; sshd: Sshd | null; line: TcpProxy | null }>();
  const farEnds = new Map<string, FarEnd>();
  for (const site of options.sites) {
    const sshd = sshds.get(site.code) ?? null;
    const own = far.ready.sites.find((one) => one.code === site.code)!.sftp;
    const root = sshd?.root ?? join(folder, 'far-side/sites', site.code);
    const target = { host: '127.0.0.1', port: sshd?.port ?? own.port };
    const line = site.line ? await startTcpProxy(target) : null;
    if (line) ends.push(() => line.stop());
    // sshd shows the machine's own paths; the pretend end shows its root as "/".
    const folders = sshd ? { inbox: join(root, 'inbox'), outbox: join(root, 'outbox') } : { inbox: '/inbox', outbox: '/outbox' };
    farEnds.set(site.code, { host: target.host, port: line?.port ?? target.port, user: sshd?.user ?? 'hawser', hostKey: sshd?.hostKey ?? own.hostKey, privateKeyFile: sshd?.privateKeyFile ?? clientKey, ...folders });
    sites.set(site.code, { site, root, sshd, line });
  }
  return { far, sites, farEnds };
}
