import { ask } from '../ask.js';
import { table } from '../table.js';

interface Learned { mailbox: string; capBytes: number; because: string; until: string }
interface Caps { defaultCapBytes: number; mailboxes: Learned[] }

const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;

/** `hawser mailboxes`: how large a mail may be as it travels, and the mailboxes whose refusals taught less. */
export async function mailboxes(options: { json?: boolean }): Promise<void> {
  const caps = await ask<Caps>('GET', '/mailboxes');
  if (options.json) { process.stdout.write(`${JSON.stringify(caps)}\n`); return; }
  process.stdout.write(`A mail is at most ${mib(caps.defaultCapBytes)} as it travels (mail.mailbox.cap); what is larger goes in parts.\n`);
  if (caps.mailboxes.length === 0) { process.stdout.write('No mailbox has refused one for its size.\n'); return; }
  process.stdout.write(`${table([
    { head: 'mailbox', of: (row: Learned) => row.mailbox }, { head: 'takes', right: true, of: (row) => mib(row.capBytes) },
    { head: 'until (UTC)', of: (row) => row.until.slice(0, 16).replace('T', ' ') }, { head: 'because', of: (row) => row.because },
  ], caps.mailboxes)}\nOne takes more now? npx hawser forget-cap ADDRESS --because "…"\n`);
}

/** `hawser forget-cap ADDRESS`: the setting counts again, until the next refusal. */
export async function forget(mailbox: string, options: { because: string; actor?: string; json?: boolean }): Promise<void> {
  const done = await ask<{ forgotten: boolean; capBytes: number }>('POST', '/mailboxes/forget', { mailbox, because: options.because, actor: options.actor ?? process.env['USER'] ?? 'desk' });
  if (options.json) { process.stdout.write(`${JSON.stringify(done)}\n`); return; }
  process.stdout.write(done.forgotten ? `${mailbox} is given mails of up to ${mib(done.capBytes)} again.\n` : `Nothing was learned of ${mailbox}: it is given mails of up to ${mib(done.capBytes)} already.\n`);
}
