import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOUR } from '#common';
import { mailFaults, verifyDkim, type DkimRecord } from '../../../terminal/src/index.js';
import { STORY_BEGINS } from './scene.js';

/** What the terminals were given beforehand: PEM file of the certificate, and what stands in DNS. */
export interface Given { certificate: string; dkim: DkimRecord }

/** What others than us say of the mails that arrived, and of how many all three say yes. */
export interface ProvedMails {
  mails: number;
  /** those that are about mails, not documents */
  lists: number;
  passed: number;
  /** whose openssl looked at the signatures; null: there is none, and the other two alone were asked */
  openssl: string | null;
  faults: string[];
}

const run = promisify(execFile);
/** The story's own time: the certificate was made for it. */
const AT = new Date(STORY_BEGINS.getTime() + HOUR);

/**
 * Each mail as a terminal got it: its S/MIME signature by the system's openssl, its DKIM signature by mailauth, and its bytes by the
 * letter of RFC 5322 and 2045.
 */
export async function verifyMails(folder: string, given: Given): Promise<ProvedMails> {
  const openssl = await opensslHere();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  const faults: string[] = [];
  let [lists, passed] = [0, 0];
  for (const name of names) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    if (/^X-Hawser-List:/m.test(bytes.toString('latin1'))) lists += 1;
    const found = [...openssl === null ? [] : await signatureFaults(path, given.certificate), ...await dkimFaults(bytes, given.dkim), ...mailFaults(bytes)];
    if (found.length === 0) passed += 1;
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  return { mails: names.length, lists, passed, openssl, faults };
}

async function opensslHere(): Promise<string | null> {
  try {
    return (await run('openssl', ['version'])).stdout.trim();
  } catch {
    // Not installed: nothing else here depends on it, and the report says so.
    return null;
  }
}

async function signatureFaults(path: string, certificate: string): Promise<string[]> {
  try {
    await run('openssl', ['cms', '-verify', '-in', path, '-CAfile', certificate, '-attime', String(AT.getTime() / 1000), '-out', '/dev/null']);
    return [];
  } catch (error) {
    return [`S/MIME: ${String((error as { stderr?: string }).stderr ?? error).trim().split('\n')[0] ?? 'not verified'}`];
  }
}

async function dkimFaults(bytes: Buffer, record: DkimRecord): Promise<string[]> {
  const signatures = await verifyDkim(bytes, [record], AT);
  if (signatures.length === 0) return ['DKIM: found no signature'];
  return signatures.filter(({ result }) => result !== 'pass').map(({ result, comment }) => `DKIM: ${result}${comment ? `, ${comment}` : ''}`);
}
