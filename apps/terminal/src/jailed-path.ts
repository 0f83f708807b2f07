import { lstat } from 'node:fs/promises';
import { posix } from 'node:path';

/** What a client means by a path: absolute within its own world, where ".." stops at the top. */
export function virtualPath(asked: string): string {
  return posix.normalize(`/${asked}`).replace(/(?<=.)\/$/, '');
}

/**
 * The real path behind a client's path, never outside `root`: no component before the last may be a symbolic link, and
 * the last is never followed by the callers (lstat, O_NOFOLLOW).
 * @throws NodeJS.ErrnoException  ENOENT, EACCES for a link or a zero byte
 */
export async function jailedPath(root: string, asked: string): Promise<string> {
  if (asked.includes('\0')) throw denied(asked);
  const names = virtualPath(asked).split('/').filter((name) => name !== '');
  let folder = root;
  for (const name of names.slice(0, -1)) {
    folder = `${folder}/${name}`;
    if ((await lstat(folder)).isSymbolicLink()) throw denied(asked);
  }
  const last = names.at(-1);
  return last === undefined ? root : `${folder}/${last}`;
}

function denied(asked: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${JSON.stringify(asked)}: not allowed`), { code: 'EACCES' });
}
