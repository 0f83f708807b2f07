import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { getDomain } from 'tldts';
import { cut, wordsOf } from '#common';
import type { TxtResolver } from './answer-records.js';
import { readAuthenticationResults } from './authentication-results.js';
import type { IncomingMail } from './incoming-mail.js';

/** Is the mail its sender's? */
export interface SenderProof {
  verified: boolean;
  /** dkim: a signature aligned with From · dmarc, never alone · trusted-header: our server says so · unchecked: DNS could not be asked · forged: a signature of its domain is broken, and the domain says to refuse such mail · none */
  by: 'dkim' | 'dmarc' | 'trusted-header' | 'unchecked' | 'forged' | 'none';
  /** in one sentence, for a person */
  because: string;
  domain: string | null;
  /** fields that the signature covers, in small letters; null: not known, a server vouches for the mail as a whole */
  covers?: readonly string[] | null;
}

export interface ProofSources {
  /** authserv-id of our receiving server; null: it is not asked */
  verdictFrom: string | null;
  /** hosts of ours that a mail goes through behind that server, as they name themselves in Received */
  hops: readonly string[];
  resolver: TxtResolver;
  at: Date;
}

/** RFC 8301, 3.1 and 3.2. */
const ALGORITHMS = ['rsa-sha256', 'ed25519-sha256'];
const SMALLEST_RSA = 1_024;
/** A mail has one or two signatures; each is a question to DNS. */
const MOST_QUESTIONS = 10;

/** Fields that a mail has once. */
const ONCE = ['subject', 'date', 'message-id', 'to', 'cc', 'in-reply-to', 'references', 'content-type', 'content-transfer-encoding', 'mime-version'];

const unproved = (because: string, by: SenderProof['by'] = 'none'): SenderProof => ({ verified: false, by, because: cut(because, 2_000), domain: null });

/**
 * Our receiving server's word, where it is believed and says that it passed; else DKIM checked here, aligned with From as DMARC asks
 * (RFC 7489, 3.1.1). SPF is not asked: who handed the mail to our server is not known here.
 */
export async function verifySender(raw: Buffer, mail: IncomingMail, sources: ProofSources): Promise<SenderProof> {
  const fields = mail.headers.filter(({ name }) => name === 'from').length;
  const domain = mail.from === null ? null : domainOf(mail.from);
  if (fields !== 1 || domain === null) return unproved(fields > 1 ? `it has ${fields} From fields, so it is nobody's` : 'it has no From with one address, so it is nobody\'s');
  // A signature speaks of the lowest of two alike, mail programs show either: whoever passes a mail on could put another field on top (RFC 5322, 3.6; RFC 6376, 8.15).
  const twice = ONCE.find((name) => mail.headers.filter((one) => one.name === name).length > 1);
  if (twice !== undefined) return unproved(`it has more than one ${twice}, and nobody knows which was signed`);
  const said = sources.verdictFrom === null ? null : saidByServer(mail, sources.verdictFrom, sources.hops, domain);
  if (said?.verified) return said;
  const checked = await checkHere(raw, domain, sources);
  return said === null || checked.verified ? checked : { ...checked, because: cut(`${said.because}; ${checked.because}`, 2_000) };
}

/**
 * The topmost Authentication-Results counts, and only above the first Received of another server: our server writes on top of what it is given, and
 * whatever stands under its own words its sender may have written, also under our name (RFC 8601, 7.1).
 */
function saidByServer(mail: IncomingMail, verdictFrom: string, hops: readonly string[], domain: string): SenderProof {
  const id = verdictFrom.toLowerCase();
  const ours = new Set([id, ...hops.map((host) => host.toLowerCase())]);
  const topmost = mail.headers.findIndex(({ name }) => name === 'received');
  const isOurs = (value: string, at: number) => ours.has(serverOf(value)) || (at === topmost && isDelivery(value));
  const theirs = mail.headers.findIndex(({ name, value }, at) => name === 'received' && !isOurs(value, at));
  // What went through no server of ours has no word of it.
  if (topmost < 0 || theirs === topmost) return unproved(`${id} says nothing of it: its topmost Received is not ours`);
  const field = mail.headers.slice(0, theirs < 0 ? mail.headers.length : theirs).find(({ name }) => name === 'authentication-results');
  const read = field ? readAuthenticationResults(field.value) : null;
  if (read?.id !== id) return unproved(`${id} says nothing of it`);
  const passed = read.methods.filter(({ result }) => result === 'pass');
  const dmarc = passed.find(({ method, properties }) => method === 'dmarc' && properties['header.from'] === domain);
  const dkim = passed.find(({ method, properties }) => method === 'dkim' && aligned(properties['header.d'] ?? domainOf(properties['header.i'] ?? ''), domain));
  if (!dmarc && !dkim) return unproved(`${id} says ${read.methods.filter(({ method }) => method === 'dkim' || method === 'dmarc').map(({ method, result }) => `${method}=${result.slice(0, 20)}`).join(', ') || 'nothing of DKIM or DMARC'} for ${domain}`);
  return { verified: true, by: 'trusted-header', because: `${id} says ${dmarc ? 'dmarc' : 'dkim'}=pass for ${domain}`, domain };
}

