import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's path fits into 104 bytes on macOS and 108 on Linux, its closing zero included. */
const LONGEST = 100;

export interface SocketFolder {
  path: string;
  /** Removes it, if it was made for the sockets alone. */
  remove(): void;
}

/**
 * A private folder for the sockets of the server on `dataDir`: that folder itself where the paths fit. Otherwise one
 * in the temporary folder, of the same name at each start, so that whoever holds the address finds the restarted server.
 */
export function socketFolder(dataDir: string, socketName: string): SocketFolder {
  const fits = (folder: string) => Buffer.byteLength(join(folder, socketName)) < LONGEST;
  if (fits(dataDir)) return { path: dataDir, remove: () => undefined };
  const temporary = fits(join(tmpdir(), 'hawser-000000000000')) ? tmpdir() : '/tmp';
  const path = privateFolder(join(temporary, `hawser-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`));
  return { path, remove: () => removeIfEmpty(path) };
}

/** Anybody may write to the temporary folder: a folder of this name is used only if it is ours and closed to others. */
function privateFolder(path: string): string {
  try {
    mkdirSync(path, { mode: 0o700 });
    return path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(path);
  const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  return ours ? path : mkdtempSync(`${path}-`);
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw error; // a killed server leaves its socket; the next start takes it over
  }
}
