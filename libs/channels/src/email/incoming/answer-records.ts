import { createPublicKey } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { z } from 'zod';
import { checkConfig, readYaml, wordsOf } from '#common';

/** TXT records of a name, each whole. Rejects with the code ENOTFOUND or ENODATA where DNS says that there are none, with another where it could not be asked. */
export type TxtResolver = (name: string) => Promise<string[]>;

const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))+$/;
const RECORDS = z.record(z.string(), z.string().trim().min(1).max(4_096).regex(/^\P{Cc}*$/u, 'expected one line of text'));

/** TXT records that were agreed with terminals beforehand, by name: an outage may cut DNS as well. One YAML file, `name: text`. */
export function readAnswerRecords(at: string, file: string | null): { records: ReadonlyMap<string, string>; faults: string[] } {
  if (file === null) return { records: new Map(), faults: [] };
  const read = readYaml(file);
  const checked = read.ok ? checkConfig(RECORDS, read.value, at) : read;
  if (!checked.ok) return { records: new Map(), faults: checked.faults };
  const records = Object.entries(checked.value).map(([name, text]) => [bare(name), text] as const);
  return { records: new Map(records), faults: records.flatMap(([name, text]) => faultOf(`${at}: ${name.slice(0, 80)}`, name, text)) };
}

/** What is known beforehand is never asked of DNS; of the rest, DNS has so long. */
export function answerResolver(records: ReadonlyMap<string, string>, { timeoutMs }: { timeoutMs: number }): TxtResolver {
  const dns = new Resolver({ timeout: timeoutMs, tries: 1 });
  return async (name) => {
    const known = records.get(bare(name));
    return known === undefined ? (await dns.resolveTxt(name)).map((strings) => strings.join('')) : [known];
  };
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function faultOf(at: string, name: string, text: string): string[] {
  if (!NAME.test(name)) return [`${at}: found a name that DNS cannot have; expected one such as key1._domainkey.quay.example`];
  if (name.startsWith('_dmarc.')) return /^v=DMARC1\s*;/i.test(text) ? [] : [`${at}: found "${text.slice(0, 40)}"; expected a DMARC record such as v=DMARC1; p=reject`];
  if (!name.includes('._domainkey.')) return [`${at}: found a name that nobody asks for; expected SELECTOR._domainkey.DOMAIN or _dmarc.DOMAIN`];
  const key = /(?:^|;)\s*p\s*=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, '') ?? null;
  // RFC 6376, 3.6.1: an empty key is one that was revoked.
  if (key === '') return [];
  const der = Buffer.from(key ?? '', 'base64');
  try {
    if (der.length !== 32) createPublicKey({ key: der, format: 'der', type: 'spki' });
    return [];
  } catch (error) {
    return [`${at}: found ${key === null ? 'no key (p=)' : `a key that cannot be read (${wordsOf(error)})`}; expected a DKIM key such as v=DKIM1; k=rsa; p=…`];
  }
}
