import type { FileEntryWithStats } from 'ssh2';
import type { PickUp } from '../channel.js';
import type { Dialogue } from './dialogue.js';
import { pathIn, whyNotPickedUp } from './file-names.js';
import { lookAt, remove } from './remote-file.js';
import { SftpFault } from './sftp-fault.js';
import { SftpSession } from './sftp-session.js';
import type { SftpSettings } from './sftp-settings.js';

export interface PickUpLimits {
  /** files returned by one list; the rest comes when these are taken */
  entries: number;
  /** bytes; larger files are left where they are */
  byteLength: number;
  /** told of every file that is passed over, each time it is seen */
  passedOver?: (name: string, because: string) => void;
}

const DEFAULTS: PickUpLimits = { entries: 500, byteLength: 64 * 1024 * 1024 };
/** Names looked at in one list, so that a folder nobody ever empties costs a bounded time. */
const NAMES_READ = 20_000;
const PIECE = 32_768;
const END_OF_FILE = 1;
/** The file type bits of a mode, and the value that means a regular file. @source draft-ietf-secsh-filexfer-02, section 5 */
const TYPE_BITS = 0o170000;
const REGULAR = 0o100000;

/**
 * Files the endpoint left in its outbox, oldest name first.
 * @throws SftpFault from every method, with its `because`
 */
export function sftpPickUp(settings: SftpSettings, session = new SftpSession(settings), limits: PickUpLimits = DEFAULTS): PickUp {
  const letGo = session.hold();
  const closing = new AbortController();
  const orClosing = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, closing.signal]);
  const pathOf = (name: string): string => {
    const because = settings.outbox === null ? 'nothing is picked up from this endpoint' : whyNotPickedUp(name, settings.temporarySuffix);
    if (because) throw new RangeError(`${JSON.stringify(name)} is not picked up: ${because}`);
    return pathIn(settings.outbox ?? '', name);
  };

  return {
    async list(signal) {
      const { outbox } = settings;
      if (outbox === null) return [];
      const { dialogue, first: folder } = await session.converse(orClosing(signal), (talk) =>
        talk.ask<Buffer>((sftp, answer) => sftp.opendir(outbox, answer)));
      try {
        return choose(await readFolder(dialogue, folder), settings, limits);
      } finally {
        dialogue.end();
      }
    },
    async read(name, signal) {
      const path = pathOf(name);
      const { dialogue, first: there } = await session.converse(orClosing(signal), (talk) => lookAt(talk, path));
      if (!there?.isFile() || there.size > limits.byteLength) {
        dialogue.end();
        throw new SftpFault('refused-by-server', `${path}: found ${there ? `${there.size} bytes` : 'no file'}, expected a file of at most ${limits.byteLength} bytes`);
      }
      return readAll(dialogue, path, limits.byteLength);
    },
    async taken(name, signal) {
      const path = pathOf(name);
      // No file any more: an earlier call did it and its answer was lost.
      const { dialogue } = await session.converse(orClosing(signal), (talk) => remove(talk, path));
      dialogue.end();
    },
    async close() {
      closing.abort();
      await letGo();
    },
  };
}

async function readFolder(dialogue: Dialogue, folder: Buffer): Promise<FileEntryWithStats[]> {
  const entries: FileEntryWithStats[] = [];
  try {
    while (entries.length < NAMES_READ) {
      entries.push(...await dialogue.ask<FileEntryWithStats[]>((sftp, answer) => sftp.readdir(folder, answer)));
    }
    return entries;
  } catch (error) {
    // The end of the folder comes as a status, not as an empty list.
    if (!(error instanceof SftpFault && error.status === END_OF_FILE)) throw error;
    return entries;
  } finally {
    if (!dialogue.connection.lost) dialogue.connection.sftp.close(folder, () => undefined);
  }
}

function choose(entries: FileEntryWithStats[], settings: SftpSettings, limits: PickUpLimits): { name: string; byteLength: number; modifiedAt: Date }[] {
  const chosen = entries.filter(({ filename, attrs }) => {
    if (filename === '.' || filename === '..') return false;
    const because = whyNotPickedUp(filename, settings.temporarySuffix) ?? whyNotThisFile(attrs, limits);
    if (because) limits.passedOver?.(filename, because);
    return because === null;
  });
  return chosen
    .sort((a, b) => a.attrs.mtime - b.attrs.mtime || (a.filename < b.filename ? -1 : 1))
    .slice(0, limits.entries)
    .map(({ filename, attrs }) => ({ name: filename, byteLength: attrs.size, modifiedAt: new Date(attrs.mtime * 1_000) }));
}

function whyNotThisFile(attrs: FileEntryWithStats['attrs'], limits: PickUpLimits): string | null {
  if ((attrs.mode & TYPE_BITS) !== REGULAR) return 'not a regular file';
  if (attrs.size === 0) return 'empty: it is being written, or nothing was';
  if (attrs.size > limits.byteLength) return `${attrs.size} bytes, more than ${limits.byteLength}`;
  return null;
}

/** Reads to the end of the file as it is now; a file that grows past the limit meanwhile is refused, not cut. */
async function* readAll(dialogue: Dialogue, path: string, limit: number): AsyncIterable<Uint8Array> {
  let handle: Buffer | null = null;
  try {
    handle = await dialogue.ask<Buffer>((sftp, answer) => sftp.open(path, 'r', answer));
    for (let position = 0; ;) {
      const piece = await readPiece(dialogue, handle, position);
      if (!piece) return;
      position += piece.length;
      if (position > limit) throw new SftpFault('refused-by-server', `${path}: grew over ${limit} bytes while it was read`);
      yield piece;
    }
  } finally {
    if (handle && !dialogue.connection.lost) dialogue.connection.sftp.close(handle, () => undefined);
    dialogue.end();
  }
}

/** @returns null at the end of the file */
async function readPiece(dialogue: Dialogue, handle: Buffer, position: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(PIECE);
  const count = await dialogue.ask<number>((sftp, answer) =>
    sftp.read(handle, buffer, 0, PIECE, position, (error, bytesRead) => answer(error, bytesRead)));
  return count === 0 ? null : buffer.subarray(0, count);
}
