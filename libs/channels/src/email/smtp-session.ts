import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { wordsOf } from '#common';
import type { Outgoing } from '../channel.js';
import { OutgoingDiffers } from '../sftp/sftp-fault.js';
import { isWrongCertificate, refusedTls, type SmtpEvidence, type SmtpStage } from './classify-smtp.js';

export interface Relay {
  host: string;
  port: number;
  /** TLS from the first byte (submissions, 465) */
  secure: boolean;
  /** required: no mail without it · offered: when the relay has it, and a bad certificate ends the try · never: loopback only */
  startTls?: 'required' | 'offered' | 'never';
  /** PEM file of the authority its certificate is signed by; else those this machine trusts */
  caFile?: string;
  user?: string;
  /** name of the environment variable that holds the password */
  passwordEnv?: string;
  /** what we call ourselves in EHLO */
  name?: string;
}

export interface SmtpTimeouts {
  /** name lookup, TCP and TLS together */
  connectMs: number;
  greetingMs: number;
  /** nothing moves in either direction for this long */
  stallMs: number;
}

/** A session that took a mail so recently is asked nothing before the next: it is in step, and hardly gone meanwhile. */
const JUST_NOW_MS = 250;

/**
 * One kept session with a relay. nodemailer's own pool reports a dropped connection without saying whether the final dot
 * had gone; here the mail's bytes pass through our hands, so we know: the dot cannot have been written while the reader
 * of the content still asks for more.
 */
export class SmtpSession {
  private readonly connection: SMTPConnection;
  private stage: SmtpStage = 'connect';
  private fail: ((error: unknown) => void) | null = null;
  private dead = false;
  private used = false;
  /** performance.now() of the last mail that was taken; after any other end the next one begins with RSET */
  private tookMailAt = -Infinity;
  private storageFault: { error: unknown } | null = null;

  private caFault: Error | null = null;

  constructor(private readonly relay: Relay, timeouts: SmtpTimeouts) {
    const startTls = relay.startTls ?? 'offered';
    this.connection = new SMTPConnection({
      host: relay.host, port: relay.port, secure: relay.secure, requireTLS: startTls === 'required' && !relay.secure, ignoreTLS: startTls === 'never', name: relay.name, tls: this.authority(),
      connectionTimeout: timeouts.connectMs, dnsTimeout: timeouts.connectMs, greetingTimeout: timeouts.greetingMs, socketTimeout: timeouts.stallMs, socketCloseTimeout: 1_000,
    });
    this.connection.on('error', (error) => this.lost(error));
    this.connection.once('end', () => this.lost(coded('ECONNECTION', 'the relay closed the connection')));
  }

  private authority(): { ca?: Buffer } {
    if (this.relay.caFile === undefined) return {};
    try {
      return { ca: readFileSync(this.relay.caFile) };
    } catch (error) {
      // Told when it is opened, like a password that is not there.
      this.caFault = coded('ENOAUTH', `caFile: ${wordsOf(error)}; expected the PEM of the authority that signed the relay's certificate`);
      return {};
    }
  }

  get usable(): boolean { return !this.dead; }

  /** Connects and logs in. @returns the relay's last words, or what went wrong */
  async open(signal: AbortSignal): Promise<SmtpEvidence | null> {
    try {
      if (this.caFault) throw this.caFault;
      await this.step<void>(signal, (done) => this.connection.connect((error) => done(error ?? null)));
      this.stage = 'login';
      const { user, passwordEnv } = this.relay;
      if (user !== undefined) {
        // Whoever takes STARTTLS out of a greeting on its way must not be told the password (RFC 8314 4.4).
        if (!this.connection.secure && this.relay.startTls !== 'never') throw coded('ETLS', 'the relay offers no TLS, and a password is not said in clear; set tls: none where the relay is on this machine');
        const pass = passwordEnv === undefined ? undefined : process.env[passwordEnv];
        if (!pass) throw coded('ENOAUTH', `relay password: found nothing in the environment variable ${passwordEnv ?? '(none named)'}, expected the password of ${user}`);
        await this.step<void>(signal, (done) => this.connection.login({ user, pass }, (error) => done(error ?? null)));
      }
      return null;
    } catch (error) {
      this.drop();
      const evidence = evidenceOf(this.stage, error);
      return { ...evidence, words: tlsWords(this.relay, evidence) ?? evidence.words };
    }
  }

