import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '#common';
import { startPostgres } from '#ledger';
import { startRedis } from '#queue';

export interface HouseOptions {
  /** whose data: `start`, `demo`, `test-…`; also the folder under var/ its logs go to */
  name: string;
  /** HAWSER_… settings for gateway and worker */
  env: Record<string, string>;
  /** never the servers that DATABASE_URL and REDIS_URL name: a demo or a test must not touch real documents */
  embeddedOnly?: boolean;
  /** a Redis that the caller runs and may kill */
  redisUrl?: string;
  /** told what the gateway said when it was ready: its address, and the admin key when it has just been made */
  onGateway?: (gateway: Running) => void;
  /** told when a server or process ends that nobody stopped */
  onLost?: (what: string) => void;
}

export interface Running { process: ChildProcess; url: string; told: Record<string, unknown> }

export interface House {
  gateway: Running;
  worker: Running;
  databaseUrl: string;
  redisUrl: string;
  /** both as child processes, so that drills can kill them; a real pid each */
  startWorker(): Promise<Running>;
  startGateway(): Promise<Running>;
  stop(): Promise<void>;
}

/**
 * The whole house on this machine: PostgreSQL and Redis of our own where DATABASE_URL and REDIS_URL name no others, then
 * gateway and worker as processes of their own. All of it ends with this process, however this process ends.
 */
export async function openHouse(options: HouseOptions): Promise<House> {
  const project = projectRoot();
  const ends: (() => Promise<void>)[] = [];
  const lost = (what: string) => { if (!stopping) options.onLost?.(what); };
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const end of ends.reverse()) await end();
  };
  try {
    const named = (variable: string) => (options.embeddedOnly ? undefined : process.env[variable] || undefined);
    const databaseUrl = named('DATABASE_URL') ?? await own('PostgreSQL', () => startPostgres({ project, name: options.name }));
    const redisUrl = options.redisUrl ?? named('REDIS_URL') ?? await own('Redis', () => startRedis({ dataDir: join(project, 'var', options.name, 'redis'), tools: join(project, 'var/tools/tools.json') }));
    const env = { ...process.env, ...options.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
    const start = (app: 'gateway' | 'worker') => startApp(project, app, env, join(project, 'var', options.name, `${app}.log`), () => lost(`the ${app}`));
    const startAndEnd = async (app: 'gateway' | 'worker') => {
      const running = await start(app);
      ends.push(() => endApp(running.process));
      return running;
    };
    // The gateway first: it migrates, and makes the admin key.
    const gateway = await startAndEnd('gateway');
    options.onGateway?.(gateway);
    const worker = await startAndEnd('worker');
    return { gateway, worker, databaseUrl, redisUrl, startWorker: () => startAndEnd('worker'), startGateway: () => startAndEnd('gateway'), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function own(what: string, start: () => Promise<{ url: string; ended: Promise<string>; stop(): Promise<void> }>): Promise<string> {
    const server = await start();
    ends.push(() => server.stop());
    void server.ended.then(() => lost(what));
    return server.url;
  }
}

/** Starts one app and waits for its word that it is ready; its log goes to a file, its complaint to whoever started it. */
async function startApp(project: string, app: string, env: NodeJS.ProcessEnv, logFile: string, onLost: () => void): Promise<Running> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(process.execPath, ['--enable-source-maps', join(project, 'dist/apps', app, 'src/main.js')], { env: { ...env, HAWSER_PARENT: String(process.pid) }, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-4_000); });
  child.stderr.pipe(log);
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const told = JSON.parse(line) as Record<string, unknown>;
      if (told['ready'] !== app) return;
      child.removeListener('exit', early);
      child.once('exit', onLost);
      resolve({ process: child, url: String(told['url']), told });
    });
    const early = (code: number | null) => { reject(new Error(`the ${app} did not start (exit ${code ?? 'by a signal'}): ${lastWords(complaint)}\nIts log: ${logFile}`)); };
    child.once('exit', early);
    child.once('error', reject);
  });
}

/** What it said for people, to the end; else the last line of the log. */
function lastWords(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const from = lines.findLastIndex((line) => line.startsWith('hawser '));
  return from >= 0 ? lines.slice(from).join('\n') : lines.at(-1) ?? 'it said nothing';
}

async function endApp(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 40_000);
  await ended;
  clearTimeout(hard);
}
