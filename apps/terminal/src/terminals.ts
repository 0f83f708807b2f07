import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Clock } from '#common';
import { Clerk } from './clerk.js';
import { terminalsConfig, type TerminalsConfigInput } from './config.js';
import { ControlDoor } from './control-door.js';
import { MailEnd, type KeptMail } from './mail-end.js';
import { Received } from './received.js';
import { Site } from './site.js';

/** What a caller needs to reach what was started; the ready line of the process is this as JSON. */
export interface ReadyTerminals {
  control: { port: number };
  /** records: what the clerks' domains would have in DNS, TXT by name */
  mail: { port: number; records: Record<string, string> };
  sites: { code: string; sftp: { port: number; hostKey: string } }[];
}

/**
 * Starts every site, the mail end and the control door.
 * @param log  one line for what went wrong inside a pretend terminal
 * @throws when the configuration is wrong or a port is taken; nothing stays open then
 */
export async function startTerminals(input: TerminalsConfigInput, clock: Clock, log: (line: string) => void): Promise<{ ready: ReadyTerminals; received: Received; close(): Promise<void> }> {
  const config = terminalsConfig.parse(input);
  const folder = resolve(config.folder);
  await mkdir(folder, { recursive: true });
  const received = new Received(clock);
  const open: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => { await Promise.all(open.splice(0).map((each) => each.close())); };
  try {
    const sites: Site[] = [];
    for (const each of config.sites) {
      const site = await Site.open(each, folder, received, clock, log);
      sites.push(site);
      open.push(site);
    }
    const clerk = config.mail.clerk ? new Clerk(config.mail.clerk, config.sites.map(({ mailbox }) => mailbox), clock, log) : null;
    if (clerk) open.push(clerk);
    const mail = new MailEnd({
      port: config.mail.port,
      folder: join(folder, 'mail'),
      mailboxes: [...config.sites.map(({ mailbox }) => mailbox), ...config.mail.otherMailboxes],
      onMail: (kept) => takeToDesk(kept, sites, received, clerk),
    });
    await mail.open();
    open.push(mail);
    const door = new ControlDoor(new Map(sites.map((site) => [site.config.code, site])), mail, received, clerk);
    const controlPort = await door.open(config.control.port);
    open.push(door);
    return {
      ready: {
        control: { port: controlPort },
        mail: { port: mail.port, records: clerk?.records() ?? {} },
        sites: sites.map(({ config: { code }, sftp: { port, hostKey } }) => ({ code, sftp: { port, hostKey } })),
      },
      received,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A clerk's desk: what is attached is booked for every site that reads this mailbox; what asks for an answer gets what its site's clerk says. */
async function takeToDesk(kept: KeptMail, sites: readonly Site[], received: Received, clerk: Clerk | null): Promise<void> {
  for (const site of sites.filter(({ config }) => config.mailbox === kept.mailbox)) {
    for (const bytes of kept.interchanges) await received.book(site.config, bytes, { channel: 'email', source: basename(kept.file) });
    const answer = clerk && kept.refs.length > 0 ? site.nextAnswer() : 'none';
    if (answer !== 'none') clerk?.read(site.config.code, kept, answer, site.behaviour.clerkDelayMs);
  }
}
