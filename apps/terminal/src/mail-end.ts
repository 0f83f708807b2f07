import { mkdir, rename, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { MailBehaviour } from './behaviour.js';
import { listenBelowEphemeral } from './listen-below-ephemeral.js';

/** One mail, kept. */
export interface KeptMail {
  mailbox: string;
  file: string;
  /** attachments of type application/EDI-X12 or application/EDIFACT */
  interchanges: Buffer[];
  raw: Buffer;
  /** of the documents in it (X-Hawser-Ref); none: nothing to answer */
  refs: string[];
}

export interface MailEndSettings {
  port: number;
  /** mails are kept as <folder>/<mailbox>/<number>.eml */
  folder: string;
  mailboxes: readonly string[];
  /** called before the sender gets its 250 */
  onMail(mail: KeptMail): Promise<void>;
}

const LARGEST_MAIL = 64 * 1024 * 1024;

/** One listener for the mailboxes of every site. */
export class MailEnd {
  port = 0;
  private behaviour: MailBehaviour = { smtp: 'normal', mailboxes: [] };
  private server: SMTPServer | null = null;
  private readonly sockets = new Set<Socket>();
  private kept = 0;

  constructor(private readonly settings: MailEndSettings) {}

  async open(): Promise<void> {
    this.server = this.makeServer();
    // Whoever sends half a mail and leaves is no fault of this end.
    this.server.on('error', () => undefined);
    this.server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.port = await listenBelowEphemeral(this.server.server, this.port || this.settings.port);
  }

  async become(behaviour: MailBehaviour): Promise<void> {
    const before = this.behaviour.smtp;
    this.behaviour = behaviour;
    if (before === behaviour.smtp) return;
    if (behaviour.smtp === 'refuse') await this.close();
    if (before === 'stall') this.cutAll();
    if (before === 'refuse') await this.open();
  }

  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    this.cutAll();
    await new Promise<void>((done) => { server.close(done); });
  }

  private makeServer(): SMTPServer {
    return new SMTPServer({
      size: LARGEST_MAIL,
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 200,
      onConnect: (_session, done) => { if (this.behaviour.smtp !== 'stall') done(); },
      onRcptTo: ({ address }, _session, done) => done(this.refusalOf(address.toLowerCase())),
      onData: (stream, session, done) => {
        this.keep(stream, session).then((refusal) => {
          if (refusal) return done(refusal);
          if (this.behaviour.smtp === 'drop-after-data' && this.meant(recipientsOf(session))) return this.cut(session.remotePort);
          done();
        }, (error: unknown) => done(reply(451, `not kept: ${error instanceof Error ? error.message : String(error)}`)));
      },
    });
  }

  private refusalOf(address: string): Error | null {
    if (!this.settings.mailboxes.includes(address)) return reply(550, '5.1.1 no such mailbox');
    if (!this.meant([address])) return null;
    if (this.behaviour.smtp === 'defer') return reply(451, '4.7.1 try again later');
    if (this.behaviour.smtp === 'reject-recipient') return reply(550, '5.1.1 mailbox not accepted');
    return null;
  }

  private meant(addresses: string[]): boolean {
    const { mailboxes } = this.behaviour;
    return mailboxes.length === 0 || addresses.some((address) => mailboxes.includes(address));
  }

  private async keep(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      // Read to its end all the same, or the connection would stand still.
      if (size <= LARGEST_MAIL) chunks.push(chunk);
    }
    if (size > LARGEST_MAIL) return reply(552, `5.3.4 found more than ${LARGEST_MAIL} bytes`);
    const mail = Buffer.concat(chunks);
    const { attachments, headers } = await simpleParser(mail);
    const interchanges = attachments.filter(({ contentType }) => /^application\/(edi-x12|edifact)$/i.test(contentType)).map(({ content }) => content);
    const named = headers.get('x-hawser-ref');
    const refs = typeof named === 'string' ? named.split(/[,\s]+/).filter((ref) => ref !== '') : [];
    for (const mailbox of new Set(recipientsOf(session))) {
      await this.settings.onMail({ mailbox, file: await this.store(mailbox, mail), interchanges, raw: mail, refs });
    }
    return null;
  }

  private async store(mailbox: string, mail: Buffer): Promise<string> {
    const folder = join(this.settings.folder, mailbox);
    await mkdir(folder, { recursive: true });
    this.kept += 1;
    const file = join(folder, `${String(this.kept).padStart(5, '0')}.eml`);
    await writeFile(`${file}.tmp`, mail);
    await rename(`${file}.tmp`, file);
    return file;
  }

  private cut(remotePort: number): void {
    for (const socket of this.sockets) if (socket.remotePort === remotePort) socket.destroy();
  }

  private cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Only addresses that were accepted, so each is one of the mailboxes and safe as a folder's name. */
function recipientsOf(session: SMTPServerSession): string[] {
  return session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
}

function reply(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
