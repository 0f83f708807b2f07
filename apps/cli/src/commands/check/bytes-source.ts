import { constants, fstatSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** 64 KiB: what is held of a file at a time. */
const CHUNK = 64 * 1024;
/** How much is kept of what cannot be read twice (standard input, a pipe), for the lines of the report. 16 MiB. */
const KEPT = 16 * 1024 * 1024;

/** Bytes that are read once as a stream, and then here and there again to show a line. */
export interface BytesSource {
  chunks(): AsyncIterable<Buffer>;
  /** the bytes from `from` on; fewer at the end, none where they were not kept */
  slice(from: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** It cannot be opened or read, in a sentence for whoever typed its name. */
export class CannotOpen extends Error {
  /** @param found  the reason alone, for machines */
  constructor(message: string, readonly found: string, options?: ErrorOptions) {
    super(message, options);
  }
}

export interface StandardInput { fd: number; stream: () => AsyncIterable<Buffer> }
const STANDARD_INPUT: StandardInput = { fd: 0, stream: () => process.stdin };

/**
 * Opens a file, or standard input for `-`.
 * @throws CannotOpen
 */
export async function openSource(name: string, stdin = STANDARD_INPUT): Promise<BytesSource> {
  if (name === '-') return openStandardInput(stdin);
  const handle = await open(name, constants.O_RDONLY).catch((error: unknown) => { throw cannot(name, error); });
  const kind = await handle.stat();
  if (kind.isDirectory()) {
    await handle.close();
    throw new CannotOpen(`${name} is a directory. Name the files in it, for example: npx hawser check ${name.replace(/\/+$/, '')}/*`, 'a directory');
  }
  // A pipe, as a shell's <(…) makes one, passes by once.
  return kind.isFile() ? ofFile(name, handle) : passing(name, handle.createReadStream({ highWaterMark: CHUNK, autoClose: false }), () => handle.close());
}

/** Node makes of a directory a standard input without bytes: asked before, it is told as what it is. */
function openStandardInput({ fd, stream }: StandardInput): BytesSource {
  try {
    if (fstatSync(fd).isDirectory()) throw Object.assign(new Error('a directory'), { code: 'EISDIR' });
  } catch (error) {
    throw cannot('-', error);
  }
  return passing('-', stream(), async () => undefined);
}

function ofFile(name: string, handle: FileHandle): BytesSource {
  return {
    chunks: () => told(name, handle.createReadStream({ start: 0, highWaterMark: CHUNK, autoClose: false })),
    async slice(from, length) {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position: from }).catch((error: unknown) => { throw cannot(name, error); });
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}

function passing(name: string, stream: AsyncIterable<Buffer>, close: () => Promise<void>): BytesSource {
  const kept: Buffer[] = [];
  let length = 0;
  return {
    async *chunks() {
      for await (const chunk of told(name, stream)) {
        if (length < KEPT) {
          kept.push(chunk.subarray(0, KEPT - length));
          length += kept.at(-1)?.length ?? 0;
        }
        yield chunk;
      }
    },
    slice: async (from, count) => Buffer.concat(kept).subarray(from, from + count),
    close,
  };
}

async function* told(name: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw cannot(name, error);
  }
}

const WORDS: Record<string, string> = {
  ENOENT: 'there is no such file', EISDIR: 'it is a directory', EBADF: 'it is not open', EACCES: 'permission denied', EPERM: 'permission denied', ENOTDIR: 'a part of its path is no directory', ELOOP: 'its links lead nowhere', EMFILE: 'too many files are open', EIO: 'the disk cannot read it',
};

function cannot(name: string, error: unknown): CannotOpen {
  const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : '';
  const found = WORDS[code] ?? String(error);
  return new CannotOpen(`${name === '-' ? 'standard input' : name} cannot be read: ${found}`, found, { cause: error });
}
