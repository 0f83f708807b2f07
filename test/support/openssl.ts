import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#common';

/** The one that the set-up found or unpacked; without its record the one on the PATH. */
function program(): { path: string; env: Record<string, string> } {
  const list = join(projectRoot(), 'var/tools/tools.json');
  const known = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { openssl?: { path: string; env: Record<string, string> } }).openssl : undefined;
  return known ?? { path: 'openssl', env: {} };
}

/** Another maker's software reads what ours wrote. Runs openssl in a folder of its own, with these files in it. */
export function openssl(files: Record<string, string | Uint8Array>, ...given: string[]): { ok: boolean; out: Buffer; said: string } {
  const { path, env } = program();
  const folder = mkdtempSync(join(tmpdir(), 'hawser-openssl-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const { status, stdout, stderr } = spawnSync(path, given, { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024 });
    return { ok: status === 0, out: stdout, said: stderr.toString() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `openssl cms -verify` of a whole mail against a certificate that was given beforehand. `out`: the signed entity. */
export function cmsVerify(mail: Uint8Array, certificate: string, at: Date) {
  return openssl({ 'mail.eml': mail, 'given.pem': certificate }, 'cms', '-verify', '-in', 'mail.eml', '-CAfile', 'given.pem', '-attime', String(Math.floor(at.getTime() / 1000)));
}
