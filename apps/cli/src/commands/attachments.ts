import { writeFile } from 'node:fs/promises';
import { wordsOf } from '#common';
import { ask, askForBytes, NoError } from '../ask.js';
import { table } from '../table.js';
import { whoRuns } from '../who-runs.js';

interface Attachment { mailId: number; number: number; from: string | null; name: string; declaredType: string; byteLength: number; sha256: string; state: string; because: string; actor: string | null }
interface Receipt { status: string; sentence?: string; interchanges?: { id: number; documents: { ref: string }[] }[] }

/** A stranger's words on somebody's terminal: no control characters, no line of their own. */
const plain = (text: string | null, most: number) => (text ?? '-').replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, most);

/** `hawser attachments`: what hung on mails and is quarantined, unopened. */
export async function attachments(options: { all?: boolean; json?: boolean }): Promise<void> {
  const rows = await ask<Attachment[]>('GET', `/attachments${options.all ? '?all=true' : ''}`);
  if (options.json) { process.stdout.write(`${JSON.stringify(rows)}\n`); return; }
  if (rows.length === 0) { process.stdout.write('Nothing is quarantined.\n'); return; }
  process.stdout.write(`${table([
    { head: 'mail/no', of: (row: Attachment) => `${row.mailId}/${row.number}` }, { head: 'from', of: (row) => plain(row.from, 60) }, { head: 'name', of: (row) => plain(row.name, 60) }, { head: 'declared type', of: (row) => plain(row.declaredType, 40) },
    { head: 'bytes', right: true, of: (row) => row.byteLength }, { head: 'SHA-256', of: (row) => row.sha256 }, { head: 'state', of: (row) => row.state }, { head: 'because', of: (row) => plain(row.because, 160) },
  ], rows)}\nTo a file, unopened: npx hawser release-attachment MAIL/NO --because "…" -o FILE; into intake: --take PARTNER\n`);
}

/** `hawser release-attachment MAIL/NUMBER`: to a file that is not there yet, or into intake as a partner's. */
export async function releaseAttachment(which: string, options: { because: string; actor?: string; out?: string; take?: string; json?: boolean }): Promise<void> {
  const [, mail, number] = /^(\d{1,15})\/(\d{1,3})$/.exec(which) ?? [];
  if (mail === undefined || number === undefined) throw new NoError(`found ${JSON.stringify(which.slice(0, 40))}; expected MAIL/NUMBER as npx hawser attachments lists them: 17/1`, 2);
  if (options.take !== undefined && options.out !== undefined) throw new NoError('--take hands it to intake and -o writes it to a file; expected one of them', 2);
  const act = { because: options.because, actor: whoRuns(options.actor) };
  if (options.take !== undefined) return takeIn(which, options.take, act, options.json);
  const file = options.out ?? `mail-${mail}-${number}.bin`;
  // Made before it is asked for: what is given out must have a place.
  await writeNew(file, Buffer.alloc(0), 'wx');
  const bytes = await askForBytes(`/attachments/${mail}/${number}/release`, 'application/octet-stream', act).catch(async (error: unknown) => { await (await import('node:fs/promises')).rm(file, { force: true }); throw error; });
  await writeNew(file, bytes, 'r+');
  process.stdout.write(options.json ? `${JSON.stringify({ file, byteLength: bytes.length })}\n` : `${which} is in ${file}, ${bytes.length} bytes, unopened.\n`);
}

async function takeIn(which: string, partner: string, act: { because: string; actor: string }, json?: boolean): Promise<void> {
  const receipt = await ask<Receipt>('POST', `/attachments/${which}/take`, { ...act, partner });
  if (json) process.stdout.write(`${JSON.stringify(receipt)}\n`);
  if (receipt.status === 'rejected') throw new NoError(`${which} was not taken in: ${receipt.sentence ?? 'refused'}`);
  if (!json) process.stdout.write(`${which} was taken in as ${partner}: ${receipt.status}, ${(receipt.interchanges ?? []).flatMap((one) => one.documents.map((doc) => doc.ref)).join(', ') || 'no documents'}.\n`);
}

async function writeNew(file: string, bytes: Buffer, flag: 'wx' | 'r+'): Promise<void> {
  try {
    await writeFile(file, bytes, { flag, mode: 0o600 });
  } catch (error) {
    throw new NoError(`${file} cannot be written (${wordsOf(error)}); nothing is overwritten. Name another with -o FILE`, 2);
  }
}
