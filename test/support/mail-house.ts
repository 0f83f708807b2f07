import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from './certificates.js';
import { dovecotHere, startDovecot, type Dovecot, type Mailbox } from './dovecot.js';
import { startMailPolicy, type MailPolicy } from './mail-policy.js';
import type { MailServer } from './mail-server.js';
import { postfixHere, startPostfix } from './postfix.js';
import { readMailbox, readThreads, type Stored } from './read-mailbox.js';
import { startStandIn } from './stand-in-relay.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

export interface MailHouse {
  relay: MailServer;
  policy: MailPolicy;
  dovecot: Dovecot;
  certificates: Certificates;
  /** a breakable line to the relay's plain port, or wherever it is led */
  line: TcpProxy;
  read(address: string): Promise<Stored[]>;
  /** how many mails of its inbox stand together, thread by thread */
  threads(address: string): Promise<number[]>;
  /** both servers' words, for a failure */
  log(): string;
  stop(): Promise<void>;
}

/** Who takes the mail, for a test's title. */
export const RELAY = postfixHere() ? 'Postfix' : "the tests' own smtp-server (Postfix runs for root alone)";
/** False on a machine without Dovecot (macOS): there is no mailbox to look into. */
export const MAILBOXES = dovecotHere() !== null;

/** Dovecot says no to a mailbox nobody gave it; the sender's must be one of them, or no bounce has a place to go. */
export interface MailHouseOptions { mailboxes: readonly Mailbox[]; domains: readonly string[]; sizeLimit?: number }

/** How an installation's settings name it: its relay, and the mailbox of that address that is read, with the password in that environment variable. */
export const settingsOf = ({ line, dovecot }: MailHouse, { address, passwordEnv }: { address: string; passwordEnv: string }) => ({
  relay: { host: '127.0.0.1', port: line.port, tls: 'none' }, from: address, replyTo: address,
  inboxes: [{ name: 'answers', host: '127.0.0.1', port: dovecot.imapPort, tls: 'none', user: address, passwordEnv, pollEvery: '1s' }],
});

const SIZE_LIMIT = 10_240_000;

/** A relay and the mailboxes behind it, for one spec: everything of it on 127.0.0.1, in folders and on ports of its own. */
export async function startMailHouse({ mailboxes, domains, sizeLimit = SIZE_LIMIT }: MailHouseOptions): Promise<MailHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'hawser-mail-'));
  const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => { for (const end of ends.splice(0).reverse()) await end(); };
  const kept = <T extends { stop(): Promise<void> }>(one: T): T => { ends.push(() => one.stop()); return one; };
  try {
    await chmod(folder, 0o755);
    const certificates = await makeCertificates(folder);
    const policy = kept(await startMailPolicy());
    const dovecot = kept(await startDovecot(mailboxes));
    const relay = kept(await (postfixHere() ? startPostfix : startStandIn)({ domains, sizeLimit, policyPort: policy.port, policy, dovecot, certificates }));
    const line = kept(await startTcpProxy({ host: '127.0.0.1', port: relay.ports.plain }));
    return {
      relay, policy, dovecot, certificates, line, stop,
      threads: (address) => readThreads({ port: dovecot.imapPort, address, password: dovecot.password }),
      read: (address) => readMailbox({ port: dovecot.imapPort, address, password: dovecot.password }),
      log: () => `${relay.log()}\n${dovecot.log()}`,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
