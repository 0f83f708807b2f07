import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOUR } from '#common';
import { STORY_BEGINS } from './scene.js';

/** What somebody else's software says of the mails that arrived. */
export interface SignedMails { mails: number; verified: number; by: string; faults: string[] }

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
  for (const name of names) {
    try {
      // The story's own time: the certificate was made for it.
      await run('openssl', ['cms', '-verify', '-in', join(folder, name), '-CAfile', certificate, '-attime', String((STORY_BEGINS.getTime() + HOUR) / 1000), '-out', '/dev/null']);
    } catch (error) {
      faults.push(`${name}: ${String((error as { stderr?: string }).stderr ?? error).trim().split('\n')[0] ?? 'not verified'}`);
    }
  }
  return { mails: names.length, verified: names.length - faults.length, by, faults };
}
