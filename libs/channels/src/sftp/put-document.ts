import { wordsOf } from '#common';
import type { Outcome, Outgoing } from '../channel.js';
import { Dialogue } from './dialogue.js';
import { isWireName, pathIn } from './file-names.js';
import { lookAt, remove, rename, writeWhole } from './remote-file.js';
import { SftpFault } from './sftp-fault.js';
import type { SftpSession } from './sftp-session.js';
import type { SftpSettings } from './sftp-settings.js';

/** How far a put had come when it failed. */
type Step = 'before-first-byte' | 'writing' | 'committing';

/**
 * Puts one file: write under the temporary name, look at its size, rename, look again. The rename is the step that
 * commits; what a failure means depends on whether it was begun (ARCHITECTURE section 5, rule 3).
 * @throws OutgoingDiffers when our own storage is broken
 */
export async function putDocument(session: SftpSession, outgoing: Outgoing, signal: AbortSignal): Promise<Outcome> {
  const { settings } = session;
  if (!isWireName(outgoing.wireIdentity)) {
    return { outcome: 'refused', because: 'name-not-allowed', words: 'file name: expected 1 to 120 letters, digits, ".", "_" or "-", not starting with "."', forGood: true };
  }
  const paths = pathsOf(settings, outgoing.wireIdentity);
  const progress: { step: Step; dialogue: Dialogue | null } = { step: 'before-first-byte', dialogue: null };
  try {
    const { dialogue, first: present } = await session.converse(signal, (talk) => lookAt(talk, paths.final));
    progress.dialogue = dialogue;
    if (present) return await alreadyThere(dialogue, paths, present.size, outgoing.byteLength);

    progress.step = 'writing';
    await writeWhole(dialogue, paths.temporary, outgoing);
    const written = await lookAt(dialogue, paths.temporary);
    if (written?.size !== outgoing.byteLength) {
      const found = written ? bytes(written.size) : 'no file';
      throw new SftpFault('refused-by-server', `${paths.temporary}: found ${found} after closing it, expected ${bytes(outgoing.byteLength)}`);
    }

    progress.step = 'committing';
    const refusal = await commit(dialogue, paths, outgoing.byteLength);
    return refusal ?? await confirm(dialogue, paths.final, outgoing.byteLength);
  } catch (error) {
    // In doubt the temporary file stays: it is what the look will find.
    const broken = progress.step === 'writing' && !settings.readsTemporaryNames;
    const tidied = broken ? await tidy(progress.dialogue, paths.temporary) : '';
    if (!(error instanceof SftpFault)) throw error;
    return outcomeOf(error, progress.step, settings.readsTemporaryNames, tidied);
  } finally {
    progress.dialogue?.end();
  }
}

export function pathsOf(settings: SftpSettings, name: string): { final: string; temporary: string } {
  const final = pathIn(settings.inbox, name);
  return { final, temporary: `${final}${settings.temporarySuffix}` };
}

/** 2,311 bytes */
export const bytes = (count: number): string => `${count.toLocaleString('en-US')} bytes`;

/** A name is used by one transmission only, so the same size under it is an earlier try that did arrive. */
async function alreadyThere(dialogue: Dialogue, paths: { final: string; temporary: string }, found: number, expected: number): Promise<Outcome> {
  if (found !== expected) {
    return { outcome: 'refused', because: 'name-taken', words: `${paths.final}: found ${bytes(found)} under this name already, expected none or ${bytes(expected)}`, forGood: true };
  }
  const tidied = await tidy(dialogue, paths.temporary);
  return { outcome: 'accepted', receipt: `${paths.final} ${bytes(found)}, there already from an earlier try${tidied}` };
}

/** @returns an outcome when the server said no and the file is not there; null when the file has its name */
async function commit(dialogue: Dialogue, paths: { final: string; temporary: string }, size: number): Promise<Outcome | null> {
  try {
    await rename(dialogue, paths.temporary, paths.final);
    return null;
  } catch (error) {
    const fault = SftpFault.from(error, 'request');
    if (fault.because !== 'refused-by-server') throw fault;
    // Some servers rename by link and unlink and report a failure of the second half: a look tells.
    const there = await lookAt(dialogue, paths.final);
    if (there?.size === size) return null;
    const tidied = await tidy(dialogue, paths.temporary);
    return { outcome: 'refused', because: fault.because, words: `rename to ${paths.final}: ${fault.message}${tidied}`, forGood: false };
  }
}

/** The server answered the rename with yes: the document is theirs, whatever the look afterwards meets. */
async function confirm(dialogue: Dialogue, path: string, size: number): Promise<Outcome> {
  try {
    const there = await lookAt(dialogue, path);
    if (!there) return { outcome: 'accepted', receipt: `${path} renamed; taken before it could be looked at` };
    if (there.size === size) return { outcome: 'accepted', receipt: `${path} ${bytes(size)} after rename` };
    return { outcome: 'unknown', because: 'size-differs', words: `${path}: found ${bytes(there.size)} after rename, expected ${bytes(size)}` };
  } catch (error) {
    return { outcome: 'accepted', receipt: `${path} renamed; the look afterwards failed: ${wordsOf(error)}` };
  }
}

function outcomeOf(fault: SftpFault, step: Step, readsTemporaryNames: boolean, tidied: string): Outcome {
  const said = { because: fault.because, words: `${WHERE[step]}: ${fault.message}${tidied}` };
  if (step === 'committing' || (step === 'writing' && readsTemporaryNames)) return { outcome: 'unknown', ...said };
  if (fault.because === 'refused-by-server') return { outcome: 'refused', ...said, forGood: false };
  return { outcome: 'unreachable', ...said };
}

const WHERE: Record<Step, string> = {
  'before-first-byte': 'before the first byte',
  writing: 'while writing the temporary file',
  committing: 'after the rename was asked for',
};

/**
 * Removes a broken temporary file while the line still stands, also when the caller's signal has already ended the try.
 * @returns words to add when it stayed there; the next try writes over it
 */
async function tidy(dialogue: Dialogue | null, path: string): Promise<string> {
  if (!dialogue || dialogue.connection.lost) return '';
  const last = new Dialogue(dialogue.connection, new AbortController().signal, TIDY_MS);
  try {
    await remove(last, path);
    return '';
  } catch (error) {
    return `; ${path} could not be removed: ${wordsOf(error)}`;
  } finally {
    last.end();
  }
}

/** A stop must end within seconds; a line that does not answer this long is cut. */
const TIDY_MS = 2_000;
