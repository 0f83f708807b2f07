import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import type { Clock, Logger } from '#common';
import type { Directory, Settings } from '#directory';
import type { Ledger } from '#ledger';
import type { ChannelBook } from './channel-book.js';

/** Everything a step of the journey works with. Built once per process, handed to every step. */
export interface Journey {
  ledger: Ledger;
  clock: Clock;
  directory: Directory;
  settings: Settings;
  channels: ChannelBook;
  log: Logger;
  /** this process, as it stands in tries and leases */
  holder: string;
}

/** Unique over restarts: a process that comes back must not take its dead self's tries for its own. */
export const makeHolder = (what: string) => `${what}-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;

/** Woken by NOTIFY: `lanes` when documents wait, with the endpoint as payload. Only a hint; the sweep finds what it missed. */
export const WAITING_CHANNEL = 'hawser_waiting';
