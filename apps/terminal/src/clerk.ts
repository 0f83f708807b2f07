import { generateKeyPairSync } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { wordsOf, type Clock } from '#common';
import { SHAPES, type AnswerShape, type ClerkAnswer } from './clerk-words.js';
import type { KeptMail } from './mail-end.js';

/** The clerk's own book: one line for each answer that our mailbox took. */
export interface ClerkLine { site: string; answer: Exclude<ClerkAnswer, 'none'>; refs: string[]; messageId: string; at: string }

export interface ClerkSettings {
  /** where answers are delivered by LMTP, on this machine */
  lmtpPort: number;
  /** the mailbox that answers are for; other addresses get none */
  to: string;
}

const SELECTOR = 'clerk';
/** Signs as well as anybody, and no endpoint lists it. */
const UNLISTED = 'somebody@elsewhere.example';
const LARGEST_QUOTE = 2_000;

/** Reads what comes to the mailboxes of the sites, and answers it as people do. Each domain signs with a key of its own, made at its start. */
export class Clerk {
  private readonly keys = new Map<string, { privateKey: string; record: string }>();
  private readonly book: ClerkLine[] = [];
  private readonly waiting = new Set<NodeJS.Timeout>();
  private readonly sending = new Set<Promise<void>>();

  constructor(private readonly settings: ClerkSettings, mailboxes: readonly string[], private readonly clock: Clock, private readonly log: (line: string) => void) {
    for (const domain of new Set([...mailboxes, UNLISTED].map(domainOf))) this.keys.set(domain, newKey());
  }

  /** What these domains would have in DNS: TXT records by name. */
  records(): Record<string, string> {
    return Object.fromEntries([...this.keys].map(([domain, { record }]) => [`${SELECTOR}._domainkey.${domain}`, record]));
  }

  list(): { answers: ClerkLine[]; pending: number } { return { answers: [...this.book], pending: this.waiting.size + this.sending.size }; }

  /** Does not wait: a clerk answers long after the mail was taken. */
  read(site: string, mail: KeptMail, answer: Exclude<ClerkAnswer, 'none'>, afterMs: number): void {
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      const sent = this.answer(site, mail, answer).catch((error: unknown) => { this.log(`${site}: its clerk could not answer: ${wordsOf(error)}`); });
      this.sending.add(sent);
      void sent.then(() => this.sending.delete(sent));
    }, afterMs);
    this.waiting.add(timer);
  }

  async close(): Promise<void> {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
    await Promise.all(this.sending);
  }

  private async answer(site: string, mail: KeptMail, answer: Exclude<ClerkAnswer, 'none'>): Promise<void> {
    const shape = SHAPES[answer];
    const from = shape.from === 'unlisted' ? UNLISTED : mail.mailbox;
    const { raw, refs } = mail;
    const asked = await simpleParser(raw);
    const key = this.keys.get(domainOf(from));
    const line = createTransport({
      host: '127.0.0.1', port: this.settings.lmtpPort, lmtp: true, secure: false, ignoreTLS: true,
      ...(shape.signed && key ? { dkim: { domainName: domainOf(from), keySelector: SELECTOR, privateKey: key.privateKey } } : {}),
    });
    const at = this.clock.now();
    const references = [asked.references ?? [], asked.messageId ?? []].flat();
    const sent = await line.sendMail({
      from, to: this.settings.to, date: at, subject: shape.subject(asked.subject ?? ''), text: textOf(shape, refs, from, { from: asked.from?.text ?? '', date: asked.date ?? at, text: asked.text ?? '' }),
      ...(asked.messageId ? { inReplyTo: asked.messageId, references } : {}),
      ...(shape.automatic ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {}),
    });
    this.book.push({ site, answer, refs: [...shape.about(refs)], messageId: sent.messageId, at: at.toISOString() });
  }
}

/** Above what is quoted, as Outlook and Gmail put it. */
function textOf(shape: AnswerShape, refs: readonly string[], from: string, asked: { from: string; date: Date; text: string }): string {
  const own = `${shape.says(refs)}\r\n`;
  const quoted = asked.text.slice(0, LARGEST_QUOTE);
  if (shape.quoting === 'none') return own;
  if (shape.quoting === 'gmail') return `${own}\r\nOn ${asked.date.toUTCString()} ${asked.from} wrote:\r\n\r\n${quoted.split(/\r?\n/).map((each) => `> ${each}`).join('\r\n')}\r\n`;
  return `${own}\r\n-----Original Message-----\r\nFrom: ${asked.from}\r\nSent: ${asked.date.toUTCString()}\r\nTo: ${from}\r\n\r\n${quoted}\r\n`;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

function newKey(): { privateKey: string; record: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), record: `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}` };
}
