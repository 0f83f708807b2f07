import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { dkimRecord, type TxtResolver } from '#channels';

/** What a clerk writes back. */
export interface AnswerToWrite {
  from: string;
  text: string;
  subject?: string;
  /** Message-ID of what is answered, in its angle brackets */
  to?: string;
  messageId?: string;
  /** broken: the words are changed behind the signature · none: it is not signed */
  signed?: 'well' | 'broken' | 'none';
  /** fields on top of all others */
  above?: readonly string[];
  /** who stands in To */
  recipient?: string;
  /** when it was written; now, unless told */
  date?: Date;
  /** what stands in the place of the plain text: its fields and its bytes, as a client wrote them */
  content?: { fields: readonly string[]; body: string | Buffer };
}

let made = 0;
const SELECTOR = 'k1';

/** The mail servers of terminals: each signs for its domain, and DNS tells its key. Another maker's signer, so that ours is not asked about itself. */
export class AnswerMails {
  private readonly keys = new Map<string, KeyObject>();
  /** names whose DNS does not answer */
  readonly dead = new Set<string>();
  /** DMARC by domain */
  readonly dmarc = new Map<string, string>();
  /** what their clocks say */
  clock: { now(): Date } = { now: () => new Date('2018-07-24T17:00:00Z') };

  readonly txt: TxtResolver = (name) => {
    const [, domain = ''] = /(?:_domainkey|_dmarc)\.(.+)$/.exec(name) ?? [];
    if (this.dead.has(domain)) return Promise.reject(Object.assign(new Error('queryTxt ETIMEOUT'), { code: 'ETIMEOUT' }));
    const found = name.startsWith('_dmarc.') ? this.dmarc.get(domain) : name.startsWith(`${SELECTOR}.`) && this.keys.has(domain) ? this.recordOf(domain) : undefined;
    return found === undefined ? Promise.reject(Object.assign(new Error('there is none'), { code: 'ENOTFOUND' })) : Promise.resolve([found]);
  };

  async write({ from, text, subject = 'Re: your document', to, messageId = `<answer.${(made += 1)}@${domainOf(from)}>`, signed = 'well', above = [], recipient = 'desk@hawser.example', date = this.clock.now(), content }: AnswerToWrite): Promise<Buffer> {
    const fields = [`From: ${from}`, `To: ${recipient}`, `Subject: ${subject}`, `Date: ${date.toUTCString().replace('GMT', '+0000')}`, `Message-ID: ${messageId}`, ...(to ? [`In-Reply-To: ${to}`, `References: ${to}`] : [])];
    const { fields: told, body } = content ?? { fields: ['Content-Type: text/plain; charset=utf-8'], body: text };
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.replace(/\r?\n/g, '\r\n'));
    const mail = Buffer.concat([Buffer.from([...fields, ...told, '', ''].join('\r\n')), bytes, Buffer.from('\r\n')]);
    const signatures = signed === 'none' ? '' : await this.signatureOf(mail, domainOf(from));
    return Buffer.concat([Buffer.from([...above.map((field) => `${field}\r\n`), signatures].join('')), mail, Buffer.from(signed === 'broken' ? 'A line more\r\n' : '')]);
  }

  /** A mail of that domain as its mail server lets it out. */
  async sign(mail: Buffer, domain: string): Promise<Buffer> { return Buffer.concat([Buffer.from(await this.signatureOf(mail, domain)), mail]); }

  /** What DNS says of these domains, by name: what is agreed with terminals beforehand. */
  records(domains: readonly string[]): Record<string, string> { return Object.fromEntries(domains.map((domain) => [`${SELECTOR}._domainkey.${domain}`, this.recordOf(domain)])); }

  private async signatureOf(mail: Buffer, domain: string): Promise<string> {
    const key = { signingDomain: domain, selector: SELECTOR, privateKey: this.keyOf(domain).export({ type: 'pkcs8', format: 'pem' }).toString() };
    // Without a time of its own it asks the clock twice, and a second that ends between them makes a bad signature.
    return (await dkimSign(mail, { ...key, signTime: new Date(), signatureData: [key] })).signatures;
  }

  private recordOf(domain: string): string { return dkimRecord({ domain, selector: SELECTOR, key: this.keyOf(domain) }).value; }

  private keyOf(domain: string): KeyObject {
    const key = this.keys.get(domain) ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    this.keys.set(domain, key);
    return key;
  }
}

export const domainOf = (from: string): string => from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');
