import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOUR } from '#common';
import { STORY_BEGINS } from './scene.js';

/** What somebody else's software says of the mails that arrived; `lists` of them are about mails, not documents. */
export interface SignedMails { mails: number; lists: number; verified: number; by: string; faults: string[] }

const run = promisify(execFile);

/** Each mail as a terminal got it, held against the certificate it was given beforehand, by the system's openssl. Null: there is none. */
export async function verifyMails(folder: string, certificate: string): Promise<SignedMails | null> {
  let by: string;
  try {
    by = (await run('openssl', ['version'])).stdout.trim();
  } catch {
    // Not installed: nothing else here depends on it, and the report says so.
    return null;
  }
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  const faults: string[] = [];
  let lists = 0;
  for (const name of names) {
    if (/^X-Hawser-List:/m.test(await readFile(join(folder, name), 'latin1'))) lists += 1;
    try {
      // The story's own time: the certificate was made for it.
      await run('openssl', ['cms', '-verify', '-in', join(folder, name), '-CAfile', certificate, '-attime', String((STORY_BEGINS.getTime() + HOUR) / 1000), '-out', '/dev/null']);
    } catch (error) {
      faults.push(`${name}: ${String((error as { stderr?: string }).stderr ?? error).trim().split('\n')[0] ?? 'not verified'}`);
    }
  }
  return { mails: names.length, lists, verified: names.length - faults.length, by, faults };
}
