import { ask } from '../ask.js';
import { table } from '../table.js';
import { whoRuns } from '../who-runs.js';

interface Learned { of: string; capBytes: number; because: string; until: string }
interface Impaired { mailbox: string; endpoint: string; state: string; reports: number; words: string; until: string | null; untilDay: string | null; at: string }
interface Caps { defaultCapBytes: number; mailboxes: Learned[]; relays: Learned[]; impaired: Impaired[] }

const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;

/** `hawser mailboxes`: how large a mail may be as it travels, the mailboxes and relays whose refusals taught less, and the mailboxes that mail does not get into. */
export async function mailboxes(options: { json?: boolean }): Promise<void> {
  const caps = await ask<Caps>('GET', '/mailboxes');
  if (options.json) { process.stdout.write(`${JSON.stringify(caps)}\n`); return; }
  if (caps.impaired.length > 0) process.stdout.write(`${impaired(caps.impaired)}\n`);
  process.stdout.write(`A mail is at most ${mib(caps.defaultCapBytes)} as it travels (mail.mailbox.cap); what is larger goes in parts.\n`);
  const learned = [...caps.mailboxes, ...caps.relays.map((relay) => ({ ...relay, of: `relay ${relay.of}` }))];
  if (learned.length === 0) { process.stdout.write('No mailbox and no relay has refused one for its size.\n'); return; }
  process.stdout.write(`${table([
    { head: 'mailbox or relay', of: (row: Learned) => row.of }, { head: 'takes', right: true, of: (row) => mib(row.capBytes) },
    { head: 'until (UTC)', of: (row) => row.until.slice(0, 16).replace('T', ' ') }, { head: 'because', of: (row) => row.because },
  ], learned)}\nOne takes more now? npx hawser forget-cap ADDRESS|RELAY --because "…"\n`);
}

/** What machines reported of mailboxes this week: the newest of each. */
const impaired = (rows: readonly Impaired[]) => `Mail is impaired:\n${table([
  { head: 'mailbox', of: (row: Impaired) => row.mailbox }, { head: 'endpoint', of: (row) => row.endpoint }, { head: 'how', of: (row) => row.state }, { head: 'reports', right: true, of: (row) => String(row.reports) },
  { head: 'last (UTC)', of: (row) => row.at.slice(0, 16).replace('T', ' ') }, { head: 'words', of: (row) => (row.until === null ? row.words : `${row.until}${row.untilDay === null ? ' (as written)' : ` (${row.untilDay})`}`).slice(0, 120) },
], rows)}`;

/** `hawser forget-cap ADDRESS|RELAY`: the setting counts again, until the next refusal. */
export async function forget(of: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<{ forgotten: boolean; capBytes: number }>('POST', '/mailboxes/forget', { of, because: options.because, actor: whoRuns(options.actor) });
  if (options.json) { process.stdout.write(`${JSON.stringify(done)}\n`); return; }
  process.stdout.write(done.forgotten ? `${of} is given mails of up to ${mib(done.capBytes)} again.\n` : `Nothing was learned of ${of}: it is given mails of up to ${mib(done.capBytes)} already.\n`);
}
