import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from './find-tool.js';

export const swaksHere = () => findTool('swaks', 'swaks');

export interface MailBySwaks {
  from: string;
  to: string;
  subject: string;
  words: string;
  messageId?: string;
  inReplyTo?: string;
  attached?: readonly { name: string; type: string; bytes: Uint8Array }[];
  /** what the sender's mail server does to the mail on its way out: it signs it */
  signed?: (mail: Buffer) => Promise<Buffer>;
}

/** Sends a mail through a server's plain port as a client that is not ours. @throws with what was said between them */
export async function sendBySwaks(port: number, mail: MailBySwaks): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hawser-swaks-'));
  const put = async (name: string, bytes: Uint8Array) => { await writeFile(join(folder, name), bytes); return `@${join(folder, name)}`; };
  try {
    const written = await wordsOf(mail, put);
    const content = mail.signed ? ['--data', await put('signed', await mail.signed(await run(['--dump-mail', '--server', '127.0.0.1', ...written])))] : written;
    await run(['--server', '127.0.0.1', '--port', String(port), '--ehlo', 'client.quay.example', '--from', mail.from, '--to', mail.to, ...content]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A mail, as swaks is told to write it. */
async function wordsOf(mail: MailBySwaks, put: (name: string, bytes: Uint8Array) => Promise<string>): Promise<string[]> {
  const header = (line: string) => ['--header', line];
  const attached = await Promise.all((mail.attached ?? []).map(async ({ name, type, bytes }, index) => ['--attach-type', type, '--attach-name', name, '--attach', await put(String(index), bytes)]));
  return [
    '--from', mail.from, '--to', mail.to, ...header(`Subject: ${mail.subject}`),
    ...(mail.messageId ? header(`Message-Id: <${mail.messageId}>`) : []), ...(mail.inReplyTo ? header(`In-Reply-To: <${mail.inReplyTo}>`) : []), '--body', mail.words, ...attached.flat(),
  ];
}

async function run(args: readonly string[]): Promise<Buffer> {
  const tool = swaksHere();
  if (!tool) throw new Error('swaks: found neither var/tools/tools.json naming it nor one on this machine; `npm run set-up` provides it');
  return (await promisify(execFile)(tool.path, args, { env: { ...process.env, ...tool.env }, encoding: 'buffer' })).stdout;
}
