import { ask, askForBytes, NoError } from '../ask.js';
import { table } from '../table.js';

interface Mailbox { name: string; host: string; user: string; folder: string; cursor: string | null; lookedAt: string | null; trouble: string | null; words: string | null; troubleSince: string | null }
interface MailIn { id: number; mailbox: string; uidValidity: string; uid: string; receivedAt: string; sha256: string; byteLength: number; messageId: string | null; fromAddress: string | null; subject: string; kind: string; endpoint: string | null; sender: Record<string, unknown>; outcome: string; because: string; /** of one mail alone */ says?: string | null; tasks?: { id: number; kind: string; what: string }[] }
interface Options { json?: boolean; raw?: boolean; mailbox?: string; limit?: string; before?: string }

const when = (at: string | null) => at?.slice(0, 19).replace('T', ' ') ?? '-';
/** A stranger's words on somebody's terminal: no control characters, no line of their own. */
const plain = (text: string | null, most: number) => { const line = (text ?? '-').replace(/\p{Cc}+/gu, ' '); return line.length > most ? `${line.slice(0, most - 1)}…` : line; };

/** `hawser inbox [ID]`: how our mailboxes stand and what came in, the newest first; or one mail, as it was judged, or as it came. */
export async function inbox(id: string | undefined, options: Options): Promise<void> {
  if (id !== undefined) return one(id, options);
  if (options.raw) throw new NoError('--raw is for one mail: npx hawser inbox ID --raw', 2);
  const query = new URLSearchParams({ limit: options.limit ?? '50', ...(options.mailbox === undefined ? {} : { mailbox: options.mailbox }), ...(options.before === undefined ? {} : { before: options.before }) });
  const [mailboxes, mails] = [await ask<Mailbox[]>('GET', '/inboxes'), await ask<MailIn[]>('GET', `/mails-in?${query.toString()}`)];
  // One that is read no more has mails still.
  if (options.mailbox !== undefined && mails.length === 0 && !mailboxes.some(({ name }) => name === options.mailbox)) throw new NoError(`no mailbox is called ${plain(options.mailbox, 60)}; there ${mailboxes.length === 0 ? 'is none (mail.inboxes in settings.yaml)' : `are ${mailboxes.map(({ name }) => name).join(', ')}`}`);
  if (options.json) { process.stdout.write(`${JSON.stringify({ mailboxes, mails })}\n`); return; }
  process.stdout.write(mailboxes.length === 0 ? 'No mailbox is read: mail.inboxes in settings.yaml names none. A person says what terminals answer.\n' : `${table([
    { head: 'mailbox', of: (row: Mailbox) => row.name }, { head: 'read up to', of: (row) => row.cursor ?? '-' }, { head: 'looked at (UTC)', of: (row) => when(row.lookedAt) },
    { head: 'trouble', of: (row) => (row.trouble === null ? '-' : `${row.trouble} since ${when(row.troubleSince)}: ${row.words ?? ''}`) },
  ], mailboxes)}\n`);
  process.stdout.write(mails.length === 0 ? 'No mail came in yet.\n' : `\n${table([
    { head: 'id', right: true, of: (row: MailIn) => row.id }, { head: 'came (UTC)', of: (row) => when(row.receivedAt) }, { head: 'from', of: (row) => plain(row.fromAddress, 60) }, { head: 'subject', of: (row) => plain(row.subject, 60) },
    { head: 'kind', of: (row) => row.kind }, { head: 'outcome', of: (row) => row.outcome }, { head: 'because', of: (row) => plain(row.because, 160) },
  ], mails)}\n\nOne of them: npx hawser inbox ID; as it came: npx hawser inbox ID --raw > mail.eml\n`);
}

async function one(id: string, { json, raw }: Options): Promise<void> {
  const at = `/mails-in/${encodeURIComponent(id)}`;
  if (raw) {
    process.stdout.write(await askForBytes(`${at}/raw`, 'message/rfc822'));
    return;
  }
  const mail = await ask<MailIn>('GET', at);
  if (json) { process.stdout.write(`${JSON.stringify(mail)}\n`); return; }
  process.stdout.write(`${[
    `Mail ${mail.id} from ${plain(mail.fromAddress, 254)}, came ${when(mail.receivedAt)} UTC to ${mail.mailbox} (${mail.uidValidity}:${mail.uid})`,
    `Subject: ${plain(mail.subject, 500)}`,
    ...(mail.says ? [`Says: ${plain(mail.says.replace(/\s*\n\s*/g, ' / '), 500)}`] : []),
    `${mail.kind}${mail.endpoint === null ? '' : ` of ${mail.endpoint}`}; ${mail.outcome}: ${plain(mail.because, 1_000)}`,
    ...judged(mail),
    `${mail.messageId === null ? 'no Message-ID' : `<${plain(mail.messageId, 300)}>`}, ${mail.byteLength} bytes${mail.sha256 === '' ? ', not read' : `, SHA-256 ${mail.sha256}`}`,
    ...(mail.tasks ?? []).map((task) => `Task ${task.id}  ${task.kind}: ${plain(task.what, 1_000)}`), ...nextFor(mail),
  ].join('\n')}\n`);
}

/** Whether its sender is listed, and whether it is proved to be theirs, as found when it came; what its outcome quotes is not said again. */
function judged({ sender, because }: MailIn): string[] {
  return [['Listed', sender['listedBecause']], ['Proof', sender['because']]].flatMap(([label, words]) => (typeof words === 'string' && !because.includes(words) ? [`${String(label)}: ${plain(words, 500)}`] : []));
}

/** What can be done with it depends on what became of it; where a person has a task, that says so. */
function nextFor({ id, kind, outcome, tasks }: MailIn): string[] {
  if ((tasks ?? []).length > 0) return [`As it came: npx hawser inbox ${id} --raw`];
  if (kind === 'untaken') return [`As it came: npx hawser inbox ${id} --raw. Once what it was not taken for is mended: npx hawser read-again ${id} --because "…"; or enter what it says: npx hawser answered REF …`];
  if (kind !== 'answer') return [`As it came: npx hawser inbox ${id} --raw`];
  return [`As it came: npx hawser inbox ${id} --raw${outcome === 'held' || outcome === 'refused' ? `. If it is theirs: npx hawser believe ${id} --because "…"${outcome === 'held' ? `; if not: npx hawser refuse ${id} --because "…"` : ''}` : ''}`];
}