/** Who wrote a Received: the name behind `by`; '' where there is none. */
const serverOf = (received: string): string => (/(?:^|\s)by\s+([^\s;()]+)/i.exec(received)?.[1] ?? '').toLowerCase();
/** LMTP (RFC 2033) hands a mail to the mailbox it ends in: standing first, it is by the very server that we read from. */
const isDelivery = (received: string): boolean => /\swith\s+LMTPS?A?(?=[\s;(]|$)/i.test(received);

async function checkHere(raw: Buffer, domain: string, { resolver, at }: ProofSources): Promise<SenderProof> {
  let questions = 0;
  let dead: Error | null = null;
  const ask = async (name: string): Promise<string[][]> => {
    if (dead !== null) throw dead;
    if ((questions += 1) > MOST_QUESTIONS) throw new Error(`it has more than ${MOST_QUESTIONS} signatures`);
    try {
      return (await resolver(name)).map((text) => [text]);
    } catch (error) {
      // A DNS that does not answer is waited for once in a mail.
      if (!isNone(error)) dead = error instanceof Error ? error : new Error(wordsOf(error));
      throw error;
    }
  };
  const signatures = await signaturesOf(raw, domain, ask, at);
  if ('cannot' in signatures) return unproved(`its signatures could not be read (${signatures.cannot})`);
  const passed = signatures.ours.find((one) => one.fault === null);
  if (passed) {
    // Only where the domain's name differs can DMARC be stricter.
    const strict = passed.domain !== domain && (await policyOf(domain, resolver)).strict;
    if (!strict) return { verified: true, by: 'dkim', because: cut(`DKIM of ${passed.domain} (selector ${passed.selector}) passes`, 500), domain: passed.domain, covers: passed.covers };
    return unproved(`DKIM of ${passed.domain} passes, and ${domain} asks for one of exactly its own name (DMARC, adkim=s)`);
  }
  const faults = signatures.ours.map((one) => `DKIM of ${one.domain}: ${one.fault ?? ''}`).join('; ');
  if (signatures.ours.some((one) => one.unchecked)) return unproved(`it could not be checked: ${faults}`, 'unchecked');
  const policy = await policyOf(domain, resolver);
  if (signatures.ours.some((one) => one.broken) && policy.refuses) return unproved(`${faults}; and ${domain} asks that such mail is refused (DMARC, p=reject)`, 'forged');
  return unproved(`${faults || (signatures.others.length > 0 ? `it is signed by ${signatures.others.slice(0, 3).join(', ')}, not by ${domain}` : 'it carries no DKIM signature')}${policy.words}`);
}

interface Signature { domain: string; selector: string; covers: string[]; fault: string | null; unchecked: boolean; broken: boolean }

/** What each signature of the sender's own domain is worth: one fault, or none. */
async function signaturesOf(raw: Buffer, domain: string, ask: (name: string) => Promise<string[][]>, at: Date): Promise<{ ours: Signature[]; others: string[] } | { cannot: string }> {
  try {
    const { results, headerFrom } = await dkimVerify(raw, { resolver: ask, curTime: at, minBitLength: SMALLEST_RSA }) as unknown as { results: Result[]; headerFrom: string[] };
    // What the verifier takes for From is what we take for it: else it speaks of another mail.
    if (headerFrom.length !== 1 || domainOf(headerFrom[0] ?? '') !== domain) return { cannot: 'its From is read in two ways' };
    // `aligned` is told of DKIM alone: a seal of ARC stands in the same list.
    const signed = results.flatMap((one) => (one.signingDomain && one.status.aligned !== undefined ? [{ ...one, signingDomain: one.signingDomain.toLowerCase().slice(0, 253) }] : []));
    const ours = signed.filter((one) => aligned(one.signingDomain, domain)).map((one): Signature => {
      const { result, comment, policy } = one.status;
      const said = { domain: one.signingDomain, selector: (one.selector ?? '').slice(0, 60), covers: coveredBy(one), unchecked: result === 'temperror', broken: comment === 'bad signature' || comment === 'body hash did not verify' };
      return { ...said, fault: result === 'pass' ? weakness(one, at) : policy?.['dkim-rules'] ?? `${result}${comment ? `, ${comment.slice(0, 120)}` : ''}` };
    });
    return { ours, others: signed.filter((one) => !aligned(one.signingDomain, domain)).map((one) => one.signingDomain.slice(0, 100)) };
  } catch (error) {
    return { cannot: wordsOf(error).slice(0, 200) };
  }
}

/** What the verifier tells of a signature; its own types leave most of it out. */
interface Result {
  status: { result: string; comment?: string; aligned?: string | false; policy?: Record<string, string> };
  signingDomain?: string; selector?: string; algo?: string; rr?: string; signingHeaders?: { keys?: string }; canonBodyLengthLimited?: boolean; expiresAfter?: string | null;
}

const coveredBy = (one: Result): string[] => (one.signingHeaders?.keys ?? '').toLowerCase().split(':').map((name) => name.trim()).slice(0, 100);

/** A signature that passes and proves too little. */
function weakness(one: Result, at: Date): string | null {
  const key = tags(one.rr ?? '');
  if (!ALGORITHMS.includes((one.algo ?? '').toLowerCase())) return `signed by ${String(one.algo).slice(0, 20)}, which nobody should believe (RFC 8301)`;
  if (!coveredBy(one).includes('from')) return 'it does not cover From';
  if (one.canonBodyLengthLimited) return 'it covers a part of the words alone (l=)';
  if (one.expiresAfter && new Date(one.expiresAfter) < at) return `it ended ${one.expiresAfter}`;
  // RFC 6376, 3.6.1: a key in test proves nothing, and one may be for another use.
  if ((key['t'] ?? '').split(':').includes('y')) return 'its key is in test (t=y)';
  if (key['s'] !== undefined && !key['s'].split(':').some((use) => use === '*' || use === 'email')) return 'its key is not for mail (s=)';
  return null;
}

/** DMARC of a domain, or of its organisation: does it refuse what fails, and does it want its very name? What is not there or cannot be asked refuses nothing. */
async function policyOf(domain: string, resolver: TxtResolver): Promise<{ refuses: boolean; strict: boolean; words: string }> {
  const own = await policyAt(domain, resolver);
  const organisation = organisationOf(domain);
  const found = own.record === null && own.words === '' && organisation !== domain ? await policyAt(organisation, resolver) : own;
  if (found.record === null) return { refuses: false, strict: false, words: found.words };
  const wish = found === own ? found.record['p'] : found.record['sp'] ?? found.record['p'];
  return { refuses: wish === 'reject', strict: found.record['adkim'] === 's', words: `; DMARC of ${domain} says p=${String(wish).slice(0, 20)}` };
}

async function policyAt(domain: string, resolver: TxtResolver): Promise<{ record: Record<string, string> | null; words: string }> {
  try {
    const found = (await resolver(`_dmarc.${domain}`)).filter((text) => /^v=DMARC1\s*(;|$)/.test(text.trim()));
    return { record: found.length === 1 ? tags(found[0]!) : null, words: '' };
  } catch (error) {
    return { record: null, words: isNone(error) ? '' : '; its DMARC policy could not be looked up' };
  }
}

const isNone = (error: unknown): boolean => ['ENOTFOUND', 'ENODATA'].includes(String((error as { code?: unknown } | null)?.code));

/** `k=rsa; t=y` as { k: 'rsa', t: 'y' }; of two alike the first counts. */
const tags = (record: string): Record<string, string> => Object.fromEntries(record.split(';').flatMap((one): [string, string][] => {
  const [, name, value] = /^\s*([a-z][a-z0-9_]*)\s*=\s*(.*?)\s*$/is.exec(one) ?? [];
  return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.replace(/\s/g, '').toLowerCase()]];
}).reverse());

/** The part before a public suffix and that one: quay.example.co.uk is example.co.uk's. Names under a host that lends them to many are each their own. */
const organisationOf = (domain: string): string => getDomain(domain, { allowPrivateDomains: true }) ?? domain;
const aligned = (signing: string | null, from: string): boolean => signing !== null && organisationOf(signing.toLowerCase()) === organisationOf(from);
const domainOf = (address: string): string | null => /@([^@\s]+)$/.exec(address)?.[1]?.toLowerCase() ?? null;
