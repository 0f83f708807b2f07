import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another maker's software reads what ours wrote: the system's openssl. */
export const opensslVersion = (): string => execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim();

/** Runs it in a folder of its own, with these files in it. */
export function openssl(files: Record<string, string | Uint8Array>, ...given: string[]): { ok: boolean; out: Buffer; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-openssl-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const { status, stdout, stderr } = spawnSync('openssl', given, { cwd: folder, maxBuffer: 256 * 1024 * 1024 });
    return { ok: status === 0, out: stdout, said: stderr.toString() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `openssl cms -verify` of a whole mail against a certificate that was given beforehand. `out`: the signed entity. */
export function cmsVerify(mail: Uint8Array, certificate: string, at: Date) {
  return openssl({ 'mail.eml': mail, 'given.pem': certificate }, 'cms', '-verify', '-in', 'mail.eml', '-CAfile', 'given.pem', '-attime', String(Math.floor(at.getTime() / 1000)));
}
