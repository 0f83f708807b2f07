import type { CallLine } from '#vessel-calls';
import type { Receipt } from '#journey';
import type { House } from '../house.js';

export interface LedgerLine {
  id: number; ref: string; kind: string; set: string; state: string; because: string; endpoint: string | null; partner: string; isa13: string; gs06: string; st02: string; sha256: string;
  acceptedBy: string | null; acknowledgedAt: string | null; acknowledgedLevel: string | null;
}
/** A mail that came to our mailbox, and what became of it. */
export interface MailInLine { id: number; fromAddress: string | null; messageId: string | null; kind: string; outcome: string; because: string }
export interface OutageLine { scopeKind: string; scope: string; state: string; openedAt: string; closedAt: string | null; because: string; events: { id: number; at: string; what: string; because: string; actor: string }[] }

/** The gateway, asked as carrier staff and partners would: over HTTP, with keys. */
export class Desk {
  constructor(private readonly house: House, private readonly adminKey: string) {}

  async ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const answer = await fetch(new URL(path, this.house.gateway.url), {
      method, headers: { 'x-api-key': this.adminKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = await answer.json() as T & { sentence?: string };
    if (!answer.ok) throw new Error(`${method} ${path}: ${told.sentence ?? answer.status}`);
    return told;
  }

  keyFor(partner: string): Promise<string> {
    return this.ask<{ key: string }>('POST', '/keys', { kind: 'sender', partner }).then((made) => made.key);
  }

  /** Hands one interchange in as a sender does. A refusal is an answer too. */
  async hand(key: string, x12: Uint8Array): Promise<{ status: number; receipt: Receipt | { status: 'refused'; code: string; sentence: string } }> {
    const answer = await fetch(new URL('/interchanges', this.house.gateway.url), { method: 'POST', headers: { 'x-api-key': key, 'content-type': 'application/EDI-X12' }, body: new Uint8Array(x12) });
    const told = await answer.json() as Receipt | { code: string; sentence: string };
    return { status: answer.status, receipt: 'status' in told ? told : { status: 'refused', ...told } };
  }

  async documents(): Promise<LedgerLine[]> {
    const all: LedgerLine[] = [];
    for (let before: number | undefined; ;) {
      const page = await this.ask<LedgerLine[]>('GET', `/documents?limit=1000${before === undefined ? '' : `&before=${before}`}`);
      all.push(...page);
      const last = page.at(-1);
      if (page.length < 1000 || !last) return all;
      before = last.id;
    }
  }

  /** All of them, page by page. */
  async calls(): Promise<CallLine[]> {
    const all: CallLine[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: { calls: CallLine[]; next: string | null } = await this.ask('GET', `/vessel-calls?limit=500${after === '' ? '' : `&after=${after}`}`);
      all.push(...page.calls);
      after = page.next;
    }
    return all;
  }

  /** The newest 500: the story has a dozen. */
  mailsIn(): Promise<MailInLine[]> { return this.ask('GET', '/mails-in?limit=500'); }

  outages(): Promise<OutageLine[]> { return this.ask('GET', '/outages'); }
}

