import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceForm } from '#rendering';
import type { Scope } from '#vessel-calls';
import { withEvidence, type EvidenceOf } from './gather-evidence.js';
import type { Journey } from './journey.js';

/** A pack as a file: its name is that on its sheets. */
export interface EvidenceFile { path: string; fileName: string; byteLength: number; sha256: string }

/**
 * Writes a pack into a folder. It has its name only when it is whole: one that broke off in the middle must never look like evidence, so it
 * is written to the end before anybody is sent its first byte. Null: there is no such call, or outage.
 */
export async function writeEvidence(journey: Pick<Journey, 'ledger' | 'clock' | 'directory' | 'holder' | 'rendering'>, of: EvidenceOf, { form, names, scope, dir }: { form: EvidenceForm; names: boolean; scope?: Scope; dir: string }): Promise<EvidenceFile | null> {
  return withEvidence(journey, of, { names, ...(scope ? { scope } : {}) }, async ({ pack, documents }) => {
    const fileName = `${pack.name}.${form}`;
    const path = join(dir, fileName);
    const unfinished = `${path}.part`;
    const hash = createHash('sha256');
    let byteLength = 0;
    const file = await open(unfinished, 'w', 0o600);
    try {
      for await (const chunk of journey.rendering.evidence(form, pack, documents)) {
        hash.update(chunk);
        byteLength += chunk.length;
        await file.writeFile(chunk);
      }
    } catch (error) {
      await file.close();
      await rm(unfinished, { force: true });
      throw error;
    }
    await file.close();
    await rename(unfinished, path);
    return { path, fileName, byteLength, sha256: hash.digest('hex') };
  });
}