  /** Clears what an earlier mail left. A kept session the relay has ended meanwhile shows here, before the document does. */
  async freshen(signal: AbortSignal): Promise<boolean> {
    if (!this.used || performance.now() - this.tookMailAt < JUST_NOW_MS) return this.usable;
    try {
      await this.step<void>(signal, (done) => this.connection.reset((error) => done(error ?? null)));
      return this.usable;
    } catch {
      // The session is gone; a new one takes its place and tells why if it cannot.
      this.drop();
      return false;
    }
  }

  /**
   * Sends the stored bytes as they are.
   * @returns the evidence of this one try
   * @throws OutgoingDiffers, or what reading the stored bytes threw: our own storage is broken, nothing was committed
   */
  async send(from: string, outgoing: Outgoing, signal: AbortSignal): Promise<SmtpEvidence> {
    this.used = true;
    this.tookMailAt = -Infinity;
    this.stage = 'envelope';
    const content = Readable.from(this.passing(outgoing), { objectMode: false });
    try {
      const info = await this.step<SMTPConnection.SentMessageInfo>(signal, (done) => this.connection.send({ from, to: [...outgoing.recipients], size: outgoing.byteLength, ...asksForReports(outgoing) }, content, (error, sent) => done(error, sent)));
      if ((info.rejected?.length ?? 0) === 0) this.tookMailAt = performance.now();
      return {
        stage: 'done', replyCode: replyCodeIn(info.response), enhancedCode: enhancedCodeIn(info.response), errorCode: null, words: info.response ?? '',
        refusedRecipients: (info.rejectedErrors ?? []).map((error, index) => ({ address: error.recipient ?? info.rejected[index] ?? '', words: error.response ?? error.message })),
      };
    } catch (error) {
      if (this.storageFault) {
        this.drop();
        throw this.storageFault.error;
      }
      const evidence = evidenceOf(this.stage, error);
      // After a reply the dialogue is in step and may be kept; after anything else, or in the middle of the content, it is not.
      if (evidence.replyCode === null || evidence.stage === 'content' || evidence.replyCode === 421) this.drop();
      return evidence;
    }
  }

  /** Says QUIT and lets go. Never throws: nothing depends on it. */
  quit(): void {
    if (this.dead) return;
    this.dead = true;
    this.connection.quit();
    setTimeout(() => this.connection.close(), 1_000).unref();
  }

  get lastWords(): string { return String(this.connection.lastServerResponse || ''); }

  /** Cuts the connection: the final dot, if it has not gone, will not go. */
  drop(): void {
    this.dead = true;
    this.connection.close();
  }

  /** The bytes on their way, counted and hashed: a mail that is not what was stored is never committed. */
  private async *passing(outgoing: Outgoing): AsyncGenerator<Uint8Array> {
    this.stage = 'content';
    const hash = createHash('sha256');
    let length = 0;
    try {
      for await (const chunk of outgoing.bytes()) {
        length += chunk.byteLength;
        hash.update(chunk);
        yield chunk;
      }
      const sha256 = hash.digest('hex');
      if (length !== outgoing.byteLength || sha256 !== outgoing.sha256.toLowerCase()) {
        throw new OutgoingDiffers(`stored mail ${outgoing.wireIdentity}: found ${length} bytes with SHA-256 ${sha256}, expected ${outgoing.byteLength} with ${outgoing.sha256}`, { wireIdentity: outgoing.wireIdentity });
      }
    } catch (error) {
      // nodemailer writes a code of its own into an error it meets, so it gets another one than the caller.
      this.storageFault = { error };
      throw new Error('the stored mail could not be read');
    }
    this.stage = 'commit';
  }

