import { createHash } from 'node:crypto';
import type { Stats } from 'ssh2';
import type { Outgoing } from '../channel.js';
import type { Dialogue } from './dialogue.js';
import { NO_SUCH_FILE, OutgoingDiffers, SftpFault } from './sftp-fault.js';

/** Every SFTP server must take writes of 32 KiB; eight in flight keep a line of 100 ms busy at 2.5 MiB/s. */
const PIECE = 32_768;
const IN_FLIGHT = 8;
const OPERATION_UNSUPPORTED = 8;

/** @returns null when there is no such file; symbolic links are not followed */
export async function lookAt(dialogue: Dialogue, path: string): Promise<Stats | null> {
  try {
    return await dialogue.ask<Stats>((sftp, answer) => sftp.lstat(path, answer));
  } catch (error) {
    if (error instanceof SftpFault && error.status === NO_SUCH_FILE) return null;
    throw error;
  }
}

/** @returns false when there was no such file */
export async function remove(dialogue: Dialogue, path: string): Promise<boolean> {
  try {
    await dialogue.ask<void>((sftp, answer) => sftp.unlink(path, answer));
    return true;
  } catch (error) {
    if (error instanceof SftpFault && error.status === NO_SUCH_FILE) return false;
    throw error;
  }
}

/**
 * Writes the whole file under `path` and closes it; asks the server to put it on its disk where it can.
 * @throws SftpFault, or OutgoingDiffers when the bytes that came are not the bytes the transmission declares
 */
export async function writeWhole(dialogue: Dialogue, path: string, outgoing: Outgoing): Promise<void> {
  const handle = await dialogue.ask<Buffer>((sftp, answer) => sftp.open(path, 'w', answer));
  let closed = false;
  try {
    const written = await writeAll(dialogue, handle, outgoing.bytes());
    if (written.byteLength !== outgoing.byteLength || written.sha256 !== outgoing.sha256) {
      throw new OutgoingDiffers(
        `${outgoing.wireIdentity}: found ${written.byteLength} bytes with SHA-256 ${written.sha256}, expected ${outgoing.byteLength} with ${outgoing.sha256}`,
      );
    }
    await flush(dialogue, handle);
    await dialogue.ask<void>((sftp, answer) => sftp.close(handle, answer));
    closed = true;
  } finally {
    // A kept session must not lose a handle with every broken write: servers allow a few hundred.
    if (!closed && !dialogue.connection.lost) dialogue.connection.sftp.close(handle, () => undefined);
  }
}

async function writeAll(dialogue: Dialogue, handle: Buffer, chunks: AsyncIterable<Uint8Array>): Promise<{ byteLength: number; sha256: string }> {
  const hash = createHash('sha256');
  const inFlight = new Set<Promise<void>>();
  let position = 0;
  for await (const piece of inPieces(chunks)) {
    hash.update(piece);
    const at = position;
    position += piece.length;
    const written = dialogue.ask<void>((sftp, answer) => sftp.write(handle, piece, 0, piece.length, at, answer));
    inFlight.add(written);
    // A failed write stays in the set, so that the race or the last wait meets it.
    written.then(() => inFlight.delete(written), () => undefined);
    if (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  return { byteLength: position, sha256: hash.digest('hex') };
}

/**
 * Gives a file its final name. The POSIX rename where the server knows it: one atomic step, while the plain one is a link
 * and an unlink on some servers.
 * @throws SftpFault
 */
export async function rename(dialogue: Dialogue, from: string, to: string): Promise<void> {
  await dialogue.ask<void>((sftp, answer) => {
    // Throws before anything is sent when the server did not announce the extension.
    try {
      sftp.ext_openssh_rename(from, to, answer);
    } catch {
      sftp.rename(from, to, answer);
    }
  });
}

/** A server that cannot flush is no fault: the rename is what commits. */
async function flush(dialogue: Dialogue, handle: Buffer): Promise<void> {
  try {
    await dialogue.ask<void>((sftp, answer) => {
      try {
        sftp.ext_openssh_fsync(handle, (error) => answer(error));
      } catch {
        answer(null);
      }
    });
  } catch (error) {
    if (!(error instanceof SftpFault && error.status === OPERATION_UNSUPPORTED)) throw error;
  }
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < buffer.length; at += PIECE) yield buffer.subarray(at, at + PIECE);
  }
}
