import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { MINUTE } from '#common';
import type { Endpoint, Settings } from '#directory';
import { reportCall } from '#journey';
import { endpointOf, openStory, type Story } from '../../libs/journey/src/testing.js';
import { event, interchange, type Set } from './interchange.js';
import type { TestLedger } from './test-ledger.js';

/** Stories of a terminal that takes mail alone, with digests on: every quarter for what is amber, every hour for what is green. */
export const QUARTER = 15 * MINUTE;
export const NORTH = 'USOAK-NORTH';
export const MAILBOX = 'documents@usoak-north.example';
export const DIGESTS: Partial<Settings['mail']> = { digest: { amberEveryMs: QUARTER, greenEveryMs: 4 * QUARTER } };
export const storyWithDigests = (test: TestLedger, mail: Partial<Settings['mail']> = {}, north: Partial<Endpoint> = {}) =>
  openStory(test, { also: [endpointOf(NORTH, { edi: null, ...north })], mail: { ...DIGESTS, ...mail } });

/** A 315 of a voyage, with these segments besides. */
export const status = (serial: number, voyage = '027W', code = 'UV', ...more: string[]): Set =>
  event(serial).map((segment) => segment.replace('027W', voyage).replace('B4***UV', `B4***${code}`)).concat(more) as unknown as Set;

/** An interchange of one set for the terminal. */
export const one = (control: number, set: Set = status(control)) => interchange({ control, to: 'USOAKNORTH', sets: [set] });

/** Hands in so many, each in an interchange of its own. @returns their refs */
export async function takeAll(story: Story, count: number, from = 1): Promise<string[]> {
  const refs: string[] = [];
  for (let control = from; control < from + count; control += 1) refs.push(...await story.take(one(control)));
  return refs;
}

export const callOf = (story: Story, voyageIn: string) => reportCall(story.journey, {
  reference: `${voyageIn}-USOAK`, carrier: 'HWSR', imo: '9074729', callSign: null, vesselName: 'HARBOUR LARK', unlocode: 'USOAK', terminal: 'NORTH', firms: null, endpoint: null,
  voyageIn, voyageOut: null, cutOffs: {}, phase: 'expected', timestamps: [], aliases: [],
} as unknown as Parameters<typeof reportCall>[1]);

export const sent = (story: Story) => story.sentTo('mail');
export const parsed = (story: Story) => Promise.all(sent(story).map((mail) => simpleParser(mail.bytes)));
export const refsIn = (mail: { headers: Map<string, unknown> }) => String(mail.headers.get('x-hawser-ref')).split(', ');

/** Its words on one line. */
export const flat = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ');
export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