  /** One exchange. Ends with its callback, with the connection's end, or with the signal, whichever comes first. */
  private async step<T>(signal: AbortSignal, run: (done: (error: unknown, value?: T) => void) => void): Promise<T> {
    if (signal.aborted) throw coded('EABORTED', 'stopped before it began');
    if (this.dead) throw coded('ECONNECTION', 'the session has ended');
    let onAbort: () => void = () => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.fail = reject;
        onAbort = () => {
          reject(coded('EABORTED', 'stopped by us'));
          this.drop();
        };
        signal.addEventListener('abort', onAbort, { once: true });
        run((error, value) => (error ? reject(error instanceof Error ? error : new Error(wordsOf(error))) : resolve(value as T)));
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.fail = null;
    }
  }

  private lost(error: unknown): void {
    this.dead = true;
    this.fail?.(error);
  }
}

/** More is no envelope id (RFC 3461, 4.4). */
const MOST_IN_ENVID = 100;

/**
 * What a relay that offers DSN is asked (RFC 3461): a report when the mail cannot be delivered or is late, under its Message-ID, for the address it was
 * sent to whoever it is forwarded to, with its headers alone: the bytes are ours, and a mailbox need not hold them twice. Of a delivery none is asked.
 */
function asksForReports({ wireIdentity, recipients: [recipient, ...more] }: Outgoing): { dsn?: SMTPConnection.DSNOptions } {
  const envid = wireIdentity.replace(/^<|>$/g, '');
  if (!/^[!-~]+$/.test(envid) || envid.length > MOST_IN_ENVID) return {};
  return { dsn: { envid, ret: 'HDRS', notify: ['FAILURE', 'DELAY'], ...(recipient === undefined || more.length > 0 ? {} : { orcpt: `rfc822;${recipient}` }) } };
}

interface SmtpError { code?: string; originalCode?: string; response?: string; command?: string }

function evidenceOf(stage: SmtpStage, error: unknown): SmtpEvidence {
  const { code, originalCode, response, command } = (typeof error === 'object' && error !== null ? error : {}) as SmtpError;
  // nodemailer compares with the relay's SIZE itself, and says it in words alone.
  const size = code === 'EMESSAGE' && response === undefined ? /larger than allowed (\d+)/.exec(wordsOf(error))?.[1] : undefined;
  return {
    stage, replyCode: replyCodeIn(response), enhancedCode: enhancedCodeIn(response), errorCode: originalCode ?? code ?? null, words: response ?? wordsOf(error), command: command ?? null, refusedRecipients: [],
    ...(size === undefined ? {} : { mostBytes: Number(size) }),
  };
}

function replyCodeIn(response: string | undefined): number | null {
  const match = /^([2-5]\d\d)(?=[ -]|$)/.exec(response ?? '');
  return match ? Number(match[1]) : null;
}

function enhancedCodeIn(response: string | undefined): string | null {
  return /^[2-5]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1] ?? null;
}

/** A certificate is refused in words that say what to mend; the library's own are OpenSSL's. */
function tlsWords(relay: Relay, evidence: SmtpEvidence): string | null {
  if (isWrongCertificate(evidence)) return `the certificate of ${relay.host}:${relay.port} is not trusted: found "${evidence.words}"; expected one for ${relay.host}, signed by ${relay.caFile === undefined ? 'an authority this machine trusts' : `the authority in ${relay.caFile}`}. Nothing was said to it`;
  if (refusedTls(evidence)) return `${relay.host}:${relay.port} does not begin TLS: found "${evidence.words}"; expected STARTTLS, because this relay's setting asks for it. Nothing was said to it`;
  return null;
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
