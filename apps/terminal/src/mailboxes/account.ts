import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** An account of this machine that a server runs as. */
export interface Account { name: string; group: string; uid: number; gid: number }

/**
 * Who a server runs as: as root the account `hawser` (else `nobody`), as an ordinary user oneself.
 *
 * A server that is not root needs no account to separate its privileges with and no folder of the system's.
 * @returns null: as this process
 */
export async function accountToRunAs(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['hawser', 'nobody']) {
    const found = await accountNamed(name);
    if (found) return found;
  }
  throw new Error('running as root, found neither the account hawser nor nobody to run a server as');
}

/** The account of that name, or this process's own where none is named; null: there is no such account. */
export async function accountNamed(name?: string): Promise<Account | null> {
  const ask = async (flags: string) => (await promisify(execFile)('id', [flags, ...(name === undefined ? [] : [name])])).stdout.trim();
  try {
    return { name: await ask('-un'), group: await ask('-gn'), uid: Number(await ask('-u')), gid: Number(await ask('-g')) };
  } catch {
    // `id` answers with a failure when there is no such account
    return null;
  }
}
