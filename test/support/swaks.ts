import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findTool } from './find-tool.js';

export const swaksHere = () => findTool('swaks', 'swaks');

/** Sends a mail through a server's plain port as a client that is not ours. @throws with what was said between them */
export async function sendBySwaks(port: number, mail: { from: string; to: string; subject: string; words: string; messageId?: string; inReplyTo?: string }): Promise<void> {
  const tool = swaksHere();
  if (!tool) throw new Error('swaks: found neither var/tools/tools.json naming it nor one on this machine; `npm run set-up` provides it');
  const header = (line: string) => ['--header', line];
  await promisify(execFile)(tool.path, [
    '--server', '127.0.0.1', '--port', String(port), '--ehlo', 'client.quay.example', '--from', mail.from, '--to', mail.to, ...header(`Subject: ${mail.subject}`),
    ...(mail.messageId ? header(`Message-Id: <${mail.messageId}>`) : []), ...(mail.inReplyTo ? header(`In-Reply-To: <${mail.inReplyTo}>`) : []), '--body', mail.words,
  ], { env: { ...process.env, ...tool.env } });
}
