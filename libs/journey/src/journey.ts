import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import type { Channel, Inbox, MailTrust, PickUp, TxtResolver } from '#channels';
import type { Clock, Logger } from '#common';
import type { Directory, MailInbox, MailRelay, Settings, SftpProfile } from '#directory';
import type { Ledger } from '#ledger';
import type { RenderPool } from '#rendering';

/** Everything a step of the journey works with. Built once per process, handed to every step. */
export interface Journey {
  ledger: Ledger;
  clock: Clock;
  directory: Directory;
  settings: Settings;
  channels: Channels;
  /** threads that make mails of documents */
  rendering: RenderPool;
  /** by what our mails can be told from others */
  mailTrust: MailTrust;
  /** what DNS says of senders (DKIM, DMARC): records agreed beforehand, then DNS itself */
  txt: TxtResolver;
  log: Logger;
  /** this process, as it stands in tries and leases */
  holder: string;
}

/** The ways out of this process, and its way to what endpoints left for us. */
export interface Channels {
  edi(endpoint: string, profile: SftpProfile): { channel: Channel; pickUp: PickUp | null };
  email(relay: MailRelay): Channel;
  /** A mailbox of ours; one connection for each that is asked for. */
  inbox(settings: MailInbox): Inbox;
  /** Cuts every session with an endpoint or a relay, by its name; what is on its way is in doubt where it may have arrived, and says so. */
  cut(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Unique over restarts: a process that comes back must not take its dead self's tries for its own. */
export const makeHolder = (what: string) => `${what}-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;

/** Woken by NOTIFY: `lanes` when documents wait, with the endpoint as payload. Only a hint; the sweep finds what it missed. */
export const WAITING_CHANNEL = 'hawser_waiting';
