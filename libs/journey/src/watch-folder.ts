import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wordsOf } from '#common';
import { takeLease } from '#ledger';
import type { Partner } from '#directory';
import { BodyTooLargeError } from './errors.js';
import { isolationOf } from './isolate.js';
import { receive } from './receive.js';
import { answersIn, sentenceOf, type Receipt } from './receipt.js';
import type { Journey } from './journey.js';

/** Names a sender uses while it still writes; the rename to the final name is its commit. What is done is marked by us. */
const NOT_YET = /^\.|\.(tmp|part|filepart|writing|done|rejected|reason\.txt|answer)$/i;

/**
 * Takes in the files of one partner's folder, oldest first. Beside each stands what became of it: NAME.done, or
 * NAME.rejected with NAME.reason.txt; and NAME.answer with our EDI answers, where no lane leads to the partner. A file that was committed and not yet renamed when we stopped is read again, and the
 * ledger answers it as the repeat it is.
 */
export async function watchFolder(journey: Journey, partner: Partner): Promise<number> {
  if (!partner.folder) return 0;
  if (await isolationOf(journey.ledger.db, partner.region)) return 0;
  const lease = await takeLease(journey.ledger.db, `folder/${partner.code}`, journey.holder, journey.settings.pickUp.leaseMs);
  if (!lease) return 0;
  await mkdir(partner.folder, { recursive: true });
  const files = await readyFiles(partner.folder);
  for (const name of files) {
    const path = join(partner.folder, name);
    const receipt = await take(journey, partner, path, name, lease).catch((error: unknown) => {
      journey.log.error({ partner: partner.code, file: name, words: wordsOf(error) }, 'a file could not be taken; it stays where it is and is tried again');
      return null;
    });
    if (!receipt) continue;
    const answers = receipt === 'too-large' ? [] : answersIn(receipt).flatMap((answer) => answer.x12 ?? []);
    if (answers.length > 0) await writeFile(`${path}.answer`, answers.join(''), 'latin1');
    if (receipt === 'too-large' || receipt.status === 'rejected') {
      const reason = receipt === 'too-large' ? new BodyTooLargeError(journey.settings.gateway.bodyLimitBytes).message : explain(receipt);
      await writeFile(`${path}.reason.txt`, `${reason}\n`);
      await rename(path, `${path}.rejected`);
    } else {
      await rename(path, `${path}.done`);
    }
    await takeLease(journey.ledger.db, lease.name, journey.holder, journey.settings.pickUp.leaseMs);
  }
  return files.length;
}

async function take(journey: Journey, partner: Partner, path: string, name: string, lease: NonNullable<Awaited<ReturnType<typeof takeLease>>>): Promise<Receipt | 'too-large'> {
  try {
    return await receive(journey, { chunks: createReadStream(path), partner, source: 'folder', sourceName: name, limitBytes: journey.settings.gateway.bodyLimitBytes, lease });
  } catch (error) {
    if (error instanceof BodyTooLargeError) return 'too-large';
    throw error;
  }
}

async function readyFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !NOT_YET.test(entry.name));
  const aged = await Promise.all(files.map(async (entry) => ({ name: entry.name, at: (await stat(join(folder, entry.name))).mtimeMs })));
  return aged.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)).map((file) => file.name);
}

function explain(receipt: Receipt): string {
  if (receipt.status !== 'rejected') return sentenceOf(receipt);
  return [receipt.sentence, '', ...receipt.findings.map((finding) => `${finding.code}  segment ${finding.segment}, byte ${finding.offset}: ${finding.sentence}`), '', `The bytes are kept as interchange ${receipt.keptAs}.`].join('\n');
}
