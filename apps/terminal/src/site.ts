import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '#common';
import type { SiteBehaviour, siteChange } from './behaviour.js';
import type { ClerkAnswer } from './clerk-words.js';
import type { SiteConfig } from './config.js';
import { OperatingSystem } from './operating-system.js';
import type { Received } from './received.js';
import { SftpEnd } from './sftp-end.js';
import { newSshKeyPair } from './ssh-key-pair.js';
import type { z } from 'zod';

/** One pretend terminal, or the carrier's pretend system: its SFTP end, its operating system, its behaviour. */
export class Site {
  private answered = 0;

  private constructor(
    readonly config: SiteConfig,
    readonly behaviour: SiteBehaviour,
    readonly sftp: SftpEnd,
    readonly system: OperatingSystem,
  ) {}

  static async open(config: SiteConfig, folder: string, received: Received, clock: Clock, log: (line: string) => void): Promise<Site> {
    const root = resolve(config.sftp.root ?? join(folder, 'sites', config.code));
    const behaviour: SiteBehaviour = { sftp: 'normal', answers: 'normal', answerDelayMs: config.answersAfterMs, lateByMs: 10_000, clerk: config.clerk, clerkDelayMs: config.clerkDelayMs };
    const system = new OperatingSystem(config, root, () => behaviour, received, clock, log);
    await system.open();
    const sftp = new SftpEnd({ ...config.sftp, root, hostKey: { privateKey: await hostKeyOf(config.code, folder) } });
    await sftp.open();
    return new Site(config, behaviour, sftp, system);
  }

  /** What its clerk does with the next mail that asks for an answer. */
  nextAnswer(): ClerkAnswer {
    const { clerk } = this.behaviour;
    const answer = clerk[Math.min(this.answered, clerk.length - 1)] ?? 'none';
    this.answered += 1;
    return answer;
  }

  async change(change: z.infer<typeof siteChange>): Promise<void> {
    Object.assign(this.behaviour, change);
    if (change.clerk) this.answered = 0;
    if (change.sftp) await this.sftp.become(change.sftp);
  }

  async close(): Promise<void> {
    await this.sftp.close();
    await this.system.close();
  }
}

/** Kept beside the sites, so that a pinned fingerprint holds over a restart. */
async function hostKeyOf(code: string, folder: string): Promise<string> {
  const file = join(folder, 'host-keys', code);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = newSshKeyPair();
  await mkdir(join(folder, 'host-keys'), { recursive: true, mode: 0o700 });
  await writeFile(file, privateKey, { mode: 0o600 });
  return privateKey;
}
