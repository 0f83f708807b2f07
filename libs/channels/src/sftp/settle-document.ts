import type { Outgoing, Settlement } from '../channel.js';
import type { Dialogue } from './dialogue.js';
import { isWireName } from './file-names.js';
import { bytes, pathsOf } from './put-document.js';
import { lookAt, remove } from './remote-file.js';
import { SftpFault } from './sftp-fault.js';
import type { SftpSession } from './sftp-session.js';
import type { SftpSettings } from './sftp-settings.js';

/** What a look found, in the order the looks were taken. */
interface Found {
  final: { size: number } | null;
  /** removed: it was there, and the server says it is gone now, so that no late rename can find it */
  temporary: 'never' | 'removed' | 'there';
}

/**
 * Looks at the far side after an unknown outcome and says what the look proves.
 * @source ARCHITECTURE section 5, rule 3
 */
export async function settleDocument(session: SftpSession, outgoing: Outgoing, signal: AbortSignal): Promise<Settlement> {
  if (!isWireName(outgoing.wireIdentity)) return { found: 'absent', because: 'a file of this name is never sent' };
  const paths = pathsOf(session.settings, outgoing.wireIdentity);
  let dialogue: Dialogue | null = null;
  try {
    const answer = await session.converse(signal, (talk) => lookAt(talk, paths.final));
    dialogue = answer.dialogue;
    const found = answer.first
      ? { final: answer.first, temporary: 'never' as const }
      : await lookAtTheRest(dialogue, paths, session.settings);
    return judge(found, paths.final, outgoing.byteLength, session.settings);
  } catch (error) {
    const fault = SftpFault.from(error, 'request');
    return { found: 'cannot-tell', because: `could not look: ${fault.because}, ${fault.message}` };
  } finally {
    dialogue?.end();
  }
}

async function lookAtTheRest(dialogue: Dialogue, paths: { final: string; temporary: string }, settings: SftpSettings): Promise<Found> {
  const temporary = await lookAt(dialogue, paths.temporary);
  if (!temporary) return { final: await lookAt(dialogue, paths.final), temporary: 'never' };
  if (settings.readsTemporaryNames && !settings.removesFiles) return { final: null, temporary: 'there' };
  // An earlier connection may still hold our rename. Without the temporary file it cannot come true, and if it came true
  // just now, the removal finds nothing and the final name is there.
  const removed = await remove(dialogue, paths.temporary);
  return { final: await lookAt(dialogue, paths.final), temporary: removed ? 'removed' : 'never' };
}

/** The rule as a table: first row that fits. */
function judge(found: Found, path: string, size: number, settings: SftpSettings): Settlement {
  if (found.final?.size === size) return { found: 'arrived', receipt: `${path} ${bytes(size)}, seen by a look` };
  if (found.final) return { found: 'cannot-tell', because: `${path}: found ${bytes(found.final.size)}, expected ${bytes(size)}` };
  if (found.temporary === 'removed') return { found: 'absent', because: 'only the temporary file was there; it was removed' };
  if (found.temporary === 'there') return { found: 'cannot-tell', because: 'only the temporary file is there, and they may read it under that name' };
  if (settings.removesFiles) return { found: 'cannot-tell', because: 'neither name is there, and they take files away' };
  return { found: 'absent', because: 'neither name is there, and they never take files away' };
}
