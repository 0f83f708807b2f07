import { z } from 'zod';
import { byteSize, duration, durationList } from '#common';
import { host, oneLine } from './field-types.js';
import { withUnits } from './with-units.js';

const rate = z.int().min(1).max(1_000_000).nullable();
const sessions = z.int().min(1).max(64);
const port = z.int().min(0).max(65_535);
const tls = z.enum(['required', 'when-offered', 'none', 'implicit']);
const environmentName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'expected the name of an environment variable, or null').nullable();

const nullableDuration = Object.assign(duration.nullable(), { unit: duration.unit });
const unless = (ms: number) => Object.assign(duration.default(ms), { unit: duration.unit });

/** RFC 8314: submission with TLS from the first byte. */
const SUBMISSIONS = 465;
/** The name of the relay of an installation that has one: its path is called so. */
const SOLE = 'mail-relay';

/** `mail.relay`, every field of which stands in config/default.yaml. */
export const soleRelay = withUnits({
  host, port, tls, caFile: oneLine.nullable(), user: oneLine.nullable(), passwordEnv: environmentName,
  connectTimeout: duration, stallTimeout: duration, sessions, ratePerMinute: rate, ratePerHour: rate, region: oneLine.nullable(),
}).transform((relay) => checkedTls({ name: SOLE, ...relay }));

/** `mail.relays`. Small letters, so that no relay is called like an endpoint; TLS unless it is said to be without. */
export const relayList = z.array(withUnits({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected a name of small letters, digits and hyphens such as near'),
  host, port: port.default(25), tls: tls.default('required'), caFile: oneLine.nullable().default(null), user: oneLine.nullable().default(null), passwordEnv: environmentName.default(null),
  connectTimeout: unless(10_000), stallTimeout: unless(60_000), sessions: sessions.default(3), ratePerMinute: rate.default(null), ratePerHour: rate.default(null), region: oneLine.nullable().default(null),
}).transform(checkedTls)).min(1, 'expected at least one relay, or null');

/** A duration, or null (0 says the same): it never comes to it. */
const orNever = Object.assign(z.union([duration, z.literal(0).transform(() => null), z.null()], { error: 'expected a duration such as 15m, or null' }), { unit: duration.unit });

/** What one mailbox of a terminal is given, and how often what can wait leaves together. */
export const mailLimits = {
  mailbox: withUnits({ ratePerMinute: rate, ratePerHour: rate, cap: byteSize, forgetCapAfter: duration }),
  // null or 0 in its place: none at all.
  digest: z.preprocess((found) => (found === null || found === 0 ? { amberEvery: null, greenEvery: null } : found), withUnits({ amberEvery: orNever, greenEvery: orNever })),
};

/** How often a mailbox is told what it was mailed. */
export const mailLists = { list: z.strictObject({ every: duration.nullable() }).transform(({ every }) => ({ everyMs: every })) };

/** Where folders on paper are written, and after how long without a way; null: only when somebody asks for one. */
export const printSettings = { print: withUnits({ dir: oneLine, after: nullableDuration }) };

/** Mailboxes where answers come back. One reader each, over all processes. */
export const inboxList = z.array(withUnits({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected a name of small letters, digits and hyphens such as answers'),
  host, port: port.default(993), tls: z.enum(['implicit', 'required', 'none']).default('implicit'), caFile: oneLine.nullable().default(null),
  user: oneLine, passwordEnv: environmentName.unwrap(), folder: oneLine.default('INBOX'),
  pollEvery: unless(60_000), connectTimeout: unless(10_000), stallTimeout: unless(60_000), region: oneLine.nullable().default(null),
}));

export type MailInbox = z.output<typeof inboxList>[number];

/** Whom answers are believed. */
export const answerTrust = z.strictObject({
  verdictFrom: oneLine.nullable(), hops: z.array(host).default([]), dnsRecords: oneLine.nullable(),
});

/** When a terminal that was mailed is reminded, and when its next contact is written to and it is called. */
export const chaseSettings = withUnits({ after: duration, nextContactAfter: duration, callAfter: duration });

/** A link in mails that confirms a document; null: there is none. */
export const confirmSettings = withUnits({ url: z.url({ protocol: /^https?$/ }), secretEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'expected the name of an environment variable'), validFor: duration }).nullable();

/** How a carrier's system is told of answers. */
export const noticeSettings = withUnits({ timeout: duration, backoff: durationList, giveUpAfter: duration });

export type MailRelay = z.output<typeof relayList>[number];

/** A password leaves through TLS alone: `when-offered` would give it to whoever takes the offer out of the line. Port 465 has no other way. */
function checkedTls<Relay extends { port: number; tls: z.output<typeof tls>; user: string | null }>(relay: Relay): Relay {
  if (relay.port === SUBMISSIONS) return { ...relay, tls: 'implicit' };
  return relay.user !== null && relay.tls === 'when-offered' ? { ...relay, tls: 'required' } : relay;
}

/** What is right field by field and wrong together. */
export function mailFaults({ relays, mailbox, inboxes }: { relays: readonly MailRelay[]; mailbox: { capBytes: number }; inboxes: readonly MailInbox[] }, regions: readonly string[]): string[] {
  const names = relays.map((relay) => relay.name);
  const at = (relay: MailRelay) => (relay.name === SOLE ? 'mail.relay' : `mail.relays, ${relay.name}`);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `mail.relays: found the name "${name}" twice; expected one each, because their verdicts are kept by it`),
    ...relays.filter((relay) => relay.user !== null && relay.tls === 'none' && !isLoopback(relay.host)).map((relay) => `${at(relay)}: found a user and tls "none"; expected required or implicit, or the password would be sent readable`),
    ...relays.filter((relay) => relay.region !== null && !regions.includes(relay.region)).map((relay) => `${at(relay)}: found the region "${relay.region}"; expected one of ${regions.join(', ')}, or null`),
    ...inboxFaults(inboxes, regions),
    ...(mailbox.capBytes < LEAST_CAP ? [`mail.mailbox.cap: found less than ${LEAST_CAP} bytes; expected at least that, or the words of a mail would not fit`] : []),
  ];
}

function inboxFaults(inboxes: readonly MailInbox[], regions: readonly string[]): string[] {
  const names = inboxes.map((inbox) => inbox.name);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `mail.inboxes: found the name "${name}" twice; expected one each, because what was read of it is kept by it`),
    ...inboxes.filter(({ tls, host: at }) => tls === 'none' && !isLoopback(at)).map(({ name }) => `mail.inboxes, ${name}: found tls "none"; expected implicit or required, or the password would be sent readable`),
    ...inboxes.filter(({ region }) => region !== null && !regions.includes(region)).map(({ name, region }) => `mail.inboxes, ${name}: found the region "${region}"; expected one of ${regions.join(', ')}, or null`),
  ];
}

const isLoopback = (name: string) => name === 'localhost' || name === '::1' || name.startsWith('127.');

/** No mail can be cut smaller: its words and a signature have to fit. */
export const LEAST_CAP = 256 * 1024;
